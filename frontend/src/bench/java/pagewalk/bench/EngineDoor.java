package pagewalk.bench;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;

/**
 * The work as functions of a JavaScript module: settings of {@link EngineWork}, then of {@link TranslationWork}
 * and {@link PressureWork}.
 */
public final class EngineDoor {
    private static final int ENGINE = EngineWork.NAMES.length;
    private static final int PRESSURE = ENGINE + TranslationWork.NAMES.length;

    private static IntUnaryOperator work = units -> 0;
    private static @Nullable TraceWork traces;

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

    /** The name of a row of the traces; empty behind the last. */
    @JSExport
    public static String traceName(int row) {
        return TraceWork.name(row);
    }

    /** References of the trace that {@link #traceMisses} runs over. */
    @JSExport
    public static int traceReferences() {
        return TraceWork.REFERENCES;
    }

    /** Runs a policy, or LRU's curve, over the whole trace; gives the misses. */
    @JSExport
    public static int traceMisses(int row) {
        TraceWork now = traces == null ? new TraceWork() : traces;
        traces = now;
        return now.misses(row);
    }
}
