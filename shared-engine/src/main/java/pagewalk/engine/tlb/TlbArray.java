package pagewalk.engine.tlb;

import java.util.Arrays;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.rule.Rule;

/**
 * Sets of entries, in parallel arrays: tags, frames, rights, and what the replacement needs to know.
 *
 * <pre>
 *     tag   31 1 GiB | 30 G | 29 huge | 28 ... 17 PCID | 16 ... 0 hi
 *     low   17 ... 0 lo; its lower nine bits 0 if huge, all of them for 1 GiB
 * </pre>
 */
final class TlbArray {
    static final int NIL = -1;
    static final int PCID_SHIFT = 17;
    static final int PCID_MASK = 0xfff;
    static final int HI_MASK = 0x1ffff;
    /** Together with {@link #HUGE}; such an entry has 0 in all bits of {@code low}. */
    static final int GIGANTIC = 1 << 31;

    static final int HUGE = 1 << 29;
    static final int GLOBAL = 1 << 30;
    /** What of a tag a global entry is found by. */
    static final int WITHOUT_PCID = HUGE | GLOBAL | HI_MASK;

    final int sets;
    final int ways;
    final int[] tags;
    final int[] lows;
    final int[] pfns;
    final int[] rights;
    private final Replacement replacement;
    /** LRU and FIFO: places from the newest on. PLRU: the bits of a tree for each set. */
    private final int[] order;

    private int dice;
    private int globals;
    private int gigantic;

    TlbArray(int sets, int ways, Replacement replacement, int seed) {
        this.sets = sets;
        this.ways = ways;
        this.replacement = replacement;
        dice = seed;
        tags = new int[sets * ways];
        lows = new int[sets * ways];
        pfns = new int[sets * ways];
        rights = new int[sets * ways];
        order = new int[sets * ways];
        Arrays.fill(tags, NIL);
        for (int i = 0; replacement != Replacement.PLRU && i < order.length; i++) {
            order[i] = i % ways;
        }
    }

    private TlbArray(TlbArray other) {
        sets = other.sets;
        ways = other.ways;
        replacement = other.replacement;
        dice = other.dice;
        globals = other.globals;
        gigantic = other.gigantic;
        tags = other.tags.clone();
        lows = other.lows.clone();
        pfns = other.pfns.clone();
        rights = other.rights.clone();
        order = other.order.clone();
    }

    TlbArray copy() {
        return new TlbArray(this);
    }

    /** The entry in {@code set} with this tag; one that is global whatever its PCID. {@link #NIL} if there is none. */
    int find(int set, int tag, int low) {
        int from = set * ways;
        int end = from + ways;
        for (int i = from; i < end; i++) {
            if (tags[i] == tag && lows[i] == low) {
                return i;
            }
        }
        return globals == 0 ? NIL : findGlobal(from, (tag | GLOBAL) & WITHOUT_PCID, low);
    }

    private int findGlobal(int from, int tag, int low) {
        for (int i = from; i < from + ways; i++) {
            if (tags[i] != NIL && (tags[i] & WITHOUT_PCID) == tag && lows[i] == low) {
                return i;
            }
        }
        return NIL;
    }

    /** Whether there is an entry of 1 GiB at all. */
    boolean hasGigantic() {
        return gigantic > 0;
    }

    /** The place for a new entry in a set; {@link #rule} says why that one. */
    int victim(int set) {
        int from = set * ways;
        for (int i = from; i < from + ways; i++) {
            if (tags[i] == NIL) {
                return i;
            }
        }
        return switch (replacement) {
            case LRU, FIFO -> oldest(from);
            case PLRU -> from + pointedAt(order[from]);
            case RANDOM -> from + roll();
        };
    }

    /** Why {@link #victim} chose a place that is taken. */
    Rule rule() {
        return switch (replacement) {
            case LRU -> Rule.TLB_LRU;
            case PLRU -> Rule.TLB_PLRU;
            case FIFO -> Rule.TLB_FIFO;
            case RANDOM -> Rule.TLB_RANDOM;
        };
    }

    private int oldest(int from) {
        int at = from;
        while (order[at] != ways - 1) {
            at++;
        }
        return at;
    }

    /** The way at the end of the path that the bits of a tree take; node 1 is the root, node n has 2n and 2n+1. */
    private int pointedAt(int tree) {
        int node = 1;
        while (node < ways) {
            node = 2 * node + (tree >>> node & 1);
        }
        return node - ways;
    }

    private int roll() {
        dice ^= dice << 13;
        dice ^= dice >>> 17;
        dice ^= dice << 5;
        return (dice >>> 1) % ways;
    }

    /** Writes an entry. */
    void put(int slot, int tag, int low, int pfn, int right) {
        globals += (tag & GLOBAL) == 0 ? 0 : 1;
        gigantic += tag < 0 ? 1 : 0;
        forget(slot);
        tags[slot] = tag;
        lows[slot] = low;
        pfns[slot] = pfn;
        rights[slot] = right;
        if (replacement == Replacement.FIFO) {
            makeNewest(slot);
        }
        used(slot);
    }

    /** An entry was used. */
    void used(int slot) {
        if (replacement == Replacement.LRU) {
            if (order[slot] != 0) {
                makeNewest(slot);
            }
        } else if (replacement == Replacement.PLRU) {
            pointAway(slot);
        }
    }

    private void makeNewest(int slot) {
        int from = slot - slot % ways;
        int place = order[slot];
        for (int i = from; i < from + ways; i++) {
            order[i] += order[i] < place ? 1 : 0;
        }
        order[slot] = 0;
    }

    private void pointAway(int slot) {
        int from = slot - slot % ways;
        int node = slot - from + ways;
        int tree = order[from];
        while (node > 1) {
            int parent = node >>> 1;
            tree = (node & 1) == 0 ? tree | 1 << parent : tree & ~(1 << parent);
            node = parent;
        }
        order[from] = tree;
    }

    /** Takes an entry out. */
    void drop(int slot) {
        forget(slot);
        tags[slot] = NIL;
    }

    private void forget(int slot) {
        globals -= tags[slot] != NIL && (tags[slot] & GLOBAL) != 0 ? 1 : 0;
        gigantic -= tags[slot] != NIL && tags[slot] < 0 ? 1 : 0;
    }

    /** Takes out all entries of a PCID that are not global, or of every one for {@link #NIL}; says how many. */
    int dropAll(int pcid) {
        int dropped = 0;
        for (int i = 0; i < tags.length; i++) {
            int tag = tags[i];
            boolean mine = pcid == NIL || (tag >>> PCID_SHIFT & PCID_MASK) == pcid;
            if (tag != NIL && (tag & GLOBAL) == 0 && mine) {
                drop(i);
                dropped++;
            }
        }
        return dropped;
    }

    void digest(Digest into) {
        for (int i = 0; i < tags.length; i++) {
            into.fold(order[i]);
            if (tags[i] != NIL) {
                into.fold(i, tags[i], lows[i], pfns[i], rights[i]);
            }
        }
        into.fold(dice);
    }
}
