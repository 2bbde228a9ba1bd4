package pagewalk.web.process;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.tlb.Rights;
import pagewalk.engine.tlb.TlbView;
import pagewalk.engine.view.ProcessView;

/**
 * An entry of a translation buffer, whose it is, and whether it still may be believed.
 *
 * @param place number among all places of its processor
 * @param slot number of the address space on this processor, -1 for none that is known
 * @param pid the process it translates for; 0 if it is gone
 * @param from first page
 * @param pages how many
 * @param pfn frame of the first page
 * @param rights bits of {@link Rights}
 */
record TlbEntry(int place, int slot, int pid, long from, int pages, int pfn, int rights, State state) {
    /** Small pages of each size of page. */
    private static final int[] PAGES = {1, 512, 1 << 18};

    private static final String[] SIZES = {"4 KiB", "2 MiB", "1 GiB"};

    private static final int NIL = -1;

    /** Whether an entry may be believed. */
    enum State {
        TRUE(""),
        /** Its slot missed a change of the page table. */
        BEHIND("its slot is behind: flushed before the slot is used again"),
        /** The program's half of its slot is to be flushed. */
        MARKED("flushed on the way back to the program"),
        /** The page table says something else, and the flush is still to come. */
        CHANGED("the page table changed: its flush is still to come"),
        /** Nobody can find it any more. */
        ORPHAN("its address space is gone: nobody finds it, and the slot is flushed for the next one");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** Why it waits for a flush; empty if it does not. */
        String words() {
            return words;
        }
    }

    /** All entries of a processor by place. */
    static List<TlbEntry> of(ProcessView view, TlbView tlb, int cpu) {
        List<TlbEntry> entries = new ArrayList<>();
        for (int place = 0; place < tlb.places(); place++) {
            if (tlb.holds(cpu, place)) {
                entries.add(at(view, tlb, cpu, place));
            }
        }
        return entries;
    }

    private static TlbEntry at(ProcessView view, TlbView tlb, int cpu, int place) {
        TlbView.Entry entry = tlb.entry(cpu, place);
        int slot = slot(tlb, cpu, entry.pcid());
        int pid = slot == NIL ? 0 : TlbSlot.pidOf(view, tlb, tlb.slotContext(cpu, slot));
        Page page = new Page(pid, entry.hi(), entry.lo());
        State state = State.TRUE;
        if (pid == 0) {
            state = State.ORPHAN;
        } else if (TlbSlot.isBehind(view, tlb, cpu, slot)) {
            state = State.BEHIND;
        } else if (tlb.isUserMarked(cpu, slot)) {
            state = State.MARKED;
        } else if (!agrees(view, page, entry)) {
            state = State.CHANGED;
        }
        int size = Rights.size(entry.rights());
        return new TlbEntry(place, slot, pid, page.number(), PAGES[size], entry.pfn(), entry.rights(), state);
    }

    /** The slot under which accesses have an identifier. */
    private static int slot(TlbView tlb, int cpu, int pcid) {
        if (!tlb.config().pcid()) {
            return tlb.asid(cpu);
        }
        for (int slot = 0; slot < tlb.slots(); slot++) {
            if (tlb.userPcid(slot) == pcid) {
                return slot;
            }
        }
        return NIL;
    }

    /** Whether the page table allows at least what the entry allows, at the same frame. */
    private static boolean agrees(ProcessView view, Page page, TlbView.Entry entry) {
        PageEntry[] path = page.path(view);
        PageEntry last = path.length == 0 ? null : path[path.length - 1];
        if (last == null || (last.lo() & Pte.PRESENT) == 0 || page.frame(view) != entry.pfn()) {
            return false;
        }
        boolean huge = (entry.rights() & Rights.HUGE) != 0;
        int more = entry.rights() & ~last.lo() & (Pte.WRITE | Pte.USER | Pte.DIRTY);
        boolean runs = (entry.rights() & Rights.NO_EXEC) == 0;
        return more == 0 && !(runs && last.hi() < 0) && huge == last.level() > PageTables.PTE;
    }

    boolean has(int right) {
        return (rights & right) != 0;
    }

    /** What it translates, in words. */
    String size() {
        return SIZES[size(rights)];
    }

    /** What it stands for among the pictures. */
    Link link() {
        return pid == 0 ? Link.frame(pfn) : new Link(pid, from, from + pages, pfn);
    }

    /** Its bits by name; a dot where one is not set. */
    String[] bits() {
        return new String[] {
            has(Rights.WRITE) ? "W" : "·",
            has(Rights.USER) ? "U" : "·",
            has(Rights.NO_EXEC) ? "·" : "X",
            has(Rights.DIRTY) ? "D" : "·",
            has(Rights.GLOBAL) ? "G" : "·"
        };
    }
}
