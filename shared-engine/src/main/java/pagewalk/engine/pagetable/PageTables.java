package pagewalk.engine.pagetable;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.CowInts;
import pagewalk.engine.util.GrowingInts;
import pagewalk.engine.util.IntList;

/** All page tables of a machine: which frames are tables, and their entries. */
public final class PageTables {
    public static final int NIL = -1;
    public static final int PGD = 4;
    public static final int PUD = 3;
    public static final int PMD = 2;
    public static final int PTE = 1;

    /** Entries of a table. */
    public static final int ENTRIES = 512;

    /** Pages of user addresses: 47 bits of address. */
    public static final long USER_PAGES = 1L << 35;

    private static final int INDEX_BITS = 9;
    private static final int INDEX_MASK = ENTRIES - 1;
    private static final int LO_BITS = 18;
    private static final int LO_MASK = (1 << LO_BITS) - 1;
    private static final int LANES = 2;

    private final int basePfn;
    private final PageSource pages;
    private final Events events;
    /** For each frame, the place of its entries, or {@link #NIL} if it is no table. */
    private final CowInts places;
    /** {@link #ENTRIES} entries of two lanes for each place. */
    private final GrowingInts entries;
    /** Places that no table has now. */
    private final IntList spare;

    private int tables;
    private int walkTable;
    private int walkIndex;

    /** No tables yet, over {@code frames} frames from {@code basePfn} on. */
    public PageTables(int basePfn, int frames, PageSource pages, Events events) {
        this.basePfn = basePfn;
        this.pages = pages;
        this.events = events;
        places = new CowInts(frames, NIL);
        entries = new GrowingInts();
        spare = new IntList();
    }

    private PageTables(PageTables other, PageSource pages, Events events) {
        basePfn = other.basePfn;
        this.pages = pages;
        this.events = events;
        places = other.places.copy();
        entries = other.entries.copy();
        spare = other.spare.copy();
        tables = other.tables;
    }

    public PageTables copy(PageSource newPages, Events newEvents) {
        return new PageTables(this, newPages, newEvents);
    }

    /** Whether a frame holds a table. */
    public boolean isTable(int pfn) {
        return places.get(pfn - basePfn) != NIL;
    }

    /** Tables of all address spaces, the top ones too (nr_page_table_pages). */
    public int tables() {
        return tables;
    }

    /** The index that an address has in the table of a level, 4 to 1. */
    public static int index(int level, int hi, int lo) {
        int half = level > PMD ? hi : lo;
        return (level & 1) == 0 ? half >>> INDEX_BITS : half & INDEX_MASK;
    }

    /** Lower lane of an entry. */
    public int lo(int table, int index) {
        return entries.get(at(table, index));
    }

    /** Upper lane of an entry. */
    public int hi(int table, int index) {
        return entries.get(at(table, index) + 1);
    }

    /** Writes an entry. */
    public void set(int table, int index, int lo, int hi) {
        entries.setPair(at(table, index), lo, hi);
    }

    private int at(int table, int index) {
        Check.index(index, ENTRIES, "entry");
        int place = places.get(table - basePfn);
        Check.that(place != NIL, "the frame is a page table", "pfn", table);
        return (place * ENTRIES + index) * LANES;
    }

    /** Tables for a new address space: the top one, all empty (pgd_alloc()). */
    public Root newRoot() {
        int pfn = pages.allocate(Gfp.KERNEL);
        begin(pfn);
        tell(EventKind.TABLE_MADE, Rule.PAGE_TABLE_NEW, PGD, pfn, 0, 0);
        return new Root(pfn);
    }

    /** Gives the top table back, whose entries are all empty (pgd_free()). */
    public void release(Root root) {
        Check.that(root.tables() == 0, "the lower tables went first", "tables", root.tables());
        end(root.pgd());
        tell(EventKind.TABLE_GONE, Rule.PAGE_TABLE_FREE, PGD, root.pgd(), 0, 0);
        pages.release(root.pgd());
    }

    private void begin(int pfn) {
        int place;
        if (spare.size() > 0) {
            place = spare.last();
            spare.truncate(spare.size() - 1);
            for (int i = 0; i < ENTRIES; i++) {
                entries.setPair((place * ENTRIES + i) * LANES, 0, 0);
            }
        } else {
            place = entries.grow(ENTRIES * LANES) / (ENTRIES * LANES);
        }
        places.set(pfn - basePfn, place);
        tables++;
    }

    private void end(int pfn) {
        spare.add(places.get(pfn - basePfn));
        places.set(pfn - basePfn, NIL);
        tables--;
    }

    /** The lowest table of a page; makes those that are missing (pte_alloc()). */
    public int make(Root root, int hi, int lo) {
        return make(root, PTE, hi, lo);
    }

    /** The table of a level, 1 to 3, for a page; makes those that are missing (huge_pte_alloc()). */
    public int make(Root root, int until, int hi, int lo) {
        int table = root.pgd();
        for (int level = PGD; level > until; level--) {
            int index = index(level, hi, lo);
            int entry = lo(table, index);
            Check.that((entry & Pte.HUGE) == 0, "no huge entry is in the way", "level", level);
            table = (entry & Pte.PRESENT) != 0
                    ? Pte.pfn(entry, hi(table, index))
                    : makeBelow(root, table, level, hi, lo);
        }
        return table;
    }

    /** A lowest table that nothing leads to yet, to be put aside (pte_alloc_one()). */
    public int makeSpare(Root root, int hi, int lo) {
        int pfn = pages.allocate(Gfp.KERNEL | Gfp.ACCOUNT);
        begin(pfn);
        root.count(1);
        tell(EventKind.TABLE_MADE, Rule.THP_DEPOSIT, PTE, pfn, hi, lo);
        return pfn;
    }

    /** Gives a table back that nothing leads to, with nothing in it (pte_free()). */
    public void freeSpare(Root root, int pfn, int hi, int lo) {
        end(pfn);
        root.count(-1);
        tell(EventKind.TABLE_GONE, Rule.PAGE_TABLE_FREE, PTE, pfn, hi, lo);
        pages.release(pfn);
    }

    private int makeBelow(Root root, int table, int level, int hi, int lo) {
        int pfn = pages.allocate(Gfp.KERNEL | Gfp.ACCOUNT);
        begin(pfn);
        root.count(1);
        set(table, index(level, hi, lo), Pte.lo(pfn, Pte.TABLE), Pte.hi(pfn, 0));
        tell(EventKind.TABLE_MADE, Rule.PAGE_TABLE_NEW, level - 1, pfn, hi, lo);
        return pfn;
    }

    /** The lowest table of a page, or {@link #NIL}. */
    public int lowest(Root root, int hi, int lo) {
        return find(root, PTE, hi, lo);
    }

    /** The table of a level, 1 to 3, for a page, or {@link #NIL} (huge_pte_offset()). */
    public int find(Root root, int until, int hi, int lo) {
        int table = root.pgd();
        for (int level = PGD; level > until; level--) {
            int index = index(level, hi, lo);
            int entry = lo(table, index);
            if ((entry & Pte.PRESENT) == 0 || (entry & Pte.HUGE) != 0) {
                return NIL;
            }
            table = Pte.pfn(entry, hi(table, index));
        }
        return table;
    }

    /** The highest level below the top at which a page has no table: 3, 2, 1; 0 if it has all of them. */
    public int missingLevel(Root root, int hi, int lo) {
        int table = root.pgd();
        for (int level = PGD; level > PTE; level--) {
            int index = index(level, hi, lo);
            int entry = lo(table, index);
            if ((entry & Pte.PRESENT) == 0 || (entry & Pte.HUGE) != 0) {
                return level - 1;
            }
            table = Pte.pfn(entry, hi(table, index));
        }
        return 0;
    }

    /**
     * The processor's walk, a step a level: stops at the entry that maps the page or has nothing.
     *
     * @return the level it stopped at; {@link #walkTable} and {@link #walkIndex} name the entry
     */
    public int walk(Root root, int hi, int lo) {
        int table = root.pgd();
        int level = PGD;
        while (true) {
            int index = index(level, hi, lo);
            int entry = lo(table, index);
            int upper = hi(table, index);
            boolean present = (entry & Pte.PRESENT) != 0;
            boolean maps = level == PTE || (entry & Pte.HUGE) != 0;
            Rule rule = !present ? Rule.WALK_EMPTY : maps ? Rule.WALK_PAGE : Rule.WALK_TABLE;
            tell(EventKind.WALKED, rule, level << INDEX_BITS | index, table, entry, upper);
            if (!present || maps) {
                walkTable = table;
                walkIndex = index;
                return level;
            }
            table = Pte.pfn(entry, upper);
            level--;
        }
    }

    /** The table that the last walk ended in. */
    public int walkTable() {
        return walkTable;
    }

    /** The entry that the last walk ended at. */
    public int walkIndex() {
        return walkIndex;
    }

    /**
     * Gives back the tables of {@code [start, end)} that no neighbour needs (mm/memory.c free_pgd_range()): a table
     * goes
     * if all it covers lies between {@code floor}, where the neighbour below ends, and {@code ceiling}, where the one
     * above begins. All in pages; the entries of the lowest tables are empty.
     */
    public void free(Root root, long start, long end, long floor, long ceiling) {
        freeBelow(root, root.pgd(), PGD, new long[] {start, end, floor, ceiling});
    }

    private void freeBelow(Root root, int table, int level, long[] range) {
        int shift = INDEX_BITS * (level - 1);
        long span = 1L << shift;
        for (long at = range[0] & -span; at < range[1]; at += span) {
            int hi = (int) (at >>> LO_BITS);
            int lo = (int) at & LO_MASK;
            int index = index(level, hi, lo);
            int entry = lo(table, index);
            if ((entry & Pte.PRESENT) == 0 || (entry & Pte.HUGE) != 0) {
                continue;
            }
            int below = Pte.pfn(entry, hi(table, index));
            if (level > PMD) {
                long from = Math.max(at, range[0]);
                freeBelow(root, below, level - 1, new long[] {from, Math.min(at + span, range[1]), range[2], range[3]});
            }
            if (at >= range[2] && at + span <= range[3]) {
                freeTable(root, table, level, hi, lo);
            }
        }
    }

    private void freeTable(Root root, int table, int level, int hi, int lo) {
        int index = index(level, hi, lo);
        int below = Pte.pfn(lo(table, index), hi(table, index));
        set(table, index, 0, 0);
        end(below);
        root.count(-1);
        tell(EventKind.TABLE_GONE, Rule.PAGE_TABLE_FREE, level - 1, below, hi, lo);
        pages.release(below);
    }

    /** Folds every table that is there, by its frame. */
    public void digest(Digest into) {
        into.fold(tables);
        for (int i = 0; tables > 0 && i < places.length(); i++) {
            int place = places.get(i);
            if (place != NIL) {
                into.fold(i);
                digestTable(place, into);
            }
        }
    }

    private void digestTable(int place, Digest into) {
        for (int i = 0; i < ENTRIES; i++) {
            int lo = entries.get((place * ENTRIES + i) * LANES);
            int hi = entries.get((place * ENTRIES + i) * LANES + 1);
            if (!Pte.isNone(lo, hi)) {
                into.fold(i);
                into.fold(lo);
                into.fold(hi);
            }
        }
    }

    /** Bytes that these take beside a copy; all their bytes beside null. */
    public int bytesBeside(@Nullable PageTables other) {
        return places.bytesBeside(other == null ? null : other.places)
                + entries.bytesBeside(other == null ? null : other.entries)
                + spare.size() * 4;
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
