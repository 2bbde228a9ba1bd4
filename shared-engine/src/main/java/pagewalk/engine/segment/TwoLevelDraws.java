package pagewalk.engine.segment;

import pagewalk.engine.trace.Mt19937;
import pagewalk.engine.util.IntList;

/**
 * What the exercise of OSTEP on two-level page tables draws from its seed: a page for the directory, then virtual
 * pages,
 * each with a frame, a page for its table if that is a new one, and contents; then addresses.
 */
public final class TwoLevelDraws {
    /** Pages of memory, virtual pages, and bytes of a page, which are entries as well. */
    public static final int PAGES = 128;

    public static final int VIRTUAL_PAGES = 1024;
    public static final int PAGE = 32;

    private final Mt19937 random;
    private final boolean[] taken = new boolean[PAGES];
    private final boolean[] drawn = new boolean[VIRTUAL_PAGES];
    private final boolean[] tables = new boolean[VIRTUAL_PAGES / PAGE];
    private final IntList vpns = new IntList();
    private final byte[] contents = new byte[PAGE];
    private final int directory;
    private int left = PAGES;
    private int pfn;
    private int table;

    public TwoLevelDraws(long seed) {
        random = new Mt19937(seed);
        directory = page();
    }

    /** A page that is free, and taken from now on. */
    private int page() {
        int page;
        do {
            page = (int) (random.next() * PAGES);
        } while (taken[page]);
        taken[page] = true;
        left--;
        return page;
    }

    /** Page of the directory. */
    public int directory() {
        return directory;
    }

    /** Draws the next virtual page; false if memory has no room for it and its table, where the exercise fails. */
    public boolean nextPage() {
        if (left == 0 || vpns.size() == VIRTUAL_PAGES) {
            return false;
        }
        int vpn;
        do {
            vpn = (int) (random.next() * VIRTUAL_PAGES);
        } while (drawn[vpn]);
        drawn[vpn] = true;
        vpns.add(vpn);
        pfn = page();
        boolean isNew = !tables[vpn / PAGE];
        if (isNew && left == 0) {
            return false;
        }
        table = isNew ? page() : -1;
        tables[vpn / PAGE] = true;
        for (int i = 0; i < PAGE; i++) {
            contents[i] = (byte) (random.next() * 31);
        }
        return true;
    }

    /** The virtual page drawn last. */
    public int vpn() {
        return vpns.get(vpns.size() - 1);
    }

    /** Its frame. */
    public int pfn() {
        return pfn;
    }

    /** The page of its table; -1 if the directory had that table before. */
    public int table() {
        return table;
    }

    /** Bytes of its frame. */
    public byte[] contents() {
        return contents.clone();
    }

    /** The address of question {@code i}, from 0: half of them, about, lie in the {@code i}-th page that was drawn. */
    public int nextAddress(int i) {
        if (random.next() * 100 > 50.0 || i >= vpns.size()) {
            return (int) (random.next() * VIRTUAL_PAGES * PAGE);
        }
        return vpns.get(i) * PAGE | (int) (random.next() * PAGE);
    }
}
