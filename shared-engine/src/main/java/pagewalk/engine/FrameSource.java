package pagewalk.engine;

import pagewalk.engine.page.Gfp;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.pagetable.OutOfFrames;
import pagewalk.engine.pagetable.PageSource;
import pagewalk.engine.zone.Zone;

/** The page allocator as processes see it. */
final class FrameSource implements PageSource {
    private static final int HUGE_ORDER = 9;
    private static final int GIGANTIC_ORDER = 18;
    private static final int HUGE_GFP = Gfp.KERNEL | Gfp.HIGHMEM | Gfp.MOVABLE | Gfp.RETRY_MAYFAIL;

    private final Memory memory;

    FrameSource(Memory memory) {
        this.memory = memory;
    }

    @Override
    public int allocate(int gfp) {
        int pfn = memory.allocate(0, gfp, 0);
        if (pfn == Memory.NIL) {
            throw new OutOfFrames();
        }
        return pfn;
    }

    @Override
    public void release(int pfn) {
        memory.free(pfn, 0);
    }

    @Override
    public int allocate(int order, int gfp) {
        return memory.allocate(order, gfp, 0);
    }

    @Override
    public void split(int pfn, int order) {
        for (int i = 0; i < 1 << order; i++) {
            memory.frames().setHead(pfn + i, PageFrames.ALLOCATED, 0);
        }
    }

    @Override
    public int allocateHuge() {
        return memory.allocate(HUGE_ORDER, HUGE_GFP, 0);
    }

    @Override
    public int takeGigantic() {
        int size = 1 << GIGANTIC_ORDER;
        int base = memory.frames().basePfn();
        for (int pfn = memory.frames().endPfn() - size & -size; pfn >= base; pfn -= size) {
            if (isFree(pfn)) {
                for (int block = pfn; block < pfn + size; block += 1 << LARGEST_ORDER) {
                    take(block);
                }
                return pfn;
            }
        }
        return -1;
    }

    private boolean isFree(int pfn) {
        Zone owner = memory.zones().get(memory.zoneOf(pfn));
        if (!owner.contains(pfn + (1 << GIGANTIC_ORDER) - 1)) {
            return false;
        }
        for (int block = pfn; block < pfn + (1 << GIGANTIC_ORDER); block += 1 << LARGEST_ORDER) {
            if (memory.frames().freeOrder(block) != LARGEST_ORDER) {
                return false;
            }
        }
        return true;
    }

    private void take(int block) {
        int zone = memory.zoneOf(block);
        Zone owner = memory.zones().get(zone);
        memory.allocator(zone).take(block, LARGEST_ORDER, owner.typeOf(block));
        memory.frames().setHead(block, PageFrames.ALLOCATED, LARGEST_ORDER);
    }
}
