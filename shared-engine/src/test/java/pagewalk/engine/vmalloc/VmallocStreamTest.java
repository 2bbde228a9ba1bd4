package pagewalk.engine.vmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Invariants;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.Reply;
import pagewalk.engine.VmallocStream;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.command.VmallocCommand;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.util.Xorshift;

/** Seeded streams, 210,000 commands: invariants, a naive search for the lowest hole, and nothing lost in the end. */
final class VmallocStreamTest {
    @ParameterizedTest(name = "seed {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | frames=64 | 30000",
                "2 | frames=200 start_pfn=77 | 30000",
                "3 | frames=700 | 25000",
                "4 | preset=linux frames=300 | 25000",
                "5 | preset=linux frames=4100 start_pfn=1 | 15000",
                "6 | frames=100 | 30000",
                "7 | preset=linux frames=64 | 30000",
                "8 | preset=linux frames=5000 watermarks=on percpu=on cpus=2 | 15000",
                "9 | frames=150 percpu=on | 10000",
            })
    void nothingOverlapsAndNothingIsLost(int seed, String config, int commands) {
        Machine machine = Machine.boot(Play.config(config));
        VmallocStream stream =
                new VmallocStream(new Xorshift(0x7a11, seed), machine.memory().frames());
        int served = 0;
        int refused = 0;
        for (int i = 0; i < commands; i++) {
            String line = stream.next();
            String where = "seed " + seed + ", command " + i + ": " + line;
            Command command = Play.command(line);
            boolean watch = i % 7 == 0;
            String before = watch ? machine.stateDigest() : "";
            int lowest = command instanceof VmallocCommand.Vmalloc ask ? lowestHole(machine, ask.size()) : -1;
            Reply reply = machine.apply(command, Events.NONE);
            if (reply instanceof Reply.Area area && command instanceof VmallocCommand.Vmalloc) {
                served++;
                if (lowest >= 0) {
                    assertEquals(VmallocView.address(lowest), area.addr(), where);
                }
            }
            if (!reply.ok()) {
                refused++;
                // An allocation of pages that fails still leaves a mark on the processor's lists.
                boolean ours = command instanceof VmallocCommand;
                assertTrue(!watch || !ours || before.equals(machine.stateDigest()), where + ": " + reply.line());
            }
            if (i % (machine.memory().frames() > 250 ? 100 : 16) == 0) {
                VmallocInvariants.hold(machine);
                Invariants.betweenCommands(machine);
            }
        }
        assertTrue(served > commands / 20, "served: " + served);
        assertTrue(refused > commands / 50, "refused: " + refused);
        assertNothingIsLost(machine);
    }

    /** The first hole in order of addresses that holds the pages and a guard page; -1 if none does. */
    private static int lowestHole(Machine machine, long size) {
        long wanted = ((size + 4095) >>> 12) + 1;
        int[] holes = machine.vmalloc().holes();
        for (int i = 0; i < holes.length; i += 2) {
            if (Long.compareUnsigned(holes[i + 1], wanted) >= 0) {
                return holes[i];
            }
        }
        return -1;
    }

    private static void assertNothingIsLost(Machine machine) {
        int ours = 0;
        VmallocView view = machine.vmalloc();
        int free = machine.memory().freePages();
        List<Command> all = new ArrayList<>();
        for (int slot : view.areas()) {
            ours += view.frames(slot).length;
            ObjectRef address = new ObjectRef.Address(VmallocView.address(view.start(slot)));
            all.add(view.isDevice(slot) ? new VmallocCommand.Iounmap(address) : new VmallocCommand.Vfree(address));
        }
        // Lists of frames go with their areas, so some of these are refused.
        all.forEach(command -> machine.apply(command, Events.NONE));
        machine.apply(new Command.DrainPages(), Events.NONE);
        assertEquals(0, machine.vmalloc().areas().length);
        if (machine.memory().cpus(0) == 0) {
            assertEquals(free + ours, machine.memory().freePages(), "all frames came back");
        }
        VmallocInvariants.hold(machine);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {41, 42, 43, 44})
    void everyViewIsValidAtEveryEventAndCopiesStandAlone(int seed) {
        Machine machine = Machine.boot(Play.config(seed % 2 == 0 ? "preset=linux frames=90" : "frames=700"));
        VmallocStream stream = new VmallocStream(new Xorshift(0x7a12, seed), 90);
        for (int i = 0; i < 1500; i++) {
            Command command = Play.command(stream.next());
            Machine copy = machine.copy();
            EventLog log = new EventLog();
            Reply reply = machine.apply(command, (kind, rule, a, b, c, d) -> {
                log.emit(kind, rule, a, b, c, d);
                String sentence = log.event(log.size() - 1).sentence();
                assertFalse(sentence.contains("null") || sentence.endsWith("."), sentence);
                VmallocView view = machine.vmalloc();
                view.check();
                for (int slot : view.areas()) {
                    for (int pfn : view.frames(slot)) {
                        assertEquals(slot, view.areaOf(pfn));
                    }
                }
            });
            assertEquals(reply.line(), copy.apply(command, Events.NONE).line());
            assertEquals(machine.stateDigest(), copy.stateDigest());
            assertEquals(machine.digest(), copy.digest());
        }
    }
}
