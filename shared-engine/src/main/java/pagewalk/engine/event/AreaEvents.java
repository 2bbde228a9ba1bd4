package pagewalk.engine.event;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Part;

/** Decodes the events of one area of the machine. */
interface AreaEvents {
    /** The event of a kind of this area. */
    Event decode(EventKind kind, Rule rule, int[] arg);

    /** The decoder for {@code kind}; null where this program was built without its area. */
    static @Nullable AreaEvents of(EventKind kind) {
        return switch (kind.family()) {
            case BOOT -> Parts.MEMBLOCK;
            case SLAB -> Parts.OBJECTS;
            case COMPACTION -> Parts.COMPACTION;
            case FIT -> Parts.FIT;
            case VMALLOC -> Parts.VMALLOC;
            case HEAP -> Parts.HEAP;
            case PROCESS, ADDRESS, PAGING -> Parts.VM;
            case SEGMENT -> Parts.SEGMENT;
            case TLB -> Parts.TLB;
            case RECLAIM -> Parts.RECLAIM;
            case OOM -> Parts.OOM;
            default -> Parts.LAYERS;
        };
    }

    /** The decoders that this program has. */
    final class Parts {
        private static final @Nullable AreaEvents MEMBLOCK = memblock();
        private static final @Nullable AreaEvents OBJECTS = objects();
        private static final @Nullable AreaEvents LAYERS = layers();
        private static final @Nullable AreaEvents COMPACTION = compaction();
        private static final @Nullable AreaEvents FIT = fit();
        private static final @Nullable AreaEvents VMALLOC = vmalloc();
        private static final @Nullable AreaEvents VM = vm();
        private static final @Nullable AreaEvents HEAP = heap();
        private static final @Nullable AreaEvents SEGMENT = segment();
        private static final @Nullable AreaEvents TLB = tlb();
        private static final @Nullable AreaEvents RECLAIM = reclaim();
        private static final @Nullable AreaEvents OOM = oom();

        private Parts() {}

        @Part("memblock")
        private static @Nullable AreaEvents memblock() {
            return BootEvent::decode;
        }

        @Part("objects")
        private static @Nullable AreaEvents objects() {
            return SlabEvent::decode;
        }

        @Part("layers")
        private static @Nullable AreaEvents layers() {
            return ZoneEvent::decode;
        }

        @Part("compaction")
        private static @Nullable AreaEvents compaction() {
            return CompactEvent::new;
        }

        @Part("fit")
        private static @Nullable AreaEvents fit() {
            return (kind, rule, arg) -> new FitEvent(kind, rule, arg[0], arg[1], arg[2], arg[3]);
        }

        @Part("vmalloc")
        private static @Nullable AreaEvents vmalloc() {
            return (kind, rule, arg) -> new VmallocEvent(kind, rule, arg[0], arg[1], arg[2], arg[3]);
        }

        @Part("heap")
        private static @Nullable AreaEvents heap() {
            return (kind, rule, arg) -> new HeapEvent(kind, rule, arg[0], arg[1], arg[2], arg[3]);
        }

        @Part("vm")
        private static @Nullable AreaEvents vm() {
            return (kind, rule, arg) -> new ProcessEvent(kind, rule, arg[0], arg[1], arg[2], arg[3]);
        }

        @Part("segment")
        private static @Nullable AreaEvents segment() {
            return (kind, rule, arg) -> new SegmentEvent(kind, rule, arg[0], arg[1], arg[2], arg[3]);
        }

        @Part("reclaim")
        private static @Nullable AreaEvents reclaim() {
            return (kind, rule, arg) -> new ReclaimEvent(kind, rule, arg[0], arg[1], arg[2], arg[3]);
        }

        @Part("oom")
        private static @Nullable AreaEvents oom() {
            return (kind, rule, arg) -> new OomEvent(kind, rule, arg[0], arg[1], arg[2], arg[3]);
        }

        @Part("tlb")
        private static @Nullable AreaEvents tlb() {
            return (kind, rule, arg) -> new TlbEvent(kind, rule, arg[0], arg[1], arg[2], arg[3]);
        }
    }
}
