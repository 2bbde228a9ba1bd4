package pagewalk.engine.compaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.CompactionStream;
import pagewalk.engine.Invariants;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.event.CompactEvent;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.util.Xorshift;
import pagewalk.engine.view.MemoryView;

/** Seeded tides of allocation and compaction against {@link NaiveCompaction}, and what must hold after each run. */
final class CompactionStreamTest {
    /** A block that a name holds. */
    private record Held(int pfn, int order, boolean movable) {}

    @ParameterizedTest(name = "seed {0}: {2} commands on {1}, {3} % movable")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | frames=4096 migratetypes=on | 40000 | 60 | 0",
                "2 | frames=4096 migratetypes=on | 30000 | 90 | 3",
                "3 | frames=3000 start_pfn=300 migratetypes=on | 30000 | 80 | 2",
                "4 | frames=8192 | 25000 | 50 | 4",
                "5 | preset=linux frames=6000 start_pfn=1 | 30000 | 75 | 1",
                "6 | preset=linux frames=7000 percpu=on | 20000 | 85 | 2",
                "7 | frames=5000 migratetypes=on merge_likely=off | 30000 | 95 | 9",
                "8 | preset=linux frames=16384 | 20000 | 97 | 0"
            })
    void everyRunMovesWhatTheNaiveModelSays(int seed, String config, int commands, int movable, int largest) {
        Machine machine = Machine.boot(Play.config(config));
        CompactionStream stream = new CompactionStream(new Xorshift(0xc0, seed), machine, movable, 0, largest);
        Map<String, Held> held = new TreeMap<>();
        EventLog log = new EventLog();
        int moved = 0;
        for (int i = 0; i < commands; i++) {
            String line = stream.next();
            String where = "seed " + seed + ", command " + i + ": " + line;
            Command command = Play.command(line);
            boolean demand = line.equals("compact_memory") || line.equals("sysctl vm.compact_memory=1");
            if (demand) {
                // What processors keep may come back in the middle of a run; the naive model knows nothing of them.
                machine.apply(Play.command("drain_pages"), Events.NONE);
            }
            List<int[]> expected = demand ? NaiveCompaction.moves(machine, movable(held)) : List.of();
            log.clear();
            boolean done = machine.apply(command, log).ok();
            note(machine, command, done, held);
            List<int[]> moves = moves(log);
            if (demand) {
                assertMoves(expected, moves, where);
                assertPacked(machine, log, held, where);
            }
            follow(moves, held);
            moved += moves.size();
            assertUsed(machine, held, where);
            if (demand || i % 997 == 0) {
                assertHeld(machine, held, where);
                Invariants.betweenCommands(machine);
            }
        }
        assertTrue(moved > commands / 20, "pages moved: " + moved);
    }

    @ParameterizedTest(name = "seed {0}: {2} commands on {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "11 | frames=1600 migratetypes=on | 4000",
                "12 | frames=1536 start_pfn=200 percpu=on | 4000",
                "13 | preset=linux frames=2560 watermarks=on percpu=on | 4000"
            })
    void everyViewIsValidAtEveryEventOfARun(int seed, String config, int commands) {
        Machine machine = Machine.boot(Play.config(config));
        CompactionStream stream = new CompactionStream(new Xorshift(0xc1, seed), machine, 80, 0, 2);
        int[] looks = {0};
        for (int i = 0; i < commands; i++) {
            String line = stream.next();
            boolean look = line.equals("compact_memory") && looks[0] < 3000;
            Events sink = (kind, rule, a, b, c, d) -> {
                looks[0]++;
                Invariants.atEvent(machine);
            };
            machine.apply(Play.command(line), look ? sink : Events.NONE);
        }
        Invariants.betweenCommands(machine);
        assertTrue(looks[0] >= 1000, "events looked at: " + looks[0]);
    }

    @ParameterizedTest(name = "seed {0} on {1}")
    @CsvSource(
            delimiter = '|',
            value = {"21 | frames=3000 migratetypes=on", "22 | preset=linux frames=5000 percpu=on watermarks=on"})
    void aCopyGoesOnAsTheOriginalDoes(int seed, String config) {
        Machine machine = Machine.boot(Play.config(config));
        CompactionStream stream = new CompactionStream(new Xorshift(0xc2, seed), machine, 80, 0, 2);
        for (int i = 0; i < 6000; i++) {
            Machine copy = i % 500 == 0 ? machine.copy() : null;
            String before = copy == null ? "" : copy.stateDigest();
            List<String> lines = new ArrayList<>();
            for (int j = 0; j < (copy == null ? 1 : 40); j++) {
                lines.add(stream.next());
                machine.apply(Play.command(lines.get(j)), Events.NONE);
            }
            if (copy != null) {
                assertEquals(before, copy.stateDigest(), "a copy keeps still");
                lines.forEach(line -> copy.apply(Play.command(line), Events.NONE));
                assertEquals(machine.digest(), copy.digest());
                assertEquals(machine.stateDigest(), copy.stateDigest());
            }
        }
    }

    private static BitSet movable(Map<String, Held> held) {
        BitSet heads = new BitSet();
        held.values().stream().filter(Held::movable).forEach(block -> heads.set(block.pfn()));
        return heads;
    }

    private static void note(Machine machine, Command command, boolean done, Map<String, Held> held) {
        if (done && command instanceof Command.AllocPages alloc && alloc.as() != null) {
            int pfn = machine.names().pfn(alloc.as());
            held.put(alloc.as(), new Held(pfn, alloc.order(), (alloc.gfp() & Gfp.MOVABLE) != 0));
        } else if (command instanceof Command.FreePages free && free.page() instanceof PageRef.Named named) {
            assertTrue(done, named.name());
            held.remove(named.name());
        }
    }

    private static List<int[]> moves(EventLog log) {
        List<int[]> moves = new ArrayList<>();
        for (int e = 0; e < log.size(); e++) {
            if (log.event(e) instanceof CompactEvent event && event.kind() == EventKind.PAGE_MOVED) {
                moves.add(new int[] {event.a(), event.c(), event.b()});
            }
        }
        return moves;
    }

    private static void assertMoves(List<int[]> expected, List<int[]> got, String where) {
        for (int i = 0; i < Math.min(expected.size(), got.size()); i++) {
            int move = i;
            assertEquals(text(expected.get(i)), text(got.get(i)), () -> where + ", move " + move);
        }
        assertEquals(expected.size(), got.size(), where + ": moves");
    }

    private static String text(int[] move) {
        return move[0] + " -> " + move[1] + " order " + move[2];
    }

    /** A block that moved is where its last move says; all others are where they were. */
    private static void follow(List<int[]> moves, Map<String, Held> held) {
        if (moves.isEmpty()) {
            return;
        }
        Map<Integer, String> names = new TreeMap<>();
        held.forEach((name, block) -> names.put(block.pfn(), name));
        for (int[] move : moves) {
            String name = names.remove(move[0]);
            Held block = held.get(name);
            assertTrue(block.movable(), name + " moved and was not movable");
            assertEquals(block.order(), move[2]);
            held.put(name, new Held(move[1], block.order(), true));
            names.put(move[1], name);
        }
    }

    /** Below the pageblock where the scanners met nothing is left that could have moved. */
    private static void assertPacked(Machine machine, EventLog log, Map<String, Held> held, String where) {
        MemoryView view = machine.memory();
        BitSet putBack = new BitSet();
        int[] met = new int[view.zones()];
        for (int e = 0; e < log.size(); e++) {
            if (log.event(e) instanceof CompactEvent event) {
                if (event.kind() == EventKind.PAGE_PUT_BACK) {
                    putBack.set(event.a() / 512);
                } else if (event.kind() == EventKind.SOURCE_LOOKED) {
                    met[event.d()] = event.a() / 512;
                }
            }
        }
        BitSet heads = movable(held);
        moves(log).forEach(move -> heads.clear(move[0]));
        for (int zone = 0; zone < view.zones(); zone++) {
            for (int pfn = heads.nextSetBit(view.zoneStart(zone));
                    pfn >= 0 && pfn / 512 < met[zone];
                    pfn = heads.nextSetBit(pfn + 1)) {
                boolean huge = view.blockOrder(pfn) >= 9 && view.blockHead(pfn) == pfn;
                assertTrue(huge || putBack.get(pfn / 512), where + ": pfn " + pfn + " is left below " + met[zone]);
            }
        }
    }

    private static void assertUsed(Machine machine, Map<String, Held> held, String where) {
        MemoryView view = machine.memory();
        int pages = view.freePages();
        for (int zone = 0; zone < view.zones(); zone++) {
            for (int cpu = 0; cpu < view.cpus(zone); cpu++) {
                pages += view.perCpu(zone, cpu).count();
            }
        }
        int used = 0;
        for (Held block : held.values()) {
            used += 1 << block.order();
        }
        assertEquals(view.frames(), pages + used, where + ": free, kept and used pages");
    }

    /** Every name's block is where it should be, whole, and shares no page with another's. */
    private static void assertHeld(Machine machine, Map<String, Held> held, String where) {
        BitSet pages = new BitSet();
        held.forEach((name, block) -> {
            assertEquals(block.pfn(), machine.names().pfn(name), where + ": " + name);
            assertEquals(name, machine.names().nameOf(block.pfn()), where);
            assertEquals(block.order(), machine.memory().blockOrder(block.pfn()), where + ": " + name);
            assertEquals(MemoryView.ALLOCATED, machine.memory().state(block.pfn()), where + ": " + name);
            int end = block.pfn() + (1 << block.order());
            assertFalse(pages.nextSetBit(block.pfn()) >= 0 && pages.nextSetBit(block.pfn()) < end, where + name);
            pages.set(block.pfn(), end);
        });
    }
}
