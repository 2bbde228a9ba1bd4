package pagewalk.engine.heap;

import pagewalk.engine.event.HeapComplaint;

/** Counts free chunks list by list, as the C library does when it is asked (int_mallinfo()). */
final class Recount {
    /** No list is as long: a chunk takes 32 bytes at least. */
    private static final int LONGEST = Chunks.PLACES >> 5;

    private final Arena arena;
    private final Chunks chunks;
    private int count;
    private int bytes;

    Recount(Arena arena) {
        this.arena = arena;
        chunks = arena.chunks;
    }

    Mallinfo mallinfo(MappedChunks mapped) {
        for (int i = 0; i < Arena.FAST_BINS; i++) {
            countFast(i);
        }
        int fastCount = count;
        int fastBytes = bytes;
        count = 1;
        bytes += arena.topSize();
        for (int i = 1; i < Chunks.BINS; i++) {
            countBin(-i);
        }
        return new Mallinfo(
                arena.systemMem,
                count,
                fastCount,
                mapped.count(),
                mapped.bytes(),
                0,
                fastBytes,
                arena.systemMem - bytes,
                bytes,
                arena.topSize());
    }

    private void countFast(int index) {
        int p = arena.fast[index];
        while (p != Chunks.NULL) {
            Arena.check(p != Chunks.WILD && (p & 15) == 0, HeapComplaint.MALLINFO_UNALIGNED);
            add(p);
            p = chunks.mangled(p);
        }
    }

    private void countBin(int bin) {
        for (int p = chunks.bk(bin); p != bin; p = chunks.bk(p)) {
            add(p);
        }
    }

    private void add(int p) {
        count++;
        bytes += chunks.size(p);
        Arena.check(count <= LONGEST, HeapComplaint.ENDLESS);
    }
}
