package pagewalk.engine.tlb;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Check;

/**
 * The translation buffers of a machine's processors, all of them alike, and how Linux uses them.
 *
 * @param sets sets for pages of 4 KiB, a power of two; 0 for a machine without translation buffers
 * @param ways entries of a set
 * @param hugeSets sets for pages of 2 MiB; 0 if they share the sets of small ones
 * @param hugeWays entries of such a set
 * @param replacement which entry makes room
 * @param seed of random replacement, from 1
 * @param pcid whether entries are told apart by process-context identifiers
 * @param pti whether kernel and program have page tables of their own (page-table isolation)
 * @param ceiling pages above which a range is flushed as a whole (tlb_single_page_flush_ceiling)
 */
public record TlbConfig(
        int sets,
        int ways,
        int hugeSets,
        int hugeWays,
        Replacement replacement,
        int seed,
        boolean pcid,
        boolean pti,
        int ceiling) {
    /** A machine without translation buffers: every access walks. */
    public static final TlbConfig NONE = new TlbConfig(0, 0, 0, 0, Replacement.LRU, 1, true, false, 33);
    /** 64 entries for small pages and 32 for huge ones, four ways each, as many processors have on the first level. */
    public static final TlbConfig USUAL = new TlbConfig(16, 4, 8, 4, Replacement.LRU, 1, true, false, 33);

    /** What a machine's text may say. */
    public static final String FORM = "on, off or SETSxWAYS[,SETSxWAYS for huge pages][,lru|plru|fifo|random:SEED]"
            + "[,nopcid][,pti][,ceiling:N]; sets are a power of two up to 1024, ways 1 to 16";

    private static final int MAX_SETS = 1024;
    private static final int MAX_WAYS = 16;
    private static final int MAX_CEILING = 1 << 20;

    public TlbConfig {
        Check.that(isPower(sets) && sets <= MAX_SETS && isPower(hugeSets), "sets are a power of two", "sets", sets);
        Check.that(ways >= 0 && ways <= MAX_WAYS && hugeWays <= MAX_WAYS, "a set has few entries", "ways", ways);
        Check.that(!pti || pcid, "isolation goes with identifiers");
    }

    private static boolean isPower(int value) {
        return (value & (value - 1)) == 0;
    }

    /** Whether there are translation buffers. */
    public boolean isOn() {
        return sets > 0;
    }

    /** As a machine's text has it; {@link #parse} reads it back. */
    public String text() {
        if (!isOn()) {
            return "off";
        }
        return sets + "x" + ways
                + (hugeSets == 0 ? "" : "," + hugeSets + "x" + hugeWays)
                + "," + replacement.word()
                + (replacement == Replacement.RANDOM ? ":" + seed : "")
                + (pcid ? "" : ",nopcid")
                + (pti ? ",pti" : "")
                + (ceiling == USUAL.ceiling ? "" : ",ceiling:" + ceiling);
    }

    /** What a text says, or null if it is not of {@link #FORM}. */
    public static @Nullable TlbConfig parse(String text) {
        if (text.equals("off")) {
            return NONE;
        }
        return text.equals("on") ? USUAL : new TlbConfigReader().read(text);
    }

    static boolean mayHave(int sets, int ways) {
        return sets >= 1 && sets <= MAX_SETS && isPower(sets) && ways >= 1 && ways <= MAX_WAYS;
    }

    static boolean mayHaveCeiling(int pages) {
        return pages >= 0 && pages <= MAX_CEILING;
    }
}
