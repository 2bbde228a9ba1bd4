package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;

/** mlock() and munlock(), and filling ranges with frames ahead of their use (mm/mlock.c, mm/gup.c). */
final class Lock {
    private static final int NIL = Vmas.NIL;

    private final MmState state;
    private final VmaEdits edits;
    private final Faults faults;
    private final Vmas vmas;

    Lock(MmState state, VmaEdits edits, Faults faults) {
        this.state = state;
        this.edits = edits;
        this.faults = faults;
        vmas = state.vmas;
    }

    /** Whether so many more pages may be locked (mlock_future_ok()). */
    static boolean allowed(AddressSpace mm, long pages) {
        return !mm.limits.exceeded(RLimits.Resource.MEMLOCK, mm.lockedPages + pages);
    }

    /** mlock() with {@code lock}, else munlock(): addresses in bytes; null if all could be done. */
    @Nullable
    Refusal lock(AddressSpace mm, long addr, long len, boolean lock) {
        long start = addr >>> 12;
        // As the kernel: what does not fit 64 bits begins again at 0, so that a range may end where it began.
        long pages = len + (addr & 0xfff) + 0xfff >>> 12;
        if (lock) {
            Refusal limit = limit(mm, start, pages);
            if (limit != null) {
                return limit;
            }
        }
        if (start + pages > 1L << 52) {
            return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "the range reaches beyond the last address");
        }
        Refusal refusal = apply(mm, start, start + pages, lock ? VmFlags.LOCKED : 0);
        return refusal == null && lock && !populate(mm, start, start + pages)
                ? MmState.refusal(Reason.POPULATE_FORBIDDEN)
                : refusal;
    }

    private @Nullable Refusal limit(AddressSpace mm, long start, long pages) {
        if (mm.limits.get(RLimits.Resource.MEMLOCK) == 0) {
            return MmState.refusal(Reason.LOCK_FORBIDDEN);
        }
        long locked = mm.lockedPages + pages;
        if (mm.limits.exceeded(RLimits.Resource.MEMLOCK, locked)) {
            locked -= lockedIn(mm, start, start + pages);
        }
        return mm.limits.exceeded(RLimits.Resource.MEMLOCK, locked)
                ? new Refusal(Reason.LOCK_LIMIT, Mmap.clip(pages), Mmap.clip(mm.lockedPages), 0, null)
                : null;
    }

    private long lockedIn(AddressSpace mm, long start, long end) {
        long pages = 0;
        for (int i = mm.place(vmas, start); i < mm.vmas() && vmas.start(mm.at(i)) < end; i++) {
            int vma = mm.at(i);
            if ((vmas.flags(vma) & VmFlags.LOCKED) != 0) {
                pages += Math.min(end, vmas.end(vma)) - Math.max(start, vmas.start(vma));
            }
        }
        return pages;
    }

    private @Nullable Refusal apply(AddressSpace mm, long start, long end, int lock) {
        if (start == end) {
            return null;
        }
        long at = start;
        while (at < end) {
            int vma = mm.at(mm.place(vmas, at));
            if (vma == NIL || vmas.start(vma) > at) {
                return MmState.refusal(Reason.HOLE, at);
            }
            long to = Math.min(end, vmas.end(vma));
            int flags = vmas.flags(vma) & ~(VmFlags.LOCKED | VmFlags.LOCKONFAULT) | lock;
            if (!fixup(mm, vma, at, to, flags)) {
                return new Refusal(Reason.MAPS_FULL, state.accounts.maxMapCount, 0, 0, null);
            }
            at = to;
        }
        return null;
    }

    private boolean fixup(AddressSpace mm, int vma, long start, long end, int flags) {
        int old = vmas.flags(vma);
        if (flags == old || (old & VmFlags.SPECIAL) != 0) {
            return true;
        }
        int part = edits.modify(mm, vma, start, end, flags);
        if (part == NIL) {
            return false;
        }
        boolean locks = (flags & VmFlags.LOCKED) != 0;
        boolean locked = (old & VmFlags.LOCKED) != 0;
        long more = locks == locked ? 0 : locks ? end - start : start - end;
        mm.lockedPages += more;
        state.tellRange(
                EventKind.LOCKED, locks ? Rule.MLOCK : Rule.MUNLOCK, start, end - start, Mmap.clip(mm.lockedPages));
        mark(mm, start, end, locks);
        return true;
    }

    /** Frames that are there already become locked, or are not any more (mlock_vma_pages_range()). */
    private void mark(AddressSpace mm, long start, long end, boolean lock) {
        state.aging.drain();
        ThpDoor thp = state.thp;
        long huge = thp == null ? ThpDoor.NONE : thp.next(mm, start, end);
        while (thp != null && huge != ThpDoor.NONE) {
            thp.lock(mm, huge, lock);
            huge = thp.next(mm, huge + ThpEntries.PAGES, end);
        }
        PteRange range = new PteRange(state.tables, mm.root, start, end);
        while (range.next()) {
            for (int index = range.from(); index < range.to(); index++) {
                int lo = state.tables.lo(range.table(), index);
                if (Pte.isPresent(lo) && (lo & Pte.SPECIAL) == 0) {
                    int pfn = Pte.pfn(lo, state.tables.hi(range.table(), index));
                    if (thp != null && state.frames.isLarge(pfn)) {
                        // A block is locked if all of it is, and unlocked with its first page that is.
                        boolean whole = thp.isWhole(range.table(), index, range.to());
                        boolean first = index == range.from() || state.frames.is(pfn, FrameMaps.LARGE);
                        if (!first || lock && !whole) {
                            continue;
                        }
                        pfn = state.frames.head(pfn);
                    }
                    if (lock) {
                        state.lock(pfn);
                    } else {
                        state.unlock(pfn);
                    }
                }
            }
        }
    }

    /** Faults all pages of a range in (__mm_populate()); false where a VMA does not allow it, and the rest is left. */
    boolean populate(AddressSpace mm, long start, long end) {
        long at = start;
        while (at < end) {
            int vma = mm.at(mm.place(vmas, at));
            if (vma == NIL || vmas.start(vma) >= end) {
                return true;
            }
            long from = Math.max(at, vmas.start(vma));
            long to = Math.min(end, vmas.end(vma));
            if (!populateVma(mm, vma, from, to)) {
                return false;
            }
            at = to;
        }
        return true;
    }

    /** The part of one VMA (populate_vma_page_range()): for writing where that means a private copy. */
    boolean populateVma(AddressSpace mm, int vma, long from, long to) {
        int flags = vmas.flags(vma);
        if (!VmFlags.isAccessible(flags)) {
            return false;
        }
        boolean write = (flags & (VmFlags.WRITE | VmFlags.SHARED)) == VmFlags.WRITE;
        return fill(mm, vma, new long[] {from, to}, write);
    }

    /** Faults the pages of a part of a VMA in, those that are not mapped yet; false where its file ends. */
    boolean fill(AddressSpace mm, int vma, long[] part, boolean write) {
        int step = 1 << VmFlags.pageOrder(vmas.flags(vma));
        for (long page = part[0] & -step; page < part[1]; page += step) {
            int hi = (int) (page >>> MmState.LO_BITS);
            int lo = (int) page & MmState.LO_MASK;
            if (!faults.isMapped(mm, vma, hi, lo, write) && faults.handle(mm, vma, hi, lo, write) == Faults.BUS) {
                return false;
            }
        }
        return true;
    }
}
