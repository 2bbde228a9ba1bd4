package pagewalk.engine.zone;

import pagewalk.engine.digest.Digest;

/**
 * How low a zone's free memory may sink for whom, and what the zone remembers about it (struct zone).
 *
 * <p>All numbers are pages. A zone without watermarks serves everybody down to its last page.
 */
public final class Watermarks {
    public static final int MIN = 0;
    public static final int LOW = 1;
    public static final int HIGH = 2;

    private static final ZoneSetup NOTHING =
            new ZoneSetup(0, new int[] {0, 0, 0, 0}, new int[] {0, 0, 0, 0}, 0, 0, 0, 0);

    private final boolean on;
    private ZoneSetup setup;
    private int boostFactor;
    private int boost;
    private int reservedHighatomic;
    private boolean belowHigh;
    private boolean boosted;
    private boolean reclaimActive;

    private Watermarks(boolean on, ZoneSetup setup) {
        this.on = on;
        this.setup = setup;
        this.boostFactor = setup.boostFactor();
    }

    /** A zone that is never too low. */
    static Watermarks off() {
        return new Watermarks(false, NOTHING);
    }

    static Watermarks of(ZoneSetup setup, boolean on) {
        return new Watermarks(on, setup);
    }

    Watermarks copy() {
        Watermarks copy = new Watermarks(on, setup);
        copy.boostFactor = boostFactor;
        copy.boost = boost;
        copy.reservedHighatomic = reservedHighatomic;
        copy.belowHigh = belowHigh;
        copy.boosted = boosted;
        copy.reclaimActive = reclaimActive;
        return copy;
    }

    /** Whether allocations are checked at all. */
    public boolean on() {
        return on;
    }

    public ZoneSetup setup() {
        return setup;
    }

    /** Gives the zone other numbers; its boost goes, all else stays (__setup_per_zone_wmarks()). */
    public void setUp(ZoneSetup numbers) {
        setup = numbers;
        boost = 0;
    }

    /** A watermark with the boost on top (wmark_pages()). */
    public int mark(int which) {
        return setup.marks()[which] + boost;
    }

    /** A watermark as computed, without boost. */
    public int bareMark(int which) {
        return setup.marks()[which];
    }

    /** Pages kept from a request that may use zones up to {@code highestZone}. */
    public int lowmemReserve(int highestZone) {
        return setup.lowmemReserve()[highestZone];
    }

    /** What is on top of all watermarks because migratetypes were mixed (zone.watermark_boost). */
    public int boost() {
        return boost;
    }

    public void setBoost(int pages) {
        boost = pages;
    }

    public int boostFactor() {
        return boostFactor;
    }

    public void setBoostFactor(int factor) {
        boostFactor = factor;
    }

    /** Pages in pageblocks of the high-atomic reserve (zone.nr_reserved_highatomic). */
    public int reservedHighatomic() {
        return reservedHighatomic;
    }

    public void setReservedHighatomic(int pages) {
        reservedHighatomic = pages;
    }

    /** Whether free memory was last seen below the high watermark (ZONE_BELOW_HIGH). */
    public boolean belowHigh() {
        return belowHigh;
    }

    public void setBelowHigh(boolean value) {
        belowHigh = value;
    }

    /** Whether a boost waits for kswapd to be woken (ZONE_BOOSTED_WATERMARK). */
    public boolean boosted() {
        return boosted;
    }

    public void setBoosted(boolean value) {
        boosted = value;
    }

    /** Whether reclaim is at work in the zone (ZONE_RECLAIM_ACTIVE). */
    public boolean reclaimActive() {
        return reclaimActive;
    }

    public void setReclaimActive(boolean value) {
        reclaimActive = value;
    }

    void digest(Digest into) {
        int flags = (belowHigh ? 1 : 0) | (boosted ? 2 : 0) | (reclaimActive ? 4 : 0);
        into.fold(flags, boost, boostFactor, reservedHighatomic, 0);
    }
}
