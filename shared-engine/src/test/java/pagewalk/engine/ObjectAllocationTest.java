package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.ObjectCommand;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.slab.SlabPages;
import pagewalk.engine.slab.Slub;
import pagewalk.engine.util.Xorshift;

/** Java objects that the object allocator makes when nobody listens: none. */
final class ObjectAllocationTest {
    private static final ThreadMXBean BYTES = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int HELD = 300;
    private static final int PAIRS = 50_000;

    private final int[] pfns = new int[HELD];
    private final int[] objects = new int[HELD];

    /**
     * Objects of mixed sizes come and go, slabs and pages with them: not one byte, with the digest folded as always.
     */
    @Test
    void theAllocatorItselfMakesNoObjects() {
        MachineConfig config = Play.config("frames=512 cpus=2");
        Recorder recorder = new Recorder(new Digest(), 0);
        recorder.sendTo(Events.NONE, false);
        SlabPages pages = new SlabFrames(Memory.boot(config, recorder));
        Slub slub = new Slub(config.slab(), pages, recorder);
        Xorshift random = new Xorshift(0xa110c, 1);
        for (int i = 0; i < HELD; i++) {
            take(slub, i, random);
        }
        churn(slub, random);
        churn(slub, random);
        long before = BYTES.getCurrentThreadAllocatedBytes();
        churn(slub, random);
        long bytes = BYTES.getCurrentThreadAllocatedBytes() - before;
        assertEquals(0, bytes / PAIRS, "bytes for a pair");
        assertTrue(bytes < 1024, "bytes for " + PAIRS + " pairs: " + bytes);
        assertTrue(recorder.count() > 6 * PAIRS, "events told: " + recorder.count());
    }

    private void churn(Slub slub, Xorshift random) {
        for (int pair = 0; pair < PAIRS; pair++) {
            int i = random.below(HELD);
            slub.free(pfns[i], objects[i], pair & 1);
            take(slub, i, random);
        }
    }

    private void take(Slub slub, int i, Xorshift random) {
        int cache = slub.classOf(16 << random.below(7), Gfp.KERNEL);
        assertTrue(slub.allocate(cache, random.below(2), Gfp.KERNEL));
        pfns[i] = slub.pfn();
        objects[i] = slub.object();
    }

    @Test
    void aCommandThatNobodyAsksAboutMakesNoObject() {
        Machine machine = Machine.boot(Play.config("frames=512"));
        Command ask = new ObjectCommand.Kmalloc(null, 100, Gfp.KERNEL, "", 0);
        Reply.ObjectAt first = (Reply.ObjectAt) machine.apply(ask, Events.NONE);
        Command giveBack = new ObjectCommand.Kfree(new ObjectRef.Address(first.addr()), 0);
        run(machine, giveBack, ask);
        long before = BYTES.getCurrentThreadAllocatedBytes();
        run(machine, giveBack, ask);
        long bytes = BYTES.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < 4096, "bytes for " + PAIRS + " pairs: " + bytes);
    }

    private static void run(Machine machine, Command giveBack, Command ask) {
        for (int pair = 0; pair < PAIRS; pair++) {
            assertTrue(machine.run(giveBack, Events.NONE));
            assertTrue(machine.run(ask, Events.NONE));
        }
    }
}
