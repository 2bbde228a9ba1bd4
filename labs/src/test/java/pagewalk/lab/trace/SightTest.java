package pagewalk.lab.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import pagewalk.engine.trace.KeptTrace;
import pagewalk.engine.trace.NextUses;
import pagewalk.engine.trace.Policy;
import pagewalk.engine.trace.PolicyKind;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.Sight;
import pagewalk.engine.trace.Study;
import pagewalk.engine.trace.TraceFeed;
import pagewalk.engine.trace.TraceFormat;
import pagewalk.engine.util.Xorshift;

/** What a browser's page shows of a trace: frames step by step, traces in memory, malloc traces without a machine. */
final class SightTest {
    private static PolicySpec spec(String text) {
        return ((PolicySpec.Result.Ok) PolicySpec.parse(text)).spec();
    }

    private static References random(int length, int pages, long seed) {
        Xorshift random = new Xorshift(1, (int) seed);
        References trace = new References(length);
        for (int i = 0; i < length; i++) {
            trace.add(random.below(3) == 0 ? random.below(pages) : i / 20 % pages, 1 + random.below(2));
        }
        new NextUses(length).fill(trace);
        return trace;
    }

    private static TreeSet<Integer> held(Policy policy, int pages) {
        TreeSet<Integer> held = new TreeSet<>();
        for (int page = 0; page < pages; page++) {
            if (policy.holds(page)) {
                held.add(page);
            }
        }
        return held;
    }

    private static TreeSet<Integer> pages(int[] slots) {
        TreeSet<Integer> pages = new TreeSet<>();
        for (int page : slots) {
            if (page != Policy.NONE) {
                assertTrue(pages.add(page), "page " + page + " lies in two frames");
            }
        }
        return pages;
    }

    /** Every policy, from the beginning and from the middle: the frames hold what the policy holds, after each step. */
    @Test
    void framesHoldWhatThePolicyHoldsAfterEveryStep() {
        for (PolicyKind kind : PolicyKind.values()) {
            for (int from : new int[] {1, 150}) {
                PolicySpec spec = spec(kind == PolicyKind.WS ? "WS:window=9" : kind.label());
                References trace = random(400, 30, kind.ordinal());
                Sight sight = new Sight(List.of(spec, spec("FIFO")), 7, from, 200);
                sight.take(trace);
                assertTrue(sight.isDone());
                Policy policy = spec.policy(7);
                policy.room(30);
                for (int i = 0; i < from - 1; i++) {
                    policy.reference(trace.get(i), trace.next(i));
                }
                int[] slots = sight.start(0);
                assertEquals(held(policy, 30), pages(slots));
                int[] changes = sight.changes(0);
                int at = 0;
                for (int step = 0; step < 200; step++) {
                    int i = from - 1 + step;
                    assertEquals(trace.get(i), sight.reference(step));
                    boolean hit = policy.reference(trace.get(i), trace.next(i));
                    assertEquals(hit, sight.isHit(0, step));
                    assertEquals(policy.victim(), sight.victim(0, step));
                    for (; at < changes.length && changes[at] == step; at += 3) {
                        slots[changes[at + 1]] = changes[at + 2];
                    }
                    assertEquals(held(policy, 30), pages(slots), kind + ", step " + step);
                }
            }
        }
    }

    @Test
    void aTraceInMemoryIsReplayedWithItsFutureAndGivenUpBeyondTheLimit() {
        References trace = random(1000, 40, 3);
        KeptTrace kept = new KeptTrace(1000);
        for (int from = 0; from < 1000; from += 250) {
            References piece = new References(250);
            for (int i = from; i < from + 250; i++) {
                piece.addPacked(trace.get(i));
            }
            kept.add(piece);
        }
        assertTrue(kept.isWhole());
        for (int round = 0; round < 2; round++) {
            List<Integer> nexts = new ArrayList<>();
            kept.replay((done, all) -> assertTrue(done <= all), stretch -> {
                for (int i = 0; i < stretch.size(); i++) {
                    nexts.add(stretch.next(i));
                }
            });
            assertEquals(1000, nexts.size());
            for (int i = 0; i < 1000; i++) {
                assertEquals(trace.next(i), nexts.get(i));
            }
        }
        KeptTrace small = new KeptTrace(999);
        small.add(trace);
        assertFalse(small.isWhole());

        Study.Ask ask = new Study.Ask(
                List.of(spec("OPT"), spec("LRU")), List.of(5), List.of(12), false, List.of(spec("OPT"), spec("LRU")));
        TraceFeed feed = new TraceFeed(TraceFormat.U16, 12, null, (line, column, message) -> false, stretch -> {});
        Study study = new Study(ask, feed.ids(), () -> new KeptTrace(999));
        study.take(trace);
        study.finish((done, all) -> {});
        Study.Size size = study.sizes().get(0);
        assertTrue(size.isGivenUp());
        assertEquals(Study.UNKNOWN, size.misses(ask.policies().get(0), 5));
        assertTrue(size.misses(ask.policies().get(1), 5) > 0);
        assertEquals(List.of(), size.partings());
    }

    /** Malloc traces are read without a machine: the pages are those of a process of the machine all the same. */
    @Test
    void mallocTracesTouchThePagesThatAProcessOfTheMachineTouches() {
        for (int seed = 1; seed <= 12; seed++) {
            List<String> calls = calls(seed);
            String text = "9\n99\n999\n1\n" + String.join("\n", calls) + "\n";
            List<String> found = new ArrayList<>();
            List<Integer> pages = new ArrayList<>();
            TraceFeed[] feed = new TraceFeed[1];
            feed[0] = new TraceFeed(
                    TraceFormat.REP,
                    12,
                    null,
                    (line, column, message) -> {
                        throw new AssertionError(line + ": " + message);
                    },
                    stretch -> {
                        for (int i = 0; i < stretch.size(); i++) {
                            int id = References.page(stretch.get(i));
                            long page = (long) feed[0].ids().high(id) << 32
                                    | feed[0].ids().low(id) & 0xffff_ffffL;
                            pages.add(id);
                            found.add(Long.toHexString(page) + " " + References.kind(stretch.get(i)));
                        }
                    });
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            feed[0].feed(bytes, 0, bytes.length);
            assertTrue(feed[0].finish());
            assertEquals(MachineRep.references(calls), found, "seed " + seed);
            assertTrue(found.size() > calls.size(), "references " + found.size());
        }
    }

    /** Small, large and very large blocks, moved and freed, so that the break and mappings both come and go. */
    private static List<String> calls(int seed) {
        Xorshift random = new Xorshift(seed, 77);
        boolean[] live = new boolean[40];
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            int id = random.below(live.length);
            int[] most = {200, 5000, 140_000, 900_000};
            int size = 1 + random.below(most[random.below(seed % 2 == 0 ? 4 : 3)]);
            int what = random.below(3);
            if (!live[id]) {
                calls.add((what == 0 ? "r " : "a ") + id + " " + size);
                live[id] = true;
            } else if (what == 0) {
                calls.add("r " + id + " " + size);
            } else {
                calls.add("f " + id);
                live[id] = false;
            }
        }
        assertFalse(Arrays.equals(live, new boolean[40]));
        return calls;
    }
}
