package pagewalk.engine.memblock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.MemblockStream;
import pagewalk.engine.Play;
import pagewalk.engine.Reply;
import pagewalk.engine.command.BootCommand;
import pagewalk.engine.command.BootCommand.MemblockAlloc;
import pagewalk.engine.command.BootCommand.MemblockRange;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.Events;
import pagewalk.engine.util.Xorshift;

/** memblock against a map that keeps every 16 bytes by themselves, and at its edges. */
final class MemblockTest {
    /** A cell of the naive map, in bytes. */
    private static final int CELL = 16;

    private static final int CELLS = (16 << 20) / CELL;

    /** What there is and what is taken, one byte a cell: nothing clever, so nothing to get wrong. */
    private static final class NaiveMap {
        private final boolean[] memory = new boolean[CELLS];
        private final byte[] flags = new byte[CELLS];
        private final boolean[] reserved = new boolean[CELLS];
        private boolean up;
        private long limit = Long.MAX_VALUE;

        void apply(MemblockRange range) {
            int from = (int) Math.min(Long.divideUnsigned(range.base(), CELL), CELLS);
            int to = from == CELLS ? CELLS : (int) Math.min(from + range.size() / CELL, CELLS);
            for (int i = from; i < to; i++) {
                switch (range.verb()) {
                    case MEMBLOCK_ADD -> {
                        flags[i] = memory[i] ? flags[i] : 0;
                        memory[i] = true;
                    }
                    case MEMBLOCK_REMOVE -> memory[i] = false;
                    case MEMBLOCK_RESERVE -> reserved[i] = true;
                    case MEMBLOCK_PHYS_FREE -> reserved[i] = false;
                    case MEMBLOCK_MARK_NOMAP -> flags[i] |= Memblock.NOMAP;
                    default -> flags[i] |= Memblock.HOTPLUG;
                }
            }
        }

        /** Tries every aligned address one by one. */
        long find(MemblockAlloc alloc) {
            long align = alloc.align() == 0 ? 64 : alloc.align();
            long end = Math.min(alloc.max() == 0 ? limit : alloc.max(), (long) CELLS * CELL);
            long min = Math.max(alloc.min(), 4096);
            long first = (min + align - 1) / align * align;
            long last = (end - alloc.size()) / align * align;
            long step = up ? align : -align;
            for (long at = up ? first : last; at >= first && at <= last; at += step) {
                if (free(at, at + alloc.size())) {
                    return at;
                }
            }
            return 0;
        }

        private boolean free(long from, long to) {
            int first = (int) (from / CELL);
            int last = (int) ((to - 1) / CELL);
            for (int i = first; i <= last; i++) {
                boolean usable = memory[i] && !reserved[i] && (flags[i] & Memblock.NOMAP) == 0;
                if (!usable || flags[i] != flags[first]) {
                    return false;
                }
            }
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void everyCommandAgreesWithTheNaiveMap(int seed) {
        Machine machine = Machine.boot(MachineConfig.textbook(64));
        MemblockStream stream = new MemblockStream(new Xorshift(0xb007, seed), false);
        NaiveMap naive = new NaiveMap();
        for (int i = 0; i < 400; i++) {
            String line = stream.next();
            if (!line.contains("trim") && !(Play.command(line) instanceof Command.Cat)) {
                step(machine, naive, line);
            }
        }
        assertTrue(machine.memblock().memory().count() > 3, "the session was not trivial");
    }

    private static void step(Machine machine, NaiveMap naive, String line) {
        int capacity = machine.memblock().reserved().capacity()
                + machine.memblock().memory().capacity();
        Command command = Play.command(line);
        long expected = command instanceof MemblockAlloc alloc && alloc.size() > 0 && Long.bitCount(alloc.align()) < 2
                ? naive.find(alloc)
                : 0;
        Reply reply = machine.apply(command, Events.NONE);
        switch (command) {
            case MemblockRange range -> naive.apply(range);
            case BootCommand.MemblockSetBottomUp set -> naive.up = set.enable();
            case BootCommand.MemblockSetCurrentLimit set ->
                naive.limit = set.limit() < 0 ? Long.MAX_VALUE : set.limit();
            case MemblockAlloc alloc -> {
                assertEquals(expected, reply instanceof Reply.Address address ? address.pa() : 0, line);
                Arrays.fill(
                        naive.reserved,
                        (int) (expected / CELL),
                        (int) ((expected + (expected == 0 ? 0 : alloc.size() + CELL - 1)) / CELL),
                        true);
            }
            default -> throw new AssertionError(line);
        }
        boolean doubled = capacity
                != machine.memblock().reserved().capacity()
                        + machine.memblock().memory().capacity();
        if (!doubled) {
            assertEquals(total(naive.memory), machine.memblock().memory().totalBytes(), line);
        }
        sorted(machine.memblock().memory(), line);
        sorted(machine.memblock().reserved(), line);
    }

    private static long total(boolean[] cells) {
        long bytes = 0;
        for (boolean cell : cells) {
            bytes += cell ? CELL : 0;
        }
        return bytes;
    }

    private static void sorted(RegionTable table, String line) {
        for (int i = 0; i < table.count(); i++) {
            assertTrue(Long.compareUnsigned(table.base(i), table.end(i)) < 0, line);
            if (i > 0) {
                int gap = Long.compareUnsigned(table.end(i - 1), table.base(i));
                assertTrue(gap < 0 || gap == 0 && table.flags(i - 1) != table.flags(i), line);
            }
        }
    }

    @Test
    void aFullTableDoublesIntoMemoryThatItReserves() {
        Play play = Play.on("frames=64");
        assertEquals("ok cnt=1 total=0x1000000", play.run("memblock_add 16M 16M"));
        for (int i = 0; i < RegionTable.STATIC_REGIONS; i++) {
            play.run("memblock_reserve base=" + (0x4000 + i * 0x2000) + " size=0x1000");
        }
        assertEquals(128, play.machine().memblock().reserved().count());
        assertEquals("ok cnt=130 total=0x83000", play.run("memblock_reserve 8M 0x1000"));
        assertEquals(256, play.machine().memblock().reserved().capacity());
        RegionTable reserved = play.machine().memblock().reserved();
        assertEquals(0x1ffe000, reserved.base(129));
        assertEquals(0x2000000, reserved.end(129));
    }

    @Test
    void aFullTableWithoutMemoryRefusesAndChangesNothing() {
        Play play = Play.on("frames=64");
        for (int i = 0; i < RegionTable.STATIC_REGIONS; i++) {
            play.run("memblock_reserve base=" + (0x4000 + i * 0x2000) + " size=0x1000");
        }
        String before = play.machine().stateDigest();
        assertEquals(
                "refused ENOMEM: the table is full with 128 ranges, and there is no memory for a larger one",
                play.run("memblock_reserve 8M 0x1000"));
        assertEquals(before, play.machine().stateDigest());
    }

    @Test
    void theFilesAreTheKernelsOwn() {
        Play play = Play.on("frames=64");
        play.run("memblock_add 0x1000 0x9e000");
        play.run("memblock_add 0x100000000 2G");
        play.run("memblock_mark_nomap 0x100000000 4K");
        assertEquals(
                "   0: 0x0000000000001000..0x000000000009efff    0 NONE\n"
                        + "   1: 0x0000000100000000..0x0000000100000fff    0 NOMAP\n"
                        + "   2: 0x0000000100001000..0x000000017fffffff    0 NONE\n",
                play.run("cat /sys/kernel/debug/memblock/memory"));
        assertEquals("", play.run("cat /sys/kernel/debug/memblock/reserved"));
    }

    @Test
    void whatCannotBeDoneIsRefusedAndChangesNothing() {
        Play play = Play.on("frames=64");
        play.run("memblock_add 0 8K");
        String before = play.machine().stateDigest();
        assertEquals("refused EINVAL: size is at least 1; this is 0", play.run("memblock_alloc 0"));
        assertEquals("refused EINVAL: align is a power of two; this is 0x60", play.run("memblock_alloc 64 96"));
        assertEquals("refused EINVAL: align is a power of two; this is 0x0", play.run("memblock_trim_memory 0"));
        assertEquals(
                "refused ENOMEM: no free range within the limits holds 0x1001 bytes, aligned",
                play.run("memblock_alloc 0x1001"));
        assertEquals(before, play.machine().stateDigest());
        assertEquals("ok pa=0x1000", play.run("memblock_alloc 4K 4K"));
    }

    @Test
    void aRangeIsCutAtTheEndOfTheAddressSpace() {
        Play play = Play.on("frames=64");
        assertEquals("ok cnt=1 total=0xfff", play.run("memblock_add 0xfffffffffffff000 1M"));
        assertEquals("ok cnt=0 total=0x0", play.run("memblock_remove 0 0xffffffffffffffff"));
    }
}
