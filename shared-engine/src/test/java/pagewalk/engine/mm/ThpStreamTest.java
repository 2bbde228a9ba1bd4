package pagewalk.engine.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.ProcessInvariants;
import pagewalk.engine.ReclaimInvariants;
import pagewalk.engine.Reply;
import pagewalk.engine.ThpStream;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.mm.ThpStat.Count;
import pagewalk.engine.util.Xorshift;

/** Seeded streams about huge pages: the books balance after every command, and everything comes back at the end. */
final class ThpStreamTest {
    @ParameterizedTest(name = "seed {0}: {2} commands on {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | frames=8192 thp=always | 900",
                "2 | frames=5000 thp=always reclaim=on | 900",
                "3 | preset=linux frames=9000 thp=madvise reclaim=on watermarks=on percpu=on | 700",
                "4 | frames=3200 thp=always reclaim=on tlb=on | 700",
                "5 | preset=linux frames=6000 thp=always reclaim=on watermarks=on compaction=on | 700",
                "6 | frames=2600 thp=always | 600",
                "7 | preset=linux frames=5200 thp=always oom=on watermarks=on min_free_kbytes=256 | 500",
            })
    void theBooksBalance(int seed, String config, int commands) {
        Machine machine = Machine.boot(Play.config(config));
        ThpStream stream = new ThpStream(new Xorshift(0x7449, seed), machine);
        EventLog log = new EventLog();
        for (int i = 0; i < commands; i++) {
            String line = stream.next();
            log.clear();
            try {
                Reply reply = machine.apply(Play.command(line), log);
                assertTrue(!reply.line().isEmpty());
                for (int e = 0; e < log.size(); e += 7) {
                    assertTrue(!log.event(e).sentence().isEmpty());
                }
                if (machine.config().layers().reclaim()) {
                    ReclaimInvariants.check(machine);
                } else {
                    ProcessInvariants.check(machine);
                }
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError("seed " + seed + ", command " + i + ": " + line, wrong);
            }
        }
        ThpStat stat = machine.processes().thp().stat();
        assertTrue(stat.get(Count.THP_FAULT_ALLOC) > 5, "blocks at faults: " + stat.get(Count.THP_FAULT_ALLOC));
        assertTrue(stat.get(Count.THP_SPLIT_PMD) > 2, "entries split: " + stat.get(Count.THP_SPLIT_PMD));
        finish(machine);
    }

    /** All processes exit: nothing is left but the pages of zeros. */
    private static void finish(Machine machine) {
        for (int pid = 1; pid < machine.processes().nextPid(); pid++) {
            if (machine.processes().space(pid) != null) {
                machine.apply(Play.command("exit pid=" + pid), Events.NONE);
            }
        }
        ProcessInvariants.check(machine);
        Thp thp = machine.processes().thp();
        assertEquals(0, thp.deposited(), "tables aside");
        assertEquals(0, thp.queued(), "blocks that wait to be split");
        assertEquals(0, thp.pages("nr_anon_transparent_hugepages"), "blocks mapped");
        int zeros = 1 + (thp.zeroPage() < 0 ? 0 : 512);
        assertEquals(zeros, machine.processes().frames().held(), "frames of processes");
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"11", "12", "13"})
    void aCopyGoesOnAsTheOriginal(int seed) {
        Machine machine = Machine.boot(Play.config("frames=4500 reclaim=on thp=always"));
        ThpStream stream = new ThpStream(new Xorshift(0x744a, seed), machine);
        for (int i = 0; i < 250; i++) {
            machine.apply(Play.command(stream.next()), Events.NONE);
        }
        Machine copy = machine.copy();
        for (int i = 0; i < 150; i++) {
            String line = stream.next();
            machine.apply(Play.command(line), Events.NONE);
            copy.apply(Play.command(line), Events.NONE);
            assertEquals(machine.digest(), copy.digest(), line);
        }
        assertEquals(machine.stateDigest(), copy.stateDigest());
    }
}
