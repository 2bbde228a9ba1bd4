package pagewalk.engine.heap;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.rule.Rule;

/** The thread's cache: 64 stacks of at most seven chunks each, which look in use to everybody else. */
final class Tcache {
    private final Arena arena;
    private final Chunks chunks;

    Tcache(Arena arena) {
        this.arena = arena;
        chunks = arena.chunks;
    }

    /** Whether the cache has a stack for chunks of {@code size}. */
    boolean takes(int size) {
        return arena.cached && Arena.cacheIndex(size) < Arena.TCACHE_BINS;
    }

    boolean hasRoom(int size) {
        return takes(size) && arena.cacheCount[Arena.cacheIndex(size)] < Arena.TCACHE_COUNT;
    }

    boolean has(int size) {
        return takes(size) && arena.cacheCount[Arena.cacheIndex(size)] > 0;
    }

    /** Takes the chunk that came last (tcache_get()). */
    int get(int size) {
        int index = Arena.cacheIndex(size);
        int mem = arena.cacheEntry[index];
        Arena.check((mem & 15) == 0 && mem != Chunks.WILD, HeapComplaint.TCACHE_UNALIGNED);
        int p = mem - Chunks.HEADER;
        arena.cacheEntry[index] = chunks.mangled(p);
        arena.cacheCount[index]--;
        chunks.setKey(p, false);
        tell(EventKind.HEAP_TAKEN, Rule.HEAP_TCACHE_GET, p, size, index);
        return p;
    }

    /** Puts a chunk on its stack (tcache_put()). */
    void put(int p, int size, Rule rule) {
        int index = Arena.cacheIndex(size);
        chunks.setKey(p, true);
        chunks.setMangled(p, arena.cacheEntry[index]);
        arena.cacheEntry[index] = p + Chunks.HEADER;
        arena.cacheCount[index]++;
        tell(EventKind.HEAP_BINNED, rule, p, size, index);
    }

    private void tell(EventKind kind, Rule rule, int p, int size, int index) {
        arena.tell(kind, rule, p, size, Arena.TCACHE_CODE + index, arena.cacheCount[index]);
    }

    /** Ends the process if a chunk that carries the cache's key is in the cache already. */
    void refuseTwice(int p, int size) {
        if (!chunks.hasKey(p)) {
            return;
        }
        int mem = arena.cacheEntry[Arena.cacheIndex(size)];
        int count = 0;
        while (mem != Chunks.NULL) {
            Arena.check(count < Arena.TCACHE_COUNT, HeapComplaint.TCACHE_TOO_MANY);
            Arena.check((mem & 15) == 0 && mem != Chunks.WILD, HeapComplaint.TCACHE_FREE_UNALIGNED);
            Arena.check(mem - Chunks.HEADER != p, HeapComplaint.TCACHE_DOUBLE_FREE);
            mem = chunks.mangled(mem - Chunks.HEADER);
            count++;
        }
    }
}
