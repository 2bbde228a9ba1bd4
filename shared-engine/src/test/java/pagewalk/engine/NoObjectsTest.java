package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.util.Xorshift;

/** What a command costs in memory, by the JVM's own count of bytes that a thread allocates. */
final class NoObjectsTest {
    private static final int PAIRS = 20_000;

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frames=4096",
                "preset=linux frames=20000",
                "preset=linux frames=20000 watermarks=on percpu=on cpus=2 min_free_kbytes=4096",
            })
    void pagesAreTakenAndGivenBackWithoutAnyObject(String text) {
        MachineConfig config = Play.config(text);
        Recorder recorder = new Recorder(new Digest(), 0);
        recorder.sendTo(Events.NONE, false);
        Memory memory = Memory.boot(config, recorder);
        int[] held = new int[600];
        churn(memory, held, 1);
        long before = allocated();
        churn(memory, held, 2);
        long bytes = allocated() - before;
        assertTrue(bytes < 4096, "bytes for " + PAIRS + " pairs: " + bytes);
        assertTrue(recorder.count() > PAIRS, "events were folded all the time");
    }

    /** Allocations of all orders, some of which fail by every way of the slow path, and frees. */
    private static void churn(Memory memory, int[] held, int seed) {
        Xorshift random = new Xorshift(9, seed);
        for (int i = 0; i < PAIRS; i++) {
            int at = random.below(held.length);
            if (held[at] > 0) {
                memory.free(
                        held[at] - 1, random.below(2) & memory.zones().get(0).cpus() >> 1);
            }
            int gfp = random.below(2) == 0 ? Gfp.KERNEL : Gfp.KERNEL | Gfp.MOVABLE | Gfp.HIGHMEM;
            int order = random.below(8) == 0 ? random.below(11) : random.below(4);
            held[at] = memory.allocate(order, gfp, 0) + 1;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"frames=4096", "preset=linux frames=20000 watermarks=on percpu=on"})
    void aCommandThatNobodyAsksAboutMakesNoObject(String text) {
        Machine machine = Machine.boot(Play.config(text));
        Command ask = new Command.AllocPages(null, 1, Gfp.KERNEL, "");
        Command[] frees = new Command[machine.memory().endPfn()];
        for (int pfn = 0; pfn < frees.length; pfn++) {
            frees[pfn] = new Command.FreePages(new PageRef.Pfn(pfn));
        }
        int pfn = machine.apply(ask, Events.NONE) instanceof Reply.Allocated got ? got.pfn() : -1;
        machine.run(frees[pfn], Events.NONE);
        pairs(machine, ask, frees[pfn]);
        long before = allocated();
        pairs(machine, ask, frees[pfn]);
        long bytes = allocated() - before;
        assertTrue(bytes < 4096, "bytes for " + PAIRS + " pairs: " + bytes);
        String unasked = machine.digest();
        Machine other = Machine.boot(Play.config(text));
        other.apply(ask, Events.NONE);
        other.apply(frees[pfn], Events.NONE);
        for (int i = 0; i < 2 * PAIRS; i++) {
            other.apply(ask, Events.NONE);
            other.apply(frees[pfn], Events.NONE);
        }
        assertEquals(unasked, other.digest(), "with a reply or without: the same machine");
    }

    /** The block that was freed last is the next one handed out. */
    private static void pairs(Machine machine, Command ask, Command giveBack) {
        for (int i = 0; i < PAIRS; i++) {
            assertTrue(machine.run(ask, Events.NONE));
            assertTrue(machine.run(giveBack, Events.NONE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"frames=1048576", "preset=linux frames=1048576 watermarks=on percpu=on cpus=8"})
    void aFrameTakesNineBytesAtMost(String text) {
        Machine machine = Machine.boot(Play.config(text));
        for (int i = 0; i < 1 << 20; i++) {
            machine.apply(new Command.AllocPages(null, 0, Gfp.KERNEL, ""), Events.NONE);
        }
        int frames = machine.memory().frames();
        double bytes = (double) machine.bytesBeside(null) / frames;
        assertTrue(bytes < 9.1, "bytes a frame, all of them written: " + bytes);
        assertEquals(1 << 20, frames);
    }
}
