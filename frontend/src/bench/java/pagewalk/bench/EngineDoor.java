package pagewalk.bench;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;

/** The work as functions of a JavaScript module. */
public final class EngineDoor {
    private static @Nullable BuddyWork work;

    private EngineDoor() {}

    public static void main(String[] args) {}

    /** Makes ready the engine's work of a setting, or the plain allocator's of the same size. */
    @JSExport
    public static void prepare(int setting, int seed, boolean plain) {
        work = plain ? new PlainWork(EngineWork.FRAMES[setting], seed) : new EngineWork(setting, seed);
    }

    @JSExport
    public static int run(int commands) {
        return work == null ? 0 : work.run(commands);
    }

    @JSExport
    public static String name(int setting) {
        return setting < EngineWork.NAMES.length ? EngineWork.NAMES[setting] : "";
    }
}
