package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;

/** What lab 11 says in its text is what the machine does, over many seeds. */
class WhereDidMallocPutItTest {
    private static final int SEEDS = 300;
    private static final Lab LAB = LabCatalogue.load(null).lab("11-where-did-malloc-put-it");

    private static final List<Variant> VARIANTS = IntStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> LAB.variant(VariantSeed.practice(Integer.toHexString(seed))))
            .toList();

    /** The sizes of the heap by the README's sentences alone. */
    private static final class Paper {
        private static final int KIB = 1024;
        private final List<String> names = new ArrayList<>();
        private final List<Integer> chunks = new ArrayList<>();
        private int heap = 132;
        private int mapped = 128 * KIB;
        private int trimmed = 128 * KIB;

        /** 1 up, 2 down, 3 a mapping is made, 4 taken away, 5 nothing; and the heap in KiB behind it. */
        String call(String text) {
            String[] words = text.split(" ", -1);
            int asked = switch (words[0]) {
                case "free" -> free(words[2]);
                default -> malloc(words[0], words[4]);
            };
            return "kernel:" + asked + ",heap:" + heap;
        }

        int malloc(String name, String bytes) {
            int size = bytes.endsWith("K")
                    ? Integer.parseInt(bytes.substring(0, bytes.length() - 1)) * KIB
                    : Integer.parseInt(bytes);
            int chunk = chunk(size);
            names.add(name);
            if (chunk >= mapped) {
                chunks.add(-((chunk + 8 + 4095) / 4096 * 4096));
                return 3;
            }
            boolean fits = chunk + 32 <= heap * KIB - used();
            chunks.add(chunk);
            heap = fits ? heap : grown();
            return fits ? 5 : 1;
        }

        static int chunk(int bytes) {
            return Math.max(32, (bytes + 8 + 15) / 16 * 16);
        }

        private int free(String name) {
            int at = names.indexOf(name);
            if (chunks.get(at) < 0) {
                mapped = -chunks.get(at);
                trimmed = -2 * chunks.get(at);
                names.remove(at);
                chunks.remove(at);
                return 4;
            }
            if (chunks.subList(at + 1, chunks.size()).stream().anyMatch(chunk -> chunk > 0)) {
                return 5;
            }
            names.remove(at);
            chunks.remove(at);
            if (heap * KIB - used() < trimmed) {
                return 5;
            }
            heap = grown();
            return 2;
        }

        private int used() {
            return 656
                    + chunks.stream()
                            .filter(chunk -> chunk > 0)
                            .mapToInt(chunk -> chunk)
                            .sum();
        }

        private int grown() {
            return (used() + 32 + 128 * KIB + 4095) / 4096 * 4;
        }
    }

    @Test
    void theHeapHasTheSizesOfTheText() {
        for (Variant variant : VARIANTS) {
            PartSpec part = variant.part("kernel");
            Paper paper = new Paper();
            paper.call(part.setup().start().get(1));
            for (PartSpec.Question question : part.asked()) {
                String expected = paper.call(question.command());
                String truth = variant.commit("kernel", question.id(), "kernel:1")
                        .answers()
                        .truth()
                        .text();
                assertEquals(expected, truth, variant.drawsOf("kernel") + " " + question.command());
            }
        }
    }

    @Test
    void theLinesOfTheLeakReturnTheAddressesThatTheyShow() {
        for (Variant variant : VARIANTS) {
            PartSpec part = variant.part("leak");
            PartRun run = PartRun.begin(part.setup());
            List<String> lines = shown(part);
            for (int i = 0; i < lines.size(); i++) {
                String shown = lines.get(i);
                String reply = run.reply(i + 1).line();
                assertTrue(shown.startsWith(i + 1 + ": "), shown);
                assertTrue(!shown.contains(" = ") || reply.contains(" addr=" + shown.split(" = ")[1]), shown + reply);
                assertTrue(!shown.contains("free(") || reply.startsWith("ok "), shown + reply);
            }
        }
    }

    /** The numbered lines of the part's text. */
    private static List<String> shown(PartSpec part) {
        return part.head()
                .text()
                .lines()
                .filter(line -> line.matches("\\d+: .*"))
                .toList();
    }

    /** Each free takes the last block of its address away; what is left was never freed. */
    @Test
    void theLeaksAreTheLinesThatNoFreeMatches() {
        Set<String> sheets = new HashSet<>();
        for (Variant variant : VARIANTS) {
            PartSpec part = variant.part("leak");
            Map<String, Integer> held = new HashMap<>();
            int bytes = 0;
            for (String line : shown(part)) {
                String[] words = line.split("[:() =]+");
                if (words[1].equals("malloc")) {
                    bytes = Integer.parseInt(words[2]);
                    held.put(words[3], Integer.parseInt(words[0]));
                } else {
                    assertNotNull(held.remove(words[2]), line);
                }
            }
            assertEquals(12, shown(part).size());
            List<Integer> lines = held.values().stream().sorted().toList();
            String worked = "line1:" + lines.get(0) + ",line2:" + lines.get(1) + ",chunk:" + Paper.chunk(bytes);
            assertEquals(2, lines.size());
            assertEquals(worked, truth(variant, "leak", part.asked().get(0), "line1"));
            sheets.add(worked);
        }
        assertTrue(sheets.size() > 60, sheets.size() + " different sheets");
    }

    private static String truth(Variant variant, String part, PartSpec.Question question, String key) {
        return variant.commit(part, question.id(), key + ":1").answers().truth().text();
    }

    /** Chunks lie one behind the other; a freed one comes back, the last one first. */
    @Test
    void chunksLieOneBehindTheOtherAndComeBack() {
        for (Variant variant : VARIANTS) {
            for (String name : List.of("chunks", "reuse")) {
                PartSpec part = variant.part(name);
                int top = 0;
                Map<String, Integer> at = new HashMap<>();
                Deque<Integer> cache = new ArrayDeque<>();
                for (String line : part.setup().start()) {
                    String[] words = line.split(" ");
                    if (words[0].equals("free")) {
                        cache.push(at.get(words[2]));
                    } else if (!words[2].equals("spawn")) {
                        at.put(words[0], top);
                        top += Paper.chunk(Integer.parseInt(words[4]));
                    }
                }
                for (PartSpec.Question question : part.asked()) {
                    int chunk = Paper.chunk(Integer.parseInt(question.command().split(" ")[4]));
                    int place = cache.isEmpty() ? top : cache.pop();
                    top += place == top ? chunk : 0;
                    String worked = "offset:" + place + ",usable:" + (chunk - 8);
                    assertEquals(worked, truth(variant, name, question, "offset"), question.command());
                }
            }
        }
    }
}
