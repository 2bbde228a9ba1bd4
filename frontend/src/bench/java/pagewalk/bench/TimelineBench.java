package pagewalk.bench;

import java.util.Arrays;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.Xorshift;

/** Measures what a student waits for: a step back from anywhere in a session, and the boot of a large machine. */
final class TimelineBench {
    private static final int COMMANDS = 2000;
    private static final int STEPS = 301;

    private TimelineBench() {}

    public static void main(String[] args) {
        stepBack(4096);
        stepBack(1 << 18);
        stepBack(1 << 20);
        boot(1 << 22);
    }

    private static void stepBack(int frames) {
        Timeline timeline = session(frames);
        Xorshift random = new Xorshift(8, frames);
        double[] micros = new double[STEPS];
        for (int step = -STEPS; step < STEPS; step++) {
            timeline.seekEvent(1 + random.below(timeline.events() - 1));
            long begin = System.nanoTime();
            timeline.stepEvent(-1);
            if (step >= 0) {
                micros[step] = (System.nanoTime() - begin) / 1e3;
            }
        }
        Arrays.sort(micros);
        row("step back an event, " + frames + " frames, " + COMMANDS + " commands", micros);
    }

    private static Timeline session(int frames) {
        Timeline timeline = new Timeline(MachineConfig.textbook(frames));
        Xorshift random = new Xorshift(7, frames);
        for (int i = 0; i < COMMANDS; i++) {
            if (i % 3 == 2) {
                int pfn = timeline.machine().memory().blockHead(random.below(frames));
                timeline.apply(new Command.FreePages(new PageRef.Pfn(pfn)));
            } else {
                timeline.apply(new Command.AllocPages(null, random.below(5), Gfp.KERNEL, ""));
            }
        }
        return timeline;
    }

    private static void boot(int frames) {
        double[] micros = new double[11];
        int kept = 0;
        for (int round = -5; round < micros.length; round++) {
            long begin = System.nanoTime();
            kept += Machine.boot(MachineConfig.textbook(frames)).memory().freePages();
            if (round >= 0) {
                micros[round] = (System.nanoTime() - begin) / 1e3;
            }
        }
        Arrays.sort(micros);
        row("boot of " + frames + " frames (16 GiB)" + (kept == 0 ? "!" : ""), micros);
    }

    private static void row(String what, double[] sorted) {
        System.out.println("%-54s %8.3f ms median, %8.3f ms p95"
                .formatted("JVM, " + what, sorted[sorted.length / 2] / 1e3, sorted[sorted.length * 95 / 100] / 1e3));
    }
}
