package pagewalk.engine.view;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.IntMap;

/**
 * Whose pages are in which slots. No slot says it: every page table is read, as swapoff() does (mm/swapfile.c
 * unuse_mm()). Slots of shared memory have no owner here, since a file means them and no page table.
 */
public final class SlotOwners {
    /** Page tables up to which they are read. */
    public static final int TABLES = 4096;

    private static final int ENTRY_BITS = 9;
    private static final int LO_BITS = 18;
    private static final int NIL = -1;

    private final PageTables tables;
    private final IntMap first = new IntMap();
    private final IntList pids = new IntList();
    private final IntList his = new IntList();
    private final IntList los = new IntList();
    private final IntList others = new IntList();

    private SlotOwners(PageTables tables) {
        this.tables = tables;
    }

    /** The owners of all slots; null where there are more than {@link #TABLES} page tables. */
    public static @Nullable SlotOwners of(ProcessView view) {
        if (view.tables().tables() > TABLES) {
            return null;
        }
        SlotOwners owners = new SlotOwners(view.tables());
        for (int pid = 1; pid < view.nextPid(); pid++) {
            AddressSpace mm = view.space(pid);
            if (mm != null && mm.swapEntries() > 0) {
                owners.table(pid, PageTables.PGD, mm.root().pgd(), 0);
            }
        }
        return owners;
    }

    /** Reads a table whose first entry covers pages from {@code base} on. */
    private void table(int pid, int level, int table, long base) {
        int shift = ENTRY_BITS * (level - 1);
        for (int index = 0; index < PageTables.ENTRIES; index++) {
            int lo = tables.lo(table, index);
            if (lo == 0) {
                continue;
            }
            long page = base + ((long) index << shift);
            if (level == PageTables.PTE) {
                if (SwapPte.is(lo)) {
                    int entry = SwapSpace.entry(SwapPte.device(tables.hi(table, index)), SwapPte.offset(lo));
                    add(entry, pid, page);
                }
            } else if ((lo & Pte.PRESENT) != 0 && (lo & Pte.HUGE) == 0) {
                table(pid, level - 1, Pte.pfn(lo, tables.hi(table, index)), page);
            }
        }
    }

    private void add(int entry, int pid, long page) {
        others.add(first.get(entry));
        first.put(entry, pids.size());
        pids.add(pid);
        his.add((int) (page >>> LO_BITS));
        los.add((int) page & (1 << LO_BITS) - 1);
    }

    /** The owner found last of a slot, to be asked about below; -1 if no page table means it. */
    public int of(int entry) {
        return first.get(entry);
    }

    /** Another owner of the same slot, or -1. */
    public int next(int owner) {
        return others.get(owner);
    }

    public int pid(int owner) {
        return pids.get(owner);
    }

    /** Upper int of the page's number. */
    public int hi(int owner) {
        return his.get(owner);
    }

    /** Lower 18 bits of the page's number. */
    public int lo(int owner) {
        return los.get(owner);
    }

    /** The pid that alone has a slot; 0 if nobody has it, -1 if several have. */
    public int only(int entry) {
        int owner = of(entry);
        if (owner == NIL) {
            return 0;
        }
        for (int other = next(owner); other != NIL; other = next(other)) {
            if (pid(other) != pid(owner)) {
                return NIL;
            }
        }
        return pid(owner);
    }
}
