package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.view.MemoryView;

/** From the firmware's map through memblock into zones; the maps and sizes are those of booted kernels. */
final class BootTest {
    /** The map of a virtual PC with 256 MiB, as Linux 6.12 printed it. */
    private static final String SMALL = "0x0-0x9fbff:usable,0x9fc00-0x9ffff:reserved,0xf0000-0xfffff:reserved,"
            + "0x100000-0xffdcfff:usable,0xffdd000-0xfffffff:reserved,0xfffc0000-0xffffffff:reserved,"
            + "0xfd00000000-0xffffffffff:reserved";
    /** The same with 3.5 GiB, of which 528 MiB lie above 4 GiB. */
    private static final String LARGE = "0x0-0x9fbff:usable,0x9fc00-0x9ffff:reserved,0xf0000-0xfffff:reserved,"
            + "0x100000-0xbffdcfff:usable,0xbffdd000-0xbfffffff:reserved,0xfffc0000-0xffffffff:reserved,"
            + "0x100000000-0x120ffffff:usable,0xfd00000000-0xffffffffff:reserved";

    private static Play booting(String map, String more) {
        return Play.on("e820=" + map + " " + more);
    }

    private static String sizes(MemoryView memory, int zone) {
        return memory.zoneName(zone) + " start " + memory.zoneStart(zone) + " spanned "
                + (memory.zoneEnd(zone) - memory.zoneStart(zone)) + " present " + memory.present(zone) + " managed "
                + memory.managed(zone);
    }

    @Test
    void zonesSpanWhatTheRealKernelsZonesSpan() {
        MemoryView small = booting(SMALL, "booted=on").machine().memory();
        assertEquals("DMA start 1 spanned 4095 present 3998 managed 3840", sizes(small, 0));
        assertEquals("DMA32 start 4096 spanned 61405 present 61405 managed 61405", sizes(small, 1));
        assertEquals(2, small.zones());
        MemoryView large = booting(LARGE, "booted=on").machine().memory();
        assertEquals("DMA start 1 spanned 4095 present 3998 managed 3840", sizes(large, 0));
        assertEquals("DMA32 start 4096 spanned 1044480 present 782301 managed 782301", sizes(large, 1));
        assertEquals("Normal start 1048576 spanned 135168 present 135168 managed 135168", sizes(large, 2));
        assertEquals(3, large.zones());
    }

    @Test
    void zoneDmaIsHandedOverAsTheRealOneIs() {
        Play play = booting(SMALL, "booted=on");
        assertEquals("1024 2048 3072", play.list(10, 1));
        assertEquals("512", play.list(9, 1));
        assertEquals("256", play.list(8, 1));
        assertEquals(3840, play.machine().memory().freePages(0));
    }

    @Test
    void memblockHasTheMapUntilItHandsMemoryOver() {
        Play play = booting(SMALL, "");
        Machine machine = play.machine();
        assertEquals(0, machine.eventsEmitted(), "the map is there before the first command");
        assertEquals(
                "   0: 0x0000000000001000..0x000000000009efff    0 NONE\n"
                        + "   1: 0x0000000000100000..0x000000000ffdcfff    0 NONE\n",
                machine.readFile("/sys/kernel/debug/memblock/memory"));
        assertEquals(
                "   0: 0x0000000000000000..0x00000000000fffff    0 NONE\n",
                machine.readFile("/sys/kernel/debug/memblock/reserved"));
        assertTrue(play.run("alloc_pages order=0").startsWith("refused ENOMEM"), "nothing is on the lists yet");
        Invariants.betweenCommands(machine);
        assertEquals("ok pa=0xffdc000", play.run("memblock_alloc size=4K align=4K"));
        assertEquals("ok pa=0xffdbf00", play.run("memblock_alloc size=200 align=0x100"));
        assertEquals("ok cnt=4 total=0x16010c8", play.run("memblock_reserve base=16M size=21M"));
        String pages = "ok pages=" + (3840 + 61_405 - 2 - 21 * 256);
        assertEquals(pages, play.run("memblock_free_all"));
        Invariants.betweenCommands(machine);
        assertTrue(machine.memory().reserved(0xffdc));
        assertTrue(machine.memory().reserved(0xffdb), "a page that is reserved in part is not handed over");
        assertFalse(machine.memory().reserved(0xffda));
        balance(machine);
    }

    private static void balance(Machine machine) {
        MemoryView memory = machine.memory();
        int used = 0;
        int reserved = 0;
        int present = 0;
        for (int pfn = memory.startPfn(); pfn < memory.endPfn(); pfn++) {
            boolean absent = memory.state(pfn) == MemoryView.ABSENT;
            boolean free = memory.state(pfn) == MemoryView.FREE || memory.state(pfn) == MemoryView.CACHED;
            present += absent ? 0 : 1;
            reserved += memory.reserved(pfn) ? 1 : 0;
            used += absent || free || memory.reserved(pfn) ? 0 : 1;
        }
        int inZones = 0;
        int free = memory.freePages();
        for (int zone = 0; zone < memory.zones(); zone++) {
            inZones += memory.present(zone);
            for (int cpu = 0; cpu < memory.cpus(zone); cpu++) {
                free += memory.perCpu(zone, cpu).count();
            }
        }
        assertEquals(inZones, present);
        assertEquals(present, free + used + reserved, "free " + free + ", used " + used + ", reserved " + reserved);
    }

    @Test
    void theHandoverIsToldAscendingInTheLargestAlignedBlocks() {
        Play play = booting("0x0-0x9fbff:usable,0x100000-0x4ffffff:usable", "");
        play.run("memblock_reserve base=0x100000 size=0x3000");
        int[] last = {-1};
        int[] blocks = new int[1];
        play.machine().apply(Play.command("memblock_free_all"), (kind, rule, a, b, c, d) -> {
            Invariants.atEvent(play.machine());
            if (kind == EventKind.FREEING.code()) {
                assertEquals(Rule.MEMBLOCK_FREE_ALL.code(), rule);
                assertTrue(a > last[0]);
                assertEquals(0, a & (1 << b) - 1);
                last[0] = a;
                blocks[0]++;
            }
        });
        assertEquals("259", play.list(0, 1));
        assertEquals("260", play.list(2, 1));
        assertEquals(8 + 3 + 16, blocks[0], "up to pfn 1024, in the rest of DMA, and in DMA32");
    }

    @Test
    void afterTheHandoverMemblockIsOver() {
        Play play = booting(SMALL, "booted=on");
        String digest = play.machine().stateDigest();
        for (String line : List.of(
                "memblock_add base=0 size=1M",
                "memblock_reserve base=0 size=1M",
                "memblock_alloc size=4096",
                "memblock_set_bottom_up enable=1",
                "memblock_free_all")) {
            assertEquals(
                    "refused EINVAL: memblock has handed its memory to the page allocator, and what it was made of is"
                            + " thrown away",
                    play.run(line));
        }
        assertEquals(digest, play.machine().stateDigest());
        assertTrue(Play.on("frames=64").run("memblock_free_all").startsWith("refused EINVAL: the machine has no e820"));
    }

    @Test
    void framesOfAHoleAndReservedOnesCannotBeFreed() {
        Play play = booting(SMALL, "booted=on");
        String digest = play.machine().stateDigest();
        assertEquals("refused EINVAL: pfn 200 is in a hole, where no memory is", play.run("free_pages pfn=200"));
        assertEquals(
                "refused EINVAL: pfn 5 was reserved when memblock handed memory over; no allocator owns it",
                play.run("free_pages pfn=5"));
        assertTrue(play.run("free_pages pfn=0").startsWith("refused EINVAL: pfn 0 is outside"));
        assertEquals(digest, play.machine().stateDigest());
    }

    @Test
    void whatIsAddedLaterIsNotInAnyZone() {
        Play play = booting(SMALL, "");
        play.run("memblock_add base=0x40000000 size=16M");
        play.run("memblock_remove base=32M size=1M");
        assertEquals("ok pages=" + (3840 + 61_405 - 256), play.run("memblock_free_all"));
        assertTrue(play.machine().memory().reserved(8192), "what memblock forgot stays with nobody");
        balance(play.machine());
    }

    @ParameterizedTest(name = "{0}: Movable from pfn {1}")
    @CsvSource({
        "kernelcore=128M, 33792",
        "kernelcore=100M, 26624",
        "movablecore=64M, 49152",
        "movablecore=1M, 64512",
        "kernelcore=1G, 0",
        "movablecore=1G, 4096"
    })
    void aMovableZoneIsCutOffTheHighestZone(String option, int from) {
        MemoryView memory = booting(SMALL, "booted=on " + option).machine().memory();
        int last = memory.zones() - 1;
        boolean movable = memory.zoneName(last).equals("Movable");
        assertEquals(from, movable ? memory.zoneStart(last) : 0);
        if (movable) {
            assertEquals(memory.endPfn(), memory.zoneEnd(last));
            assertEquals(from == 4096 ? 2 : 3, memory.zones());
            Play play = Play.on("e820=" + SMALL + " booted=on " + option);
            play.run("a = alloc_pages order=0 gfp=HIGHUSER_MOVABLE");
            assertTrue(play.machine().names().pfn("a") >= from);
            play.run("b = alloc_pages order=0 gfp=KERNEL");
            assertTrue(play.machine().names().pfn("b") < from);
        }
    }

    /** The booted kernel's file has 8, 1528 and 264 pageblocks, whatever their types are by then. */
    @Test
    void pageblocksAreCountedWhereTheKernelHasPages() {
        String file = booting(LARGE, "booted=on").run("cat /proc/pagetypeinfo");
        String blocks = file.substring(file.indexOf("Number of blocks"));
        assertEquals("""
                Node 0, zone      DMA            0            8            0            0            0\s
                Node 0, zone    DMA32            0         1528            0            0            0\s
                Node 0, zone   Normal            0          264            0            0            0\s
                """, blocks.substring(blocks.indexOf('\n') + 1));
    }

    @Test
    void iomemListsTheMapAsTheKernelCorrectsIt() {
        Play play = booting(LARGE, "");
        assertEquals("""
                00000000-00000fff : Reserved
                00001000-0009fbff : System RAM
                0009fc00-0009ffff : Reserved
                000f0000-000fffff : Reserved
                00100000-bffdcfff : System RAM
                bffdd000-bfffffff : Reserved
                fffc0000-ffffffff : Reserved
                100000000-120ffffff : System RAM
                121000000-123ffffff : RAM buffer
                fd00000000-ffffffffff : Reserved
                """, play.run("cat /proc/iomem"));
        assertTrue(play.machine().files().contains("/proc/iomem"));
        assertNull(Play.on("frames=64").machine().readFile("/proc/iomem"));
    }

    @Test
    void theLargestMachineBootsAtOnceAndKeepsItsBytes() {
        Play play = booting("0x100000-0xbfffffff:usable,0x100000000-0xfffffffff:usable", "watermarks=on percpu=on");
        assertEquals("ok pages=" + (786_432 - 256 + (15 << 20)), play.run("memblock_free_all"));
        assertEquals(16 << 20, play.machine().memory().endPfn());
        Machine copy = play.machine().copy();
        assertEquals(play.machine().stateDigest(), copy.stateDigest());
        assertTrue(copy.bytesBeside(play.machine()) < 10_000_000);
        assertTrue(copy.apply(Play.command("alloc_pages order=3"), Events.NONE).ok());
    }

    @Test
    void aCopyBeforeTheHandoverHandsOverByItself() {
        Machine machine = booting(SMALL, "percpu=on watermarks=on cpus=2").machine();
        machine.apply(Play.command("memblock_reserve base=20M size=3M"), Events.NONE);
        Machine copy = machine.copy();
        for (Machine each : List.of(machine, copy)) {
            each.apply(Play.command("memblock_free_all"), Events.NONE);
            each.apply(Play.command("alloc_pages order=1 cpu=1"), Events.NONE);
            Invariants.betweenCommands(each);
            balance(each);
        }
        assertEquals(machine.digest(), copy.digest());
        assertEquals(machine.stateDigest(), copy.stateDigest());
    }
}
