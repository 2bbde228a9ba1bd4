package pagewalk.engine.command;

import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/**
 * Commands to memblock, the allocator of the time before the page allocator (mm/memblock.c).
 *
 * <p>Addresses and sizes are bytes, 64 bits without sign.
 */
public sealed interface BootCommand extends AreaCommand {
    /**
     * Says something about a range: it is memory, it is taken, it is neither, or it is special.
     *
     * @param verb which of memblock_add, _reserve, _remove, _phys_free, _mark_nomap and _mark_hotplug
     * @param base first byte
     * @param size bytes; what reaches beyond the last address is cut
     */
    record MemblockRange(Verb verb, long base, long size) implements BootCommand {
        public MemblockRange {
            Check.that(verb.onRange(), "the verb takes a range", "verb", verb.code());
        }

        @Override
        public String text() {
            return verb.word() + " base=" + Bits.hex(base) + " size=" + Bits.hex(size);
        }
    }

    /**
     * Looks for a hole and takes it (memblock_phys_alloc_range()).
     *
     * @param size bytes
     * @param align 0 for the size of a cache line, or a power of two
     * @param min lowest address
     * @param max address after the last, 0 for the current limit
     */
    record MemblockAlloc(long size, long align, long min, long max) implements BootCommand {
        @Override
        public Verb verb() {
            return Verb.MEMBLOCK_ALLOC;
        }

        @Override
        public String text() {
            return "memblock_alloc size=" + Bits.hex(size) + " align=" + Bits.hex(align)
                    + (min == 0 ? "" : " min=" + Bits.hex(min)) + (max == 0 ? "" : " max=" + Bits.hex(max));
        }
    }

    /** Chooses the direction of later searches (memblock_set_bottom_up()). */
    record MemblockSetBottomUp(boolean enable) implements BootCommand {
        @Override
        public Verb verb() {
            return Verb.MEMBLOCK_SET_BOTTOM_UP;
        }

        @Override
        public String text() {
            return "memblock_set_bottom_up enable=" + (enable ? 1 : 0);
        }
    }

    /** Sets where searches without a maximum end (memblock_set_current_limit()). */
    record MemblockSetCurrentLimit(long limit) implements BootCommand {
        @Override
        public Verb verb() {
            return Verb.MEMBLOCK_SET_CURRENT_LIMIT;
        }

        @Override
        public String text() {
            return "memblock_set_current_limit limit=" + Bits.hex(limit);
        }
    }

    /** Hands all free memory to the page allocator (memblock_free_all()). */
    record MemblockFreeAll() implements BootCommand {
        @Override
        public Verb verb() {
            return Verb.MEMBLOCK_FREE_ALL;
        }

        @Override
        public String text() {
            return "memblock_free_all";
        }
    }

    /** Cuts all memory to whole multiples of {@code align} (memblock_trim_memory()). */
    record MemblockTrimMemory(long align) implements BootCommand {
        @Override
        public Verb verb() {
            return Verb.MEMBLOCK_TRIM_MEMORY;
        }

        @Override
        public String text() {
            return "memblock_trim_memory align=" + Bits.hex(align);
        }
    }
}
