package pagewalk.engine.lru;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/**
 * What a processor gathers before it takes the lock of the lists (mm/swap.c cpu_fbatches, mm/mlock.c): 31 pages of a
 * kind, or all of them when somebody drains.
 *
 * <p>A page that waits to be moved is off the LRU for everybody else, though it keeps its place in its list.
 */
public final class Batches {
    /** Pages of a batch (PAGEVEC_SIZE). */
    public static final int SIZE = 31;

    private static final int ADD = 0;
    private static final int MOVE_TAIL = 1;
    private static final int DEACTIVATE = 2;
    private static final int LAZYFREE = 3;
    private static final int ACTIVATE = 4;
    private static final int MLOCK = 5;
    private static final int KINDS = 6;

    /** What is asked of a page in the batch of mlock(): bits above its frame's number are not free, so it is apart. */
    private static final int LOCK = 0;

    private static final int LOCK_NEW = 1;
    private static final int UNLOCK = 2;

    private final LruVec vec;
    private final IntList[] batches = new IntList[KINDS];
    private final IntList asked;

    Batches(LruVec vec) {
        this.vec = vec;
        for (int kind = 0; kind < KINDS; kind++) {
            batches[kind] = new IntList(SIZE);
        }
        asked = new IntList(SIZE);
    }

    private Batches(Batches other, LruVec vec) {
        this.vec = vec;
        for (int kind = 0; kind < KINDS; kind++) {
            batches[kind] = other.batches[kind].copy();
        }
        asked = other.asked.copy();
    }

    Batches copy(LruVec newVec) {
        return new Batches(this, newVec);
    }

    /** Pages that wait in any batch. */
    public int waiting() {
        int pages = 0;
        for (IntList batch : batches) {
            pages += batch.size();
        }
        return pages;
    }

    /** A page waits to come to the lists (folio_add_lru()). */
    public void add(int pfn) {
        put(ADD, pfn);
    }

    /** A new page that its VMA locks goes past the lists (mlock_new_folio()). */
    public void addLocked(int pfn) {
        vec.frames.mark(pfn, FrameMaps.MLOCKED);
        vec.stat.add(Count.UNEVICTABLE_PGS_MLOCKED, vec.frames.pages(pfn));
        ask(pfn, LOCK_NEW);
    }

    /** mlock_folio(). */
    public void lock(int pfn) {
        if (!vec.frames.is(pfn, FrameMaps.MLOCKED)) {
            vec.frames.mark(pfn, FrameMaps.MLOCKED);
            vec.stat.add(Count.UNEVICTABLE_PGS_MLOCKED, vec.frames.pages(pfn));
        }
        ask(pfn, LOCK);
    }

    /** munlock_folio(). */
    public void unlock(int pfn) {
        ask(pfn, UNLOCK);
    }

    private void ask(int pfn, int what) {
        asked.add(what);
        put(MLOCK, pfn);
    }

    /** Moves a page to the tail of its inactive list, once it is written (folio_rotate_reclaimable()). */
    public void rotate(int pfn) {
        if (!vec.frames.is(pfn, FrameMaps.DIRTY | FrameMaps.UNEVICTABLE | FrameMaps.PINNED)) {
            putListed(MOVE_TAIL, pfn);
        }
    }

    /** folio_deactivate(). */
    public void deactivate(int pfn) {
        if (!vec.frames.is(pfn, FrameMaps.UNEVICTABLE) && vec.frames.is(pfn, FrameMaps.ACTIVE)) {
            putListed(DEACTIVATE, pfn);
        }
    }

    /** folio_mark_lazyfree(). */
    public void lazyfree(int pfn) {
        int flags = vec.frames.flags(pfn);
        boolean takes = (flags & FrameMaps.ANON) != 0
                && (flags & FrameMaps.SWAPBACKED) != 0
                && (flags & (FrameMaps.SWAPCACHE | FrameMaps.UNEVICTABLE)) == 0;
        if (takes) {
            putListed(LAZYFREE, pfn);
        }
    }

    /** folio_activate(). */
    void activate(int pfn) {
        if (!vec.frames.is(pfn, FrameMaps.ACTIVE | FrameMaps.UNEVICTABLE)) {
            putListed(ACTIVATE, pfn);
        }
    }

    /** A page that still waits to come to the lists will come as an active one (__lru_cache_activate_folio()). */
    void activateWaiting(int pfn) {
        IntList waiting = batches[ADD];
        for (int i = waiting.size() - 1; i >= 0; i--) {
            if (waiting.get(i) == pfn) {
                vec.frames.mark(pfn, FrameMaps.ACTIVE);
                return;
            }
        }
    }

    private void putListed(int kind, int pfn) {
        if (vec.frames.is(pfn, FrameMaps.LRU)) {
            vec.frames.unmark(pfn, FrameMaps.LRU);
            put(kind, pfn);
        }
    }

    private void put(int kind, int pfn) {
        batches[kind].add(pfn);
        boolean large = vec.frames.is(pfn, FrameMaps.LARGE);
        if (batches[kind].size() == SIZE || large) {
            flush(kind, large ? Rule.LRU_LARGE : Rule.BATCH_FULL);
        }
    }

    /** All batches go to the lists, in the kernel's order (lru_add_drain()). */
    public void drain() {
        for (int kind = 0; kind < KINDS; kind++) {
            flush(kind, Rule.BATCH_DRAINED);
        }
    }

    private void flush(int kind, Rule why) {
        IntList batch = batches[kind];
        int pages = batch.size();
        if (pages == 0) {
            return;
        }
        for (int i = 0; i < pages; i++) {
            int pfn = batch.get(i);
            if (pfn != LruLists.NIL) {
                move(kind, pfn, i);
            }
        }
        batch.truncate(0);
        if (kind == MLOCK) {
            asked.truncate(0);
        }
        vec.tell(EventKind.BATCH_FLUSHED, why, kind, pages, 0, 0);
    }

    private void move(int kind, int pfn, int i) {
        FrameMaps frames = vec.frames;
        switch (kind) {
            case ADD -> arrive(pfn);
            case MOVE_TAIL -> {
                if (!frames.is(pfn, FrameMaps.UNEVICTABLE)) {
                    vec.lists.remove(pfn, Rule.LRU_ROTATE);
                    frames.unmark(pfn, FrameMaps.ACTIVE);
                    vec.lists.addTail(pfn, Rule.LRU_ROTATE);
                    vec.stat.add(Count.PGROTATED, frames.pages(pfn));
                }
            }
            case DEACTIVATE -> {
                if (frames.is(pfn, FrameMaps.ACTIVE) && !frames.is(pfn, FrameMaps.UNEVICTABLE)) {
                    relist(pfn, FrameMaps.ACTIVE | FrameMaps.REFERENCED, 0, Rule.LRU_DEACTIVATE);
                    vec.stat.add(Count.PGDEACTIVATE, frames.pages(pfn));
                }
            }
            case LAZYFREE -> {
                if (frames.is(pfn, FrameMaps.SWAPBACKED)
                        && !frames.is(pfn, FrameMaps.SWAPCACHE | FrameMaps.UNEVICTABLE)) {
                    int off = FrameMaps.ACTIVE | FrameMaps.REFERENCED | FrameMaps.SWAPBACKED;
                    relist(pfn, off, 0, Rule.LRU_LAZYFREE);
                    vec.stat.add(Count.PGLAZYFREE, frames.pages(pfn));
                }
            }
            case ACTIVATE -> {
                if (!frames.is(pfn, FrameMaps.ACTIVE | FrameMaps.UNEVICTABLE)) {
                    relist(pfn, 0, FrameMaps.ACTIVE, Rule.LRU_ACTIVATE);
                    vec.stat.add(Count.PGACTIVATE, frames.pages(pfn));
                }
            }
            default -> {
                mlock(pfn, asked.get(i));
                return;
            }
        }
        frames.mark(pfn, FrameMaps.LRU);
    }

    private void relist(int pfn, int off, int on, Rule why) {
        vec.lists.remove(pfn, why);
        vec.frames.unmark(pfn, off);
        vec.frames.mark(pfn, on);
        vec.lists.addHead(pfn, why);
    }

    /** lru_add(). */
    private void arrive(int pfn) {
        boolean was = vec.frames.is(pfn, FrameMaps.UNEVICTABLE);
        vec.frames.unmark(pfn, FrameMaps.UNEVICTABLE);
        if (vec.frames.is(pfn, FrameMaps.MLOCKED)) {
            vec.frames.unmark(pfn, FrameMaps.ACTIVE);
            vec.frames.mark(pfn, FrameMaps.UNEVICTABLE);
            vec.stat.add(Count.UNEVICTABLE_PGS_CULLED, was ? 0 : vec.frames.pages(pfn));
            vec.lists.addHead(pfn, Rule.LRU_UNEVICTABLE);
        } else {
            vec.stat.add(Count.UNEVICTABLE_PGS_RESCUED, was ? vec.frames.pages(pfn) : 0);
            vec.lists.addHead(pfn, Rule.LRU_NEW);
        }
    }

    private void mlock(int pfn, int what) {
        FrameMaps frames = vec.frames;
        if (what == LOCK_NEW) {
            arrive(pfn);
            frames.mark(pfn, FrameMaps.LRU);
        } else if (what == LOCK) {
            if (frames.is(pfn, FrameMaps.LRU) && !frames.is(pfn, FrameMaps.UNEVICTABLE)) {
                relist(pfn, FrameMaps.ACTIVE, FrameMaps.UNEVICTABLE, Rule.LRU_UNEVICTABLE);
                vec.stat.add(Count.UNEVICTABLE_PGS_CULLED, frames.pages(pfn));
            }
        } else {
            boolean locked = frames.is(pfn, FrameMaps.MLOCKED);
            frames.unmark(pfn, FrameMaps.MLOCKED);
            vec.stat.add(Count.UNEVICTABLE_PGS_MUNLOCKED, locked ? frames.pages(pfn) : 0);
            if (frames.is(pfn, FrameMaps.LRU) && frames.is(pfn, FrameMaps.UNEVICTABLE)) {
                relist(pfn, FrameMaps.UNEVICTABLE, 0, Rule.LRU_RESCUED);
                vec.stat.add(Count.UNEVICTABLE_PGS_RESCUED, frames.pages(pfn));
            }
        }
    }

    /** A page that is freed does not come to the lists any more. */
    public void forget(int pfn) {
        for (IntList batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                if (batch.get(i) == pfn) {
                    batch.set(i, LruLists.NIL);
                }
            }
        }
    }

    void digest(Digest into) {
        for (IntList batch : batches) {
            into.fold(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                into.fold(batch.get(i));
            }
        }
    }
}
