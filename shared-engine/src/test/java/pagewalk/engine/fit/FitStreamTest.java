package pagewalk.engine.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.FitStream;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Play;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.FitCommand;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.util.Xorshift;

/** Seeded streams: the engine against {@link NaiveFit} after every command, 200,000 of them. */
final class FitStreamTest {
    private static final int COMMANDS = 10_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void engineAgreesWithTheNaiveModel(int seed) {
        Machine machine = Machine.boot(MachineConfig.textbook(64));
        FitStream stream = new FitStream(new Xorshift(0xf17, seed));
        EventLog log = new EventLog();
        @Nullable NaiveFit naive = null;
        int served = 0;
        int refused = 0;
        for (int i = 0; i < COMMANDS; i++) {
            String line = stream.next();
            String where = "seed " + seed + ", command " + i + ": " + line;
            Command command = Play.command(line);
            String before = machine.stateDigest();
            int address = command instanceof FitCommand.FitFree free ? address(machine, free.block()) : -1;
            log.clear();
            Reply reply = machine.apply(command, log);
            if (command instanceof FitCommand.FitInit && reply.ok()) {
                naive = new NaiveFit(machine.fit().setup());
            } else if (command instanceof FitCommand.FitAlloc alloc && naive != null) {
                boolean sane = alloc.size() > 0;
                int expected = sane ? naive.alloc((int) alloc.size()) : -1;
                assertEquals(expected, reply instanceof Reply.Carved carved ? carved.addr() : -1, where);
                assertEquals(sane ? naive.searched() : 0, looks(log), where);
                served += expected < 0 ? 0 : 1;
            } else if (command instanceof FitCommand.FitFree && naive != null) {
                assertEquals(naive.isHeld(address), reply.ok(), where);
                if (reply.ok()) {
                    naive.free(address);
                }
            }
            if (!reply.ok()) {
                refused++;
                assertEquals(before, machine.stateDigest(), where + ": " + reply.line());
            }
            if (naive != null) {
                assertEquals(naive.describe(), NaiveFit.describe(machine.fit()), where);
            }
            assertEveryByteCounted(machine.fit(), where);
        }
        assertTrue(served > COMMANDS / 10, "served: " + served);
        assertTrue(refused > COMMANDS / 50, "refused: " + refused);
    }

    private static int address(Machine machine, ObjectRef block) {
        return switch (block) {
            case ObjectRef.Named named -> machine.names().place(named.name());
            case ObjectRef.Address at -> at.addr() >= 0 && at.addr() <= Integer.MAX_VALUE ? (int) at.addr() : -1;
        };
    }

    private static int looks(EventLog log) {
        int looks = 0;
        for (int e = 0; e < log.size(); e++) {
            looks += log.kind(e) == EventKind.FIT_LOOKED.code() ? 1 : 0;
        }
        return looks;
    }

    private static void assertEveryByteCounted(FitView view, String where) {
        FitSetup setup = view.setup();
        if (setup == null) {
            return;
        }
        int at = setup.base();
        int free = 0;
        int largest = 0;
        int chunks = 0;
        for (FitView.Chunk chunk : view.chunks()) {
            assertEquals(at, chunk.start(), where);
            assertTrue(chunk.size() > 0, where);
            at += chunk.size();
            if (chunk.free()) {
                free += chunk.size();
                largest = Math.max(largest, chunk.size());
                chunks++;
            } else {
                boolean aligned = (chunk.start() + setup.header()) % setup.align() == 0;
                assertTrue(aligned || setup.convention() == Convention.OSTEP, where);
                assertTrue(chunk.size() >= chunk.asked() + setup.header(), where);
            }
        }
        assertEquals(setup.base() + setup.size(), at, where);
        assertEquals(free, view.freeBytes(), where);
        assertEquals(largest, view.largestFree(), where);
        assertEquals(chunks, view.freeChunks(), where);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {31, 32, 33})
    void everyViewIsValidAtEveryEventAndCopiesStandAlone(int seed) {
        Machine machine = Machine.boot(MachineConfig.textbook(1));
        FitStream stream = new FitStream(new Xorshift(0xf18, seed));
        for (int i = 0; i < 3000; i++) {
            Command command = Play.command(stream.next());
            Machine copy = machine.copy();
            EventLog log = new EventLog();
            Reply reply = machine.apply(command, (kind, rule, a, b, c, d) -> {
                log.emit(kind, rule, a, b, c, d);
                String sentence = log.event(log.size() - 1).sentence();
                assertFalse(sentence.contains("null") || sentence.endsWith("."), sentence);
                FitView view = machine.fit();
                int bytes = 0;
                for (FitView.Chunk chunk : view.chunks()) {
                    bytes += chunk.size();
                }
                assertTrue(view.setup() == null || bytes == view.setup().size(), sentence);
                assertTrue(view.freeList().length <= view.chunks().length, sentence);
            });
            assertEquals(reply.line(), copy.apply(command, new EventLog()).line());
            assertEquals(machine.stateDigest(), copy.stateDigest());
            assertEquals(machine.digest(), copy.digest());
        }
    }
}
