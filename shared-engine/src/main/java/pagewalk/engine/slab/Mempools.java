package pagewalk.engine.slab;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Limits;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.IntMap;

/**
 * Memory pools: each keeps a few elements back for the time when the allocator below has none (mm/mempool.c).
 *
 * <p>An element is an object of a cache, memory of kmalloc(), or a block of pages. It is called by the first pfn of its
 * slab or block, and its number in the slab, 0 for a block. A request asks the allocator below first, and takes the
 * element that came into the reserve last only when that has nothing to give; an element that comes back goes to the
 * reserve first.
 */
public final class Mempools {
    public static final int NIL = -1;

    /** What {@code allocate()} of {@link Slub} asked for, before reclaim may be tried. */
    private static final int FIRST_TRY = 1;

    private static final int SECOND_TRY = 2;

    private final Slub slub;
    private final SlabPages pages;
    private final Events events;
    /** By pool number; a pool that went leaves its number for the next, and null. */
    private final List<Pool> pools;

    private final IntList inOrder;
    /** The pool in whose reserve the block at a pfn lies. */
    private final IntMap blocks;

    private int pfn = NIL;
    private int object = NIL;

    /** One pool; {@code elements} are pairs, and the last pair is the next to be handed out. */
    private record Pool(String name, PoolKind kind, int data, int[] minNr, IntList elements) {
        static final Pool GONE = new Pool("", PoolKind.PAGES, 0, new int[1], new IntList());

        Pool copy() {
            return this == GONE ? GONE : new Pool(name, kind, data, minNr.clone(), elements.copy());
        }

        int reserved() {
            return elements.size() / 2;
        }
    }

    public Mempools(Slub slub, SlabPages pages, Events events) {
        this.slub = slub;
        this.pages = pages;
        this.events = events;
        pools = new ArrayList<>();
        inOrder = new IntList();
        blocks = new IntMap();
    }

    private Mempools(Mempools other, Slub slub, SlabPages pages, Events events) {
        this.slub = slub;
        this.pages = pages;
        this.events = events;
        pools = new ArrayList<>();
        for (Pool pool : other.pools) {
            pools.add(pool.copy());
        }
        inOrder = other.inOrder.copy();
        blocks = other.blocks.copy();
    }

    /** A copy that shares nothing that changes, and works on copies of what is below. */
    public Mempools copy(Slub newSlub, SlabPages newPages, Events newEvents) {
        return new Mempools(this, newSlub, newPages, newEvents);
    }

    /** How many pools there are. */
    public int count() {
        return inOrder.size();
    }

    /** The number of the {@code i}-th pool, oldest first. */
    public int pool(int i) {
        return inOrder.get(i);
    }

    /** The pool called {@code name}, or {@link #NIL}. */
    public int named(String name) {
        for (int i = 0; i < inOrder.size(); i++) {
            if (pools.get(inOrder.get(i)).name().equals(name)) {
                return inOrder.get(i);
            }
        }
        return NIL;
    }

    public String name(int pool) {
        return pools.get(pool).name();
    }

    public PoolKind kind(int pool) {
        return pools.get(pool).kind();
    }

    /** A cache, bytes, or an order, as the pool's kind says. */
    public int data(int pool) {
        return pools.get(pool).data();
    }

    /** Elements that the reserve should have. */
    public int minNr(int pool) {
        return pools.get(pool).minNr()[0];
    }

    /** Elements that the reserve has (curr_nr). */
    public int reserved(int pool) {
        return pools.get(pool).reserved();
    }

    /** First pfn of the slab or block of element {@code i} of the reserve; the last is the next to go. */
    public int reservedPfn(int pool, int i) {
        return pools.get(pool).elements().get(2 * i);
    }

    /** Number of that element in its slab, 0 for a block. */
    public int reservedObject(int pool, int i) {
        return pools.get(pool).elements().get(2 * i + 1);
    }

    /** The pool in whose reserve the block that begins at {@code pfn} lies, or {@link #NIL}. */
    public int reserveOfBlock(int block) {
        return blocks.get(block);
    }

    /** Whether a pool takes its elements from the cache. */
    public boolean stands(int cache) {
        for (int i = 0; i < inOrder.size(); i++) {
            Pool pool = pools.get(inOrder.get(i));
            if (pool.kind() == PoolKind.CACHE && pool.data() == cache) {
                return true;
            }
        }
        return false;
    }

    /** Whether there can be one more pool. */
    public boolean hasRoomForPool() {
        return count() < Limits.POOLS;
    }

    /**
     * Makes a pool and fills its reserve (mempool_create()).
     *
     * @return its number; {@link #NIL} for want of pages, and then what it had got went back
     */
    public int create(String name, PoolKind kind, int data, int minNr) {
        int pool = pools.indexOf(Pool.GONE);
        Pool fresh = new Pool(name, kind, data, new int[] {minNr}, new IntList());
        if (pool < 0) {
            pool = pools.size();
            pools.add(fresh);
        } else {
            pools.set(pool, fresh);
        }
        inOrder.add(pool);
        tell(EventKind.POOL_CREATED, Rule.POOL_PREALLOCATE, pool, minNr, kind.ordinal(), data);
        if (!fill(pool, Rule.POOL_PREALLOCATE)) {
            destroy(pool);
            return NIL;
        }
        return pool;
    }

    /** Hands out an element (mempool_alloc()); false if there is none, below or in the reserve. */
    public boolean allocate(int pool, int gfp, int cpu) {
        int all = gfp & ~Gfp.MEMALLOC;
        int first = all & ~(Gfp.DIRECT_RECLAIM | Gfp.IO);
        if (attempt(pool, first, cpu, FIRST_TRY)) {
            return true;
        }
        return first != all && attempt(pool, all, cpu, SECOND_TRY);
    }

    private boolean attempt(int pool, int gfp, int cpu, int number) {
        Rule rule = number == FIRST_TRY ? Rule.POOL_FIRST_TRY : Rule.POOL_SECOND_TRY;
        tell(EventKind.POOL_TRIED, rule, pool, gfp, number, reserved(pool));
        if (take(pool, gfp, cpu)) {
            tell(EventKind.POOL_PASSED, Rule.POOL_FROM_BELOW, pool, pfn, object, reserved(pool));
            return true;
        }
        if (reserved(pool) == 0) {
            return false;
        }
        draw(pool, Rule.POOL_RESERVE);
        return true;
    }

    /** First pfn of the slab or block of the element that was handed out last. */
    public int pfn() {
        return pfn;
    }

    /** Number in its slab of the element that was handed out last; 0 for a block. */
    public int object() {
        return object;
    }

    /**
     * Takes back an element that somebody holds (mempool_free()): the reserve comes first.
     *
     * @return false if it went below and a check of its cache failed, so that it stays in use
     */
    public boolean free(int pool, int element, int number, int cpu) {
        pfn = element;
        object = number;
        if (reserved(pool) < minNr(pool)) {
            keep(pool, Rule.POOL_REFILL);
            return true;
        }
        tell(EventKind.POOL_PASSED, Rule.POOL_TO_BELOW, pool, pfn, object, reserved(pool));
        return give(pool, cpu);
    }

    /** Sets how large the reserve is, and fills or empties it towards that as far as pages allow (mempool_resize()). */
    public void resize(int pool, int minNr) {
        int old = minNr(pool);
        while (reserved(pool) > minNr) {
            draw(pool, Rule.POOL_RESIZE);
            give(pool, 0);
        }
        pools.get(pool).minNr()[0] = minNr;
        if (minNr > old) {
            fill(pool, Rule.POOL_RESIZE);
        }
        tell(EventKind.POOL_RESIZED, Rule.POOL_RESIZE, pool, old, minNr, reserved(pool));
    }

    /** Gives the reserve back and forgets the pool (mempool_destroy()); returns how many elements it had. */
    public int destroy(int pool) {
        int had = reserved(pool);
        while (reserved(pool) > 0) {
            draw(pool, Rule.POOL_DESTROY);
            give(pool, 0);
        }
        int min = minNr(pool);
        pools.set(pool, Pool.GONE);
        int kept = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            if (inOrder.get(i) != pool) {
                inOrder.set(kept++, inOrder.get(i));
            }
        }
        inOrder.truncate(kept);
        tell(EventKind.POOL_RESIZED, Rule.POOL_DESTROY, pool, min, 0, 0);
        return had;
    }

    public void digest(Digest into) {
        for (int i = 0; i < inOrder.size(); i++) {
            Pool pool = pools.get(inOrder.get(i));
            into.fold(pool.name());
            into.fold(pool.kind().ordinal(), pool.data(), pool.minNr()[0], pool.reserved(), 0);
            for (int k = 0; k < pool.elements().size(); k++) {
                into.fold(pool.elements().get(k));
            }
        }
    }

    /** Bytes for budgets. */
    public int bytes() {
        int bytes = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            bytes += 128 + reserved(inOrder.get(i)) * 24;
        }
        return bytes;
    }

    private boolean fill(int pool, Rule rule) {
        while (reserved(pool) < minNr(pool)) {
            if (!take(pool, Gfp.KERNEL, 0)) {
                return false;
            }
            keep(pool, rule);
        }
        return true;
    }

    /** Asks the allocator below for an element. */
    private boolean take(int pool, int gfp, int cpu) {
        int data = data(pool);
        int cache = switch (kind(pool)) {
            case CACHE -> data;
            case KMALLOC -> slub.classOf(data, gfp);
            case PAGES -> NIL;
        };
        if (cache != NIL) {
            boolean found = slub.allocate(cache, cpu, gfp);
            pfn = found ? slub.pfn() : NIL;
            object = found ? slub.object() : NIL;
            return found;
        }
        pfn = kind(pool) == PoolKind.PAGES ? pages.allocate(data, gfp) : slub.allocateLarge(data, gfp);
        object = 0;
        return pfn != NIL;
    }

    /** Gives the element at hand to the allocator below. */
    private boolean give(int pool, int cpu) {
        if (kind(pool) == PoolKind.PAGES) {
            pages.release(pfn);
            return true;
        }
        if (slub.isSlab(pfn)) {
            return slub.free(pfn, object, cpu);
        }
        slub.freeLarge(pfn, CacheGeometry.orderOf(data(pool)));
        return true;
    }

    /** Puts the element at hand into the reserve (add_element()). */
    private void keep(int pool, Rule rule) {
        IntList elements = pools.get(pool).elements();
        elements.add(pfn);
        elements.add(object);
        if (slub.isSlab(pfn)) {
            slub.setReserved(pfn, object, pool);
        } else {
            blocks.put(pfn, pool);
        }
        tell(EventKind.POOL_FILLED, rule, pool, pfn, object, reserved(pool));
    }

    /** Takes the element that came last out of the reserve (remove_element()). */
    private void draw(int pool, Rule rule) {
        IntList elements = pools.get(pool).elements();
        object = elements.get(elements.size() - 1);
        pfn = elements.get(elements.size() - 2);
        elements.truncate(elements.size() - 2);
        if (slub.isSlab(pfn)) {
            slub.setUsed(pfn, object);
        } else {
            blocks.put(pfn, IntMap.NIL);
        }
        tell(EventKind.POOL_DRAWN, rule, pool, pfn, object, reserved(pool));
    }

    private void tell(EventKind kind, Rule rule, int pool, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), pool, b, c, d);
    }
}
