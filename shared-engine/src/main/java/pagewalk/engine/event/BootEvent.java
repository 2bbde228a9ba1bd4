package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** A micro-step of memblock; addresses are bytes, 64 bits without sign. */
public sealed interface BootEvent extends Event {
    /** The event of a kind of this family. */
    static BootEvent decode(EventKind kind, Rule rule, int[] arg) {
        return kind == EventKind.MEMBLOCK_SET
                ? new Setting(rule, arg[1] != 0, address(arg[2], arg[3]))
                : new OnRange(kind, rule, address(arg[0], arg[1]), address(arg[2], arg[3]));
    }

    private static long address(int high, int low) {
        return (long) high << 32 | low & 0xffffffffL;
    }

    /** Something happened to the bytes from {@code base} to the one before {@code end}. */
    record OnRange(EventKind kind, Rule rule, long base, long end) implements BootEvent {
        @Override
        public String sentence() {
            String range = Bits.hex(base) + " to " + Bits.hex(end - 1);
            return switch (kind) {
                case MEMORY_ADDED -> "added " + range + " to memory";
                case MEMORY_RESERVED -> "reserved " + range;
                case REGION_REMOVED -> "took " + range + " out of its table";
                case REGION_SPLIT -> "split a range: " + range + " is its lower part";
                case REGIONS_MERGED -> "merged neighbours into " + range;
                case REGION_MARKED -> "marked " + range;
                case REGION_TRIMMED -> "cut a range to " + range;
                case HOLE_LOOKED ->
                    "looked at the free range " + range
                            + (rule == Rule.MEMBLOCK_TOO_SMALL ? ": it does not fit" : ": it fits");
                case HOLE_CHOSEN -> "chose " + range;
                default -> "doubled a full table; the new one lies at " + range;
            };
        }
    }

    /** The direction or the limit of later searches was set. */
    record Setting(Rule rule, boolean bottomUp, long limit) implements BootEvent {
        @Override
        public EventKind kind() {
            return EventKind.MEMBLOCK_SET;
        }

        @Override
        public String sentence() {
            return rule == Rule.MEMBLOCK_LIMIT
                    ? "searches end at " + Bits.hex(limit)
                    : "searches run " + (bottomUp ? "from the bottom up" : "from the top down");
        }
    }
}
