package pagewalk.engine.heap;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;

/** Gets memory from the system for the arena's top, and gives it back (sysmalloc(), systrim(), mtrim()). */
final class Morecore {
    /** Bytes that are asked for beyond what is needed, since most requests come again (DEFAULT_TOP_PAD). */
    static final int TOP_PAD = 131072;
    /** Where the break cannot move, a multiple of this is mapped the first time (MMAP_AS_MORECORE_SIZE). */
    private static final int PIECE = 1 << 20;

    private static final int PAGE_MASK = Chunks.PAGE - 1;

    private final Arena arena;
    private final Chunks chunks;
    private final Places places;
    private final HeapSpace space;
    private final Freeing freeing;

    Morecore(Arena arena, Places places, HeapSpace space, Freeing freeing) {
        this.arena = arena;
        chunks = arena.chunks;
        this.places = places;
        this.space = space;
        this.freeing = freeing;
    }

    /** Moves the break; answers the old one, or that it failed: also where the heap has no places for more. */
    private long move(long increment) {
        long now = space.sbrk(0);
        if (now == HeapSpace.FAILED || increment == 0) {
            return now;
        }
        long base = places.begun() ? places.base() : now;
        return now + increment - base >= Places.BREAK_END - Chunks.PAGE ? HeapSpace.FAILED : space.sbrk(increment);
    }

    /** Makes the top large enough for a chunk of {@code needed} bytes; false if there is no memory. */
    boolean grow(int needed) {
        int oldTop = arena.top;
        int oldSize = arena.topSize();
        long oldEnd = oldTop == Arena.NO_TOP ? HeapSpace.FAILED : places.addressOf(oldTop) + oldSize;
        boolean sane = oldSize >= Chunks.MIN_SIZE && chunks.prevInUse(oldTop) && (oldEnd & PAGE_MASK) == 0;
        Arena.check(oldTop == Arena.NO_TOP || sane, HeapComplaint.SYSMALLOC_ASSERTION);
        long size = pageUp((long) needed + TOP_PAD + Chunks.MIN_SIZE - (arena.contiguous ? oldSize : 0));
        long brk = size > 0 ? move(size) : HeapSpace.FAILED;
        boolean mapped = false;
        if (brk == HeapSpace.FAILED) {
            size = arena.contiguous ? size + oldSize + PIECE - 1 & -(long) PIECE : size;
            brk = size < Places.BREAK_END && places.hasRoom((int) size) ? space.mmap(size) : HeapSpace.FAILED;
            mapped = brk != HeapSpace.FAILED;
        }
        if (brk == HeapSpace.FAILED) {
            return false;
        }
        int got = (int) size;
        if (mapped) {
            arena.contiguous = false;
            addPiece(brk, got);
        } else {
            takeBreak(brk, got, oldEnd, oldSize);
        }
        arena.maxSystemMem = Math.max(arena.maxSystemMem, arena.systemMem);
        return true;
    }

    private static long pageUp(long bytes) {
        return (bytes + PAGE_MASK) & -(long) Chunks.PAGE;
    }

    private void addPiece(long at, int size) {
        int oldTop = arena.top;
        int oldSize = arena.topSize();
        int place = places.addPiece(at, size);
        arena.systemMem += size;
        arena.setTop(place, size);
        grew(Rule.HEAP_PIECE, size);
        fence(oldTop, oldSize);
    }

    /** The break was at {@code brk} and has moved by {@code size}: more top, or a new one behind somebody else's. */
    private void takeBreak(long brk, int size, long oldEnd, int oldSize) {
        if (!places.begun()) {
            places.begin(brk);
        }
        arena.systemMem += size;
        chunks.setLimit((int) (brk + size - places.base()));
        if (brk == oldEnd) {
            chunks.setHead(arena.top, size + oldSize | Chunks.PREV_INUSE);
            grew(Rule.HEAP_SBRK, size);
            return;
        }
        Arena.check(!arena.contiguous || oldSize == 0 || brk >= oldEnd, HeapComplaint.BREAK_ADJUSTED);
        int oldTop = arena.top;
        long start = (brk + 15) & -16L;
        long end = brk + size;
        if (arena.contiguous) {
            arena.systemMem += oldSize == 0 ? 0 : (int) (brk - oldEnd);
            long more = start - brk + oldSize;
            more += pageUp(end + more) - (end + more);
            long second = move(more);
            if (second == HeapSpace.FAILED) {
                end = move(0);
            } else {
                end = second + more;
                chunks.setLimit((int) (end - places.base()));
                arena.systemMem += (int) more;
            }
        } else {
            end = move(0);
        }
        arena.setTop((int) (start - places.base()), (int) (end - start));
        grew(oldSize == 0 ? Rule.HEAP_SBRK : Rule.HEAP_FOREIGN_SBRK, size);
        fence(oldTop, oldSize);
    }

    /** Ends an old top that has no chunk behind it with two headers that look in use, and frees what is left of it. */
    private void fence(int oldTop, int oldSize) {
        if (oldTop == Arena.NO_TOP || oldSize == 0) {
            return;
        }
        int left = oldSize - 2 * Chunks.HEADER & -16;
        chunks.setHead(oldTop, left | Chunks.PREV_INUSE);
        chunks.setHead(oldTop + left, Chunks.HEADER | Chunks.PREV_INUSE);
        chunks.setHead(oldTop + left + Chunks.HEADER, Chunks.HEADER | Chunks.PREV_INUSE);
        if (left >= Chunks.MIN_SIZE && freeing.free(oldTop)) {
            trim(TOP_PAD);
        }
    }

    private void grew(Rule rule, int size) {
        arena.tell(EventKind.HEAP_GREW, rule, size, arena.top, arena.topSize(), arena.systemMem);
    }

    /**
     * Gives the end of the top back, all but {@code pad} bytes (systrim()); whether anything went. The comparison has
     * no signs, as in glibc, so that a top of the least size grows by a page instead.
     */
    boolean trim(long pad) {
        int topSize = arena.topSize();
        long area = (long) topSize - Chunks.MIN_SIZE - 1;
        long extra = area - pad & -(long) Chunks.PAGE;
        if (arena.top == Arena.NO_TOP || Long.compareUnsigned(area, pad) <= 0 || extra == 0) {
            return false;
        }
        long now = space.sbrk(0);
        long end = places.addressOf(arena.top) + topSize;
        if (now != end) {
            return false;
        }
        move(-extra);
        int released = (int) (now - space.sbrk(0));
        if (released == 0) {
            return false;
        }
        int newSize = topSize - released;
        chunks.renew(arena.top + newSize, arena.top + topSize);
        arena.systemMem -= released;
        chunks.setLimit(arena.top + newSize);
        chunks.setHead(arena.top, newSize | Chunks.PREV_INUSE);
        arena.tell(EventKind.HEAP_TRIMMED, Rule.HEAP_TRIM, released, arena.top, newSize, arena.systemMem);
        return true;
    }

    /** Gives the frames of whole pages inside free chunks back, but not the addresses (mtrim()); whether any went. */
    boolean discardFree() {
        boolean any = false;
        int least = Arena.binIndex(Chunks.PAGE);
        for (int index = 1; index < Chunks.BINS; index++) {
            for (int p = index == 1 || index >= least ? chunks.bk(-index) : -index; p != -index; p = chunks.bk(p)) {
                any |= discard(p);
            }
        }
        return any;
    }

    /** Places of a heap begin at a page, so pages of places are pages of addresses. */
    private boolean discard(int p) {
        int size = chunks.size(p);
        int from = p + 48 + PAGE_MASK & -Chunks.PAGE;
        int bytes = size - (from - p) & -Chunks.PAGE;
        if (size <= PAGE_MASK + 48 || size - (from - p) <= PAGE_MASK) {
            return false;
        }
        chunks.renew(from, from + bytes);
        space.discard(places.addressOf(from), bytes);
        arena.tell(EventKind.HEAP_DISCARDED, Rule.HEAP_DISCARD, p, size, from, bytes);
        return true;
    }
}
