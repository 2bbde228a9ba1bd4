package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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
            int chunk = Math.max(32, (size + 8 + 15) / 16 * 16);
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

        private int free(String name) {
            int at = names.indexOf(name);
            if (chunks.get(at) < 0) {
                mapped = -chunks.get(at) + 1;
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
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = LAB.variant(VariantSeed.practice(Integer.toHexString(seed)));
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
        for (int seed = 1; seed <= SEEDS; seed++) {
            PartSpec part =
                    LAB.variant(VariantSeed.practice(Integer.toHexString(seed))).part("leak");
            PartRun run = PartRun.begin(part.setup());
            List<String> lines = part.head().text().lines().toList();
            lines = lines.subList(lines.size() - 11, lines.size());
            for (int i = 0; i < lines.size(); i++) {
                String shown = lines.get(i);
                String reply = run.reply(i + 1).line();
                assertTrue(shown.startsWith(i + 1 + ": "), shown);
                assertTrue(!shown.contains(" = ") || reply.contains(" addr=" + shown.split(" = ")[1]), shown + reply);
                assertTrue(!shown.contains("free(") || reply.startsWith("ok "), shown + reply);
            }
        }
    }
}
