package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;

/** munmap(), and what every other way of losing pages shares with it (mm/vma.c, mm/memory.c zap_pte_range()). */
final class Unmap {
    private static final int NIL = Vmas.NIL;

    private final MmState state;
    private final VmaEdits edits;
    private final Vmas vmas;
    final HugeEntries huge;

    Unmap(MmState state, VmaEdits edits) {
        this.state = state;
        huge = new HugeEntries(state);
        this.edits = edits;
        vmas = state.vmas;
    }

    /** munmap(): addresses in bytes; null if it could be done. */
    @Nullable
    Refusal munmap(AddressSpace mm, long addr, long len) {
        if ((addr & 0xfff) != 0) {
            return new Refusal(Reason.ADDR_UNALIGNED, 0, 0, 0, pagewalk.engine.util.Bits.hex(addr));
        }
        long page = addr >>> 12;
        if (page > Places.TASK_PAGES || Long.compareUnsigned(len, (Places.TASK_PAGES - page) << 12) > 0) {
            return new Refusal(Reason.RANGE_OUTSIDE, 0, 0, 0, pagewalk.engine.util.Bits.hex(addr));
        }
        long pages = len + 0xfff >>> 12;
        return pages == 0 ? MmState.refusal(Reason.LEN_ZERO) : remove(mm, page, page + pages);
    }

    /** Takes all pages of {@code [start, end)} away (do_vmi_align_munmap()). */
    @Nullable
    Refusal remove(AddressSpace mm, long start, long end) {
        int place = mm.place(vmas, start);
        int first = mm.at(place);
        if (first == NIL || vmas.start(first) >= end) {
            return null;
        }
        Refusal cut = huge.whyNotRemoved(mm, start, end);
        if (cut != null) {
            return cut;
        }
        if (vmas.start(first) < start) {
            if (vmas.end(first) > end && mm.vmas() >= state.accounts.maxMapCount) {
                return new Refusal(Reason.MAPS_FULL, state.accounts.maxMapCount, 0, 0, null);
            }
            edits.splitAnyway(mm, first, start, true);
            place++;
        }
        int until = place;
        while (mm.at(until) != NIL && vmas.start(mm.at(until)) < end) {
            int vma = mm.at(until);
            if (vmas.end(vma) > end) {
                edits.splitAnyway(mm, vma, end, false);
            }
            until++;
        }
        long floor = place == 0 ? 0 : vmas.end(mm.at(place - 1));
        int above = mm.at(until);
        long ceiling = above == NIL ? PageTables.USER_PAGES : vmas.start(above);
        drop(mm, place, until, floor, ceiling);
        return null;
    }

    /**
     * Unmaps the VMAs from one place to another, frees tables between {@code floor} and {@code ceiling}, forgets them.
     */
    void drop(AddressSpace mm, int place, int until, long floor, long ceiling) {
        IntList gone = new IntList();
        long charged = 0;
        for (int i = place; i < until; i++) {
            int vma = mm.at(i);
            gone.add(vma);
            zap(mm, vma, vmas.start(vma), vmas.end(vma), Rule.UNMAP_PTE);
        }
        int tables = mm.root.tables();
        freeTables(mm, gone, floor, ceiling);
        if (mm.root.tables() < tables) {
            state.flush().tableFreed();
        }
        for (int i = 0; i < gone.size(); i++) {
            int vma = gone.get(i);
            int flags = vmas.flags(vma);
            long pages = vmas.pages(vma);
            charged += (flags & VmFlags.ACCOUNT) != 0 ? pages : 0;
            mm.account(flags, -pages);
            mm.lockedPages -= (flags & VmFlags.LOCKED) != 0 ? pages : 0;
            edits.tell(EventKind.VMA_REMOVED, Rule.VMA_REMOVE, vma);
            releaseShared(vma);
            edits.remove(mm, vma);
        }
        state.accounts.uncharge(charged);
    }

    /** Shared memory was promised when it was made, and the promise ends with its last mapping. */
    private void releaseShared(int vma) {
        int file = vmas.file(vma);
        huge.close(vma);
        boolean last = file != NIL && state.files.isShared(file) && state.files.mappings(file) == 1;
        if (last && !state.files.isKept(file)) {
            state.accounts.uncharge(state.files.charged(file));
            state.segmentGone(file);
        }
    }

    /** Tables between VMAs that go: neighbours within 2 MiB are freed together (free_pgtables()). */
    private void freeTables(AddressSpace mm, IntList gone, long floor, long ceiling) {
        long low = floor;
        for (int i = 0; i < gone.size(); i++) {
            long start = vmas.start(gone.get(i));
            while (i + 1 < gone.size() && vmas.start(gone.get(i + 1)) <= vmas.end(gone.get(i)) + PageTables.ENTRIES) {
                i++;
            }
            long end = vmas.end(gone.get(i));
            long high = i + 1 < gone.size() ? vmas.start(gone.get(i + 1)) : ceiling;
            state.tables.free(mm.root, start, end, low, high);
        }
    }

    /** Clears the entries of a part of a VMA; frames that nobody maps then are freed, unless a file keeps them. */
    void zap(AddressSpace mm, int vma, long start, long end, Rule rule) {
        state.aging.drain();
        if (huge.order(vma) > 0) {
            huge.zap(mm, vma, start, end, rule);
            return;
        }
        long at = start;
        ThpDoor thp = state.thp;
        long next = thp == null ? ThpDoor.NONE : thp.next(mm, at, end);
        while (thp != null && next != ThpDoor.NONE) {
            zapPages(mm, vma, at, next, rule);
            at = Math.max(at, next);
            thp.zap(mm, vma, next, new long[] {start, end}, rule);
            next = thp.next(mm, at, end);
        }
        zapPages(mm, vma, at, end, rule);
    }

    private void zapPages(AddressSpace mm, int vma, long start, long end, Rule rule) {
        PteRange range = new PteRange(state.tables, mm.root, start, end);
        while (range.next()) {
            for (int index = range.from(); index < range.to(); index++) {
                int lo = state.tables.lo(range.table(), index);
                if (lo != 0) {
                    int hi = state.tables.hi(range.table(), index);
                    int run = state.thp == null ? 1 : run(range, index);
                    for (int i = 0; i < run; i++) {
                        clear(mm, range, index + i, rule);
                    }
                    if (run > 1) {
                        leaveBlock(mm, vma, Pte.pfn(lo, hi), run);
                        index += run - 1;
                    } else if (Pte.isPresent(lo)) {
                        leave(mm, vma, lo, hi);
                    } else if (state.swap != null) {
                        state.swap.forget(mm, lo, hi);
                    }
                }
            }
        }
    }

    private void clear(AddressSpace mm, PteRange range, int index, Rule rule) {
        int lo = state.tables.lo(range.table(), index);
        int hi = state.tables.hi(range.table(), index);
        state.tables.set(range.table(), index, 0, 0);
        state.tell(EventKind.PTE_CLEARED, rule, lo, hi, range.hi(), range.lo(index));
        state.flush().gather(mm.id, range.hi(), range.lo(index));
    }

    /** Entries from one on that show pages of one block in a row, with the same rights (folio_pte_batch()). */
    private int run(PteRange range, int index) {
        int lo = state.tables.lo(range.table(), index);
        int hi = state.tables.hi(range.table(), index);
        int pfn = Pte.pfn(lo, hi);
        if (!Pte.isPresent(lo) || (lo & Pte.SPECIAL) != 0 || !state.frames.isLarge(pfn)) {
            return 1;
        }
        int seen = Pte.ACCESSED | Pte.DIRTY | Pte.SOFT_DIRTY;
        int most = Math.min(range.to() - index, FrameMaps.LARGE_PAGES - (pfn - state.frames.head(pfn)));
        int run = 1;
        while (run < most) {
            int next = state.tables.lo(range.table(), index + run);
            int above = state.tables.hi(range.table(), index + run);
            boolean alike = ((Pte.flags(next) ^ Pte.flags(lo)) & ~seen) == 0 && ((hi ^ above) & Pte.NO_EXEC) == 0;
            if (!alike || Pte.pfn(next, above) != pfn + run) {
                break;
            }
            run++;
        }
        return run;
    }

    /** Entries that showed some pages of a block are gone. */
    private void leaveBlock(AddressSpace mm, int vma, int pfn, int pages) {
        ThpDoor thp = java.util.Objects.requireNonNull(state.thp);
        mm.addRss(AddressSpace.RSS_ANON, -pages);
        if ((vmas.flags(vma) & VmFlags.LOCKED) != 0) {
            state.unlock(state.frames.head(pfn));
        }
        int shown = thp.unmap(pfn, pages);
        state.tell(EventKind.UNMAPPED, shown > 0 ? Rule.RMAP_STILL : Rule.RMAP_LAST, pfn, shown, mm.id, 0);
    }

    /** An entry that mapped a frame is gone: counts, and the frame if this was the last. */
    void leave(AddressSpace mm, int vma, int lo, int hi) {
        int pfn = Pte.pfn(lo, hi);
        if ((lo & Pte.SPECIAL) != 0 || state.frames.is(pfn, FrameMaps.KERNEL)) {
            return;
        }
        FrameMaps frames = state.frames;
        boolean anonymous = frames.is(pfn, FrameMaps.ANON);
        if (!anonymous && Pte.isDirty(lo, hi)) {
            frames.mark(pfn, FrameMaps.DIRTY);
        }
        if (!anonymous && (lo & Pte.ACCESSED) != 0) {
            used(pfn, vma);
        }
        if (state.thp != null && frames.isLarge(pfn)) {
            leaveBlock(mm, vma, pfn, 1);
            return;
        }
        mm.addRss(kind(pfn), -1);
        int left = frames.unmap(pfn);
        if ((vmas.flags(vma) & VmFlags.LOCKED) != 0) {
            state.unlock(pfn);
        }
        Rule rule = left > 0 ? Rule.RMAP_STILL : anonymous ? Rule.RMAP_LAST : Rule.RMAP_CACHED;
        state.tell(EventKind.UNMAPPED, rule, pfn, left, mm.id, 0);
        if (anonymous && left == 0 && !state.aging.keeps(pfn)) {
            state.release(pfn);
        }
    }

    private void used(int pfn, int vma) {
        if (!state.aging.isOn()) {
            state.frames.mark(pfn, FrameMaps.REFERENCED);
        } else if ((vmas.flags(vma) & (VmFlags.SEQ_READ | VmFlags.RAND_READ)) == 0) {
            state.aging.accessed(pfn);
        }
    }

    /** Which counter of an address space a frame belongs to (mm_counter()). */
    int kind(int pfn) {
        int flags = state.frames.flags(pfn);
        return (flags & FrameMaps.ANON) != 0
                ? AddressSpace.RSS_ANON
                : (flags & FrameMaps.SHMEM) != 0 ? AddressSpace.RSS_SHMEM : AddressSpace.RSS_FILE;
    }

    /** Everything goes, and the tables with it (exit_mmap()). */
    void exit(AddressSpace mm) {
        if (mm.vmas() > 0) {
            drop(mm, 0, mm.vmas(), 0, PageTables.USER_PAGES);
        }
        state.end(mm);
    }
}
