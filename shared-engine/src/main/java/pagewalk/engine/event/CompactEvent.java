package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/** A micro-step of compaction; the arguments are those of its {@link EventKind}. */
public record CompactEvent(EventKind kind, Rule rule, int a, int b, int c, int d) implements Event {
    CompactEvent(EventKind kind, Rule rule, int[] arg) {
        this(kind, rule, arg[0], arg[1], arg[2], arg[3]);
    }

    @Override
    public int pfn() {
        return switch (kind) {
            case SOURCE_LOOKED,
                    SOURCE_ISOLATED,
                    SOURCE_LEFT,
                    TARGET_LOOKED,
                    TARGET_ISOLATED,
                    PAGE_PUT_BACK,
                    TARGET_RETURNED,
                    BLOCK_MARKED -> a;
            case PAGE_MOVED -> c;
            default -> -1;
        };
    }

    @Override
    public int order() {
        return switch (kind) {
            case SOURCE_ISOLATED, TARGET_ISOLATED, TARGET_KEPT, PAGE_MOVED, PAGE_PUT_BACK, TARGET_RETURNED -> b;
            case SOURCE_LEFT -> c;
            default -> -1;
        };
    }

    @Override
    public String sentence() {
        return switch (kind) {
            case COMPACT_BEGUN ->
                "compacting zone " + a + (b < 0 ? "" : " for order " + b) + ": the migrate scanner is at pfn " + c
                        + ", the free scanner at pfn " + d;
            case COMPACT_PASSED -> passed();
            case SOURCE_LOOKED ->
                "the migrate scanner looked at the " + block() + (skips() ? " and passed over it" : "");
            case SOURCE_ISOLATED -> "took pfn " + a + " of order " + b + " to move it; the batch has " + pages(c);
            case SOURCE_LEFT -> pages(b) + " from pfn " + a + (b == 1 ? " stays" : " stay");
            case TARGET_LOOKED -> "the free scanner looked at the " + block() + target();
            case TARGET_ISOLATED ->
                "took the free block at pfn " + a + " of order " + b + "; " + pages(c) + " are held";
            case TARGET_KEPT ->
                "left a free block of order " + b + ": " + pages(c) + " are free, and more than " + d + " must be";
            case PAGE_MOVED -> "moved pfn " + a + " of order " + b + " to pfn " + c;
            case PAGE_PUT_BACK ->
                "found no place for pfn " + a + ", so it and what is left of the batch stay: " + pages(c);
            case TARGET_RETURNED -> "gave the free block at pfn " + a + " of order " + b + " back";
            default -> aboutTheRun();
        };
    }

    private String aboutTheRun() {
        return switch (kind) {
            case BLOCK_MARKED -> "marked the pageblock at pfn " + a + " to be skipped";
            case COMPACT_ENDED -> "zone " + a + " is done: " + pages(c) + " moved, " + d + " could not";
            case COMPACT_DEFERRED ->
                rule == Rule.COMPACT_DEFERRED
                        ? "zone " + a + " is not compacted for order " + b + ": request " + c + " of " + (1 << d)
                        : "zone " + a + " was compacted in vain for order " + b + ": " + (1 << d)
                                + " requests will pass";
            case NODE_SCORED ->
                "node " + a + " has the fragmentation score " + b + "; above " + c + " it is compacted, until " + d;
            default -> "set the knob to " + b;
        };
    }

    private String passed() {
        String zone = "zone " + a + " is not compacted for order " + b + ": ";
        return switch (rule) {
            case COMPACT_TOO_LITTLE -> zone + pages(c) + " are free, and more than " + d + " must be";
            case COMPACT_NOT_FRAGMENTED -> zone + "its fragmentation index is " + c + ", and must be above " + d;
            default -> zone + "it has " + pages(c) + " free, and a block that is large enough";
        };
    }

    private String block() {
        return (b < 0 ? "pageblock" : Event.typeName(b) + " pageblock") + " at pfn " + a;
    }

    private boolean skips() {
        return rule != Rule.COMPACT_SOURCE;
    }

    private String target() {
        return rule == Rule.COMPACT_TARGET ? c == 1 ? "" : ", one page in " + c : " and passed over it";
    }

    private static String pages(int count) {
        return count + (count == 1 ? " page" : " pages");
    }
}
