package pagewalk.engine.mm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.ipc.Segment;
import pagewalk.engine.ipc.Segments;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.pagetable.PageSource;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Root;
import pagewalk.engine.pagetable.TlbFlush;
import pagewalk.engine.pagetable.TlbLookup;
import pagewalk.engine.rmap.Aging;
import pagewalk.engine.rmap.AnonVmas;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.IntMap;

/** All address spaces of a machine and what they are made of; every system call of this package works on it. */
public final class MmState {
    static final int NIL = -1;
    static final int LO_BITS = 18;
    static final int LO_MASK = (1 << LO_BITS) - 1;
    /** Frames of programs. */
    public static final int FRAMES = Gfp.KERNEL | Gfp.HIGHMEM | Gfp.MOVABLE;

    final Events events;
    final PageSource source;
    final FrameMaps frames;
    final HugePool huge;
    final PageTables tables;
    final AnonVmas anons;
    final Files files;
    final Vmas vmas;
    final Accounts accounts;
    final Contents contents;
    final Segments segments;
    private final List<@Nullable AddressSpace> spaces;
    private TlbFlush flush = TlbFlush.NONE;
    /** Asked before every walk; null for a machine without translation buffers. */
    private @Nullable TlbLookup lookup;
    /** Told of pages that come, are used and go. */
    Aging aging = Aging.NONE;
    /** Transparent huge pages, if the machine has them. */
    @Nullable
    ThpDoor thp;
    /** Swap, if there is any. */
    @Nullable
    SwapDoor swap;

    private int zeroPage = NIL;
    /** Frames of the pages that the kernel shows to all programs, by place. */
    private final IntMap kernelPages;

    /** No address space yet, over {@code count} frames from {@code basePfn} on, {@code free} of them free. */
    public MmState(int basePfn, int count, int free, PageSource source, Events events) {
        this.events = events;
        this.source = source;
        frames = new FrameMaps(basePfn, count);
        tables = new PageTables(basePfn, count, source, events);
        anons = new AnonVmas(events);
        contents = new Contents();
        PageSource forgetting = forgetting(source, contents);
        huge = new HugePool(frames, forgetting, events);
        files = new Files(frames, huge, forgetting, events);
        vmas = new Vmas();
        segments = new Segments();
        accounts = new Accounts(count, free, huge, events);
        spaces = new ArrayList<>();
        kernelPages = new IntMap();
    }

    private MmState(MmState other, PageSource source, Events events) {
        this.events = events;
        this.source = source;
        frames = other.frames.copy();
        tables = other.tables.copy(source, events);
        anons = other.anons.copy(events);
        contents = other.contents.copy();
        PageSource forgetting = forgetting(source, contents);
        huge = other.huge.copy(frames, forgetting, events);
        files = other.files.copy(frames, huge, forgetting, events);
        vmas = other.vmas.copy();
        segments = other.segments.copy();
        accounts = other.accounts.copy(huge, events);
        spaces = new ArrayList<>();
        for (AddressSpace space : other.spaces) {
            spaces.add(space == null ? null : space.copy());
        }
        zeroPage = other.zeroPage;
        kernelPages = other.kernelPages.copy();
    }

    /** What files give back has lost its bytes: whoever gets the frame next finds none of them. */
    private static PageSource forgetting(PageSource source, Contents contents) {
        return new PageSource() {
            @Override
            public int allocate(int gfp) {
                return source.allocate(gfp);
            }

            @Override
            public void release(int pfn) {
                contents.forget(pfn);
                source.release(pfn);
            }

            @Override
            public void clear(int pfn, int order) {
                contents.forgetBlock(pfn, 1 << order);
            }

            @Override
            public int allocateHuge() {
                return source.allocateHuge();
            }

            @Override
            public int takeGigantic() {
                return source.takeGigantic();
            }
        };
    }

    public MmState copy(PageSource newSource, Events newEvents) {
        return new MmState(this, newSource, newEvents);
    }

    /** How many entries of tables mean the slot of one of them. */
    public int swapUses(int lo, int hi) {
        return swap == null ? 0 : swap.uses(lo, hi);
    }

    /** From now on {@code hearer} is told of entries that change. */
    public void flushTo(TlbFlush hearer) {
        flush = hearer;
    }

    /** From now on walks are spared where {@code buffer} has a translation. */
    public void translateBy(TlbLookup buffer) {
        lookup = buffer;
    }

    /** From now on {@code hearer} is told of pages, and {@code door} leads to swap. */
    public void ageBy(Aging hearer, SwapDoor door) {
        aging = hearer;
        swap = door;
        files.ageBy(hearer);
    }

    @Nullable
    TlbLookup lookup() {
        return lookup;
    }

    TlbFlush flush() {
        return flush;
    }

    public FrameMaps frames() {
        return frames;
    }

    public PageTables tables() {
        return tables;
    }

    public AnonVmas anons() {
        return anons;
    }

    public Files files() {
        return files;
    }

    /** The pool of huge pages. */
    public HugePool huge() {
        return huge;
    }

    /** Segments of shared memory. */
    public Segments segments() {
        return segments;
    }

    /** A file that may have been that of a removed segment has no mapping any more (shm_destroy()). */
    void segmentGone(int file) {
        Segment segment = segments.byFile(file);
        if (segment != null) {
            segments.drop(segment);
            tell(EventKind.SHM_REMOVED, Rule.SHM_RMID, segment.id(), 0, 0, 1);
        }
    }

    public Vmas vmas() {
        return vmas;
    }

    public Accounts accounts() {
        return accounts;
    }

    /** Who is told of pages that come, are used and go. */
    public Aging aging() {
        return aging;
    }

    /** The bytes that programs wrote into frames. */
    public Contents contents() {
        return contents;
    }

    boolean hasSpace(int id) {
        return spaces.get(id) != null;
    }

    /** The address space with a number; it must be there. */
    public AddressSpace space(int id) {
        AddressSpace space = spaces.get(id);
        if (space == null) {
            throw new IllegalStateException("PW-CHECK the address space is there: id=" + id);
        }
        return space;
    }

    /** Numbers of address spaces are below this. */
    public int spaces() {
        return spaces.size();
    }

    /** The address space with a number; null if there is none. */
    public @Nullable AddressSpace find(int id) {
        return spaces.get(id);
    }

    /** A new address space with tables and nothing in it; the first one ever brings the page of zeros. */
    AddressSpace begin(@Nullable AddressSpace parent) {
        if (zeroPage == NIL) {
            zeroPage = source.allocate(Gfp.KERNEL);
            frames.own(zeroPage, FrameMaps.ZERO, NIL, 0, 0);
            tell(EventKind.CACHED, Rule.ZERO_PAGE_MADE, zeroPage, NIL, 0, 0);
        }
        int id = 0;
        while (id < spaces.size() && spaces.get(id) != null) {
            id++;
        }
        AddressSpace space =
                parent == null ? new AddressSpace(id, newRoot(), new RLimits()) : parent.child(id, newRoot());
        if (id == spaces.size()) {
            spaces.add(space);
        } else {
            spaces.set(id, space);
        }
        flush.begun(id);
        return space;
    }

    private Root newRoot() {
        return tables.newRoot();
    }

    /** The last of an address space goes: its top table. */
    void end(AddressSpace space) {
        if (thp != null) {
            thp.ended(space);
        }
        flush.ended(space.id);
        tables.release(space.root);
        spaces.set(space.id, null);
    }

    /** The frame of the page of zeros, {@link #NIL} before the first process. */
    public int zeroPage() {
        return zeroPage;
    }

    /** The frame of a page that the kernel shows to all programs; {@link #NIL} if nobody looked at it yet. */
    int kernelPage(int which) {
        return kernelPages.get(which);
    }

    void setKernelPage(int which, int pfn) {
        kernelPages.put(which, pfn);
    }

    /** Lower lane of new entries of a VMA (vma->vm_page_prot). */
    int entryLo(int vma) {
        int file = vmas.file(vma);
        return VmFlags.entryLo(vmas.flags(vma), file != NIL && !files.isShared(file));
    }

    /** Frees a frame that nobody maps or caches any more. */
    void release(int pfn) {
        aging.freed(pfn);
        frames.disown(pfn);
        contents.forget(pfn);
        source.release(pfn);
    }

    /** Whether pages are given up when frames run short, so that MADV_FREE marks them. */
    public boolean reclaims() {
        return aging.isOn();
    }

    /** Whether a VMA may have transparent huge pages (THPeligible of smaps). */
    public boolean isThpEligible(int vma) {
        return thp != null && thp.isEligible(vma);
    }

    /** One entry more maps a frame; returns how many do. */
    int map(int pfn) {
        return thp != null && frames.isLarge(pfn) ? thp.map(pfn) : frames.map(pfn);
    }

    /** A VMA that maps a page keeps it in memory. */
    void lock(int pfn) {
        if (aging.isOn()) {
            aging.locked(pfn);
        } else {
            frames.mark(pfn, FrameMaps.MLOCKED);
        }
    }

    /** A VMA does not keep a page in memory any more. */
    void unlock(int pfn) {
        if (aging.isOn()) {
            aging.unlocked(pfn);
        } else {
            frames.unmark(pfn, FrameMaps.MLOCKED);
        }
    }

    static Refusal refusal(Reason reason) {
        return new Refusal(reason, 0, 0, 0, null);
    }

    static Refusal refusal(Reason reason, long page) {
        return new Refusal(reason, 0, 0, 0, Bits.hex(page << 12));
    }

    void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }

    /** Tells something about pages from {@code start} on. */
    void tellRange(EventKind kind, Rule rule, long start, long pages, int d) {
        int count = (int) Math.min(pages, Integer.MAX_VALUE);
        tell(kind, rule, (int) (start >>> LO_BITS), (int) start & LO_MASK, count, d);
    }

    /** Folds everything that address spaces are made of. */
    public void digest(Digest into) {
        into.fold(zeroPage);
        frames.digest(into);
        tables.digest(into);
        files.digest(into);
        accounts.digest(into);
        contents.digest(into);
        if (segments.isUsed()) {
            segments.digest(into);
        }
        if (huge.isUsed()) {
            huge.digest(into);
        }
        for (AddressSpace space : spaces) {
            if (space != null) {
                space.digest(vmas, into);
                for (int i = 0; i < space.order.size(); i++) {
                    anons.digest(space.order.get(i), into);
                }
            }
        }
    }

    /** About how many bytes these take beside a copy. */
    public int bytesBeside(@Nullable MmState other) {
        int bytes = frames.bytesBeside(other == null ? null : other.frames)
                + tables.bytesBeside(other == null ? null : other.tables)
                + anons.bytesBeside(other == null ? null : other.anons)
                + vmas.bytesBeside(other == null ? null : other.vmas)
                + contents.bytesBeside(other == null ? null : other.contents)
                + files.bytes();
        for (AddressSpace space : spaces) {
            bytes += space == null ? 0 : space.bytes();
        }
        return bytes;
    }
}
