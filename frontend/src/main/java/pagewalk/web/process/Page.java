package pagewalk.web.process;

import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.view.ProcessView;

/**
 * A page of a process.
 *
 * @param hi upper int of its number, as page tables split it
 * @param lo lower 18 bits of its number
 */
public record Page(int pid, int hi, int lo) {
    private static final int LO_BITS = 18;
    private static final int LO_MASK = (1 << LO_BITS) - 1;
    private static final int ENTRY_BITS = 9;
    private static final int PAGE_BITS = 12;

    /** The page with a number. */
    public static Page of(int pid, long number) {
        return new Page(pid, (int) (number >>> LO_BITS), (int) number & LO_MASK);
    }

    /** Its number: the address without the lower 12 bits. */
    long number() {
        return number(hi, lo);
    }

    static long number(int hi, int lo) {
        return (long) hi << LO_BITS | lo;
    }

    /** Its first address. */
    public long address() {
        return number() << PAGE_BITS;
    }

    /** Its index in the table of a level, 4 to 1. */
    int index(int level) {
        return PageTables.index(level, hi, lo);
    }

    /** Whether it is the same page of the same process. */
    public boolean same(Page other) {
        return pid == other.pid && hi == other.hi && lo == other.lo;
    }

    /** The tables that a walk reads for it, the top one first, and what they say; shorter where an entry is empty. */
    PageEntry[] path(ProcessView view) {
        AddressSpace mm = view.space(pid);
        PageEntry[] path = new PageEntry[PageTables.PGD];
        int steps = 0;
        int table = mm == null ? PageTables.NIL : mm.root().pgd();
        for (int level = PageTables.PGD; table != PageTables.NIL; level--) {
            PageEntry entry = PageEntry.at(view.tables(), level, table, index(level));
            path[steps++] = entry;
            table = entry.leadsOn() ? entry.pfn() : PageTables.NIL;
        }
        PageEntry[] found = new PageEntry[steps];
        System.arraycopy(path, 0, found, 0, steps);
        return found;
    }

    /** The slot that its entry means, device above slot as {@link SwapSpace} has them; -1 if it means none. */
    public int slot(ProcessView view) {
        PageEntry[] path = path(view);
        PageEntry last = path.length == 0 ? null : path[path.length - 1];
        return last == null || !last.isSwap() ? -1 : SwapSpace.entry(last.device(), last.slot());
    }

    /** The frame that its entry names; -1 if none does. */
    int frame(ProcessView view) {
        PageEntry[] path = path(view);
        PageEntry last = path.length == 0 ? null : path[path.length - 1];
        if (last == null || last.leadsOn() || !Pte.isPresent(last.lo())) {
            return -1;
        }
        int inside = lo & (1 << ENTRY_BITS * (last.level() - 1)) - 1;
        return last.pfn() + inside;
    }
}
