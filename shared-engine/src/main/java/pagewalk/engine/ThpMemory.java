package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.mm.Thp;
import pagewalk.engine.mm.ThpSettings;

/** Wires transparent huge pages into a machine. */
final class ThpMemory {
    /** Frames that a command may take beside those that it would without huge pages: two ranges, and three tables. */
    static final int MOST_FRAMES = 2 * 512 + 3;

    private ThpMemory() {}

    /** Huge pages of a machine, as far as {@code other}'s have come; {@code reclaim} splits them if there is any. */
    static Thp begin(
            MachineConfig config, Memory memory, SystemCalls calls, @Nullable Reclaiming reclaim, @Nullable Thp other) {
        int base = memory.frames().basePfn();
        ThpSettings first = new ThpSettings(Math.max(config.layers().thp(), 0));
        Thp thp = new Thp(calls, first, base, memory.frames().endPfn() - base, other);
        if (reclaim != null) {
            reclaim.join(thp);
        }
        return thp;
    }

    /** So many seconds pass for khugepaged. */
    static void tick(Thp thp, int count) {
        for (int i = 0; i < count; i++) {
            thp.tick();
        }
    }
}
