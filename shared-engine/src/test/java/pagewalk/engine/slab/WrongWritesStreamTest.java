package pagewalk.engine.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Invariants;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.PoolStream;
import pagewalk.engine.Reply;
import pagewalk.engine.SlabInvariants;
import pagewalk.engine.command.ObjectCommand;
import pagewalk.engine.command.PoolCommand;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.util.Xorshift;

/** Seeded streams of wrong writes, checks and pools, in text: whatever is asked, the invariants hold. */
final class WrongWritesStreamTest {
    @ParameterizedTest(name = "seed {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | frames=256",
                "2 | frames=64",
                "3 | frames=300 cpus=4",
                "4 | preset=linux frames=3000 cpus=2",
                "5 | frames=500 freelist_random=7",
            })
    void whateverIsWrittenAllObjectsAreAccountedFor(int seed, String config) {
        Machine machine = Machine.boot(Play.config(config));
        PoolStream stream =
                new PoolStream(new Xorshift(0x3a2e, seed), machine.slabs().cpus());
        int found = 0;
        for (int i = 0; i < 4000; i++) {
            String line = stream.next();
            String where = "seed " + seed + ", command " + i + ": " + line;
            String before = i % 5 == 0 ? machine.stateDigest() : "";
            Machine copy = i % 197 == 0 ? machine.copy() : machine;
            EventLog log = new EventLog();
            Reply reply = machine.apply(Play.command(line), log);
            found += count(log, EventKind.OBJECT_REPORTED);
            if (!reply.ok() && !before.isEmpty() && !mayChange(line, log)) {
                assertEquals(before, machine.stateDigest(), where + ": " + reply.line());
            }
            if (copy != machine) {
                assertEquals(reply.line(), copy.apply(Play.command(line), log).line(), where);
                assertEquals(machine.stateDigest(), copy.stateDigest(), where);
            }
            SlabInvariants.hold(machine);
            if (i % 16 == 0) {
                Invariants.betweenCommands(machine);
            }
        }
        assertTrue(found > 5, "reports: " + found);
    }

    /** A pool that cannot be filled gives back what it had, and a check may give up a slab before memory runs out. */
    private static boolean mayChange(String line, EventLog log) {
        return Play.command(line) instanceof PoolCommand.MempoolCreate && count(log, EventKind.POOL_CREATED) > 0
                || !(Play.command(line) instanceof ObjectCommand.Kfree) && count(log, EventKind.SLAB_WRITTEN_OFF) > 0;
    }

    private static int count(EventLog log, EventKind kind) {
        int count = 0;
        for (int e = 0; e < log.size(); e++) {
            count += log.kind(e) == kind.code() ? 1 : 0;
        }
        return count;
    }
}
