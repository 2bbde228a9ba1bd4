package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.mm.VmaEdits.Range;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** mremap(): makes a mapping smaller or larger where it is, or moves it with its frames (mm/mremap.c). */
final class Mremap {
    static final int MAYMOVE = 1;
    static final int FIXED = 2;

    private static final int NIL = Vmas.NIL;

    private final MmState state;
    private final VmaEdits edits;
    private final Unmap unmap;
    private final Places places;
    private final Lock lock;
    private final Vmas vmas;
    private long result;

    Mremap(MmState state, VmaEdits edits, Unmap unmap, Places places, Lock lock) {
        this.state = state;
        this.edits = edits;
        this.unmap = unmap;
        this.places = places;
        this.lock = lock;
        vmas = state.vmas;
    }

    /**
     * What mremap() is asked for, in bytes.
     *
     * @param newAddr where it goes, with {@link #FIXED}
     */
    record Request(long addr, long oldLen, long newLen, int flags, long newAddr) {}

    /** First page of the mapping after the last success. */
    long result() {
        return result;
    }

    /** Null if it could be done. */
    @Nullable
    Refusal mremap(AddressSpace mm, Request ask) {
        boolean fixed = (ask.flags() & FIXED) != 0;
        if (fixed && (ask.flags() & MAYMOVE) == 0) {
            return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "fixed needs maymove");
        }
        if ((ask.addr() & 0xfff) != 0 || fixed && (ask.newAddr() & 0xfff) != 0) {
            return new Refusal(Reason.ADDR_UNALIGNED, 0, 0, 0, Bits.hex(ask.addr()));
        }
        long oldPages = ask.oldLen() + 0xfff >>> 12;
        long newPages = ask.newLen() + 0xfff >>> 12;
        if (newPages == 0) {
            return MmState.refusal(Reason.LEN_ZERO);
        }
        long page = ask.addr() >>> 12;
        int vma = mm.at(mm.place(vmas, page));
        if (vma == NIL || vmas.start(vma) > page) {
            return MmState.refusal(Reason.NOT_MAPPED, page);
        }
        int order = unmap.huge.order(vma);
        if (order > 0) {
            long inside = (1L << order) - 1;
            oldPages = oldPages + inside & ~inside;
            newPages = newPages + inside & ~inside;
            if (((page | (fixed ? ask.newAddr() >>> 12 : 0)) & inside) != 0) {
                return HugeEntries.unaligned(order, page);
            }
            if (newPages > oldPages) {
                return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "a mapping of huge pages does not grow");
            }
        }
        if (fixed) {
            return to(mm, vma, new long[] {page, oldPages, newPages, ask.newAddr() >>> 12});
        }
        if (oldPages >= newPages) {
            result = page;
            Refusal refusal = oldPages == newPages ? null : unmap.remove(mm, page + newPages, page + oldPages);
            if (refusal == null && oldPages > newPages) {
                state.tellRange(EventKind.VMA_RESIZED, Rule.MREMAP_SHRINK, page, newPages, 0);
            }
            return refusal;
        }
        return grow(mm, vma, new long[] {page, oldPages, newPages}, (ask.flags() & MAYMOVE) != 0);
    }

    /** mremap_to(): to a place that was asked for, where everything else goes first. */
    private @Nullable Refusal to(AddressSpace mm, int vma, long[] ask) {
        long page = ask[0];
        long target = ask[3];
        if (ask[2] > Places.TASK_PAGES || target > Places.TASK_PAGES - ask[2]) {
            return new Refusal(Reason.RANGE_OUTSIDE, 0, 0, 0, Bits.hex(target << 12));
        }
        if (page + ask[1] > target && target + ask[2] > page) {
            return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "the old and the new range overlap");
        }
        if (mm.vmas() + 2 >= state.accounts.maxMapCount - 3) {
            return new Refusal(Reason.MAPS_FULL, state.accounts.maxMapCount, 0, 0, null);
        }
        Refusal refusal = unmap.remove(mm, target, target + ask[2]);
        if (refusal == null && ask[1] > ask[2]) {
            refusal = unmap.remove(mm, page + ask[2], page + ask[1]);
        }
        if (refusal != null) {
            return refusal;
        }
        long oldPages = Math.min(ask[1], ask[2]);
        int left = mm.at(mm.place(vmas, page));
        refusal = left == NIL || vmas.start(left) > page
                ? MmState.refusal(Reason.NOT_MAPPED, page)
                : resizable(mm, left, new long[] {page, oldPages, ask[2]});
        if (refusal == null) {
            refusal = places.check(target, ask[2]);
        }
        return refusal == null ? move(mm, left, new long[] {page, oldPages, ask[2], target}) : refusal;
    }

    /** vma_to_resize(). */
    private @Nullable Refusal resizable(AddressSpace mm, int vma, long[] ask) {
        int flags = vmas.flags(vma);
        if (ask[1] == 0 && (flags & (VmFlags.SHARED | VmFlags.MAYSHARE)) == 0) {
            return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "old_len is 0, which would double a private mapping");
        }
        if (ask[1] > vmas.end(vma) - ask[0]) {
            return MmState.refusal(Reason.NOT_MAPPED, vmas.end(vma));
        }
        if (ask[1] == ask[2]) {
            return null;
        }
        if ((flags & VmFlags.DONTEXPAND) != 0) {
            return MmState.refusal(Reason.NOT_MAPPED, ask[0]);
        }
        long more = ask[2] - ask[1];
        if ((flags & VmFlags.LOCKED) != 0 && !Lock.allowed(mm, more)) {
            return new Refusal(Reason.LOCK_LIMIT_AGAIN, Mmap.clip(more), Mmap.clip(mm.lockedPages), 0, null);
        }
        return Mmap.mayExpand(mm, flags, more);
    }

    private @Nullable Refusal grow(AddressSpace mm, int vma, long[] ask, boolean mayMove) {
        Refusal refusal = resizable(mm, vma, ask);
        if (refusal != null) {
            return refusal;
        }
        long more = ask[2] - ask[1];
        if (ask[0] + ask[1] == vmas.end(vma) && expandable(mm, vma, more)) {
            return expand(mm, vma, more, ask[0]);
        }
        if (!mayMove) {
            return new Refusal(Reason.NO_EXPAND, Mmap.clip(more), 0, 0, null);
        }
        long target = places.find(mm, 0, ask[2]);
        return target == Places.NONE
                ? new Refusal(Reason.NO_GAP, Mmap.clip(ask[2]), 0, 0, null)
                : move(mm, vma, new long[] {ask[0], ask[1], ask[2], target});
    }

    private boolean expandable(AddressSpace mm, int vma, long more) {
        long end = vmas.end(vma) + more;
        return end <= Places.TASK_PAGES && !places.isUsed(mm, vmas.end(vma), end);
    }

    private @Nullable Refusal expand(AddressSpace mm, int vma, long more, long page) {
        int flags = vmas.flags(vma);
        boolean charge = (flags & VmFlags.ACCOUNT) != 0;
        if (charge && !state.accounts.charge(more, mm)) {
            return new Refusal(Reason.OVERCOMMIT, Mmap.clip(more), 0, 0, null);
        }
        long end = vmas.end(vma);
        edits.extend(mm, vma, more);
        mm.account(flags, more);
        state.tellRange(EventKind.VMA_RESIZED, Rule.MREMAP_GROW, page, end + more - page, 0);
        if ((flags & VmFlags.LOCKED) != 0) {
            mm.lockedPages += more;
            lock.populate(mm, end, end + more);
        }
        result = page;
        return null;
    }

    /** move_vma(): a VMA at the new place, the entries after it, and the old place is unmapped. */
    private @Nullable Refusal move(AddressSpace mm, int vma, long[] ask) {
        if (mm.vmas() >= state.accounts.maxMapCount - 3) {
            return new Refusal(Reason.MAPS_FULL, state.accounts.maxMapCount, 0, 0, null);
        }
        int flags = vmas.flags(vma);
        boolean charge = (flags & VmFlags.ACCOUNT) != 0;
        if (charge && !state.accounts.charge(ask[2] - ask[1], mm)) {
            return new Refusal(Reason.OVERCOMMIT, Mmap.clip(ask[2] - ask[1]), 0, 0, null);
        }
        // The promise goes with the pages, and unmapping the old place must not take it back.
        state.accounts.keep(charge ? ask[1] : 0);
        int order = unmap.huge.order(vma);
        if (order > 0) {
            cutOut(mm, vma, ask);
        }
        long pgoff = vmas.pgoff(vma) + ask[0] - vmas.start(vma);
        boolean fresh = vmas.isAnonymous(vma) && state.anons.of(vma) == NIL;
        Range range = new Range(
                ask[3],
                ask[3] + ask[2],
                flags,
                fresh && (flags & VmFlags.SHARED) == 0 ? ask[3] : pgoff,
                vmas.file(vma));
        int target = edits.copyTo(mm, vma, range);
        long[] moved = {ask[0], ask[0] + ask[1], ask[3]};
        if (order > 0) {
            unmap.huge.move(mm, order, moved);
            vmas.setFlags(vma, flags & ~VmFlags.HUGE_OWNER);
        } else {
            entries(mm, vma, moved);
        }
        mm.account(flags, ask[2]);
        mm.lockedPages += (flags & VmFlags.LOCKED) != 0 ? ask[2] : 0;
        state.tellRange(EventKind.VMA_RESIZED, Rule.MREMAP_MOVE, ask[3], ask[2], target);
        if (ask[1] > 0) {
            unmap.remove(mm, ask[0], ask[0] + ask[1]);
        }
        if ((flags & VmFlags.LOCKED) != 0) {
            lock.populate(mm, ask[3] + ask[1], ask[3] + ask[2]);
        }
        result = ask[3];
        return null;
    }

    /** The part of a VMA that moves becomes one by itself, so that the rest keeps what it was promised. */
    private void cutOut(AddressSpace mm, int vma, long[] ask) {
        if (vmas.start(vma) < ask[0]) {
            edits.splitAnyway(mm, vma, ask[0], true);
        }
        if (vmas.end(vma) > ask[0] + ask[1]) {
            edits.splitAnyway(mm, vma, ask[0] + ask[1], false);
        }
    }

    /** Entries go to the tables of the new place (move_page_tables()). */
    private void entries(AddressSpace mm, int vma, long[] ask) {
        ThpDoor thp = state.thp;
        long at = thp == null ? ThpDoor.NONE : thp.next(mm, ask[0], ask[1]);
        while (thp != null && at != ThpDoor.NONE) {
            thp.move(mm, vma, at, ask);
            at = thp.next(mm, Math.max(at + ThpEntries.PAGES, ask[0]), ask[1]);
        }
        PteRange range = new PteRange(state.tables, mm.root, ask[0], ask[1]);
        while (range.next()) {
            for (int index = range.from(); index < range.to(); index++) {
                if (state.tables.lo(range.table(), index) == 0) {
                    continue;
                }
                long from = (long) range.hi() << MmState.LO_BITS | range.lo(index);
                long to = from - ask[0] + ask[2];
                int newHi = (int) (to >>> MmState.LO_BITS);
                int newLo = (int) to & MmState.LO_MASK;
                int table = state.tables.make(mm.root, newHi, newLo);
                int lo = state.tables.lo(range.table(), index);
                int hi = state.tables.hi(range.table(), index);
                state.tables.set(range.table(), index, 0, 0);
                state.tables.set(table, PageTables.index(PageTables.PTE, newHi, newLo), lo, hi);
                state.tell(EventKind.PTE_SET, Rule.MREMAP_PTE, lo, hi, newHi, newLo);
                state.flush().gather(mm.id, range.hi(), range.lo(index));
            }
        }
    }
}
