package pagewalk.engine.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Play;
import pagewalk.engine.Reply;
import pagewalk.engine.SegmentStream;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.SegmentCommand;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.util.Xorshift;

/** Seeded streams: the engine against a model that keeps a map of every address, 100,000 commands. */
final class SegmentStreamTest {
    /** What is mapped, by virtual page, and the registers, both as they were asked for. */
    private final Map<Integer, Integer> mapped = new HashMap<>();

    private final Map<Integer, SegmentCommand.SegSet> registers = new HashMap<>();
    private SegmentCommand.SegInit init = new SegmentCommand.SegInit(Scheme.BASE, 1, 1, 0, 0);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void engineAgreesWithTheNaiveModel(int seed) {
        Machine machine = Machine.boot(MachineConfig.textbook(1));
        SegmentStream stream = new SegmentStream(new Xorshift(0x5e6, seed));
        int translated = 0;
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            String line = stream.next();
            String where = "seed " + seed + ", command " + i + ": " + line;
            Command command = Play.command(line);
            assertEquals(command, Play.command(command.text()), where);
            String before = machine.stateDigest();
            Reply reply = machine.apply(command, new EventLog());
            if (!reply.ok()) {
                refused++;
                assertEquals(before, machine.stateDigest(), where);
                continue;
            }
            learn(command);
            if (command instanceof SegmentCommand.SegTranslate translate) {
                long expected = expected(translate.addr());
                boolean valid = reply instanceof Reply.Translated;
                assertEquals(expected, reply instanceof Reply.Translated t ? t.pa() : Long.MIN_VALUE, where);
                translated += valid ? 1 : 0;
            }
        }
        assertTrue(translated > 500, "translated: " + translated);
        assertTrue(refused > 500, "refused: " + refused);
    }

    private void learn(Command command) {
        switch (command) {
            case SegmentCommand.SegInit begun -> {
                init = begun;
                mapped.clear();
                registers.clear();
            }
            case SegmentCommand.SegSet set -> registers.put(set.segment(), set);
            case SegmentCommand.SegMap map -> mapped.put(map.vpn(), map.pfn());
            case SegmentCommand.SegUnmap unmap -> mapped.remove(unmap.vpn());
            default -> {}
        }
    }

    /** By counting bytes: each valid address of a segment is found from the segment's first one on. */
    private long expected(long va) {
        if (init.page() > 0) {
            Integer pfn = mapped.get((int) (va / init.page()));
            return pfn == null ? Long.MIN_VALUE : pfn * init.page() + va % init.page();
        }
        boolean two = init.scheme() == Scheme.SEGMENTS;
        long half = init.asize() - init.asize() / 2;
        int segment = two && va >= half ? 1 : 0;
        SegmentCommand.SegSet set = registers.get(segment);
        if (set == null) {
            return Long.MIN_VALUE;
        }
        long first = segment == 0 ? 0 : half;
        long last = two && segment == 0 ? half - 1 : init.asize() - 1;
        boolean down = set.down() == null ? segment == 1 : set.down();
        for (long i = 0; i < set.limit(); i++) {
            if ((down ? last - i : first + i) == va) {
                return down ? set.base() - 1 - i : set.base() + i;
            }
        }
        return Long.MIN_VALUE;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {31, 32, 33})
    void everyViewIsValidAtEveryEventAndCopiesStandAlone(int seed) {
        Machine machine = Machine.boot(MachineConfig.textbook(1));
        SegmentStream stream = new SegmentStream(new Xorshift(0x5e7, seed));
        for (int i = 0; i < 2000; i++) {
            Command command = Play.command(stream.next());
            Machine copy = machine.copy();
            EventLog log = new EventLog();
            Reply reply = machine.apply(command, (kind, rule, a, b, c, d) -> {
                log.emit(kind, rule, a, b, c, d);
                String sentence = log.event(log.size() - 1).sentence();
                assertFalse(sentence.contains("null") || sentence.endsWith("."), sentence);
                SegmentView view = machine.segment();
                SegmentSetup setup = view.setup();
                for (int vpn = 0; setup != null && vpn < Math.min(setup.virtualPages(), 300); vpn++) {
                    assertTrue(view.pfn(vpn) < setup.physicalPages(), sentence);
                }
            });
            assertEquals(reply.line(), copy.apply(command, new EventLog()).line());
            assertEquals(machine.stateDigest(), copy.stateDigest());
            assertEquals(machine.digest(), copy.digest());
        }
    }
}
