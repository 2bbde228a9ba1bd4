package pagewalk.engine.event;

/** What is said of events of compressed swap and of shrinkers. */
final class ZswapWords {
    private ZswapWords() {}

    /** The sentence of an event that {@link ReclaimEvent} does not know itself. */
    static String sentence(ReclaimEvent e) {
        return switch (e.kind()) {
            case ZSWAP_STORED -> slot(e) + ": " + e.a() + " bytes compressed; the pool has " + pages(e.d());
            case ZSWAP_LOADED -> slot(e) + " is taken out of the pool into pfn " + e.a() + "; it has " + pages(e.d());
            case ZSWAP_REFUSED -> slot(e) + " goes to the disk; the pool has " + e.a() + " of at most " + pages(e.d());
            case ZSWAP_DROPPED -> slot(e) + " is not needed in the pool any more; it holds " + e.d();
            case ZSWAP_SCANNED -> slot(e) + scanned(e);
            case ZERO_SLOT -> slot(e) + (e.d() == 1 ? " is zeros, and so is pfn " : " holds the zeros of pfn ") + e.a();
            case SHRINKER -> "shrinker " + e.a() + " has " + e.b() + "; " + e.c() + " looked at, " + e.d() + " freed";
            default ->
                "zspage " + e.a() + " of " + pages(e.c()) + " for objects of " + e.b() + " bytes "
                        + (e.rule().id().equals("zsmalloc.free") ? "goes" : "is made") + "; the pool has "
                        + pages(e.d());
        };
    }

    private static String scanned(ReclaimEvent e) {
        return switch (e.rule()) {
            case ZSWAP_WRITEBACK -> " is written from pfn " + e.a() + "; the pool holds " + e.d();
            case ZSWAP_NOT_WRITTEN -> " cannot be written; the pool holds " + e.d();
            default -> " is passed over this time; the pool holds " + e.d();
        };
    }

    private static String slot(ReclaimEvent e) {
        return "slot " + e.c() + " of device " + e.b();
    }

    private static String pages(int count) {
        return count + (count == 1 ? " page" : " pages");
    }
}
