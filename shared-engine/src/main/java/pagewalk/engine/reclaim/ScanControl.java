package pagewalk.engine.reclaim;

/** What one round of reclaim is for and what it has done so far (struct scan_control). */
final class ScanControl {
    static final int DEF_PRIORITY = 12;
    static final int SWAP_CLUSTER_MAX = 32;

    boolean kswapd;
    int order;
    int goal = SWAP_CLUSTER_MAX;
    int priority = DEF_PRIORITY;
    int highestZone;
    boolean mayDoIo = true;
    boolean mayWrite = true;
    boolean mayUnmap = true;
    boolean maySwap = true;
    boolean forceDeactivate;
    boolean skippedDeactivate;
    boolean deactivateAnon;
    boolean deactivateFile;
    boolean trimsCache;
    boolean trimFailed;
    boolean noTrim;
    boolean fileIsTiny;
    int anonCost;
    int fileCost;
    int scanned;
    int reclaimed;

    /** Of the pages of one isolated list: written out, dirty and not under way, moved to the active lists. */
    int written;

    int dirtyUnsent;

    /** Begins to count a list of isolated pages. */
    void beginList() {
        written = 0;
        dirtyUnsent = 0;
    }
}
