package pagewalk.engine.reclaim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.event.Events;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.rule.Rule;

/** Dirty pages of files: thresholds, who writes them and when (mm/page-writeback.c, fs/fs-writeback.c). */
final class DirtyTest {
    private final Machine machine = Machine.boot(Play.config("frames=4096 reclaim=on"));
    private final List<Rule> rules = new ArrayList<>();

    DirtyTest() {
        run("spawn comm=w");
        run("creat path=/a size=8M");
        run("creat path=/b size=8M");
    }

    private String run(String line) {
        return machine.apply(Play.command(line), (kind, rule, a, b, c, d) -> rules.add(Rule.of(rule)))
                .line();
    }

    private int meminfo(String name) {
        for (String line : machine.readFile("/proc/meminfo").lines().toList()) {
            if (line.startsWith(name + ":")) {
                return Integer.parseInt(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new AssertionError(name);
    }

    private int vmstat(String name) {
        for (String line : machine.readFile("/proc/vmstat").lines().toList()) {
            if (line.startsWith(name + " ")) {
                return Integer.parseInt(line.substring(name.length() + 1));
            }
        }
        throw new AssertionError(name);
    }

    /** Without watermarks nothing is kept back: all free pages and one more, of which 10 and 20 percent, rounded. */
    @Test
    void thresholdsAreSharesOfWhatMayBeDirty() {
        int dirtyable = machine.memory().freePages() + 1;
        assertEquals(409 * dirtyable / 4096, vmstat("nr_dirty_background_threshold"));
        assertEquals(819 * dirtyable / 4096, vmstat("nr_dirty_threshold"));
        run("sysctl vm.dirty_bytes=40961");
        assertEquals(11, vmstat("nr_dirty_threshold"));
        assertEquals(5, vmstat("nr_dirty_background_threshold"), "half where it is not below the other");
        assertEquals("ok vm.dirty_ratio=0", run("sysctl vm.dirty_ratio"));
        run("sysctl vm.dirty_background_bytes=4097");
        assertEquals(2, vmstat("nr_dirty_background_threshold"));
        assertEquals("ok vm.dirty_background_ratio=0", run("sysctl vm.dirty_background_ratio"));
        run("sysctl vm.dirty_background_ratio=50");
        assertEquals("ok vm.dirty_background_bytes=0", run("sysctl vm.dirty_background_bytes"));
    }

    @Test
    void belowTheThresholdsNobodyWrites() {
        run("write pid=1 path=/a offset=0 len=400K");
        assertEquals(400, meminfo("Dirty"));
        assertEquals(100, vmstat("nr_dirtied"));
        assertEquals(0, vmstat("nr_written"));
        run("write pid=1 path=/a offset=0 len=400K");
        assertEquals(100, vmstat("nr_dirtied"), "a page that is dirty does not become so again");
    }

    @Test
    void theFlusherWritesDownToTheLowerThreshold() {
        run("write pid=1 path=/b offset=0 len=400K");
        run("tick n=1");
        rules.clear();
        run("write pid=1 path=/a offset=0 len=1300K");
        assertTrue(rules.contains(Rule.DIRTY_BACKGROUND), "woken above it");
        assertTrue(rules.contains(Rule.FLUSH_BACKGROUND), "and it works when the command is over");
        assertTrue(!rules.contains(Rule.DIRTY_THROTTLE), "425 pages are no reason to wait");
        assertTrue(vmstat("nr_dirty") <= vmstat("nr_dirty_background_threshold"));
        assertEquals(325, vmstat("nr_dirty"), "the older file went first and was enough");
        assertEquals(0, meminfo("Writeback"));
    }

    @Test
    void aWriterWaitsAboveTheMiddle() {
        run("write pid=1 path=/a offset=0 len=7M");
        assertTrue(rules.contains(Rule.DIRTY_THROTTLE));
        assertEquals(1792, vmstat("nr_dirtied"));
        assertEquals(1792, vmstat("nr_dirty") + vmstat("nr_written"), "each page is dirty or was written");
        assertTrue(vmstat("nr_written") >= 1024, "a chunk of a file at once");
    }

    @Test
    void oldPagesAreWrittenAtTheInterval() {
        run("write pid=1 path=/a offset=0 len=40K");
        run("tick n=30");
        assertEquals(40, meminfo("Dirty"), "not before 30 seconds");
        run("tick n=5");
        assertEquals(0, meminfo("Dirty"));
        assertTrue(rules.contains(Rule.FLUSH_EXPIRED));
        run("sysctl vm.dirty_writeback_centisecs=0");
        run("write pid=1 path=/a offset=0 len=40K");
        run("tick n=100");
        assertEquals(40, meminfo("Dirty"), "the flusher never comes");
    }

    @Test
    void aStoreThroughAMappingIsWrittenToo() {
        run("mmap pid=1 addr=0x10000000 len=64K prot=rw flags=shared,fixed file=/a");
        run("store pid=1 addr=0x10000000 len=20K");
        assertEquals(20, meminfo("Dirty"));
        run("tick n=36");
        assertEquals(0, meminfo("Dirty"));
    }

    @Test
    void fsyncWritesOneFile() {
        run("write pid=1 path=/a offset=0 len=40K");
        run("write pid=1 path=/b offset=0 len=20K");
        assertEquals("ok written=5", run("fsync pid=1 path=/b"));
        assertEquals(40, meminfo("Dirty"));
        assertEquals("ok written=10", run("sync"));
        assertEquals(15, machine.processes().reclaim().vec().stat.get(Count.NR_WRITTEN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sysctl vm.dirty_ratio=101 | 0 to 100",
                "sysctl vm.dirty_background_ratio=101 | 0 to 100",
                "sysctl vm.dirty_bytes=8191 | 8192",
                "sysctl vm.dirty_bytes=0 | 8192",
                "sysctl vm.dirty_background_bytes=0 | 1",
                "fsync pid=1 path=/none | /none",
                "fsync pid=7 path=/a | 7",
            })
    void whatCannotBeDoneIsRefusedAndChangesNothing(String line, String word) {
        String before = machine.stateDigest();
        String reply = run(line);
        assertTrue(reply.startsWith("refused E") && reply.contains(word), reply);
        assertEquals(before, machine.stateDigest());
    }

    @Test
    void aCopyGoesOnAsTheOriginal() {
        run("write pid=1 path=/a offset=0 len=700K");
        run("tick n=3");
        Machine copy = machine.copy();
        for (String line : List.of("write pid=1 path=/b offset=0 len=2M", "tick n=34", "fsync pid=1 path=/b")) {
            machine.apply(Play.command(line), Events.NONE);
            copy.apply(Play.command(line), Events.NONE);
        }
        assertEquals(machine.digest(), copy.digest());
        assertEquals(machine.stateDigest(), copy.stateDigest());
    }
}
