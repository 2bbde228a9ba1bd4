package pagewalk.engine.heap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.HeapStream;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.util.Xorshift;

/** Seeded streams: what every heap keeps to, and a naive list of who holds which bytes. */
final class HeapStreamTest {
    private static final int CALLS = 25_000;

    /** Who holds what: first byte and the byte after the last. */
    private final TreeMap<Long, Long> held = new TreeMap<>();

    private void take(long at, long usable, long asked, String where) {
        assertTrue(at != 0 && (at & 15) == 0, where);
        assertTrue(usable >= asked, where);
        Map.Entry<Long, Long> below = held.lowerEntry(at + usable);
        assertTrue(below == null || below.getValue() <= at, where + ": nobody else holds it");
        held.put(at, at + usable);
    }

    /** A million calls in all; the heap is looked at after each few, and after every one at first. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noTwoHoldTheSameBytesAndTheHeapStaysInOrder(int seed) {
        held.clear();
        FlatSpace space = new FlatSpace();
        UserHeap heap = new UserHeap(space, Events.NONE);
        Xorshift random = new Xorshift(0x4ea9, seed);
        List<Long> live = new ArrayList<>();
        boolean filling = true;
        int limit = 8;
        for (int i = 0; i < 2 * CALLS; i++) {
            String where = "seed " + seed + ", call " + i;
            if (random.below(200) == 0) {
                filling = !filling;
                limit = 4 + random.below(15);
            }
            int size = random.below(1 << limit);
            if (live.isEmpty() || live.size() < 3000 && random.below(100) < (filling ? 60 : 40)) {
                long at = random.below(5) == 0 ? heap.calloc(size, i) : heap.malloc(size, i);
                take(at, heap.usable(at), size, where);
                live.add(at);
            } else {
                int which = random.below(live.size());
                long at = live.get(which);
                held.remove(at);
                if (random.below(5) == 0) {
                    long to = heap.realloc(at, size + 1, i);
                    take(to, heap.usable(to), size + 1, where);
                    live.set(which, to);
                } else {
                    heap.free(at);
                    live.set(which, live.get(live.size() - 1));
                    live.remove(live.size() - 1);
                }
            }
            assertNull(heap.complaint(), where);
            if (i < 300 || i % 197 == 0) {
                if (i % 591 == 0) {
                    heap.trim(random.below(3) * 5000);
                }
                HeapInvariants.check(heap.view(), heap.mallinfo(), where);
                assertEquals(live.size(), heap.view().live() + heap.view().mappings().length, where);
            }
        }
        for (long at : live) {
            heap.free(at);
            assertNull(heap.complaint());
        }
        heap.trim(0);
        assertEquals(0, heap.view().live());
        assertEquals(0, heap.view().mappings().length);
        assertTrue(heap.mallinfo().uordblks() <= 64 * 7 * 1040, "only the cache is left");
        HeapInvariants.check(heap.view(), heap.mallinfo(), "seed " + seed + ", at the end");
    }

    /** Wild streams on machines of all sizes: a refusal changes nothing, and copies stand alone. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aWildStreamNeverBreaksTheMachine(int seed) {
        Machine machine = Machine.boot(Play.config("frames=" + new int[] {3000, 400, 150, 9000, 700, 2500}[seed % 6]));
        HeapStream stream = new HeapStream(new Xorshift(0x4ea8, seed), machine, true);
        int refused = 0;
        int ended = 0;
        for (int i = 0; i < 900; i++) {
            String line = stream.next();
            String where = "seed " + seed + ", command " + i + ": " + line;
            Command command = Play.command(line);
            String before = machine.stateDigest();
            Machine copy = machine.copy();
            EventLog log = new EventLog();
            Reply reply = machine.apply(command, log);
            for (int e = 0; e < log.size(); e++) {
                assertTrue(log.event(e).sentence().length() > 3, where);
            }
            assertEquals(before, copy.stateDigest(), where);
            assertEquals(reply.line(), copy.apply(command, Events.NONE).line(), where);
            assertEquals(machine.stateDigest(), copy.stateDigest(), where);
            assertEquals(machine.digest(), copy.digest(), where);
            refused += reply instanceof Reply.Refused ? 1 : 0;
            ended += reply instanceof Reply.Ended ? 1 : 0;
            if (reply instanceof Reply.Refused) {
                assertEquals(before, machine.stateDigest(), where + ": " + reply.line());
            }
        }
        assertTrue(refused >= 4, "refused: " + refused);
        assertTrue(ended >= 4, "ended: " + ended);
    }

    @Test
    void everyViewIsValidAtEveryEvent() {
        Machine machine = Machine.boot(Play.config("frames=4000"));
        HeapStream stream = new HeapStream(new Xorshift(0x4ea7, 1), machine, true);
        int[] looks = {0};
        for (int i = 0; i < 500; i++) {
            machine.apply(Play.command(stream.next()), (kind, rule, a, b, c, d) -> {
                int last = machine.processes().nextPid() - 1;
                HeapView view = machine.heap(last);
                if (view != null && kind >= EventKind.HEAP_ASKED.code()) {
                    view.chunks();
                    view.mappings();
                    for (int bin = 1; bin < 127; bin++) {
                        view.bin(bin);
                    }
                    looks[0]++;
                }
            });
        }
        assertTrue(looks[0] > 300, "looks: " + looks[0]);
    }

    /** A child's heap is a copy: what one of the two does is not seen by the other. */
    @Test
    void aChildHasAHeapOfItsOwn() {
        Play play = Play.on("frames=3000");
        play.runAll("p = spawn a", "a = malloc p 100", "b = malloc p 3000", "free p a", "c = fork p");
        String mine = play.run("mallinfo p");
        assertEquals(mine, play.run("mallinfo c"));
        play.runAll("d = malloc c 9000", "free c b", "malloc_trim c");
        assertEquals(mine, play.run("mallinfo p"));
        assertEquals(play.run("d = malloc p 100"), "ok addr=0x5555555592a0 usable=104");
        assertNotNull(play.machine().heap(2));
        play.run("exit c");
        assertNull(play.machine().heap(2));
    }
}
