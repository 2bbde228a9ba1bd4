package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;

/** A micro-step of the object allocator; the arguments are those of its {@link EventKind}. */
public sealed interface SlabEvent extends Event permits SlabEvent.OnCache, SlabEvent.OnPages, CheckEvent, PoolEvent {
    /** The event of a kind of this family; any other kind is a bug of ours. */
    static SlabEvent decode(EventKind kind, Rule rule, int[] arg) {
        Check.that(kind.family() == EventKind.Family.SLAB, "the kind is of this family", "kind", kind.code());
        return switch (kind) {
            case CACHE_LAID_OUT,
                    CACHE_ORDER,
                    CACHE_LIMITS,
                    CACHE_CREATED,
                    CACHE_SHARED,
                    CACHE_RELEASED,
                    CACHE_DESTROYED,
                    CLASS_CHOSEN,
                    ORDER_LOWERED,
                    CACHE_VALIDATED -> new OnCache(kind, rule, arg[0], arg[1], arg[2], arg[3]);
            case OBJECT_WRITTEN,
                    WRITE_HIT,
                    OBJECT_REPORTED,
                    BYTES_OVERWRITTEN,
                    BYTES_RESTORED,
                    FREELIST_CUT,
                    SLAB_WRITTEN_OFF,
                    OBJECT_KEPT -> new CheckEvent(kind, rule, arg[0], arg[1], arg[2], arg[3]);
            case POOL_CREATED, POOL_FILLED, POOL_TRIED, POOL_DRAWN, POOL_PASSED, POOL_RESIZED ->
                new PoolEvent(kind, rule, arg[0], arg[1], arg[2], arg[3]);
            default -> new OnPages(kind, rule, arg[0], arg[1], arg[2], arg[3]);
        };
    }

    /** Something happened to a cache. */
    record OnCache(EventKind kind, Rule rule, int cache, int b, int c, int d) implements SlabEvent {
        @Override
        public String sentence() {
            return switch (kind) {
                case CACHE_LAID_OUT ->
                    "an object takes " + b + " bytes, and its free pointer lies at byte " + c + " of " + d + " in use";
                case CACHE_ORDER ->
                    "a slab has order " + b + ": " + c + (c == 1 ? " object" : " objects") + ", " + d
                            + " bytes left over";
                case CACHE_LIMITS ->
                    "the node keeps " + b + " partial slabs; a CPU keeps " + d + ", for about " + c + " free objects";
                case CACHE_CREATED -> "created the cache: objects of " + b + " bytes, aligned to " + c;
                case CACHE_SHARED -> "found a cache with objects of " + b + " bytes; it has " + d + " names now";
                case CACHE_RELEASED ->
                    "took the name away; the cache has " + b + (b == 1 ? " name" : " names") + " left";
                case CACHE_DESTROYED -> "destroyed the cache; it had " + b + (b == 1 ? " slab" : " slabs");
                case CACHE_VALIDATED ->
                    "looked at all objects in " + b + (b == 1 ? " slab: " : " slabs: ")
                            + (c == 0 ? "nothing is wrong" : c + (c == 1 ? " slab is bad" : " slabs are bad"));
                case CLASS_CHOSEN -> "rounded " + b + " bytes up to the cache of " + c;
                default -> "no block of order " + b + " is free, so order " + c + " is tried";
            };
        }
    }

    /** Something happened to the slab or the block that begins at {@code pfn}. */
    record OnPages(EventKind kind, Rule rule, int pfn, int b, int c, int d) implements SlabEvent {
        @Override
        public int order() {
            return switch (kind) {
                case SLAB_CREATED, SLAB_RELEASED, LARGE_TAKEN, LARGE_RETURNED -> b;
                default -> -1;
            };
        }

        @Override
        public String sentence() {
            String slab = "the slab at pfn " + pfn;
            return switch (kind) {
                case OBJECT_TAKEN -> "handed out object " + b + " of " + slab + onCpu();
                case OBJECT_RETURNED -> "took object " + b + " of " + slab + " back" + onCpu();
                case FREELIST_LOADED ->
                    "CPU " + d + " took over the freelist of " + slab + ": " + b + (b == 1 ? " object" : " objects");
                case SLAB_LEFT_CPU -> slab + " left CPU " + d + " with " + b + " objects in use";
                case CPU_PARTIAL_ADDED -> "put " + slab + " in front of CPU " + d + "'s partial slabs, " + b + " now";
                case CPU_PARTIAL_DRAINED ->
                    "moved CPU " + d + "'s " + b + " partial slabs, first " + slab + ", to the node";
                case NODE_PARTIAL_ADDED ->
                    "put " + slab + " with " + b + " objects in use at the " + (d == 0 ? "head" : "tail")
                            + " of the node's partial list";
                case NODE_PARTIAL_REMOVED -> "took " + slab + " off the node's partial list, which has " + d + " left";
                case SLAB_CREATED ->
                    "cut " + slab + " of order " + b + " into " + d + (d == 1 ? " object" : " objects");
                case SLAB_RELEASED -> "gave the pages of " + slab + " back";
                case SLAB_KEPT ->
                    "kept " + slab + " though it is empty: the node has " + b + " partial slabs, and " + d
                            + " are enough";
                case OBJECT_MARKED -> "wrote 0x" + Integer.toHexString(d) + " for object " + b + " of " + slab;
                case LARGE_TAKEN -> "took the whole block at pfn " + pfn + " of order " + b + " for " + c + " bytes";
                case LARGE_RETURNED -> "gave the whole block at pfn " + pfn + " of order " + b + " back";
                default -> "shuffled " + slab + ": object " + b + " is first";
            };
        }

        private String onCpu() {
            return ", on CPU " + d;
        }
    }
}
