package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.mm.VmaEdits.Range;
import pagewalk.engine.rule.Rule;

/**
 * The system calls about address spaces, and the accesses of programs, as one door to this package.
 *
 * <p>Addresses and lengths are bytes, 64 bits without sign. A call answers null if it could be done, else why not, as
 * the
 * kernel does; what it changed before it failed stays changed. {@link #result} is where a mapping lies.
 */
public final class SystemCalls {
    private static final int PAGE_SHIFT = 12;

    private final MmState state;
    private final VmaEdits edits;
    private final Unmap unmap;
    private final Faults faults;
    private final Lock lock;
    private final Places places;
    private final Mmap mmap;
    private final Mremap mremap;
    private final Mmu mmu;
    private final SharedMemory shared;
    private long result;

    public SystemCalls(MmState state) {
        this.state = state;
        edits = new VmaEdits(state);
        unmap = new Unmap(state, edits);
        faults = new Faults(state, unmap);
        lock = new Lock(state, edits, faults);
        places = new Places(state);
        mmap = new Mmap(state, edits, unmap, places);
        mremap = new Mremap(state, edits, unmap, places, lock);
        mmu = new Mmu(state, faults);
        shared = new SharedMemory(state, unmap, mmap);
    }

    public MmState state() {
        return state;
    }

    Unmap unmap() {
        return unmap;
    }

    Faults faults() {
        return faults;
    }

    /** Where the mapping of the last call lies, in bytes. */
    public long result() {
        return result;
    }

    /** Counts faults anew. */
    public void resetFaults() {
        faults.reset();
    }

    /** Faults of the calls and accesses since {@link #resetFaults} that needed no disk. */
    public int minorFaults() {
        return faults.minor();
    }

    /** Faults that read from disk. */
    public int majorFaults() {
        return faults.major();
    }

    /**
     * Why a program of {@code pages} pages cannot begin, {@code writable} of them private and writable; its stack comes
     * on top of that. Null if it can.
     */
    public @Nullable Refusal mayBegin(@Nullable RLimits limits, long pages, long writable) {
        long all = pages + Layout.STACK_PAGES;
        if (limits != null && limits.exceeded(RLimits.Resource.AS, all)) {
            return new Refusal(Reason.RLIMIT_AS, 0, Mmap.clip(all), 0, null);
        }
        if (limits != null && limits.exceeded(RLimits.Resource.DATA, writable)) {
            return new Refusal(Reason.RLIMIT_DATA, 0, Mmap.clip(writable), 0, null);
        }
        return state.accounts.fits(writable + Layout.STACK_PAGES, all, limits != null && limits.isAdmin())
                ? null
                : new Refusal(Reason.OVERCOMMIT, Mmap.clip(writable + Layout.STACK_PAGES), 0, 0, null);
    }

    /** A new address space with a stack of 132 KiB and an empty heap, as a program has before it runs. */
    public AddressSpace begin() {
        AddressSpace mm = state.begin(null);
        Layout.begin(mm);
        int flags = Layout.STACK_FLAGS;
        long bottom = Places.TASK_PAGES - Layout.STACK_PAGES;
        edits.insert(mm, new Range(bottom, Places.TASK_PAGES, flags, bottom, Vmas.NIL));
        state.accounts.charge(Layout.STACK_PAGES, mm);
        mm.account(flags, Layout.STACK_PAGES);
        return mm;
    }

    /** Like {@link #begin}, with limits that a process had before; for execve(). */
    public AddressSpace begin(RLimits limits) {
        AddressSpace mm = begin();
        for (RLimits.Resource resource : RLimits.Resource.values()) {
            mm.limits.set(resource, limits.get(resource));
        }
        mm.limits.setAdmin(limits.isAdmin());
        mm.mmapBase = Places.mmapBase(limits.get(RLimits.Resource.STACK));
        return mm;
    }

    /** Maps a part of a program's image at a fixed page: code, data, heap or a page of the kernel. */
    public void image(AddressSpace mm, Segment segment) {
        long end = segment.page() + segment.pages();
        int may = VmFlags.MAYREAD | VmFlags.MAYWRITE | VmFlags.MAYEXEC;
        int flags = segment.prot() | may | (segment.special() == Vmas.ORDINARY ? 0 : VmFlags.DONTEXPAND);
        if (segment.special() != Vmas.ORDINARY) {
            flags &= segment.special() == Vmas.VVAR ? ~(VmFlags.MAYWRITE | VmFlags.MAYEXEC) : ~0;
            flags |= segment.special() == Vmas.VVAR ? VmFlags.DONTDUMP | VmFlags.IO | VmFlags.PFNMAP : 0;
        }
        boolean anonymous = segment.file() == Vmas.NIL && segment.special() == Vmas.ORDINARY;
        long pgoff = anonymous ? segment.page() : segment.offset();
        mmap.region(mm, new Range(segment.page(), end, flags, pgoff, segment.file()));
        state.vmas.setSpecial(mmap.added(), segment.special());
    }

    /**
     * A part of a program's image, in pages.
     *
     * @param special {@link Vmas#ORDINARY}, or which page of the kernel it shows
     */
    public record Segment(long page, long pages, int prot, int file, long offset, int special) {}

    /** Says where a program lies, in bytes: first code, behind the code, first data, behind the data, first heap. */
    public void places(AddressSpace mm, long[] at) {
        mm.startCode = at[0];
        mm.endCode = at[1];
        mm.startData = at[2];
        mm.endData = at[3];
        mm.startBrk = at[4];
        mm.brk = at[4];
        state.tell(
                EventKind.PROGRAM,
                Rule.EXEC_SEGMENT,
                (int) (at[0] >>> 30),
                (int) (at[0] >>> 12) & MmState.LO_MASK,
                0,
                0);
    }

    /** Puts the program's arguments on its stack, which faults the uppermost page in. */
    public void pushArguments(AddressSpace mm) {
        lock.populate(mm, Places.TASK_PAGES - 1, Places.TASK_PAGES);
    }

    /** A page for a range of pages, as mmap() would find it. */
    public long findPlace(AddressSpace mm, long pages) {
        return places.find(mm, 0, pages);
    }

    /** The address space of a child; null, and nothing is left of it, if more may not be promised. */
    public @Nullable AddressSpace fork(AddressSpace parent) {
        return new Duplicate(state, edits, unmap).duplicate(parent);
    }

    /** Everything of an address space is freed. */
    public void exit(AddressSpace mm) {
        unmap.exit(mm);
    }

    /** mmap(). */
    public @Nullable Refusal mmap(AddressSpace mm, MapRequest ask) {
        Refusal refusal = mmap.mmap(mm, ask);
        if (refusal == null) {
            result = mmap.result() << PAGE_SHIFT;
            boolean fill = ask.has(MapRequest.POPULATE) || ask.has(MapRequest.LOCKED);
            long pages = ask.pages();
            if (fill) {
                lock.populate(mm, mmap.result(), mmap.result() + pages);
            }
        }
        return refusal;
    }

    /** shmget(): {@link #result} is the number of the segment. */
    public @Nullable Refusal shmget(int key, long bytes, int flags) {
        Refusal refusal = shared.get(key, bytes, flags);
        result = shared.result();
        return refusal;
    }

    /** shmat(). */
    public @Nullable Refusal shmat(AddressSpace mm, int id, long addr, int flags) {
        Refusal refusal = shared.attach(mm, id, addr, flags);
        result = mmap.result() << PAGE_SHIFT;
        return refusal;
    }

    /** shmdt(). */
    public @Nullable Refusal shmdt(AddressSpace mm, long addr) {
        return shared.detach(mm, addr);
    }

    /** shmctl(IPC_RMID). */
    public @Nullable Refusal shmctlRmid(int id) {
        return shared.remove(id);
    }

    /** munmap(). */
    public @Nullable Refusal munmap(AddressSpace mm, long addr, long len) {
        return unmap.munmap(mm, addr, len);
    }

    /** mprotect(). */
    public @Nullable Refusal mprotect(AddressSpace mm, long addr, long len, int prot) {
        return new Protect(state, edits, lock, unmap.huge).mprotect(mm, addr, len, prot);
    }

    /** mlock(). */
    public @Nullable Refusal mlock(AddressSpace mm, long addr, long len) {
        return lock.lock(mm, addr, len, true);
    }

    /** munlock(). */
    public @Nullable Refusal munlock(AddressSpace mm, long addr, long len) {
        return lock.lock(mm, addr, len, false);
    }

    /** madvise(). */
    public @Nullable Refusal madvise(AddressSpace mm, long addr, long len, Advice advice) {
        return new Madvise(state, edits, unmap, lock).madvise(mm, addr, len, advice);
    }

    /** mremap() without a place for the new range. */
    public @Nullable Refusal mremap(AddressSpace mm, long addr, long oldLen, long newLen, boolean mayMove) {
        return mremap(mm, new Mremap.Request(addr, oldLen, newLen, mayMove ? Mremap.MAYMOVE : 0, 0));
    }

    /** mremap() to a place (MREMAP_FIXED). */
    public @Nullable Refusal mremapTo(AddressSpace mm, long addr, long oldLen, long newLen, long newAddr) {
        return mremap(mm, new Mremap.Request(addr, oldLen, newLen, Mremap.MAYMOVE | Mremap.FIXED, newAddr));
    }

    private @Nullable Refusal mremap(AddressSpace mm, Mremap.Request ask) {
        Refusal refusal = mremap.mremap(mm, ask);
        result = mremap.result() << PAGE_SHIFT;
        return refusal;
    }

    /** brk(): the end of the heap after it. */
    public long brk(AddressSpace mm, long wanted) {
        return new Brk(state, edits, unmap, places).brk(mm, wanted);
    }

    /** A page that several processes have is copied for the one that writes to it (do_wp_page()). */
    void copyOnWrite(Faults.Site site) {
        faults.writeProtected(site);
    }

    /** Loads, stores and fetches. */
    public Mmu mmu() {
        return mmu;
    }

    /** Writes one byte of a frame that a store has reached. */
    public void poke(int pfn, int offset, int value) {
        state.contents.set(pfn, offset, value);
    }
}
