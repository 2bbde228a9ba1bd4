package pagewalk.bench;

import java.util.function.IntUnaryOperator;
import org.teavm.jso.JSExport;

/**
 * The work as functions of a JavaScript module: the settings of {@link EngineWork}, then those of {@link TranslationWork}
 * and {@link PressureWork}.
 */
public final class EngineDoor {
    private static final int ENGINE = EngineWork.NAMES.length;
    private static final int PRESSURE = ENGINE + TranslationWork.NAMES.length;

    private static IntUnaryOperator work = units -> 0;

    private EngineDoor() {}

    public static void main(String[] args) {}

    /** Makes ready the engine's work of a setting, or the plain one of the same size. */
    @JSExport
    public static void prepare(int setting, int seed, boolean plain) {
        if (setting < ENGINE) {
            BuddyWork made = plain ? new PlainWork(EngineWork.FRAMES[setting], seed) : new EngineWork(setting, seed);
            work = made::run;
        } else if (setting >= PRESSURE) {
            work = plain ? new PlainPressure(setting - PRESSURE)::run : PressureWork.of(setting - PRESSURE)::run;
        } else if (plain) {
            work = new PlainTables(setting - ENGINE)::run;
        } else {
            work = TranslationWork.of(setting - ENGINE)::run;
        }
    }

    @JSExport
    public static int run(int commands) {
        return work.applyAsInt(commands);
    }

    @JSExport
    public static String name(int setting) {
        if (setting < ENGINE) {
            return EngineWork.NAMES[setting];
        }
        if (setting < PRESSURE) {
            return TranslationWork.NAMES[setting - ENGINE];
        }
        return setting < PRESSURE + PressureWork.NAMES.length ? PressureWork.NAMES[setting - PRESSURE] : "";
    }
}
