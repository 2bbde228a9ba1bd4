package pagewalk.engine;

import pagewalk.engine.mm.SwapFaults;
import pagewalk.engine.pagetable.OutOfFrames;
import pagewalk.engine.reclaim.Disk;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.zswap.Zswap;

/** Writes compressed pages to their slots: the worker of a full pool, and its shrinker (mm/zswap.c). */
final class PoolWriter {
    /** Looks in vain after which the worker rests (MAX_RECLAIM_RETRIES). */
    private static final int FAILURES = 16;

    private final Zswap zswap;
    private final SwapFaults faults;
    private final FrameMaps frames;
    private final Disk disk;

    PoolWriter(Zswap zswap, SwapFaults faults, FrameMaps frames, Disk disk) {
        this.zswap = zswap;
        this.faults = faults;
        this.frames = frames;
        this.disk = disk;
    }

    /** Does what the worker was woken for: the pool comes down to where it takes pages again (shrink_worker()). */
    void work() {
        if (!zswap.state.takeWake() || !zswap.state.cgroups) {
            return;
        }
        int failures = 0;
        while (failures < FAILURES && zswap.stored() > 0 && zswap.pool().pages() > zswap.accepts()) {
            failures += writeOne() ? 0 : 1;
        }
        disk.arriveAtEnd();
    }

    /** Looks at the oldest compressed page; whether it was sent to its slot. */
    boolean writeOne() {
        int entry = zswap.nextToWrite();
        if (entry == Zswap.NIL) {
            return false;
        }
        int pfn = frame(entry);
        if (pfn == Zswap.NIL) {
            zswap.notWritten(entry);
            return false;
        }
        zswap.written(pfn, entry);
        frames.mark(pfn, FrameMaps.RECLAIM);
        disk.send(pfn, SwapSpace.slot(entry));
        return true;
    }

    private int frame(int entry) {
        try {
            return faults.writeBack(entry);
        } catch (OutOfFrames none) {
            return Zswap.NIL;
        }
    }
}
