package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;

/**
 * What a lab asks follows from what its text says: the answers are worked out by the sentences of its README alone,
 * from the part's text, the command and the files a student can read.
 */
class LabsOnPaperTest {
    private static final int SEEDS = 200;

    /** Somebody with the text, a pencil, and the machine as it is before the command. */
    private interface Paper {
        String answer(PartRun seen, String command);
    }

    /** A fresh sheet for each variant, headed with the part's text. */
    private interface Sheet {
        Paper of(String text, PartRun seen);
    }

    private static void holds(String id, String part, Sheet sheet) {
        Lab lab = LabCatalogue.load(null).lab(id);
        assertNotNull(lab, id);
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice(Integer.toHexString(seed)));
            PartSpec spec = variant.part(part);
            assertNotNull(spec, part);
            PartRun run = PartRun.begin(spec.setup());
            Paper paper = sheet.of(spec.head().text(), run);
            for (PartSpec.Question question : spec.asked()) {
                String command = question.command().isEmpty() ? question.text() : question.command();
                String worked = paper.answer(run, command);
                String key = question.keys().get(0);
                String truth = variant.commit(part, question.id(), key + ":1")
                        .answers()
                        .truth()
                        .text();
                assertEquals(worked, truth, id + " " + variant.drawsOf(part) + ": " + command);
                if (!question.command().isEmpty()) {
                    run.apply(PartRun.command(question.command(), 1));
                }
            }
        }
    }

    private static long number(String text) {
        return Long.decode(text);
    }

    /** What stands behind {@code key=} in a command. */
    private static long key(String command, String key, long otherwise) {
        Matcher found = Pattern.compile("\\b" + key + "=(\\w+)").matcher(command);
        return found.find() ? number(found.group(1)) : otherwise;
    }

    private static List<Long> numbers(String text) {
        List<Long> numbers = new ArrayList<>();
        Matcher found = Pattern.compile("\\b(0x[0-9a-f]+|[0-9]+)\\b").matcher(text);
        while (found.find()) {
            numbers.add(number(found.group(1)));
        }
        return numbers;
    }

    @Test
    void blocksAreServedWhereBuddyinfoHasOne() {
        holds("03-free-but-failing", "enough", (text, seen) -> (run, command) -> {
            int order = (int) key(command, "order", 0);
            List<Long> columns = columns(run, "");
            long free = free(columns);
            long blocks = columns.stream().mapToLong(count -> count).sum();
            assertEquals(shownIndex(run), index(free, blocks), "the formula and the file");
            int at = order;
            while (at < columns.size() && columns.get(at) == 0) {
                at++;
            }
            if (at < columns.size()) {
                free -= 1L << order;
                blocks += at - order - 1;
            }
            String index = command.matches("q[24] .*") ? ",index:" + index(free, blocks) : "";
            return "served:" + (at < columns.size() ? 1 : 2) + ",free:" + free + index;
        });
    }

    private static long free(List<Long> columns) {
        return IntStream.range(0, columns.size())
                .mapToLong(order -> columns.get(order) << order)
                .sum();
    }

    /** The fragmentation index for order 9 while no block of that order is free. */
    private static long index(long free, long blocks) {
        return 1000 - (1000 + free * 1000 / 512) / blocks;
    }

    /** The same in the kernel's file, which has it with a point. */
    private static long shownIndex(PartRun run) {
        String[] words = String.valueOf(run.machine().readFile("/sys/kernel/debug/extfrag/extfrag_index"))
                .strip()
                .split("\\s+");
        return Long.parseLong(words[4 + 9].replace(".", ""));
    }

    @Test
    void theFirstPageblockWithoutTheKernelIsCleared() {
        holds("03-free-but-failing", "where", (text, seen) -> (run, command) -> {
            int clear = 0;
            while (kernelHasSomeOf(run, clear)) {
                clear++;
            }
            long moved = IntStream.range(0, 4 * (clear + 1))
                    .filter(at -> run.machine().names().held("m" + at / 4 + at % 4))
                    .count();
            return "place:" + 512 * clear + ",moved:" + 128 * moved + ",free:" + (free(columns(run, "")) - 512);
        });
    }

    @Test
    void pageblocksAreClaimedWhenHalfIsFreeOrAlike() {
        Lab lab = LabCatalogue.load(null).lab("03-free-but-failing");
        assertNotNull(lab);
        int kept = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice(Integer.toHexString(seed)));
            PartSpec spec = variant.part("types");
            assertNotNull(spec);
            TypedBuddy paper = new TypedBuddy(5);
            spec.setup().start().forEach(paper::run);
            for (PartSpec.Question question : spec.asked()) {
                int block = paper.run(question.command()) / 512;
                String truth = variant.commit("types", question.id(), "block:1")
                        .answers()
                        .truth()
                        .text();
                String worked = "block:" + block + ",claims:" + (paper.claimed() ? 1 : 2);
                assertEquals(worked, truth, variant.drawsOf("types") + ": " + question.command());
                kept += paper.claimed() ? 0 : 1;
            }
        }
        assertTrue(kept > SEEDS, "of four requests more than one leaves the types alone");
    }

    /** Names of its blocks are k, the pageblock's number, and the place in there. */
    private static boolean kernelHasSomeOf(PartRun run, int pageblock) {
        return IntStream.range(0, 4).anyMatch(place -> run.machine().names().held("k" + pageblock + place));
    }

    private static List<Long> columns(PartRun run, String zone) {
        for (String line : String.valueOf(run.machine().readFile("/proc/buddyinfo"))
                .lines()
                .toList()) {
            if (line.contains("zone") && line.matches("Node 0, zone +" + zone + "\\S* .*") && has(line, zone)) {
                return numbers(line.replaceFirst("Node 0, zone +\\S+", ""));
            }
        }
        throw new AssertionError("no zone " + zone);
    }

    private static boolean has(String line, String zone) {
        return zone.isEmpty() || List.of(line.split("\\s+")).contains(zone);
    }

    @Test
    void watermarksAreSharesOfTheZones() {
        holds("04-the-water-line", "marks", (text, seen) -> {
            List<Long> said = numbers(text);
            long pages = said.get(0);
            long scale = said.get(2);
            long all = said.get(1) / 4;
            return (run, question) -> {
                long zone = question.contains("DMA32") ? pages - 4096 : 4096;
                long min = all * zone / pages;
                long step = Math.max(min / 4, zone * scale / 10000);
                String lines = "min:" + min + ",step:" + step + ",low:" + (min + step) + ",high:" + (min + 2 * step);
                // The file is not shown to students here; it says what the formula of the text has to give.
                return question.contains("DMA32")
                        ? lines
                        : lines + ",reserve:" + zone(run, "DMA").get("protection");
            };
        });
    }

    /** The lines of one zone in /proc/zoneinfo. */
    private static Map<String, Long> zone(PartRun run, String name) {
        Map<String, Long> numbers = new HashMap<>();
        boolean inside = false;
        for (String line :
                String.valueOf(run.machine().readFile("/proc/zoneinfo")).lines().toList()) {
            inside = line.startsWith("Node") ? line.endsWith(" " + name) : inside;
            List<Long> found = numbers(line);
            if (inside && !found.isEmpty()) {
                String label = line.strip().replaceFirst("[: ].*", "");
                boolean guests = label.equals("protection");
                numbers.putIfAbsent(line.strip().startsWith("pages free") ? "free" : label, found.get(guests ? 1 : 0));
            }
        }
        return numbers;
    }

    @Test
    void requestsAreServedAboveTheLine() {
        holds("04-the-water-line", "verdicts", (text, seen) -> (run, command) -> {
            String first = serves(run, command, "low");
            String second = first.isEmpty() ? serves(run, command, "min") : first;
            boolean waits = !command.contains("ATOMIC") && !command.contains("NOWAIT");
            return "where:" + (second.isEmpty() ? 1 : second.equals("DMA32") ? 2 : 3) + ",kswapd:"
                    + (first.isEmpty() ? 1 : 2) + ",reclaims:" + (second.isEmpty() && waits ? 1 : 2);
        });
    }

    private static String serves(PartRun run, String command, String mark) {
        boolean dma = command.endsWith("gfp=KERNEL,DMA");
        int order = (int) key(command, "order", 0);
        for (String name : dma ? List.of("DMA") : List.of("DMA32", "DMA")) {
            Map<String, Long> zone = zone(run, name);
            long line = zone.get(mark);
            if (mark.equals("min") && command.contains("ATOMIC")) {
                line -= line / 2;
                line -= line / 4;
            }
            line += name.equals("DMA") && !dma ? zone.get("protection") : 0;
            List<Long> columns = columns(run, name);
            boolean has = columns.subList(order, columns.size()).stream().anyMatch(blocks -> blocks > 0);
            if (has && zone.get("free") - ((1L << order) - 1) > line) {
                return name;
            }
        }
        return "";
    }

    @Test
    void slabsHaveTheirGeometry() {
        holds("05-a-slab-of-ones-own", "geometry", (text, seen) -> {
            int cpus = text.contains("one CPU") ? 1 : text.contains("two CPUs") ? 2 : 4;
            return (run, command) -> {
                long bytes = PaperSlub.bytes(command);
                return "size:" + bytes + "," + PaperSlub.slab(bytes, cpus);
            };
        });
    }

    @Test
    void cachesAreMergedWhenTheirObjectsAreAlike() {
        holds("05-a-slab-of-ones-own", "merging", (text, seen) -> {
            PaperSlub.Caches caches = new PaperSlub.Caches();
            Matcher there =
                    Pattern.compile("(ant|bee|cow|dog)\\s+\\(([^)]*)\\)").matcher(text);
            while (there.find()) {
                caches.ask(there.group(1), there.group(2).replaceAll("\\s+", " "));
            }
            return (run, command) -> caches.ask(command.replaceFirst(".* name=(\\w+) .*", "$1"), command);
        });
    }

    @Test
    void slabsMoveBetweenTheListsOfTwoCpus() {
        holds("05-a-slab-of-ones-own", "two-cpus", (text, seen) -> {
            List<Long> said = numbers(text);
            PaperSlub paper = new PaperSlub(
                    said.get(0).intValue(), said.get(1).intValue(), said.get(2).intValue());
            for (int i = 0; i < seen.commands(); i++) {
                paper.apply(seen.command(i).text());
            }
            return (run, command) -> paper.apply(command);
        });
    }

    @Test
    void whatWasFreedLastIsUsedFirst() {
        holds("05-a-slab-of-ones-own", "freelist", (text, seen) -> {
            List<Integer> list = new ArrayList<>(List.of(5));
            Matcher freed = Pattern.compile("\\b([a-e])\\s+was\\s+freed|then\\s+([a-e])[,.]")
                    .matcher(text);
            while (freed.find()) {
                String name = freed.group(1) == null ? freed.group(2) : freed.group(1);
                list.add(name.charAt(0) - 'a');
            }
            return (run, command) -> "obj:" + list.remove(list.size() - 1);
        });
    }
}
