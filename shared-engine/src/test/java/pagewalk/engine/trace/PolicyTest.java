package pagewalk.engine.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Xorshift;

/** Every policy against its naive model on random traces, and the laws that hold between them. */
final class PolicyTest {
    private static final int[] FRAMES = {1, 2, 3, 4, 7, 10, 25};

    static PolicySpec spec(String text) {
        return switch (PolicySpec.parse(text)) {
            case PolicySpec.Result.Ok ok -> ok.spec();
            case PolicySpec.Result.Malformed bad -> throw new IllegalArgumentException(bad.message());
        };
    }

    /** References with a drifting working set, jumps and loops, so that all policies have something to do. */
    static References trace(int seed, int length, int pages) {
        Xorshift random = new Xorshift(11, seed);
        References trace = new References(length);
        int loop = 1 + random.below(pages);
        for (int i = 0; i < length; i++) {
            int base = i / 40 * 3 % pages;
            int page = switch (random.below(4)) {
                case 0 -> random.below(pages);
                case 1 -> i % loop;
                default -> (base + random.below(1 + pages / 4)) % pages;
            };
            trace.add(page, random.below(4));
        }
        new NextUses(length).fill(trace);
        return trace;
    }

    private static int[] array(References trace) {
        int[] all = new int[trace.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = trace.get(i);
        }
        return all;
    }

    private static List<String> variants(PolicyKind kind) {
        return switch (kind) {
            case CLOCK ->
                List.of("CLOCK", "CLOCK:insert=1", "CLOCK:hand=last", "CLOCK:bits=2", "CLOCK:bits=3:insert=1");
            case SC -> List.of("SC", "SC:insert=1");
            case LFU -> List.of("LFU", "LFU:keep=1");
            case NRU, AGING -> List.of(kind.label(), kind.label() + ":tick=5", kind.label() + ":tick=1");
            case WS -> List.of("WS", "WS:window=1", "WS:window=9");
            case RAND -> List.of("RAND", "RAND:seed=5");
            default -> List.of(kind.label());
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyPolicyDoesWhatItsNaiveModelDoes(PolicyKind kind) {
        for (String variant : variants(kind)) {
            for (int frames : FRAMES) {
                for (int seed = 1; seed <= 12; seed++) {
                    References trace = trace(seed, 400, 4 + seed * 3);
                    follow(spec(variant), frames, trace, variant + " frames=" + frames + " seed=" + seed);
                }
            }
        }
    }

    private static void follow(PolicySpec spec, int frames, References trace, String where) {
        Policy policy = spec.policy(frames);
        NaivePolicies.Naive naive = NaivePolicies.of(spec, frames, array(trace));
        policy.room(trace.pages());
        Set<Integer> before = Set.of();
        for (int i = 0; i < trace.size(); i++) {
            String at = where + " reference=" + i;
            int page = References.page(trace.get(i));
            assertEquals(naive.next(), policy.reference(trace.get(i), trace.next(i)), at);
            Set<Integer> resident = naive.resident();
            for (int p = 0; p < trace.pages(); p++) {
                assertEquals(resident.contains(p), policy.holds(p), at + " page=" + p);
            }
            assertTrue(resident.size() <= frames, at);
            Set<Integer> gone = new HashSet<>(before);
            gone.removeAll(resident);
            if (policy.victim() != Policy.NONE) {
                assertTrue(gone.contains(policy.victim()) || policy.victim() == page, at);
            } else {
                assertTrue(gone.isEmpty() || spec.kind() == PolicyKind.WS, at);
            }
            before = resident;
        }
    }

    private static int misses(String policy, int frames, References trace) {
        return spec(policy).policy(frames).misses(trace);
    }

    @Test
    void optMissesLeastOfAllAndBypassStillLess() {
        for (int seed = 1; seed <= 20; seed++) {
            References trace = trace(seed, 3000, 60);
            for (int frames : FRAMES) {
                int best = misses("OPT", frames, trace);
                assertTrue(misses("OPT-BYPASS", frames, trace) <= best, "seed=" + seed);
                for (PolicyKind kind : PolicyKind.values()) {
                    if (kind != PolicyKind.OPT_BYPASS) {
                        int misses = misses(kind.label(), frames, trace);
                        assertTrue(best <= misses, kind + " seed=" + seed + " frames=" + frames);
                        assertTrue(misses <= trace.size(), kind.label());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LRU", "OPT", "LFU:keep=1"})
    void withMoreFramesAStackPolicyHoldsAllItHeldWithFewer(String policy) {
        for (int seed = 1; seed <= 5; seed++) {
            References trace = trace(seed, 1000, 30);
            for (int frames = 1; frames < 20; frames++) {
                Policy few = spec(policy).policy(frames);
                Policy more = spec(policy).policy(frames + 1);
                few.room(trace.pages());
                more.room(trace.pages());
                for (int i = 0; i < trace.size(); i++) {
                    few.reference(trace.get(i), trace.next(i));
                    more.reference(trace.get(i), trace.next(i));
                    for (int page = 0; page < trace.pages(); page++) {
                        assertTrue(more.holds(page) || !few.holds(page), policy + " seed=" + seed + " at " + i);
                    }
                }
            }
        }
    }

    @Test
    void aClockAndAQueueOfSecondChancesMissAlike() {
        for (int seed = 1; seed <= 20; seed++) {
            References trace = trace(seed, 2000, 50);
            for (int frames : FRAMES) {
                assertEquals(misses("CLOCK", frames, trace), misses("SC", frames, trace));
                assertEquals(misses("CLOCK:insert=1", frames, trace), misses("SC:insert=1", frames, trace));
            }
        }
    }

    @Test
    void aWindowAsLongAsTheTraceMakesTheWorkingSetLru() {
        References trace = trace(3, 2000, 50);
        for (int frames : FRAMES) {
            assertEquals(misses("LRU", frames, trace), misses("WS:window=2000", frames, trace));
        }
    }

    @ParameterizedTest
    @EnumSource
    void stretchesOfAnyLengthGiveTheMissesOfTheWhole(PolicyKind kind) {
        References whole = trace(9, 5000, 80);
        for (int length : new int[] {1, 7, 1000, 4999}) {
            Policy policy = spec(kind.label()).policy(12);
            References stretch = new References(length);
            int misses = 0;
            for (int i = 0; i < whole.size(); i++) {
                stretch.addPacked(whole.get(i));
                stretch.setNext(stretch.size() - 1, whole.next(i));
                if (stretch.isFull() || i + 1 == whole.size()) {
                    misses += policy.misses(stretch);
                    stretch.clear();
                }
            }
            assertEquals(misses(kind.label(), 12, whole), misses, kind + " length=" + length);
        }
    }

    @Test
    void nextUsesAreWorkedOutBackwardsInStretchesToo() {
        References whole = trace(4, 1000, 20);
        NextUses backwards = new NextUses(1000);
        for (int from = 900; from >= 0; from -= 100) {
            References stretch = new References(100);
            for (int i = from; i < from + 100; i++) {
                stretch.addPacked(whole.get(i));
            }
            backwards.fill(stretch);
            for (int i = 0; i < 100; i++) {
                assertEquals(whole.next(from + i), stretch.next(i));
            }
        }
        TreeMap<Integer, Integer> last = new TreeMap<>();
        for (int i = 999; i >= 0; i--) {
            Integer next = last.put(References.page(whole.get(i)), i);
            assertEquals(next == null, NextUses.isNever(whole.next(i)));
            assertTrue(next == null || next == whole.next(i));
        }
    }

    @Test
    void theLruCurveIsLruAtEveryNumberOfFrames() {
        for (int seed = 1; seed <= 6; seed++) {
            References trace = trace(seed, 6000, 3 + seed * seed * 40);
            StackDistances distances = new StackDistances();
            distances.add(trace);
            int[] curve = distances.curve();
            assertEquals(distances.pages(), curve.length);
            assertEquals(6000, distances.references());
            for (int frames = 1; frames <= curve.length; frames++) {
                assertEquals(misses("LRU", frames, trace), curve[frames - 1], "seed=" + seed + " frames=" + frames);
                assertEquals(curve[frames - 1], distances.misses(frames));
            }
            assertEquals(distances.pages(), distances.misses(curve.length + 100));
        }
    }

    @Test
    void beladysStringIsAnAnomalyOfFifoAndNotOfLru() {
        References trace = new References(12);
        for (int page : new int[] {1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5}) {
            trace.add(page, References.LOAD);
        }
        List<String> found = new ArrayList<>();
        for (String policy : List.of("FIFO", "LRU")) {
            int[] misses = new int[6];
            for (int frames = 1; frames <= 6; frames++) {
                misses[frames - 1] = misses(policy, frames, trace);
            }
            for (int frames : Anomalies.of(misses)) {
                found.add(policy + " " + frames + ": " + misses[frames - 2] + " < " + misses[frames - 1]);
            }
        }
        assertEquals(List.of("FIFO 4: 9 < 10"), found);
    }

    @ParameterizedTest
    @CsvSource({
        "lru, LRU, LRU", "Clock_ref0, CLOCK, CLOCK", "clock_REF1, CLOCK, CLOCK", "Clock2, CLOCK, CLOCK",
        "Belady, OPT, OPT", "OPT_demand, OPT, OPT", "opt_bypass, OPT_BYPASS, OPT-BYPASS", "2q, TWO_Q, 2Q",
        "TwoQ, TWO_Q, 2Q", "s3fifo, S3_FIFO, S3-FIFO", "second-chance, SC, SC", "enhanced, ESC, ESC",
        "Sieve, SIEVE, SIEVE", "two-list, LINUX, LINUX", "min, OPT, OPT", "clock:insert=1:hand=last, CLOCK, CLOCK",
    })
    void policiesAreNamedAsOthersNameThem(String text, PolicyKind kind, String label) {
        assertEquals(kind, spec(text).kind());
        assertEquals(text, spec(text).text());
        assertEquals(label, kind.label());
    }

    @Test
    void settingsAreRead() {
        assertEquals(1, spec("Clock_ref1").settings().insert());
        assertEquals(2, spec("Clock2").settings().bits());
        assertTrue(spec("clock:hand=last").settings().last());
        assertFalse(spec("clock:hand=last:hand=first").settings().last());
        assertEquals(999_999_999, spec("ws:window=999999999").settings().number());
        assertTrue(spec("lfu:keep=1").settings().keep());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "LRUX",
                "LRU:insert=1",
                "CLOCK:",
                "CLOCK:insert=2",
                "CLOCK:insert",
                "CLOCK:bits=0",
                "CLOCK:bits=5",
                "CLOCK:hand=up",
                "WS:window=0",
                "NRU:tick=-1",
                "NRU:tick=99999999999",
                "RAND:seed=",
                "CLOCK:insert=1:",
                ":"
            })
    void whatIsNoPolicyIsRefusedInWords(String text) {
        assertThrows(IllegalArgumentException.class, () -> spec(text));
    }

    @Test
    void optWithoutTheFutureIsRefused() {
        References trace = new References(3);
        trace.add(0, References.LOAD);
        trace.add(1, References.LOAD);
        assertThrows(IllegalStateException.class, () -> misses("OPT", 2, trace));
        References part = trace(1, 100, 9);
        Policy opt = spec("OPT").policy(4);
        assertTrue(opt.needsFuture());
        assertTrue(opt.misses(part) > 0);
        assertThrows(IllegalStateException.class, () -> opt.misses(part), "the next stretch has its own next uses");
    }

    @Test
    void everyRuleOfPoliciesIsFollowedBySome() {
        Set<String> followed = new HashSet<>();
        for (PolicyKind kind : PolicyKind.values()) {
            for (String variant : variants(kind)) {
                for (Rule rule : spec(variant).rules()) {
                    followed.add(rule.id());
                }
            }
        }
        for (String policy : OstepPaging.POLICIES) {
            followed.add(OstepPaging.rule(policy).id());
        }
        for (Rule rule : Rule.values()) {
            assertTrue(!rule.id().startsWith("policy.") || followed.contains(rule.id()), rule.id());
        }
    }

    @Test
    void eachPolicyNamesItsRule() {
        Set<String> ids = new HashSet<>();
        for (PolicyKind kind : PolicyKind.values()) {
            String id = spec(kind.label()).rule().id();
            assertTrue(id.startsWith("policy."), id);
            assertTrue(ids.add(id), id);
        }
    }
}
