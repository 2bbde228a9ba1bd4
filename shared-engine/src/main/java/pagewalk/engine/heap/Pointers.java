package pagewalk.engine.heap;

import pagewalk.engine.event.HeapComplaint;

/** Reads what stands before a pointer that a program gives back, whether it is one of the heap's or not. */
final class Pointers {
    private final Arena arena;
    private final Places places;
    private final HeapSpace space;

    Pointers(Arena arena, Places places, HeapSpace space) {
        this.arena = arena;
        this.places = places;
        this.space = space;
    }

    /**
     * The place of a pointer that is given to free() or realloc(), whose header can be read and says that it belongs to
     * the arena. Otherwise the process ends as the C library lets it.
     */
    int placeOf(long at, HeapComplaint ifMapped, HeapComplaint ifWrong) {
        int mem = places.placeOf(at);
        boolean near = mem >= Chunks.HEADER && mem < arena.chunks.limit();
        Arena.check(near || space.isMapped(at - 8), HeapComplaint.SEGMENTATION_FAULT);
        if (mem < Chunks.HEADER || places.placeOf(at - 8) != mem - 8) {
            // No header of the heap is there; what is read instead is taken for zeros.
            throw new HeapAbort(ifWrong);
        }
        int flags = flagsAt(mem);
        boolean freed = ifMapped == HeapComplaint.MUNMAP_INVALID_POINTER;
        Arena.check(!freed || (flags & Chunks.MMAPPED) == 0, ifMapped);
        Arena.check(
                (flags & (Chunks.OTHER_ARENA | Chunks.MMAPPED)) != Chunks.OTHER_ARENA,
                HeapComplaint.SEGMENTATION_FAULT);
        Arena.check((mem & 15) == 0, ifWrong);
        Arena.check((flags & Chunks.MMAPPED) == 0, ifMapped);
        return mem;
    }

    /** The lowest bits of what stands 8 bytes before a pointer, which need not be aligned. */
    private int flagsAt(int mem) {
        int word = arena.chunks.word(mem - 8 & -8);
        int shift = (mem & 7) * 8;
        return word < 0 || word >= Chunks.PLACES || shift >= 32 ? 0 : word >>> shift & Chunks.FLAGS;
    }
}
