package pagewalk.engine.tlb;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.rule.Rule;

/**
 * The translation buffer of one processor: small and huge pages in arrays of their own, or sharing one.
 *
 * <p>Places are numbered through both arrays, small ones first. Nothing here knows page tables or Linux: it finds what
 * was put in, and forgets what it is told to forget.
 */
final class CpuTlb {
    static final int NIL = -1;
    static final int HUGE_PAGES = 512;
    private static final int HUGE_SHIFT = 9;

    private final TlbArray small;
    /** The same array if both kinds share it. */
    private final TlbArray huge;

    private final int smallMask;
    private final int hugeMask;
    private final int split;

    CpuTlb(TlbConfig config, int cpu) {
        this(
                new TlbArray(config.sets(), config.ways(), config.replacement(), seed(config, cpu)),
                config.hugeSets() == 0
                        ? null
                        : new TlbArray(config.hugeSets(), config.hugeWays(), config.replacement(), seed(config, cpu)));
    }

    /** Each processor throws its own dice. */
    private static int seed(TlbConfig config, int cpu) {
        return config.seed() + cpu * 0x9e3779b1 | 1;
    }

    private CpuTlb(TlbArray small, @Nullable TlbArray own) {
        this.small = small;
        huge = own == null ? small : own;
        smallMask = small.sets - 1;
        hugeMask = huge.sets - 1;
        split = small.tags.length;
    }

    CpuTlb copy() {
        return new CpuTlb(small.copy(), huge == small ? null : huge.copy());
    }

    private static int hugeIndex(int hi, int lo) {
        return lo >>> HUGE_SHIFT | hi << HUGE_SHIFT;
    }

    private static int hugeLow(int lo) {
        return lo & -HUGE_PAGES;
    }

    /** Pages from the first one that an entry translates to a page, by the entry's rights. */
    static int inside(int rights, int lo) {
        return (rights & Rights.HUGE) == 0 ? 0 : (rights & Rights.GIGANTIC) == 0 ? lo & HUGE_PAGES - 1 : lo;
    }

    /** The place of the entry that translates a page for a PCID; {@link #NIL} if none does. */
    int find(int hi, int lo, int pcid) {
        int tag = hi | pcid << TlbArray.PCID_SHIFT;
        int slot = small.find(lo & smallMask, tag, lo);
        return slot != NIL ? slot : findHuge(hi, lo, tag | TlbArray.HUGE);
    }

    private int findHuge(int hi, int lo, int tag) {
        int slot = huge.find(hugeIndex(hi, lo) & hugeMask, tag, hugeLow(lo));
        if (slot == NIL && huge.hasGigantic()) {
            slot = huge.find(hi & hugeMask, tag | TlbArray.GIGANTIC, 0);
        }
        return slot == NIL || huge == small ? slot : slot + split;
    }

    private TlbArray array(int slot) {
        return slot < split ? small : huge;
    }

    private int inArray(int slot) {
        return slot < split ? slot : slot - split;
    }

    void used(int slot) {
        array(slot).used(inArray(slot));
    }

    int tag(int slot) {
        return array(slot).tags[inArray(slot)];
    }

    int low(int slot) {
        return array(slot).lows[inArray(slot)];
    }

    /** First frame of what the entry translates. */
    int pfn(int slot) {
        return array(slot).pfns[inArray(slot)];
    }

    int rights(int slot) {
        return array(slot).rights[inArray(slot)];
    }

    /** Places for entries. */
    int places() {
        return huge == small ? split : split + huge.tags.length;
    }

    /** Where an entry for a page would go. */
    int victim(int hi, int lo, int rights) {
        if ((rights & Rights.HUGE) == 0) {
            return small.victim(lo & smallMask);
        }
        int index = (rights & Rights.GIGANTIC) == 0 ? hugeIndex(hi, lo) : hi;
        int slot = huge.victim(index & hugeMask);
        return huge == small ? slot : slot + split;
    }

    /** Why {@link #victim} chose a place that is taken. */
    Rule rule() {
        return small.rule();
    }

    /** The tag of an entry with such rights. */
    static int tag(int hi, int pcid, int rights) {
        int huge = (rights & Rights.HUGE) == 0 ? 0 : TlbArray.HUGE;
        huge |= (rights & Rights.GIGANTIC) == 0 ? 0 : TlbArray.GIGANTIC;
        int global = (rights & Rights.GLOBAL) == 0 ? 0 : TlbArray.GLOBAL;
        return hi | pcid << TlbArray.PCID_SHIFT | huge | global;
    }

    /** Writes the entry of a page; {@code pfn} is the frame of that very page. */
    void put(int slot, int tag, int lo, int pfn, int rights) {
        int inside = inside(rights, lo);
        array(slot).put(inArray(slot), tag, lo - inside, pfn - inside, rights);
    }

    void drop(int slot) {
        array(slot).drop(inArray(slot));
    }

    /** Takes out the entries of a PCID that are not global; of all of them for {@link #NIL}. Says how many. */
    int dropAll(int pcid) {
        return small.dropAll(pcid) + (huge == small ? 0 : huge.dropAll(pcid));
    }

    void digest(Digest into) {
        small.digest(into);
        if (huge != small) {
            huge.digest(into);
        }
    }

    int bytes() {
        return places() * 20 + 64;
    }
}
