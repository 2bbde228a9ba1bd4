package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.util.Xorshift;

/** The engine against a real 6.12 kernel, and the comparison against recordings that lie. */
class ReplayTest {
    private static String resource(String name) {
        try (InputStream in = ReplayTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shipped(String name) {
        return resource("/recordings/buddy/" + name);
    }

    private static Proof replay(String text) {
        return Replay.of(Recording.read(text));
    }

    @Test
    void everyShippedRecordingAgreesOnEveryOperation() {
        List<String> names = shipped("index.txt").lines().toList();
        assertEquals(39, names.size());
        int operations = 0;
        for (String name : names) {
            Proof proof = replay(shipped(name));
            assertEquals("", proof.trouble(), name);
            assertTrue(proof.agrees(), name);
            operations += proof.operations();
        }
        assertEquals(6789, operations);
    }

    @Test
    void theListOfKnownDifferencesHasNoEntryOfAKindThatAllowsNone() throws IOException {
        String list = Files.readString(Path.of(System.getProperty("pagewalk.root"), "docs/known-differences.md"));
        List<String> rows = list.lines().filter(line -> line.startsWith("|")).toList();
        assertEquals(List.of("| file | operation | reason |", "|---|---|---|"), rows.subList(0, 2));
        List<String> listed =
                rows.stream().skip(2).map(row -> row.split("`")[1]).toList();
        assertEquals(
                List.of("reclaim/13-dirty-file", "reclaim/21-swappiness-fract-200", "thp/05-mthp"),
                listed,
                "a new difference is looked at before it is accepted");
    }

    /** Each of these is told by one line of a recording only; a comparison that skipped it would not see the lie. */
    @Test
    void aLieAboutALayerIsFoundToo() {
        layerLie("12-pcp-order0-3.txt", "  pcp o0U: ", "per-CPU list 0 (order 0): expected");
        layerLie("12-pcp-order0-3.txt", " count=", "count: expected");
        layerLie("12-pcp-order0-3.txt", " high=", "high: expected");
        layerLie("12-pcp-order0-3.txt", " free_count=", "free_count: expected");
        layerLie("10-boost-on-mixing.txt", "  boost ", "boost: expected");
        layerLie("highatomic/01-highatomic-512M.txt", " -> pfn ", "pfn: expected");
    }

    /** Puts a 9 before the number that follows {@code before} in the first operation that has it. */
    private static void layerLie(String name, String before, String expected) {
        String text = shipped(name);
        int at = text.indexOf(before, text.indexOf("> alloc"));
        assertTrue(at > 0, name + " has" + before);
        int number = at + before.length();
        Proof proof = replay(text.substring(0, number) + "9" + text.substring(number));
        assertFalse(proof.agrees(), name);
        assertTrue(proof.trouble().contains(expected), proof::trouble);
    }

    private static void lie(String from, String to, String expected) {
        String text = shipped("01-split-merge-cascade.txt");
        assertTrue(text.contains(from), from);
        int at = text.indexOf(from, text.indexOf("> alloc"));
        Proof proof = replay(text.substring(0, at) + to + text.substring(at + from.length()));
        assertFalse(proof.agrees());
        assertTrue(proof.trouble().contains(expected), proof::trouble);
        assertTrue(proof.trouble().startsWith("differs at line "), proof::trouble);
    }

    @Test
    void aRecordingThatLiesIsFoundAtThatOperationWithItsRule() {
        lie("-> pfn 288", "-> pfn 304", "pfn: expected 304, got 288; decided by buddy.");
        lie("U o5: 352", "U o5: 320", "free list U o5: expected 320, got 352");
        lie("U o5: 288 352", "U o5: 352 288", "free list U o5: expected 352 288, got 288 352; decided by buddy.");
        lie("free 3792", "free 3791", "free pages: expected 3791, got 3792");
        lie("buddyinfo 0 0 0 0 1 0 1 1 0 1 3", "buddyinfo 0 0 0 0 1 0 1 1 0 1 2", "buddyinfo: expected");
        lie("blocks UMUUMMMM", "blocks UMUMMMMM", "blocks: expected UMUMMMMM, got UMUUMMMM");
        lie("(pfn 2048 order 10)", "(pfn 2048 order 9)", "expected pfn 2048 order 9, got pfn 2048 order 10");
        lie("> free 8 (pfn 1280 order 8)", "> free 8 (nothing)", "expected none, but it is held");
    }

    @Test
    void aMissingChangeIsADifferenceToo() {
        String text = shipped("02-lifo.txt");
        int at = text.indexOf("\n  U o4: 304\n");
        Proof proof = replay(text.substring(0, at) + text.substring(at + "\n  U o4: 304".length()));
        assertTrue(proof.trouble().contains("free list U o4: expected -, got 304"), proof::trouble);
    }

    @Test
    void whatIsNoRecordingIsRefusedWithALine() {
        assertThrows(RecordingFault.class, () -> replay(""));
        assertThrows(RecordingFault.class, () -> replay("hello\nworld\n"));
        assertEquals(
                3,
                assertThrows(RecordingFault.class, () -> replay("> drain\n\n> explode 3\n"))
                        .line());
        assertThrows(RecordingFault.class, () -> replay("> dump\n> alloc 1 order=4 U -> pfn 3\n"));
        assertThrows(RecordingFault.class, () -> replay("> dump\nzone DMA start_pfn=1 spanned=99999999\n"));
    }

    @Test
    void mutilatedRecordingsAreRefusedOrDifferAndNeverBreak() {
        int faults = mutilated("01-split-merge-cascade.txt", 1500) + mutilated("14-pcp-mixed-types.txt", 700);
        assertTrue(faults > 10, "only " + faults + " faults");
    }

    private static int mutilated(String name, int seeds) {
        String text = shipped(name);
        int faults = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Xorshift random = new Xorshift(29, seed);
            StringBuilder changed = new StringBuilder(text);
            for (int i = random.between(1, 3); i > 0; i--) {
                int at = random.below(changed.length());
                if (random.below(2) == 0) {
                    changed.setCharAt(at, (char) ('0' + random.below(10)));
                } else {
                    changed.deleteCharAt(at);
                }
            }
            try {
                Proof proof = replay(changed.toString());
                assertTrue(proof.agreed() <= proof.operations());
            } catch (RecordingFault fault) {
                assertTrue(fault.line() >= 1 && !fault.reason().isEmpty());
                faults++;
            }
        }
        return faults;
    }
}
