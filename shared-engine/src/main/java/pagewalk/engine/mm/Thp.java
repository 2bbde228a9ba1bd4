package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.mm.ThpSettings.Setting;
import pagewalk.engine.mm.ThpStat.Count;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;

/**
 * Transparent huge pages: private memory without a file that is mapped 2 MiB at a time where that is possible
 * (mm/huge_memory.c, mm/khugepaged.c).
 */
public final class Thp implements ThpDoor {
    private static final int PAGES = ThpFolios.PAGES;

    private final MmState state;
    private final Unmap unmap;
    private final ThpSettings settings;
    private final ThpStat stat;
    private final ThpFolios folios;
    private final ThpDeposits deposits;
    private final ThpZero zero;
    private final ThpEntries entries;
    private final ThpFaults faults;
    private final ThpWalk walk;
    private final ThpSplit split;
    private final ThpCollapse collapse;
    private final Khugepaged daemon;
    private ThpLists lists = head -> {};

    /**
     * Huge pages for the processes of {@code calls}, over {@code frames} frames from {@code basePfn} on; with
     * {@code other}, as far as those had come.
     */
    public Thp(SystemCalls calls, ThpSettings first, int basePfn, int frames, @Nullable Thp other) {
        state = calls.state();
        unmap = calls.unmap();
        settings = other == null ? first : other.settings.copy();
        stat = other == null ? new ThpStat() : other.stat.copy();
        folios = other == null ? new ThpFolios(state, stat, basePfn, frames) : new ThpFolios(other.folios, state, stat);
        deposits = other == null ? new ThpDeposits() : new ThpDeposits(other.deposits);
        zero = other == null ? new ThpZero(state, stat, settings) : new ThpZero(other.zero, state, stat, settings);
        entries = new ThpEntries(this, state);
        faults = new ThpFaults(this, state, calls.faults(), entries);
        walk = new ThpWalk(this, state, entries);
        split = new ThpSplit(this, state, walk, other == null ? null : other.split);
        collapse = new ThpCollapse(this, state, entries);
        daemon = new Khugepaged(this, state, collapse, other == null ? null : other.daemon);
        state.thp = this;
    }

    /** From now on {@code listed} hears of blocks on the LRU that become single pages. */
    public void listBy(ThpLists listed) {
        lists = listed;
    }

    ThpLists lists() {
        return lists;
    }

    public ThpSettings settings() {
        return settings;
    }

    public ThpStat stat() {
        return stat;
    }

    ThpFolios folios() {
        return folios;
    }

    ThpDeposits deposits() {
        return deposits;
    }

    ThpZero zero() {
        return zero;
    }

    Unmap unmap() {
        return unmap;
    }

    /** First frame of the huge page of zeros; -1 while there is none. */
    public int zeroPage() {
        return zero.pfn();
    }

    /** Tables that are put aside. */
    public int deposited() {
        return deposits.count();
    }

    /** Blocks that wait to be split. */
    public int queued() {
        return folios.queued();
    }

    /** Times that khugepaged came to the end of its list. */
    public int fullScans() {
        return daemon.rounds();
    }

    /** Blocks that khugepaged made. */
    public int collapsed() {
        return daemon.made();
    }

    /** Why the books of the block at {@code head} do not agree; empty if they do. */
    public String wrong(int head) {
        return folios.wrong(head);
    }

    /** A counter of /proc/vmstat; 0 if it is none of huge pages. */
    public int pages(String counter) {
        return counter.equals("nr_anon_transparent_hugepages") ? folios.huge() : stat.byWord(counter);
    }

    /** Sets one to a value that {@link Setting#value} gave. */
    public void set(Setting setting, int value) {
        settings.set(setting, value);
        state.tell(EventKind.THP_SET, Rule.THP_SETTING, setting.ordinal(), value, 0, 0);
    }

    /** A second passes. */
    public void tick() {
        daemon.tick();
    }

    /** Frames run short: blocks mapped in part are split, and the page of zeros goes if nobody has it. */
    public void shrink(int priority) {
        split.shrink(priority);
        if (zero.isIdle() && PAGES >> priority > 0) {
            zero.shrink();
        }
    }

    @Override
    public boolean splitForSwap(int head) {
        boolean partial = folios.isPartial(head);
        boolean done = split.split(head);
        if (done && !partial) {
            stat.add(Count.THP_SWPOUT_FALLBACK);
        }
        return done;
    }

    /** Whether a fault of a VMA may take a block, as far as settings go (thp_vma_allowable_order()). */
    boolean allows(int vma) {
        int flags = state.vmas.flags(vma);
        return settings.allows(flags)
                && (flags & VmFlags.NOHUGEPAGE) == 0
                && state.vmas.isAnonymous(vma)
                && (flags & VmFlags.SHARED) == 0;
    }

    /** Whether the pages of a VMA may be gathered; {@code enforced} if settings count, not only advice. */
    boolean mayCollapse(int vma, boolean enforced) {
        int flags = state.vmas.flags(vma);
        boolean fits = (flags & (VmFlags.NOHUGEPAGE | VmFlags.SPECIAL | VmFlags.HUGETLB | VmFlags.SHARED)) == 0
                && state.vmas.isAnonymous(vma)
                && hasRange(vma);
        return fits && state.anons.of(vma) >= 0 && (!enforced || settings.allows(flags));
    }

    /** Whether an aligned range of 2 MiB lies inside. */
    private boolean hasRange(int vma) {
        return (state.vmas.end(vma) & -PAGES) - PAGES >= state.vmas.start(vma);
    }

    @Override
    public boolean isEligible(int vma) {
        return allows(vma) && hasRange(vma);
    }

    /** A new block becomes the page of a range, with a table put aside (__do_huge_pmd_anonymous_page()). */
    void map(Faults.Site site, int head, int table) {
        int flags = state.vmas.flags(site.vma());
        long index = state.vmas.index(site.vma(), site.hi(), site.lo());
        folios.begin(head, FrameMaps.ANON | FrameMaps.EXCLUSIVE, state.anons.of(site.vma()), index);
        int count = folios.mapHuge(head);
        site.mm().addRss(AddressSpace.RSS_ANON, PAGES);
        state.tell(EventKind.MAPPED, Rule.RMAP_NEW, head, count, site.mm().id, 0);
        boolean locked = (flags & VmFlags.LOCKED) != 0;
        if (locked && !state.aging.isOn()) {
            state.frames.mark(head, FrameMaps.MLOCKED);
        }
        state.aging.added(head, locked);
        long page = (long) site.hi() << MmState.LO_BITS | site.lo();
        int pmd = state.tables.make(site.mm().root, PageTables.PMD, site.hi(), site.lo());
        deposits.put(pmd, table);
        entries.find(site.mm(), page);
        int bits = state.entryLo(site.vma()) | Pte.HUGE;
        boolean write = (flags & VmFlags.WRITE) != 0;
        bits |= write ? Pte.WRITE | Pte.DIRTY | Pte.SOFT_DIRTY : 0;
        int upper = VmFlags.entryHi(flags) | (write ? 0 : Pte.SAVED_DIRTY);
        entries.set(Pte.lo(head, bits), Pte.hi(head, upper), Rule.THP_FAULT, page);
        state.tell(EventKind.THP_MAPPED, Rule.THP_FAULT, head, site.mm().id, site.hi(), site.lo());
        if (settings.get(Setting.SHRINK_UNDERUSED) == 1) {
            folios.enqueue(head);
        }
    }

    @Override
    public boolean fault(AddressSpace mm, int vma, int hi, int lo, boolean write) {
        return faults.fault(mm, vma, hi, lo, write);
    }

    @Override
    public boolean isMapped(AddressSpace mm, int hi, int lo, boolean write) {
        return entries.find(mm, hi, lo)
                && Pte.isPresent(entries.lower())
                && (!write || (entries.lower() & Pte.WRITE) != 0);
    }

    @Override
    public long next(AddressSpace mm, long from, long to) {
        return entries.next(mm, from, to);
    }

    @Override
    public void cut(AddressSpace mm, int vma, long page) {
        entries.cut(mm, vma, page);
    }

    @Override
    public void zap(AddressSpace mm, int vma, long page, long[] part, Rule rule) {
        entries.zap(mm, vma, page, part, rule);
    }

    @Override
    public void copy(AddressSpace parent, AddressSpace child, int vma, long page) {
        entries.copy(parent, child, vma, page);
    }

    @Override
    public void protect(AddressSpace mm, int vma, long page, long[] part) {
        entries.protect(mm, vma, page, part);
    }

    @Override
    public void move(AddressSpace mm, int vma, long page, long[] ask) {
        entries.move(mm, vma, page, ask);
    }

    @Override
    public void lock(AddressSpace mm, long page, boolean lock) {
        int head = block(mm, page);
        if (head >= 0 && lock) {
            state.lock(head);
        } else if (head >= 0) {
            state.unlock(head);
        }
    }

    @Override
    public int block(AddressSpace mm, long page) {
        boolean huge = entries.find(mm, page);
        return huge && entries.head() != zero.pfn() ? entries.head() : -1;
    }

    @Override
    public void clear(AddressSpace mm, long page, int bits) {
        entries.clear(mm, page, bits);
    }

    @Override
    public boolean split(int pfn) {
        return split.split(state.frames.head(pfn));
    }

    @Override
    public boolean isShared(int pfn) {
        return folios.isShared(state.frames.head(pfn));
    }

    @Override
    public int map(int pfn) {
        return folios.mapPage(pfn);
    }

    @Override
    public int unmap(int pfn, int pages) {
        return folios.unmapPages(pfn, pages);
    }

    /** Whether pages of a block were taken out of its mapping. */
    public boolean isPartial(int head) {
        return folios.isPartial(head);
    }

    @Override
    public boolean isWhole(int table, int index, int to) {
        int first = Pte.pfn(state.tables.lo(table, index), state.tables.hi(table, index));
        if (index != 0 || to != PAGES || !state.frames.is(first, FrameMaps.LARGE)) {
            return false;
        }
        for (int i = 0; i < PAGES; i++) {
            int lo = state.tables.lo(table, i);
            if (!Pte.isPresent(lo) || Pte.pfn(lo, state.tables.hi(table, i)) != first + i) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void enter(AddressSpace mm, int vma) {
        if (mayCollapse(vma, true)) {
            daemon.enter(mm);
        }
    }

    @Override
    public void forked(AddressSpace parent, AddressSpace child) {
        daemon.forked(parent.id, child);
    }

    @Override
    public @Nullable Refusal collapse(AddressSpace mm, int vma, long from, long to) {
        if (!mayCollapse(vma, false)) {
            return refused(Rule.THP_NOT_ALLOWED, from);
        }
        state.aging.drain();
        long first = from + PAGES - 1 & -PAGES;
        long end = to & -PAGES;
        int done = 0;
        Rule last = Rule.NONE;
        for (long page = first; page < end; page += PAGES) {
            Rule result = collapse.scan(mm, vma, page, false);
            boolean huge = result == Rule.THP_COLLAPSE || result == Rule.THP_SCAN_HUGE;
            done += huge ? 1 : 0;
            last = huge ? last : result;
            if (result == Rule.THP_SCAN_NO_BLOCK || result == Rule.THP_SCAN_EMPTY) {
                break;
            }
        }
        return (long) done * PAGES == Math.max(end - first, 0) ? null : refused(last, from);
    }

    private static Refusal refused(Rule why, long page) {
        Reason reason = switch (ThpCollapse.errno(why)) {
            case 12 -> Reason.COLLAPSE_NO_BLOCK;
            case 11 -> Reason.COLLAPSE_BUSY;
            default -> Reason.COLLAPSE_UNFIT;
        };
        return MmState.refusal(reason, page);
    }

    @Override
    public int young(int vma, int head) {
        return walk.young(vma, head);
    }

    @Override
    public int youngFlags() {
        return walk.flags();
    }

    @Override
    public boolean discard(int head) {
        return walk.discard(head);
    }

    @Override
    public void ended(AddressSpace mm) {
        daemon.ended(mm.id);
        zero.ended(mm.id);
    }

    public void digest(Digest into) {
        settings.digest(into);
        stat.digest(into);
        folios.digest(into);
        deposits.digest(into);
        zero.digest(into);
        split.digest(into);
        daemon.digest(into);
    }
}
