package pagewalk.engine.segment;

import java.util.Arrays;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;

/**
 * A page directory and page tables of one-byte entries, in the very memory that they describe.
 *
 * <p>An entry is a valid bit and seven bits of pfn; one that was never used has all of the seven set. A page holds as
 * many entries as it has bytes, so that with pages of 32 bytes an address has three parts of five bits:
 *
 * <pre>
 *     14      10 9        5 4      0
 *     directory | table    | offset
 * </pre>
 */
final class TwoLevelTable {
    static final int NIL = -1;
    static final int VALID = 0x80;
    static final int PFN = 0x7f;
    /** An entry that was never used. */
    static final int EMPTY = 0x7f;

    private static final byte FREE = 0;
    private static final byte TABLE = 1;
    private static final byte MAPPED = 2;

    private final SegmentSetup setup;
    private final Events events;
    private final int shift;
    private final byte[] memory;
    /** What each page is used for. */
    private final byte[] uses;

    TwoLevelTable(SegmentSetup setup, Events events) {
        this.setup = setup;
        this.events = events;
        shift = setup.pageShift();
        memory = new byte[(int) setup.psize()];
        uses = new byte[setup.physicalPages()];
        clear(setup.pdbr());
    }

    private TwoLevelTable(TwoLevelTable other, Events events) {
        setup = other.setup;
        this.events = events;
        shift = other.shift;
        memory = other.memory.clone();
        uses = other.uses.clone();
    }

    TwoLevelTable copy(Events newEvents) {
        return new TwoLevelTable(this, newEvents);
    }

    int byteAt(int pa) {
        return memory[pa] & 0xff;
    }

    /** Whether a page holds entries. */
    boolean holdsEntries(int page) {
        return uses[page] == TABLE;
    }

    boolean isFree(int page) {
        return uses[page] == FREE;
    }

    /** The lowest page nobody uses, other than {@code but}; {@link #NIL} if there is none. */
    int lowestFree(int but) {
        for (int page = 0; page < uses.length; page++) {
            if (uses[page] == FREE && page != but) {
                return page;
            }
        }
        return NIL;
    }

    /** Page of the table that has the entry of {@code vpn}; {@link #NIL} if the directory has none. */
    int tableOf(int vpn) {
        int entry = byteAt((setup.pdbr() << shift) | (vpn >>> shift));
        return (entry & VALID) == 0 ? NIL : entry & PFN;
    }

    /** The entry of a virtual page; {@link #EMPTY} if no table has it. */
    int entry(int vpn) {
        int table = tableOf(vpn);
        return table == NIL ? EMPTY : byteAt((table << shift) | indexOf(vpn));
    }

    private int indexOf(int vpn) {
        return vpn & (setup.page() - 1);
    }

    /** Maps a virtual page; {@code newTable} is a free page, used if the directory has no table for it yet. */
    void map(int vpn, int pfn, int newTable) {
        int table = tableOf(vpn);
        if (table == NIL) {
            Check.that(uses[newTable] == FREE, "a table takes a free page", "page", newTable);
            table = newTable;
            clear(table);
            memory[(setup.pdbr() << shift) | (vpn >>> shift)] = (byte) (VALID | table);
            tell(EventKind.SEG_ENTRY, Rule.SEG_NEW_TABLE, 0, vpn >>> shift, VALID | table, setup.pdbr());
        }
        int at = (table << shift) | indexOf(vpn);
        int before = byteAt(at);
        memory[at] = (byte) (VALID | pfn);
        if ((before & VALID) != 0) {
            release(before & PFN);
        }
        uses[pfn] = MAPPED;
        tell(EventKind.SEG_MAPPED, Rule.SEG_MAP, vpn, pfn, table, 0);
    }

    /** Takes a valid entry away; its table goes with its last one. */
    void unmap(int vpn) {
        int table = tableOf(vpn);
        int at = (table << shift) | indexOf(vpn);
        int pfn = byteAt(at) & PFN;
        memory[at] = EMPTY;
        release(pfn);
        boolean empty = true;
        for (int i = 0; i < setup.page(); i++) {
            empty &= (byteAt((table << shift) | i) & VALID) == 0;
        }
        if (empty) {
            memory[(setup.pdbr() << shift) | (vpn >>> shift)] = EMPTY;
            uses[table] = FREE;
        }
        tell(EventKind.SEG_MAPPED, Rule.SEG_UNMAP, vpn, NIL, empty ? NIL : table, 0);
    }

    /** A page that an entry named is free if no other entry names it. */
    private void release(int pfn) {
        boolean named = false;
        for (int vpn = 0; vpn < setup.virtualPages(); vpn++) {
            int entry = entry(vpn);
            named |= (entry & VALID) != 0 && (entry & PFN) == pfn;
        }
        if (!named) {
            uses[pfn] = FREE;
        }
    }

    private void clear(int page) {
        Arrays.fill(memory, page << shift, (page + 1) << shift, (byte) EMPTY);
        uses[page] = TABLE;
    }

    /** Writes bytes to a page that holds no entries, from its start on. */
    void fill(int page, byte[] bytes) {
        System.arraycopy(bytes, 0, memory, page << shift, bytes.length);
        for (int i = 0; i < bytes.length; i += 8) {
            int at = (page << shift) + i;
            tell(EventKind.SEG_FILLED, Rule.SEG_CONTENTS, page, i, word(at), word(at + 4));
        }
    }

    /** Four bytes as one number, the first one highest. */
    private int word(int pa) {
        return byteAt(pa) << 24 | byteAt(pa + 1) << 16 | byteAt(pa + 2) << 8 | byteAt(pa + 3);
    }

    /** The physical address of {@code va}; {@link #NIL} if an entry on the way is not valid. */
    int translate(int va) {
        int offset = va & (setup.page() - 1);
        int vpn = va >>> shift;
        tell(EventKind.SEG_CUT, Rule.SEG_CUT, va, vpn, offset, setup.page());
        int directoryEntry = look(0, vpn >>> shift, setup.pdbr());
        int entry = (directoryEntry & VALID) == 0 ? EMPTY : look(1, indexOf(vpn), directoryEntry & PFN);
        if ((entry & VALID) == 0) {
            tell(EventKind.SEG_FAULT, Rule.SEG_NOT_VALID, 0, va, vpn, 0);
            return NIL;
        }
        int pa = ((entry & PFN) << shift) | offset;
        tell(EventKind.SEG_TRANSLATED, Rule.SEG_JOIN, 0, va, 0, pa);
        return pa;
    }

    private int look(int level, int index, int page) {
        int entry = byteAt((page << shift) | index);
        Rule valid = level == 0 ? Rule.SEG_DIRECTORY : Rule.SEG_TABLE;
        tell(EventKind.SEG_ENTRY, (entry & VALID) == 0 ? Rule.SEG_NOT_VALID : valid, level, index, entry, page);
        return entry;
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }

    void digest(Digest into) {
        for (int i = 0; i < memory.length; i += 8) {
            into.fold(i, word(i), word(i + 4), uses[i >> shift], 0);
        }
    }

    int bytes() {
        return memory.length + uses.length;
    }
}
