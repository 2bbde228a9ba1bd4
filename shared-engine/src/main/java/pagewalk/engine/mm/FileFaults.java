package pagewalk.engine.mm;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.mm.Faults.Site;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntMap;

/** Faults of pages that a file stands behind (mm/memory.c do_fault(), mm/filemap.c filemap_fault()). */
final class FileFaults {
    private static final int NIL = -1;
    /** Pages that are mapped together with the one that was read, as far as they are in memory (fault_around_pages). */
    private static final int AROUND = 16;

    /** Above it no file has a page: {@code Limits.FILE_PAGES} is far below. */
    private static final int MOST_UPPER = Integer.MAX_VALUE >> MmState.LO_BITS;

    private final MmState state;
    private final Faults faults;
    private final Files files;

    FileFaults(MmState state, Faults faults) {
        this.state = state;
        this.faults = faults;
        files = state.files;
    }

    /** do_fault(): a page that is not mapped yet. */
    int serve(Site site, boolean write) {
        int file = state.vmas.file(site.vma());
        int upper = state.vmas.indexHi(site.vma(), site.hi(), site.lo());
        int page = upper << MmState.LO_BITS | state.vmas.indexLo(site.vma(), site.lo());
        if (upper > MOST_UPPER || page >= files.pages(file)) {
            return Faults.BUS;
        }
        if (!write) {
            return read(site, file, page);
        }
        boolean shared = (state.vmas.flags(site.vma()) & VmFlags.SHARED) != 0;
        if (!shared) {
            faults.prepareAnon(site);
        }
        int result = bring(site, file, page);
        int pfn = files.page(file, page);
        if (shared) {
            map(site, pfn, true);
            faults.served(site, files.isShared(file) ? Rule.FAULT_SHMEM : Rule.FAULT_SHARED_WRITE, pfn, result);
        } else {
            copy(site, pfn, result);
        }
        return result;
    }

    /** do_read_fault(): what is in memory around the page is mapped at once, and often the page with it. */
    private int read(Site site, int file, int page) {
        int result = Faults.MINOR;
        if (!mapAround(site, file, page)) {
            int brought = bring(site, file, page);
            result = brought;
            // Reading let go of the locks, and the fault begins again.
            boolean again = !files.isShared(file) && mapAround(site, file, page);
            if (!again) {
                map(site, files.page(file, page), false);
            }
        }
        Rule rule = result == Faults.MAJOR
                ? Rule.FAULT_FILE_MAJOR
                : files.isShared(file) ? Rule.FAULT_SHMEM : Rule.FAULT_FILE_MINOR;
        faults.served(site, rule, files.page(file, page), result);
        return result;
    }

    /** The page comes into memory, if it is not there (filemap_fault(), shmem_fault()). */
    private int bring(Site site, int file, int page) {
        int pfn = files.page(file, page);
        int flags = state.vmas.flags(site.vma());
        boolean random = (flags & VmFlags.RAND_READ) != 0;
        if (pfn == NIL) {
            if (files.isShared(file)) {
                if (state.swap != null && files.swapped(file, page) != NIL) {
                    return state.swap.bring(file, page);
                }
                files.addShared(file, page);
                return Faults.MINOR;
            }
            files.readahead().readAround(file, page, random, (flags & VmFlags.SEQ_READ) != 0);
            return Faults.MAJOR;
        }
        if (!random && state.frames.is(pfn, FrameMaps.READAHEAD)) {
            files.readahead().readAhead(file, page);
        }
        return Faults.MINOR;
    }

    /** Maps the pages of an aligned window that are in memory (do_fault_around()); whether the page was among them. */
    private boolean mapAround(Site site, int file, int page) {
        long before = state.vmas.index(site.vma(), site.hi(), site.lo()) - state.vmas.pgoff(site.vma());
        long behind = state.vmas.pages(site.vma()) - before;
        int at = site.index();
        int from = Math.max(at & -AROUND, at - (int) Math.min(at, before));
        int to = (int) Math.min(Math.min(from + AROUND, PageTables.ENTRIES), at + behind);
        int mapped = 0;
        boolean done = false;
        for (int index = from; index < to; index++) {
            int other = page + index - at;
            int pfn = other < files.pages(file) ? files.page(file, other) : NIL;
            if (pfn == IntMap.NIL || state.frames.is(pfn, FrameMaps.READAHEAD)) {
                continue;
            }
            if (state.tables.lo(site.table(), index) == 0) {
                map(site.moved(index - at), pfn, false);
                done |= index == at;
            }
            mapped++;
        }
        files.readahead().hit(file, mapped);
        if (mapped > 0) {
            state.tell(EventKind.FAULT_AROUND, Rule.FAULT_AROUND, mapped, from - at, site.hi(), site.lo());
        }
        return done;
    }

    /** Maps a page of the cache (set_pte_range()). */
    private void map(Site site, int pfn, boolean write) {
        int flags = state.vmas.flags(site.vma());
        int count = state.frames.map(pfn);
        boolean shmem = state.frames.is(pfn, FrameMaps.SHMEM);
        site.mm().addRss(shmem ? AddressSpace.RSS_SHMEM : AddressSpace.RSS_FILE, 1);
        faults.tellMapped(Rule.RMAP_FILE, pfn, count, site.mm());
        if (write) {
            state.frames.mark(pfn, FrameMaps.DIRTY);
        }
        if ((flags & VmFlags.LOCKED) != 0) {
            state.lock(pfn);
        }
        int bits = state.entryLo(site.vma()) | (write ? Pte.WRITE | Pte.DIRTY | Pte.SOFT_DIRTY : 0);
        faults.set(site, Pte.lo(pfn, bits), Pte.hi(pfn, VmFlags.entryHi(flags)));
    }

    /** do_cow_fault(): the first touch is a write to a private mapping. */
    private void copy(Site site, int old, int result) {
        int pfn = faults.allocateBeside(old);
        state.contents.copyPage(old, pfn);
        state.tell(EventKind.PAGE_COPIED, Rule.FAULT_FILE_COW, old, pfn, site.hi(), site.lo());
        faults.addAnonymous(site, pfn);
        state.frames.mark(pfn, state.frames.flags(old) & FrameMaps.FILL);
        faults.served(site, Rule.FAULT_FILE_COW, pfn, result);
    }

    /** wp_page_shared(): the first write to a shared page marks it for its file. */
    void makeWritable(Site site, int pfn) {
        state.frames.mark(pfn, FrameMaps.DIRTY);
        faults.reuse(site);
        faults.served(site, Rule.FAULT_SHARED_WRITE, pfn, Faults.MINOR);
    }

    /** A page that the kernel shows to every program, such as the vdso: one frame for all of them. */
    void kernelPage(Site site) {
        int which = (int) state.vmas.index(site.vma(), site.hi(), site.lo());
        int pfn = state.kernelPage(which);
        if (pfn == NIL) {
            pfn = state.source.allocate(Gfp.KERNEL);
            state.frames.own(pfn, FrameMaps.KERNEL, NIL, 0, which);
            state.setKernelPage(which, pfn);
        }
        int flags = state.vmas.flags(site.vma());
        faults.set(site, Pte.lo(pfn, state.entryLo(site.vma()) | Pte.SPECIAL), Pte.hi(pfn, VmFlags.entryHi(flags)));
        faults.served(site, Rule.FAULT_KERNEL_PAGE, pfn, Faults.MINOR);
    }
}
