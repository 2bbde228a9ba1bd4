package pagewalk.engine.mm;

import pagewalk.engine.filemap.Files;
import pagewalk.engine.pagetable.OutOfFrames;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.reclaim.Disk;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.swap.SwapSpace;

/** Brings everything on a device back into memory, so that it can be taken away (mm/swapfile.c try_to_unuse()). */
public final class SwapOff {
    private static final int NIL = -1;
    private static final int PASSES = 16;

    private final MmState state;
    private final SwapSpace swap;
    private final SwapFaults faults;
    private final Disk disk;

    public SwapOff(MmState state, SwapSpace swap, SwapFaults faults, Disk disk) {
        this.disk = disk;
        this.state = state;
        this.swap = swap;
        this.faults = faults;
    }

    /** Empties a device that hands out no slots any more; throws where frames do not suffice. */
    public void empty(int device) {
        for (int pass = 0; swap.inUse(device) > 0; pass++) {
            // Reclaim may give a page up again that is still in its slot, so one pass is not always enough.
            if (pass == PASSES) {
                throw new OutOfFrames();
            }
            emptyOnce(device);
        }
    }

    private void emptyOnce(int device) {
        Files files = state.files;
        for (int file = 0; file < files.count(); file++) {
            for (int page = 0; files.isShared(file) && page < files.pages(file); page++) {
                int entry = files.swapped(file, page);
                if (entry != NIL && SwapSpace.deviceOf(entry) == device) {
                    faults.bring(file, page);
                }
            }
        }
        for (int id = 0; id < state.spaces(); id++) {
            if (state.hasSpace(id)) {
                empty(state.space(id), device);
            }
        }
        disk.arrive();
        for (int slot = 1; slot <= swap.pages(device); slot++) {
            int pfn = swap.page(SwapSpace.entry(device, slot));
            if (pfn != NIL) {
                leave(pfn);
            }
        }
    }

    private void empty(AddressSpace mm, int device) {
        for (int i = 0; i < mm.vmas(); i++) {
            int vma = mm.vma(i);
            PteRange range = new PteRange(state.tables, mm.root, state.vmas.start(vma), state.vmas.end(vma));
            while (range.next()) {
                for (int index = range.from(); index < range.to(); index++) {
                    int lo = state.tables.lo(range.table(), index);
                    int hi = state.tables.hi(range.table(), index);
                    if (SwapPte.is(lo) && SwapPte.device(hi) == device) {
                        Faults.Site site = new Faults.Site(mm, vma, range.table(), index, range.hi(), range.lo(index));
                        unuse(site, lo, hi);
                    }
                }
            }
        }
    }

    /** unuse_pte(): the entry maps the page again, as one that nobody has looked at since. */
    private void unuse(Faults.Site site, int lo, int hi) {
        int entry = SwapSpace.entry(SwapPte.device(hi), SwapPte.offset(lo));
        int pfn = faults.readFor(entry);
        faults.mapBack(site, pfn, entry, SwapPte.isExclusive(lo));
        swap.release(pfn);
        int table = site.table();
        int mapped = state.tables.lo(table, PageTables.index(PageTables.PTE, site.hi(), site.lo()));
        state.tables.set(table, site.index(), mapped & ~Pte.ACCESSED, state.tables.hi(table, site.index()));
    }

    /** A page of the swap cache gives its slot back; one that nobody maps is not needed at all. */
    private void leave(int pfn) {
        boolean mapped = state.frames.mapCount(pfn) > 0;
        if (swap.release(pfn) && !mapped && state.frames.is(pfn, FrameMaps.ANON)) {
            state.release(pfn);
        }
    }
}
