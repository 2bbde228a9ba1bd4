package pagewalk.engine.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Invariants;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.MachineConfig.Preset;
import pagewalk.engine.Play;
import pagewalk.engine.util.Xorshift;
import pagewalk.engine.zone.ZoneCounts;

/** /proc/buddyinfo goes in and comes out byte for byte; /proc/pagetypeinfo has the kernel's columns. */
final class BuddyinfoTest {
    /** A running 16 GiB machine, recorded. */
    private static final String WORKSTATION = """
            Node 0, zone      DMA      0      0      0      0      0      0      0      0      1      1      3\s
            Node 0, zone    DMA32      1      2      4      2      5      4      3      3      4      2    752\s
            Node 0, zone   Normal   8402  23518   9385   5534   3162   2947   2250    960    344     74    287\s
            """;

    private static final String TWO_NODES = """
            Node 0, zone      DMA      1      0      0      1      2      1      1      0      1      1      3\s
            Node 0, zone    DMA32      0      0      0      0      0      0      0      0      0      0      0\s
            Node 0, zone   Normal    123      4     50      6      7      8      9     10     11      0      2\s
            Node 1, zone   Normal      5      6      7      0      0      0      0      0      0      0      1\s
            Node 1, zone  Movable      0      0      0      0      1      0      0      0      0      0      0\s
            """;

    private static List<ZoneCounts> read(String text) {
        return assertInstanceOf(Buddyinfo.Read.Ok.class, Buddyinfo.parse(text)).zones();
    }

    @ParameterizedTest
    @ValueSource(strings = {WORKSTATION, TWO_NODES})
    void aRealFileComesOutAsItWentIn(String file) {
        for (Preset preset : Preset.values()) {
            Machine machine = Machine.boot(MachineConfig.of(preset, 64).withCounts(read(file)));
            assertEquals(file, machine.readFile("/proc/buddyinfo"));
        }
        Machine again = Machine.boot(
                Play.config(MachineConfig.linux(64).withCounts(read(file)).text()));
        assertEquals(file, again.readFile("/proc/buddyinfo"));
    }

    @Test
    void anyCountsComeOutAsTheyWentIn() {
        Xorshift random = new Xorshift(9, 1);
        for (int i = 0; i < 150; i++) {
            List<ZoneCounts> zones = new ArrayList<>();
            for (int z = 1 + random.below(4); z > 0; z--) {
                List<Integer> counts = new ArrayList<>();
                for (int order = 0; order <= 10; order++) {
                    counts.add(random.below(3) == 0 ? 0 : random.below(1 + (20 >> order / 2)));
                }
                zones.add(new ZoneCounts(random.below(3), "Z" + z, counts));
            }
            Machine machine = Machine.boot(MachineConfig.linux(64).withCounts(zones));
            String file = machine.readFile("/proc/buddyinfo");
            assertEquals(zones, read(file));
            Invariants.betweenCommands(machine);
        }
    }

    @Test
    void blocksAreLaidOutLargestFirstWithAUsedOneBetween() {
        Play play = Play.on("buddyinfo=0:Normal:1,0,3,0,0,0,0,0,0,0,1");
        assertEquals("0", play.list(10));
        assertEquals("1024 1032 1040", play.list(2));
        assertEquals("1044", play.list(0));
        assertEquals(1045, play.machine().memory().endPfn());
    }

    @Test
    void zonesStartAtMultiplesOf1024() {
        Machine machine = Machine.boot(MachineConfig.linux(64).withCounts(read(TWO_NODES)));
        for (int zone = 0; zone < machine.memory().zones(); zone++) {
            assertEquals(0, machine.memory().zoneStart(zone) % 1024);
        }
        assertEquals(1, machine.memory().zoneNode(4));
    }

    @Test
    void loosePastesAreRead() {
        assertEquals(
                read(WORKSTATION),
                read("\n\n" + WORKSTATION.replace("     ", " ").replace("\n", "\r\n\r\n")));
        assertEquals(read(WORKSTATION), read(WORKSTATION.strip()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | there is no zone line in the text",
                "hello | a line reads: Node 0, zone Normal and 11 counts; this one starts with hello",
                "Node 0 Zone DMA 1 | a line reads: Node 0, zone Normal and 11 counts; this one starts with Node",
                "Node -1, zone DMA 1 | Node is followed by a number and a comma; this is -1,",
                "Node 0 zone DMA 1 | Node is followed by a number and a comma; this is 0",
                "Node 0, zone DMA 0 0 1 | zone DMA has 3 counts; orders 0 to 10 make 11",
                "Node 0, zone DMA 0 0 0 0 0 0 0 0 0 0 0 0 | zone DMA has 12 counts; orders 0 to 10 make 11",
                "Node 0, zone DMA 0 0 0 0 0 0 0 0 0 0 -5 | a count is a number from 0 to 16777216; this is -5",
                "Node 0, zone DMA 0 0 0 0 0 0 0 0 0 0 ٣ | a count is a number from 0 to 16777216; this is ٣",
                "Node 0, zone DMA 0 0 0 0 0 0 0 0 0 0 99999999999 | a count is a number from 0 to 16777216; this "
                        + "is 99999999999",
                "Node 0, zone D:A 0 0 0 0 0 0 0 0 0 0 0 | a zone is named by at most 16 letters and digits; this "
                        + "is D:A",
                "Node 0, zone Zoné 0 0 0 0 0 0 0 0 0 0 0 | a zone is named by at most 16 letters and digits; "
                        + "this is Zoné",
            })
    void whatIsNoBuddyinfoIsRefusedWithAReason(String text, String message) {
        assertEquals(new Buddyinfo.Read.Malformed(1, message), Buddyinfo.parse(text));
    }

    @Test
    void hugePastesAreRefusedAtTheDoor() {
        assertEquals(
                new Buddyinfo.Read.Malformed(1, "at most 20000 characters can be read, these are 10000000"),
                Buddyinfo.parse("9".repeat(10_000_000)));
        String line = "Node 0, zone Normal 0 0 0 0 0 0 0 0 0 0 16777216\n";
        assertEquals(new Buddyinfo.Read.Malformed(1, Buddyinfo.TOO_LARGE), Buddyinfo.parse(line));
        assertEquals(
                new Buddyinfo.Read.Malformed(17, "at most 16 zones can be read"),
                Buddyinfo.parse("Node 0, zone DMA 0 0 0 0 0 0 0 0 0 0 0\n".repeat(17)));
    }

    @Test
    void aFullMachineOf64GibFitsAndOneBlockMoreDoesNot() {
        assertTrue(Buddyinfo.parse("Node 0, zone Normal 0 0 0 0 0 0 0 0 0 0 16384\n") instanceof Buddyinfo.Read.Ok);
        assertTrue(
                Buddyinfo.parse("Node 0, zone Normal 1 0 0 0 0 0 0 0 0 0 16384\n") instanceof Buddyinfo.Read.Malformed);
    }

    @Test
    void pagetypeinfoHasTheKernelsColumns() {
        Play play = Play.on("preset=linux frames=4000");
        play.run("alloc_pages order=0");
        String zeros = "      0".repeat(11) + " \n";
        String zone = "Node    0, zone      DMA, type ";
        assertEquals(
                "Page block order: 9\nPages per block:  512\n\nFree pages count per migrate type at order "
                        + "      0      1      2      3      4      5      6      7      8      9     10 \n"
                        + zone + "   Unmovable" + "      1".repeat(10) + "      0 \n"
                        + zone + "     Movable      0      0      0      0      0      1      0      1      1    "
                        + "  1      2 \n"
                        + zone + " Reclaimable" + zeros
                        + zone + "  HighAtomic" + zeros
                        + zone + "     Isolate" + zeros
                        + "\nNumber of blocks type     Unmovable      Movable  Reclaimable   HighAtomic      Isolate \n"
                        + "Node 0, zone      DMA            2            6            0            0            0 \n",
                play.run("cat /proc/pagetypeinfo"));
    }

    @Test
    void pagetypeinfoStopsCountingAtAHundredThousand() {
        Machine machine = Machine.boot(
                MachineConfig.linux(64).withCounts(read("Node 0, zone Normal 100000 99999 0 0 0 0 0 0 0 0 0\n")));
        String file = machine.readFile("/proc/pagetypeinfo");
        assertTrue(file.contains("zone   Normal, type      Movable >100000  99999      0 "), file);
    }
}
