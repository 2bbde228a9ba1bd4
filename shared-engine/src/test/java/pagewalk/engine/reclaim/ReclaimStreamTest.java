package pagewalk.engine.reclaim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.ReclaimInvariants;
import pagewalk.engine.ReclaimStream;
import pagewalk.engine.event.Events;
import pagewalk.engine.lru.VmStat;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.util.Xorshift;

/** Seeded streams under pressure: the books balance after every command. */
final class ReclaimStreamTest {
    @ParameterizedTest(name = "seed {0}: {2} commands on {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | frames=512 reclaim=on | 3000",
                "2 | frames=300 reclaim=on | 3000",
                "3 | preset=linux frames=1024 watermarks=on reclaim=on | 3000",
                "4 | preset=linux frames=600 watermarks=on percpu=on reclaim=on | 3000",
                "5 | frames=400 reclaim=on tlb=on | 2000",
                "6 | preset=linux frames=6000 watermarks=on reclaim=on compaction=on | 1500",
            })
    void theBooksBalance(int seed, String config, int commands) {
        Machine machine = Machine.boot(Play.config(config));
        ReclaimStream stream = new ReclaimStream(new Xorshift(0x1c1a, seed), machine, 6);
        for (int i = 0; i < commands; i++) {
            String line = stream.next();
            try {
                machine.apply(Play.command(line), Events.NONE);
                ReclaimInvariants.check(machine);
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError("seed " + seed + ", command " + i + ": " + line, wrong);
            }
        }
        VmStat stat = machine.processes().reclaim().vec().stat;
        assertTrue(stat.get(Count.PSWPOUT) > 0, "something was swapped");
        int stolen = stat.get(Count.PGSTEAL_DIRECT) + stat.get(Count.PGSTEAL_KSWAPD);
        assertEquals(stolen, stat.get(Count.PGSTEAL_ANON) + stat.get(Count.PGSTEAL_FILE), "pages stolen by kind");
        int scanned = stat.get(Count.PGSCAN_DIRECT) + stat.get(Count.PGSCAN_KSWAPD);
        assertEquals(scanned, stat.get(Count.PGSCAN_ANON) + stat.get(Count.PGSCAN_FILE), "pages scanned by kind");
        assertTrue(stolen <= scanned, "nothing is stolen that was not scanned");
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"11", "12", "13"})
    void aCopyGoesOnAsTheOriginal(int seed) {
        Machine machine = Machine.boot(Play.config("frames=400 reclaim=on"));
        ReclaimStream stream = new ReclaimStream(new Xorshift(0x1c1b, seed), machine, 5);
        for (int i = 0; i < 400; i++) {
            machine.apply(Play.command(stream.next()), Events.NONE);
        }
        Machine copy = machine.copy();
        for (int i = 0; i < 300; i++) {
            String line = stream.next();
            machine.apply(Play.command(line), Events.NONE);
            copy.apply(Play.command(line), Events.NONE);
            assertEquals(machine.digest(), copy.digest(), line);
        }
        assertEquals(machine.stateDigest(), copy.stateDigest());
    }
}
