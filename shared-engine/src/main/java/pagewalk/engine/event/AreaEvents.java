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
            default -> Parts.LAYERS;
        };
    }

    /** The decoders that this program has. */
    final class Parts {
        private static final @Nullable AreaEvents MEMBLOCK = memblock();
        private static final @Nullable AreaEvents OBJECTS = objects();
        private static final @Nullable AreaEvents LAYERS = layers();
        private static final @Nullable AreaEvents COMPACTION = compaction();

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
    }
}
