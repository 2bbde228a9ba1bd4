package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;

/** fork()'s half of the work: an address space like another, with the same frames (kernel/fork.c dup_mmap()). */
final class Duplicate {
    private static final int NIL = Vmas.NIL;

    private final MmState state;
    private final VmaEdits edits;
    private final Unmap unmap;
    private final Vmas vmas;

    Duplicate(MmState state, VmaEdits edits, Unmap unmap) {
        this.state = state;
        this.edits = edits;
        this.unmap = unmap;
        vmas = state.vmas;
    }

    /** The child's address space; null, and nothing is left of it, if more may not be promised. */
    @Nullable
    AddressSpace duplicate(AddressSpace parent) {
        AddressSpace child = state.begin(parent);
        for (int i = 0; i < parent.vmas(); i++) {
            int vma = parent.at(i);
            if ((vmas.flags(vma) & VmFlags.DONTCOPY) != 0) {
                edits.tell(EventKind.VMA_FORKED, Rule.FORK_DONTCOPY, vma);
            } else if (!copyVma(parent, child, vma)) {
                unmap.exit(child);
                return null;
            }
        }
        if (state.thp != null) {
            state.thp.forked(parent, child);
        }
        state.flush().all(parent.id);
        child.peakPages = child.totalPages;
        child.peakRss = child.rss();
        return child;
    }

    private boolean copyVma(AddressSpace parent, AddressSpace child, int vma) {
        int flags = vmas.flags(vma);
        long pages = vmas.pages(vma);
        if ((flags & VmFlags.ACCOUNT) != 0 && !state.accounts.charge(pages, parent)) {
            return false;
        }
        // What a VMA was promised, or lost, is not its child's (hugetlb_dup_vma_private()).
        int own = VmFlags.HUGE_OWNER | VmFlags.HUGE_ROBBED;
        int kept = flags & ~(VmFlags.LOCKED | VmFlags.LOCKONFAULT | own);
        int copy = vmas.take(child.id, vmas.start(vma), vmas.end(vma), kept, vmas.pgoff(vma));
        vmas.setSpecial(copy, vmas.special(vma));
        edits.setFile(copy, vmas.file(vma));
        child.order.add(copy);
        child.account(kept, pages);
        boolean wipe = (flags & VmFlags.WIPEONFORK) != 0;
        if (!wipe) {
            state.anons.fork(copy, vma);
        }
        boolean needed = !wipe && state.anons.of(vma) != NIL;
        Rule rule = wipe ? Rule.FORK_WIPE : needed ? Rule.FORK_COPY : Rule.FORK_SKIP;
        edits.tell(EventKind.VMA_FORKED, rule, copy);
        if (needed && unmap.huge.order(vma) > 0) {
            unmap.huge.copy(parent, child, vma);
        } else if (needed) {
            copyEntries(parent, child, vma);
        }
        return true;
    }

    /** copy_pte_range(): both lose the right to write what is private. */
    private void copyEntries(AddressSpace parent, AddressSpace child, int vma) {
        int flags = vmas.flags(vma);
        copyHuge(parent, child, vma);
        PteRange range = new PteRange(state.tables, parent.root, vmas.start(vma), vmas.end(vma));
        while (range.next()) {
            int table = state.tables.make(child.root, range.hi(), range.lo(range.from()));
            for (int index = range.from(); index < range.to(); index++) {
                int lo = state.tables.lo(range.table(), index);
                if (SwapPte.is(lo) && state.swap != null) {
                    state.swap.share(child, range.table(), index, table);
                } else if (Pte.isPresent(lo)) {
                    int hi = state.tables.hi(range.table(), index);
                    share(child, lo, hi);
                    if (VmFlags.isCow(flags) && (lo & Pte.WRITE) != 0) {
                        hi = Pte.savedDirty(lo, hi);
                        lo = Pte.writeProtected(lo);
                        state.tables.set(range.table(), index, lo, hi);
                        state.tell(EventKind.PTE_SET, Rule.FORK_PROTECT, lo, hi, range.hi(), range.lo(index));
                    }
                    boolean clean = (flags & VmFlags.SHARED) != 0;
                    int childLo = lo & ~(clean ? Pte.ACCESSED | Pte.DIRTY : Pte.ACCESSED);
                    int childHi = clean ? hi & ~Pte.SAVED_DIRTY : hi;
                    state.tables.set(table, index, childLo, childHi);
                    state.tell(EventKind.PTE_SET, Rule.FORK_PTE, childLo, childHi, range.hi(), range.lo(index));
                }
            }
        }
    }

    private void copyHuge(AddressSpace parent, AddressSpace child, int vma) {
        ThpDoor thp = state.thp;
        if (thp == null) {
            return;
        }
        long end = vmas.end(vma);
        for (long at = thp.next(parent, vmas.start(vma), end); at != ThpDoor.NONE; ) {
            thp.copy(parent, child, vma, at);
            at = thp.next(parent, at + ThpEntries.PAGES, end);
        }
    }

    private void share(AddressSpace child, int lo, int hi) {
        int pfn = Pte.pfn(lo, hi);
        if ((lo & Pte.SPECIAL) != 0) {
            return;
        }
        boolean anonymous = state.frames.is(pfn, FrameMaps.ANON);
        if (anonymous) {
            state.frames.unmark(pfn, FrameMaps.EXCLUSIVE);
        }
        int count = state.map(pfn);
        child.addRss(unmap.kind(pfn), 1);
        state.tell(EventKind.MAPPED, anonymous ? Rule.RMAP_SHARED : Rule.RMAP_FILE, pfn, count, child.id, 0);
    }
}
