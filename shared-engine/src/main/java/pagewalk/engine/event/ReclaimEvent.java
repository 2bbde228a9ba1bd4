package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/** A micro-step of the LRU, reclaim or swap; the arguments are those of its {@link EventKind}. */
public record ReclaimEvent(EventKind kind, Rule rule, int a, int b, int c, int d) implements Event {
    private static final String[] LISTS = {
        "inactive anonymous", "active anonymous", "inactive file", "active file", "unevictable"
    };
    private static final String[] OUTCOMES = {"it becomes active", "it stays", "it may go", "it may go if it is clean"};

    @Override
    public String sentence() {
        if (kind.code() >= EventKind.THP_MAPPED.code() && kind.code() <= EventKind.THP_ENTERED.code()) {
            return ThpEvent.sentence(this);
        }
        return switch (kind) {
            case LRU_ADDED -> added();
            case LRU_LEFT -> page() + " leaves the " + list(b) + " list, which has " + pages(c) + " now";
            case BATCH_FLUSHED -> "the processor takes " + pages(b) + " to the lists";
            case PAGE_ACCESSED -> page() + (b == 1 ? " was used again and becomes active" : " was used and is marked");
            case REFAULT ->
                page() + " comes back after " + b + " evictions and activations; within " + c + " it counts as wanted";
            case LRU_COST ->
                "reclaim of " + kindOfPages(a == 1) + " cost " + b + "; anonymous pages stand at " + c + ", files at "
                        + d;
            case SCAN_BALANCE ->
                "at priority " + a + " with swappiness " + d + ", anonymous pages weigh " + b + " and files " + c;
            case SCAN_TARGETS ->
                "to scan: " + a + " inactive and " + b + " active anonymous, " + c + " inactive and " + d
                        + " active file pages";
            case ISOLATED -> "took " + pages(b) + " off the tail of the " + list(a) + " list; scanned " + c;
            case REFERENCES ->
                page() + ": " + b + (b == 1 ? " mapping" : " mappings") + " used it since"
                        + (c == 1 ? ", and it was marked; " : "; ") + OUTCOMES[d & 3];
            case EVICTED -> page() + " is given up" + (d >= 0 ? "; evictions and activations so far " + (d >>> 1) : "");
            case KEPT -> page() + (b == 1 ? " stays and becomes active" : " stays");
            case RECLAIM_ROUND -> "at priority " + a + " " + pages(b) + " became free, of " + c + " wanted";
            case KSWAPD_DONE ->
                "kswapd is done after " + b + (b == 1 ? " priority" : " priorities")
                        + (d == 1 ? ": balanced" : ": not balanced, failures " + c);
            case DIRTY_LIMITS ->
                pages(a) + (a == 1 ? " is" : " are") + " dirty; the flusher begins above " + b
                        + " and writers wait below " + c + ", of " + pages(d);
            case FLUSHED -> "the flusher writes " + pages(b) + " of file " + a + "; " + c + " are dirty still";
            case DEACTIVATION ->
                b + " inactive and " + c + " active " + (a == 1 ? "file pages" : "anonymous pages")
                        + (d == 1 ? ": active ones may become inactive" : ": active ones stay so");
            case THROTTLED ->
                a == 1
                        ? "the request waits for kswapd: " + pages(b) + " free, more than " + c + " are needed"
                        : "the request waits for the disk, with " + pages(d) + " under way";
            default -> swap();
        };
    }

    @Override
    public int pfn() {
        return switch (kind) {
            case LRU_ADDED,
                    LRU_LEFT,
                    PAGE_ACCESSED,
                    REFAULT,
                    REFERENCES,
                    EVICTED,
                    KEPT,
                    PAGE_SENT,
                    PAGE_WRITTEN,
                    SWAP_CACHED,
                    SWAP_UNCACHED,
                    THP_MAPPED,
                    THP_PMD_SPLIT,
                    THP_PAGE_SPLIT,
                    THP_DEFERRED,
                    THP_ZERO_PAGE,
                    THP_COLLAPSED,
                    THP_GONE,
                    SWAP_READ,
                    ZSWAP_LOADED,
                    ZERO_SLOT -> a;
            default -> -1;
        };
    }

    private String swap() {
        return switch (kind) {
            case PAGE_SENT ->
                a < 0
                        ? "the flusher writes all dirty pages of files"
                        : page() + " is on its way to " + b + ", with " + pages(c) + " under way";
            case PAGE_WRITTEN -> page() + " has arrived";
            case SWAP_ON -> "device " + a + " of " + b + " slots swaps at priority " + c;
            case SWAP_OFF -> "device " + a + " swaps no more";
            case SLOT_TAKEN -> "slot " + b + " of device " + a + " is taken; " + d + " are free";
            case SLOT_FREED -> "slot " + b + " of device " + a + " is free again";
            case SWAP_CACHED -> page() + " has slot " + c + " of device " + b + ", in the swap cache";
            case SWAP_UNCACHED -> page() + " leaves the swap cache and slot " + c + " of device " + b;
            case SWAP_READ -> page() + " was read from slot " + c + " of device " + b;
            case SWAP_WINDOW -> "reads " + pages(c) + " around slot " + b + " of device " + a;
            default -> ZswapWords.sentence(this);
        };
    }

    private String added() {
        return b == 4
                ? page() + " is unevictable, one of " + c
                : page() + " goes to the " + (d == 1 ? "head" : "tail") + " of the " + list(b) + " list, one of " + c;
    }

    private String page() {
        return "pfn " + a;
    }

    private static String list(int number) {
        return number >= 0 && number < LISTS.length ? LISTS[number] : "unknown";
    }

    private static String kindOfPages(boolean file) {
        return file ? "files" : "anonymous pages";
    }

    private static String pages(int count) {
        return count + (count == 1 ? " page" : " pages");
    }
}
