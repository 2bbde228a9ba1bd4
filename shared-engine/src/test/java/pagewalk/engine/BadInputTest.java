package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;

/** What cannot be done is refused with the kernel's errno, and the state is as it was. */
final class BadInputTest {
    private static final String[] MACHINES = {
        "frames=64",
        "frames=4096 migratetypes=on percpu=on cpus=2",
        "e820=0x0-0x9fbff:usable,0x100000-0x1fdcfff:usable booted=on watermarks=on percpu=on cpus=2"
    };

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "free_pages gone | EINVAL",
                "free_pages freed | EINVAL",
                "free_pages never | EINVAL",
                "free_pages pfn=2147483647 | EINVAL",
                "alloc_pages order=11 | EINVAL",
                "alloc_pages order=2147483647 | EINVAL",
                "alloc_pages order=0 cpu=8 | EINVAL",
                "alloc_pages order=0 cpu=2147483647 | EINVAL",
                "free_pages kept cpu=9 | EINVAL",
                "free_pages kept order=1 | EINVAL",
                "free_pages kept order=2147483647 | EINVAL",
                "drain_pages cpu=9 | EINVAL",
                "memblock_alloc size=0 | EINVAL",
                "memblock_alloc size=0xffffffffffffffff | E",
                "memblock_alloc size=4096 align=3 | EINVAL",
                "memblock_trim_memory align=0 | EINVAL",
                "memblock_free_all | EINVAL",
                "cat /proc/zoneinfo2 | ENOENT",
                "sysctl vm.swappy=1 | ENOENT"
            })
    void aRefusalChangesNothing(String line, String errno) {
        for (String config : MACHINES) {
            Play play = Play.on(config);
            play.runAll(
                    "kept = alloc_pages order=2 gfp=MOVABLE",
                    "freed = alloc_pages order=1",
                    "free_pages freed",
                    "gone = alloc_pages order=5",
                    "free_pages gone");
            String before = play.machine().stateDigest();
            String reply = play.run(line);
            assertTrue(reply.startsWith("refused " + errno), config + ": " + reply);
            assertEquals(before, play.machine().stateDigest(), config);
            Invariants.betweenCommands(play.machine());
        }
    }

    /** A page in the middle of a block, and a block that a processor keeps. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aTailAndAKeptPageCannotBeFreed(int which) {
        Play play = Play.on(MACHINES[which]);
        play.run("a = alloc_pages order=3");
        int pfn = play.machine().names().pfn("a");
        String before = play.machine().stateDigest();
        assertTrue(
                play.run("free_pages pfn=" + (pfn + 5)).startsWith("refused EINVAL: pfn " + (pfn + 5) + " is inside"));
        assertEquals(before, play.machine().stateDigest());
        play.run("free_pages a");
        String after = play.machine().stateDigest();
        assertTrue(play.run("free_pages pfn=" + pfn).startsWith("refused EINVAL: pfn " + pfn + " is free already"));
        assertEquals(after, play.machine().stateDigest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alloc_pages",
                "alloc_pages order=-1",
                "alloc_pages order=99999999999",
                "alloc_pages order=0 gfp=KERNEL,WISHFUL",
                "alloc_pages order=0 cpu=-1",
                "alloc_pages order=0 cpu=x",
                "alloc_pages order=0 cpu=1 cpu=1",
                "alloc_pages order=0 gfp=KERNEL 1",
                "free_pages",
                "free_pages a pfn=1",
                "free_pages pfn=-1",
                "free_pages a order=-1",
                "free_pages pfn=0x1ffffffff",
                "free_pages a cpu=",
                "drain_pages 1",
                "drain_pages cpu=-2",
                "x = drain_pages",
                "memblock_free_all now",
                "memblock_add base=1M",
                "memblock_add base=1M size=-4",
                "memblock_add base=1M size=99999999999999999999",
                "sysctl vm.watermark_boost_factor=-1"
            })
    void whatIsNoCommandIsNotRead(String line) {
        assertTrue(CommandText.parse(line) instanceof Parsed.Malformed, line);
    }
}
