package pagewalk.engine.mm;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rmap.RmapWalk;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.swap.SwapSpace;

/** From a frame to the entries that map it, by the VMAs of its anon_vma or file (mm/rmap.c). */
public final class Rmap implements RmapWalk {
    private static final int NIL = -1;
    /** Numbers of frames are below this, so places on disk are above. */
    private static final int ON_SWAP = 1 << 27;

    private static final int IN_FILE = 1 << 30;
    private static final int FILE_SHIFT = 22;
    private static final int FILES = 1 << 8;

    private final MmState state;
    private final SwapSpace swap;
    private int flags;
    /** The entry that the last {@link #find} found. */
    private int table;

    private int index;
    private int hi;
    private int lo;

    public Rmap(MmState state, SwapSpace swap) {
        this.state = state;
        this.swap = swap;
    }

    /** Whether a VMA maps the frame, and where (page_vma_mapped_walk()). */
    private boolean find(int vma, int pfn) {
        FrameMaps frames = state.frames;
        Vmas vmas = state.vmas;
        long place = (long) frames.indexHi(pfn) << MmState.LO_BITS | frames.indexLo(pfn);
        long page = vmas.start(vma) + place - vmas.pgoff(vma);
        if (page < vmas.start(vma) || page >= vmas.end(vma)) {
            return false;
        }
        hi = (int) (page >>> MmState.LO_BITS);
        lo = (int) page & MmState.LO_MASK;
        table = state.tables.lowest(state.space(vmas.mm(vma)).root(), hi, lo);
        index = PageTables.index(PageTables.PTE, hi, lo);
        if (table == NIL) {
            return false;
        }
        int entry = state.tables.lo(table, index);
        return Pte.isPresent(entry)
                && (entry & Pte.SPECIAL) == 0
                && Pte.pfn(entry, state.tables.hi(table, index)) == pfn;
    }

    @Override
    public int referenced(int pfn) {
        flags = 0;
        int found = 0;
        if (state.frames.is(pfn, FrameMaps.ANON)) {
            int anon = state.frames.owner(pfn);
            for (int link = anon == NIL ? NIL : state.anons.first(anon); link != NIL; link = state.anons.next(link)) {
                found += young(state.anons.vma(link), pfn);
            }
        } else {
            int file = state.frames.owner(pfn);
            for (int i = 0; i < state.files.mappings(file); i++) {
                found += young(state.files.mapping(file, i), pfn);
            }
        }
        return found;
    }

    @Override
    public int flags() {
        return flags;
    }

    /** 1 if the VMA has used the page since somebody looked last (folio_referenced_one()). */
    private int young(int vma, int pfn) {
        int has = state.vmas.flags(vma);
        if (state.thp != null && state.frames.is(pfn, FrameMaps.LARGE)) {
            int used = (flags & LOCKED) != 0 ? 0 : state.thp.young(vma, pfn);
            flags |= used > 0 || (flags & LOCKED) == 0 ? state.thp.youngFlags() : 0;
            return used;
        }
        if ((has & (VmFlags.SEQ_READ | VmFlags.RAND_READ)) != 0 || (flags & LOCKED) != 0 || !find(vma, pfn)) {
            return 0;
        }
        if ((has & VmFlags.LOCKED) != 0) {
            state.lock(pfn);
            flags |= LOCKED;
            return 0;
        }
        int entry = state.tables.lo(table, index);
        if ((entry & Pte.ACCESSED) == 0) {
            return 0;
        }
        int upper = state.tables.hi(table, index);
        state.tables.set(table, index, entry & ~Pte.ACCESSED, upper);
        state.tell(EventKind.PTE_MARKED, Rule.YOUNG_CLEARED, entry & ~Pte.ACCESSED, upper, hi, lo);
        // x86 leaves the buffers alone: a stale accessed bit costs nothing but a little knowledge.
        flags |= (has & VmFlags.EXEC) != 0 ? EXECUTABLE : 0;
        return 1;
    }

    @Override
    public boolean unmap(int pfn, int slot) {
        FrameMaps frames = state.frames;
        if (state.thp != null && frames.is(pfn, FrameMaps.LARGE)) {
            return state.thp.discard(pfn);
        }
        if (frames.is(pfn, FrameMaps.ANON)) {
            int anon = frames.owner(pfn);
            for (int link = anon == NIL ? NIL : state.anons.first(anon); link != NIL; link = state.anons.next(link)) {
                if (find(state.anons.vma(link), pfn) && !unmapAnonymous(state.anons.vma(link), pfn, slot)) {
                    return false;
                }
            }
        } else {
            int file = frames.owner(pfn);
            for (int i = 0; i < state.files.mappings(file); i++) {
                int vma = state.files.mapping(file, i);
                if (find(vma, pfn)) {
                    clear(vma, pfn, Rule.UNMAP_FILE_PAGE);
                    AddressSpace mm = state.space(state.vmas.mm(vma));
                    mm.addRss(frames.is(pfn, FrameMaps.SHMEM) ? AddressSpace.RSS_SHMEM : AddressSpace.RSS_FILE, -1);
                }
            }
        }
        return frames.mapCount(pfn) == 0;
    }

    private boolean unmapAnonymous(int vma, int pfn, int slot) {
        AddressSpace mm = state.space(state.vmas.mm(vma));
        FrameMaps frames = state.frames;
        int entry = state.tables.lo(table, index);
        int upper = state.tables.hi(table, index);
        if (Pte.isDirty(entry, upper)) {
            frames.mark(pfn, FrameMaps.DIRTY);
        }
        if (slot == NIL && frames.is(pfn, FrameMaps.DIRTY)) {
            frames.mark(pfn, FrameMaps.SWAPBACKED);
            return false;
        }
        clear(vma, pfn, slot == NIL ? Rule.UNMAP_LAZYFREE : Rule.UNMAP_TO_SWAP);
        mm.addRss(AddressSpace.RSS_ANON, -1);
        if (slot != NIL) {
            swap.use(slot);
            mm.addSwap(1);
            int newLo = SwapPte.lo(SwapSpace.slot(slot), frames.is(pfn, FrameMaps.EXCLUSIVE));
            int newHi = SwapPte.hi(SwapSpace.deviceOf(slot));
            state.tables.set(table, index, newLo, newHi);
            state.tell(EventKind.PTE_SET, Rule.SWAP_PTE, newLo, newHi, hi, lo);
        }
        return true;
    }

    private void clear(int vma, int pfn, Rule why) {
        int entry = state.tables.lo(table, index);
        int upper = state.tables.hi(table, index);
        if (Pte.isDirty(entry, upper)) {
            state.frames.mark(pfn, FrameMaps.DIRTY);
        }
        state.tables.set(table, index, 0, 0);
        state.tell(EventKind.PTE_CLEARED, why, entry, upper, hi, lo);
        state.flush().page(state.vmas.mm(vma), hi, lo);
        int left = state.frames.unmap(pfn);
        Rule rule = left > 0 ? Rule.RMAP_STILL : Rule.RMAP_CACHED;
        state.tell(EventKind.UNMAPPED, rule, pfn, left, state.vmas.mm(vma), 0);
    }

    @Override
    public boolean split(int head) {
        return state.thp != null && state.thp.splitForSwap(head);
    }

    /** The bytes of a page on a slot. */
    static int swapPlace(int entry) {
        return ON_SWAP + entry;
    }

    /** The bytes of a page of a file; {@link #NIL} beyond what is remembered. */
    static int filePlace(int file, int index) {
        return file < FILES && index < 1 << FILE_SHIFT ? IN_FILE | file << FILE_SHIFT | index : NIL;
    }

    @Override
    public boolean isZeros(int pfn) {
        return state.contents.isZeros(pfn);
    }

    /** A page is filled anew: what was written to it before is gone. */
    public void erase(int pfn) {
        state.contents.forget(pfn);
    }

    @Override
    public void leftFor(int pfn, int entry) {
        state.contents.move(pfn, swapPlace(entry));
    }

    @Override
    public void leftForFile(int pfn, int file, int index) {
        int place = filePlace(file, index);
        if (place != NIL) {
            state.contents.move(pfn, place);
        }
    }

    /** A page was read from its file: its bytes are those that were written there. */
    public void readFromFile(int pfn, int file, int index) {
        int place = filePlace(file, index);
        if (place != Files.NIL) {
            state.contents.move(place, pfn);
        }
    }

    /** A page was read from its slot. */
    void readFromSwap(int pfn, int entry) {
        state.contents.move(swapPlace(entry), pfn);
    }

    /** A slot is free: the bytes on it mean nothing. */
    public void slotFreed(int entry) {
        state.contents.forget(swapPlace(entry));
    }
}
