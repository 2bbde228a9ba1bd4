package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.ReclaimCommand;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.mm.Thp;
import pagewalk.engine.mm.ThpSettings;
import pagewalk.engine.util.Part;

/** Wires transparent huge pages into a machine. */
final class ThpMemory {
    /** Frames that a command may take beside those that it would without huge pages: two ranges, and three tables. */
    private static final int MOST_FRAMES = 2 * 512 + 3;

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

    /** Seconds pass for khugepaged, if that is what a command says; a reply if nobody else hears of it. */
    static @Nullable Reply tick(@Nullable Thp thp, ReclaimCommand call, boolean alone) {
        if (thp == null || !(call instanceof ReclaimCommand.Tick tick)) {
            return null;
        }
        for (int i = 0; i < tick.count(); i++) {
            thp.tick();
        }
        return alone ? new Reply.Setting("ticks", Integer.toString(tick.count())) : null;
    }

    /** Frames that a command may take: its first and its last range a block each, though it touches little of them. */
    static int frames(@Nullable Thp thp, int frames) {
        return frames > 0 && thp != null ? frames + Math.min(MOST_FRAMES, Integer.MAX_VALUE - frames) : frames;
    }

    /** Folders below /sys that can be written: those of zswap and of huge pages. */
    @Part("reclaim")
    static @Nullable List<SysFolder> folders(@Nullable Reclaiming reclaim, @Nullable Thp thp) {
        List<SysFolder> folders = new ArrayList<>();
        if (reclaim != null) {
            folders.addAll(ZswapFiles.folders(reclaim.zswap()));
        }
        if (thp != null) {
            folders.add(new ThpFiles(thp));
        }
        return folders;
    }
}
