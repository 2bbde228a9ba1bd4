package pagewalk.engine.lru;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;

/** The lists of the node with what is known of them: costs, the age of what was evicted, counters, batches. */
public final class LruVec {
    private static final int SWAP_CLUSTER_MAX = 32;
    private static final int AGE_MASK = 0x3fffffff;

    public final FrameMaps frames;
    public final LruLists lists;
    public final Batches batches;
    public final VmStat stat;
    final Events events;

    /** What reclaiming anonymous pages cost of late, and pages of files. */
    private int anonCost;

    private int fileCost;
    /** Evictions and activations so far (nonresident_age). */
    private int age;
    /** Activated refaults when reclaim looked last: of anonymous pages, of files. */
    private int seenAnon;

    private int seenFile;
    /** Whether there is swap, so that evicted pages compete with anonymous ones as well. */
    private boolean swap;

    public LruVec(LruLists lists, FrameMaps frames, Events events) {
        this.lists = lists;
        this.frames = frames;
        this.events = events;
        stat = new VmStat();
        batches = new Batches(this);
    }

    private LruVec(LruVec other, FrameMaps frames, Events events) {
        this.frames = frames;
        this.events = events;
        lists = other.lists.copy(frames, events);
        stat = other.stat.copy();
        batches = other.batches.copy(this);
        setBalance(other.anonCost, other.fileCost, other.age);
        setSeen(other.seenAnon, other.seenFile);
        swap = other.swap;
    }

    public LruVec copy(FrameMaps newFrames, Events newEvents) {
        return new LruVec(this, newFrames, newEvents);
    }

    public int anonCost() {
        return anonCost;
    }

    public int fileCost() {
        return fileCost;
    }

    /** Evictions and activations so far. */
    public int age() {
        return age;
    }

    /** For a recorded state: costs and age. */
    public void setBalance(int newAnonCost, int newFileCost, int newAge) {
        anonCost = newAnonCost;
        fileCost = newFileCost;
        age = newAge & AGE_MASK;
    }

    /** For a recorded state: the refaults that reclaim saw last. */
    public void setSeen(int anon, int file) {
        seenAnon = anon;
        seenFile = file;
    }

    /** Says whether there are free swap slots. */
    public void setSwap(boolean free) {
        swap = free;
    }

    /** Reclaim has looked at the refaults (snapshot_refaults()). */
    public void lookAtRefaults() {
        setSeen(stat.get(Count.WORKINGSET_ACTIVATE_ANON), stat.get(Count.WORKINGSET_ACTIVATE_FILE));
    }

    /** Whether refaulted pages were activated since {@link #lookAtRefaults}. */
    public boolean thrashes(boolean file) {
        return file
                ? stat.get(Count.WORKINGSET_ACTIVATE_FILE) != seenFile
                : stat.get(Count.WORKINGSET_ACTIVATE_ANON) != seenAnon;
    }

    /** The working set changed by so many pages (workingset_age_nonresident()). */
    public void grow(int pages) {
        age = age + pages & AGE_MASK;
    }

    /** Notes what pages of a kind cost: those written out weigh 32 times those rotated (lru_note_cost()). */
    public void noteCost(boolean file, int written, int rotated) {
        int cost = written * SWAP_CLUSTER_MAX + rotated;
        anonCost += file ? 0 : cost;
        fileCost += file ? cost : 0;
        int pages = lists.known(LruLists.INACTIVE_ANON)
                + lists.known(LruLists.ACTIVE_ANON)
                + lists.known(LruLists.INACTIVE_FILE)
                + lists.known(LruLists.ACTIVE_FILE);
        boolean decays = anonCost + fileCost > pages / 4;
        if (decays) {
            anonCost /= 2;
            fileCost /= 2;
        }
        if (cost != 0 || decays) {
            tell(
                    EventKind.LRU_COST,
                    decays ? Rule.COST_DECAY : Rule.COST_NOTED,
                    file ? 1 : 0,
                    cost,
                    anonCost,
                    fileCost);
        }
    }

    /** A page was used (folio_mark_accessed()). */
    public void accessed(int pfn) {
        if (!frames.is(pfn, FrameMaps.REFERENCED)) {
            frames.mark(pfn, FrameMaps.REFERENCED);
            tell(EventKind.PAGE_ACCESSED, Rule.ACCESSED_FIRST, pfn, 0, 0, 0);
        } else if (!frames.is(pfn, FrameMaps.UNEVICTABLE | FrameMaps.ACTIVE)) {
            if (frames.is(pfn, FrameMaps.LRU)) {
                batches.activate(pfn);
            } else {
                batches.activateWaiting(pfn);
            }
            frames.unmark(pfn, FrameMaps.REFERENCED);
            grow(frames.pages(pfn));
            tell(EventKind.PAGE_ACCESSED, Rule.ACCESSED_AGAIN, pfn, 1, 0, 0);
        }
    }

    /** What is left of an evicted page: when that was, and whether it had been active (workingset_eviction()). */
    public int evict(int pfn) {
        int shadow = age << 1 | (frames.is(pfn, FrameMaps.WORKINGSET) ? 1 : 0);
        grow(1);
        return shadow;
    }

    /** A page comes back that was evicted: it is active at once if it would have stayed, had it been so before. */
    public void refault(int pfn, int shadow) {
        boolean file = LruLists.isFile(frames, pfn);
        stat.add(Count.WORKINGSET_REFAULT_ANON, file, 1);
        int distance = age - (shadow >>> 1) & AGE_MASK;
        int room = lists.known(LruLists.ACTIVE_FILE);
        room += file ? 0 : lists.known(LruLists.INACTIVE_FILE);
        if (swap) {
            room += lists.known(LruLists.ACTIVE_ANON) + (file ? lists.known(LruLists.INACTIVE_ANON) : 0);
        }
        boolean recent = distance <= room;
        boolean workingset = recent && (shadow & 1) != 0;
        if (recent) {
            frames.mark(pfn, FrameMaps.ACTIVE);
            grow(1);
            stat.add(Count.WORKINGSET_ACTIVATE_ANON, file, 1);
        }
        if (workingset) {
            frames.mark(pfn, FrameMaps.WORKINGSET);
            stat.add(Count.WORKINGSET_RESTORE_ANON, file, 1);
        }
        Rule rule = workingset ? Rule.REFAULT_RESTORE : recent ? Rule.REFAULT_ACTIVATE : Rule.REFAULT_TOO_OLD;
        tell(EventKind.REFAULT, rule, pfn, distance, room, file ? 1 : 0);
        if (workingset) {
            noteCost(file, 1, 0);
        }
    }

    /** Whether there are too few inactive pages of a kind beside the active ones (inactive_is_low()). */
    public boolean inactiveIsLow(boolean file) {
        int inactive = lists.known(file ? LruLists.INACTIVE_FILE : LruLists.INACTIVE_ANON);
        int active = lists.known(file ? LruLists.ACTIVE_FILE : LruLists.ACTIVE_ANON);
        int gigabytes = (inactive + active) >> 18;
        int ratio = 1;
        while (gigabytes > 0 && (ratio + 1) * (ratio + 1) <= 10 * gigabytes) {
            ratio++;
        }
        return inactive * ratio < active;
    }

    void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }

    /** A block becomes single pages, which are on the list that it was on. */
    public void spread(int head) {
        if (lists.contains(head)) {
            lists.spread(head, FrameMaps.LARGE_PAGES);
        }
    }

    /** A page goes back to the allocator: off its list, or out of the batch it waits in. */
    public void freed(int pfn) {
        batches.forget(pfn);
        if (lists.contains(pfn)) {
            lists.remove(pfn, Rule.LRU_FREED);
        }
    }

    public void digest(Digest into) {
        lists.digest(into);
        batches.digest(into);
        stat.digest(into);
        into.fold(anonCost, fileCost, age, seenAnon, seenFile);
    }

    /** Bytes that these take beside a copy; all their bytes beside null. */
    public int bytesBeside(@Nullable LruVec other) {
        return 1024 + lists.bytesBeside(other == null ? null : other.lists);
    }
}
