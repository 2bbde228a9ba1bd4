package pagewalk.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CompactCommand;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;

/** Measures how many pages a second compaction moves, and how many bytes of objects it makes for each. */
final class CompactionBench {
    private static final int ROUNDS = 41;
    private static final int WARM_UP = 30;

    private CompactionBench() {}

    public static void main(String[] args) {
        compact(4096);
        compact(1 << 18);
    }

    /** A zone of movable pages of which every second one is free. */
    private static void compact(int frames) {
        Machine fragmented = Machine.boot(MachineConfig.linux(frames));
        for (int i = 0; i < frames; i++) {
            fragmented.apply(new Command.AllocPages(null, 0, Gfp.MOVABLE, ""), Events.NONE);
        }
        for (int pfn = 0; pfn < frames; pfn += 2) {
            fragmented.apply(new Command.FreePages(new PageRef.Pfn(pfn)), Events.NONE);
        }
        var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] perSecond = new double[ROUNDS];
        double bytes = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Machine machine = fragmented.copy();
            // A copy shares its rows until it writes to them, so the bytes are those of the chunks that it takes over.
            long made = memory.getCurrentThreadAllocatedBytes();
            long begin = System.nanoTime();
            int moved = compacted(machine);
            double nanos = System.nanoTime() - begin;
            if (round >= 0) {
                perSecond[round] = moved * 1e9 / nanos;
                bytes = (double) (memory.getCurrentThreadAllocatedBytes() - made) / moved;
            }
        }
        Arrays.sort(perSecond);
        System.out.println("%-54s %8.3f M pages/s median, %5.1f bytes a page (copied chunks)"
                .formatted("JVM, compact_memory, " + frames + " frames", perSecond[ROUNDS / 2] / 1e6, bytes));
    }

    private static int compacted(Machine machine) {
        Reply reply = machine.apply(new CompactCommand.CompactMemory(), Events.NONE);
        if (!(reply instanceof Reply.Compacted counts) || counts.success() == 0) {
            throw new IllegalStateException("nothing moved: " + reply.line());
        }
        return counts.success();
    }
}
