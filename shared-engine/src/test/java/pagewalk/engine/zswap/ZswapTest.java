package pagewalk.engine.zswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.ReclaimInvariants;
import pagewalk.engine.Reply;
import pagewalk.engine.ZswapStream;
import pagewalk.engine.event.Events;
import pagewalk.engine.util.Xorshift;

/** Compressed swap: size classes, the pool's limit, what becomes of each kind of page, and seeded streams. */
final class ZswapTest {
    private static final String SETTINGS = " > /sys/module/zswap/parameters/";

    private static Machine machine(String... lines) {
        Machine machine = Machine.boot(Play.config("frames=2000 reclaim=on oom=on"));
        run(machine, "swapon path=/dev/vdb size=16M", "echo Y" + SETTINGS + "enabled");
        run(machine, "p = spawn comm=p", "a = mmap pid=p len=4M");
        run(machine, lines);
        return machine;
    }

    private static void run(Machine machine, String... lines) {
        for (String line : lines) {
            Reply reply = machine.apply(Play.command(line), Events.NONE);
            assertTrue(reply.ok(), line + ": " + reply.line());
            ReclaimInvariants.check(machine);
        }
    }

    private static int counter(Machine machine, String name) {
        for (String line : machine.readFile("/proc/vmstat").lines().toList()) {
            if (line.startsWith(name + " ")) {
                return Integer.parseInt(line.substring(name.length() + 1));
            }
        }
        throw new AssertionError("no counter " + name);
    }

    private static int debug(Machine machine, String name) {
        return Integer.parseInt(
                machine.readFile("/sys/kernel/debug/zswap/" + name).strip());
    }

    @Test
    void eachSizeHasTheZspageThatWastesLeast() {
        for (int bytes = 1; bytes <= 4096; bytes++) {
            int number = SizeClasses.of(bytes);
            int size = SizeClasses.size(number);
            assertTrue(size >= Math.min(bytes + 8, 4096), "an object of " + bytes + " fits into " + size);
            assertEquals(0, size % 16);
            int used = SizeClasses.objects(number) * size;
            assertTrue(used <= SizeClasses.pages(number) * 4096);
            for (int pages = 1; pages <= 8 && Integer.bitCount(size) > 1; pages++) {
                assertTrue(SizeClasses.pages(number) * 4096 - used <= pages * 4096 % size, "class of " + size);
            }
        }
        // As the recording of 256 pages of one byte, and of 256 half random ones, shows.
        assertEquals(64, SizeClasses.size(SizeClasses.of(Fill.compressed(Fill.SAME))));
        int half = SizeClasses.of(Fill.compressed(Fill.HALF));
        assertEquals(
                List.of(2224, 6, 11),
                List.of(SizeClasses.size(half), SizeClasses.pages(half), SizeClasses.objects(half)));
    }

    /** Bytes of a page that a store left, and whether a whole page was stored in one go. */
    @ParameterizedTest
    @CsvSource({"0, true, 3", "4, true, 3", "0, false, 1", "2, false, 1", "3, false, 3", "4, false, 4", "1, false, 1"})
    void aStoreOfUnknownBytesChangesWhatAPageHolds(int before, boolean whole, int after) {
        assertEquals(after, Fill.stored(before, whole));
    }

    @Test
    void zerosNeedNoPoolAndRandomBytesGoToTheDisk() {
        Machine machine =
                machine("fill pid=p addr=a len=64K with=zeros", "fill pid=p addr=a+65536 len=64K with=random");
        run(machine, "madvise pid=p addr=a len=128K advice=pageout");
        assertEquals(16, counter(machine, "swpout_zero"));
        assertEquals(16, counter(machine, "pswpout"));
        assertEquals(16, debug(machine, "reject_compress_fail"));
        assertEquals(0, debug(machine, "stored_pages"));
        run(machine, "load pid=p addr=a len=64K");
        assertEquals(0, counter(machine, "pswpin"), "zeros are read from nowhere");
        assertTrue(counter(machine, "swpin_zero") >= 15, "a window of 8 slots may begin at the last");
    }

    /** Only a value says whether a page is zeros still. */
    @Test
    void storesOfValuesAreLookedAt() {
        Machine machine = machine("store pid=p addr=a len=8 value=0", "store pid=p addr=a+4096 len=8 value=1");
        run(machine, "madvise pid=p addr=a len=8K advice=pageout");
        assertEquals(1, counter(machine, "swpout_zero"));
        assertEquals(1, counter(machine, "zswpout"));
        Reply.Faulted one = (Reply.Faulted) machine.apply(Play.command("load pid=p addr=a+4096 len=8"), Events.NONE);
        assertEquals(1, one.value());
    }

    @Test
    void aFullPoolIsWrittenBackFromItsOldestPage() {
        Machine machine = machine("echo 1" + SETTINGS + "max_pool_percent", "fill pid=p addr=a len=1M with=half");
        for (int i = 0; i < 16; i++) {
            run(machine, "madvise pid=p addr=a+" + i * 65536 + " len=64K advice=pageout");
        }
        assertTrue(debug(machine, "pool_limit_hit") > 0);
        assertTrue(debug(machine, "written_back_pages") > 0, "cgroups are on, so the worker finds pages");
        assertEquals(debug(machine, "written_back_pages"), counter(machine, "zswpwb"));
        assertTrue(debug(machine, "pool_total_size") <= (20 + 6) << 12, "a zspage more than the limit at most");
        run(machine, "swapoff path=/dev/vdb");
        assertEquals(0, debug(machine, "stored_pages"));
        assertEquals(0, debug(machine, "pool_total_size"));
    }

    @ParameterizedTest(name = "seed {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | frames=512 reclaim=on",
                "2 | preset=linux frames=900 watermarks=on percpu=on reclaim=on",
                "3 | preset=linux frames=1400 watermarks=on reclaim=on cpus=2 tlb=on",
            })
    void theBooksBalance(int seed, String config) {
        Machine machine = Machine.boot(Play.config(config));
        ZswapStream stream = new ZswapStream(new Xorshift(0x25a9, seed), machine, 6);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            lines.add(stream.next());
            try {
                machine.apply(Play.command(lines.get(i)), Events.NONE);
                ReclaimInvariants.check(machine);
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError("seed " + seed + ", command " + i + ": " + lines.get(i), wrong);
            }
            if (i == 900) {
                machine = machine.copy();
            }
        }
        Zswap zswap = machine.processes().reclaim().zswap();
        assertTrue(zswap.state.count("zswpout") > 0, "something was compressed");
        assertTrue(zswap.state.count("zswpin") > 0, "something was read from the pool");
        Machine again = Machine.boot(Play.config(config));
        lines.forEach(line -> again.apply(Play.command(line), Events.NONE));
        assertEquals(again.stateDigest(), machine.stateDigest(), "a copy goes on as the original");
    }
}
