package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** mprotect(): VMA by VMA, and every entry that is there (mm/mprotect.c). */
final class Protect {
    private static final int NIL = Vmas.NIL;

    private final MmState state;
    private final VmaEdits edits;
    private final Lock lock;
    private final Vmas vmas;

    private final HugeEntries huge;

    Protect(MmState state, VmaEdits edits, Lock lock, HugeEntries huge) {
        this.huge = huge;
        this.state = state;
        this.edits = edits;
        this.lock = lock;
        vmas = state.vmas;
    }

    /** Addresses in bytes; null if all could be done. What lies before a failure stays changed. */
    @Nullable
    Refusal mprotect(AddressSpace mm, long addr, long len, int prot) {
        if ((addr & 0xfff) != 0) {
            return new Refusal(Reason.ADDR_UNALIGNED, 0, 0, 0, Bits.hex(addr));
        }
        if (len == 0) {
            return null;
        }
        long pages = len + 0xfff >>> 12;
        long start = addr >>> 12;
        long end = start + pages;
        if (pages == 0 || end > 1L << 52) {
            return new Refusal(Reason.RANGE_TOO_HIGH, 0, 0, 0, Bits.hex(addr));
        }
        long at = start;
        while (at < end) {
            int vma = mm.at(mm.place(vmas, at));
            if (vma == NIL || vmas.start(vma) > at) {
                return MmState.refusal(Reason.HOLE, at);
            }
            int flags = vmas.flags(vma) & ~VmFlags.ACCESS | prot;
            if ((flags & ~(flags >> 4) & VmFlags.ACCESS) != 0) {
                return MmState.refusal(Reason.ACCESS_DENIED, at);
            }
            long to = Math.min(end, vmas.end(vma));
            Refusal refusal = fixup(mm, vma, new long[] {at, to}, flags);
            if (refusal != null) {
                return refusal;
            }
            at = to;
        }
        return null;
    }

    /** mprotect_fixup(). */
    private @Nullable Refusal fixup(AddressSpace mm, int vma, long[] part, int wanted) {
        int old = vmas.flags(vma);
        int flags = wanted;
        if (flags == old) {
            return null;
        }
        Refusal cut = huge.whyNotCut(vma, part[0], part[1]);
        if (cut != null) {
            return cut;
        }
        long pages = part[1] - part[0];
        boolean charge = false;
        if ((flags & VmFlags.WRITE) != 0) {
            Refusal limit = Mmap.mayExpand(mm, flags, pages);
            if (limit != null && Mmap.mayExpand(mm, old, pages) == null) {
                return limit;
            }
            int settled = VmFlags.ACCOUNT | VmFlags.WRITE | VmFlags.SHARED | VmFlags.NORESERVE | VmFlags.HUGETLB;
            charge = (old & settled) == 0;
            if (charge && !state.accounts.charge(pages, mm)) {
                return new Refusal(Reason.OVERCOMMIT, Mmap.clip(pages), 0, 0, null);
            }
            flags |= charge ? VmFlags.ACCOUNT : 0;
        } else if ((old & VmFlags.ACCOUNT) != 0 && vmas.isAnonymous(vma) && state.anons.of(vma) == NIL) {
            flags &= ~VmFlags.ACCOUNT;
        }
        int changed = edits.modify(mm, vma, part[0], part[1], flags);
        if (changed == NIL) {
            state.accounts.uncharge(charge ? pages : 0);
            return new Refusal(Reason.MAPS_FULL, state.accounts.maxMapCount, 0, 0, null);
        }
        if ((old & VmFlags.ACCOUNT) != 0 && (flags & VmFlags.ACCOUNT) == 0) {
            state.accounts.uncharge(pages);
        }
        if (huge.order(changed) > 0) {
            huge.protect(mm, changed, part);
        } else {
            entries(mm, changed, part);
        }
        boolean becomesWritable = (old & (VmFlags.WRITE | VmFlags.SHARED | VmFlags.LOCKED)) == VmFlags.LOCKED
                && (flags & VmFlags.WRITE) != 0;
        if (becomesWritable) {
            lock.populateVma(mm, changed, part[0], part[1]);
        }
        mm.account(old, -pages);
        mm.account(flags, pages);
        return null;
    }

    /** Every entry of the range gets the rights of its VMA (change_pte_range()). */
    private void entries(AddressSpace mm, int vma, long[] part) {
        int flags = vmas.flags(vma);
        int newLo = state.entryLo(vma);
        int newHi = VmFlags.entryHi(flags);
        hugeEntries(mm, vma, part);
        PteRange range = new PteRange(state.tables, mm.root, part[0], part[1]);
        while (range.next()) {
            for (int index = range.from(); index < range.to(); index++) {
                int lo = state.tables.lo(range.table(), index);
                int hi = state.tables.hi(range.table(), index);
                if (!Pte.isPresent(lo)) {
                    continue;
                }
                int keep = Pte.ACCESSED | Pte.DIRTY | Pte.SOFT_DIRTY | Pte.SPECIAL;
                int upper = hi & ~Pte.NO_EXEC | newHi;
                int lower = lo & ~0xfff | lo & keep | newLo & ~Pte.ACCESSED;
                if ((lower & Pte.WRITE) == 0) {
                    upper = Pte.savedDirty(lower, upper);
                    lower &= ~Pte.DIRTY;
                }
                if ((lower & Pte.WRITE) == 0 && mayWrite(flags, lower, upper)) {
                    lower = Pte.writable(lower, upper);
                    upper &= ~Pte.SAVED_DIRTY;
                }
                state.tables.set(range.table(), index, lower, upper);
                if (Pte.needsFlush(lo, hi, lower, upper)) {
                    state.flush().gather(mm.id, range.hi(), range.lo(index));
                }
                state.tell(EventKind.PTE_SET, Rule.MPROTECT_PTE, lower, upper, range.hi(), range.lo(index));
            }
        }
    }

    private void hugeEntries(AddressSpace mm, int vma, long[] part) {
        ThpDoor thp = state.thp;
        long at = thp == null ? ThpDoor.NONE : thp.next(mm, part[0], part[1]);
        while (thp != null && at != ThpDoor.NONE) {
            thp.protect(mm, vma, at, part);
            at = thp.next(mm, at + ThpEntries.PAGES, part[1]);
        }
    }

    /** Whether the next write needs no fault (can_change_pte_writable()). */
    private boolean mayWrite(int flags, int lo, int hi) {
        if ((flags & VmFlags.WRITE) == 0 || (lo & Pte.SPECIAL) != 0) {
            return false;
        }
        if ((flags & VmFlags.SHARED) != 0) {
            return Pte.isDirty(lo, hi);
        }
        int pfn = Pte.pfn(lo, hi);
        return state.frames.is(pfn, FrameMaps.ANON) && state.frames.is(pfn, FrameMaps.EXCLUSIVE);
    }
}
