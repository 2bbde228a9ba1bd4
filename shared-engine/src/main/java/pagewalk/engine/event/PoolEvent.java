package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/** A step of a memory pool, called by its number. */
public record PoolEvent(EventKind kind, Rule rule, int pool, int b, int c, int d) implements SlabEvent {
    private static final int FIRST_TRY = 1;

    @Override
    public int pfn() {
        return switch (kind) {
            case POOL_FILLED, POOL_DRAWN, POOL_PASSED -> b;
            default -> -1;
        };
    }

    @Override
    public String sentence() {
        return switch (kind) {
            case POOL_CREATED -> "began a pool that keeps " + b + " " + elements(b) + " back";
            case POOL_FILLED -> "put " + element() + " into the reserve, which has " + d + " now";
            case POOL_DRAWN -> "took " + element() + " out of the reserve, which has " + d + " left";
            case POOL_PASSED ->
                rule == Rule.POOL_FROM_BELOW
                        ? "the allocator below gave " + element() + "; the reserve keeps its " + d
                        : "gave " + element() + " to the allocator below, because the reserve has its " + d;
            case POOL_TRIED ->
                c == FIRST_TRY
                        ? "asked the allocator below, with " + d + " " + elements(d) + " in reserve"
                        : "asked the allocator below again, now with all flags";
            default ->
                rule == Rule.POOL_DESTROY
                        ? "the pool is gone"
                        : "the pool keeps " + c + " " + elements(c) + " back instead of " + b + "; it has " + d;
        };
    }

    private String element() {
        return "the element at pfn " + b + (c > 0 ? ", object " + c : "");
    }

    private static String elements(int count) {
        return count == 1 ? "element" : "elements";
    }
}
