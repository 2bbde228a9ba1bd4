package pagewalk.engine;

import pagewalk.engine.slab.SlabPages;

/** The page allocator as the object allocator sees it. */
record SlabFrames(Memory memory) implements SlabPages {
    @Override
    public int allocate(int order, int gfp) {
        return memory.allocate(order, gfp, 0);
    }

    @Override
    public void release(int pfn) {
        memory.free(pfn, 0);
    }
}
