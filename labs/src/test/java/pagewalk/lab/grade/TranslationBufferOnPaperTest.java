package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;

/** Lab 07's first and third part on paper: a buffer as its README tells, and six slots in turn. */
class TranslationBufferOnPaperTest {
    private static final String LAB = "07-who-flushed-my-tlb";
    private static final int SEEDS = 120;
    private static final int HIT = 1;
    private static final int EMPTY_PLACE = 2;
    private static final int ANOTHER_GOES = 3;
    private static final Pattern PLACES = Pattern.compile("(a single|two|four) sets? with (one|two|three|four) entr");
    private static final List<String> NUMBERS = List.of("", "one", "two", "three", "four");
    private static final Pattern NAMES = Pattern.compile("(\\w+): \\[([^\\]]*)\\]");

    /** Who loads which page. */
    private record Load(String who, long page) {}

    /** What each load of the student does; entries of a set in the order of their use. */
    private static List<Integer> played(List<Load> loads, int sets, int ways, boolean tagged, boolean flushes) {
        Map<Long, List<String>> buffer = new HashMap<>();
        List<Integer> all = new ArrayList<>();
        String before = "";
        for (Load load : loads) {
            if (flushes && !load.who.equals(before)) {
                buffer.clear();
            }
            before = load.who;
            List<String> set = buffer.computeIfAbsent(load.page % sets, none -> new ArrayList<>());
            String entry = (tagged ? load.who : "") + " " + load.page;
            boolean there = set.remove(entry);
            boolean full = set.size() == ways;
            if (full && !there) {
                set.remove(0);
            }
            set.add(entry);
            all.add(there ? HIT : full ? ANOTHER_GOES : EMPTY_PLACE);
        }
        return all.subList(4, all.size());
    }

    @Test
    void hitsAndMisses() {
        Lab lab = lab();
        Set<Object> sheets = new HashSet<>();
        Set<String> buffers = new HashSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("b" + Integer.toHexString(seed)));
            PartSpec part = part(variant, "hits");
            List<Load> loads = new ArrayList<>();
            part.setup().start().stream()
                    .filter(line -> line.startsWith("load"))
                    .forEach(line -> loads.add(load(line)));
            part.asked().forEach(question -> loads.add(load(question.command())));
            assertEquals(10, loads.size(), loads.toString());
            Matcher places = PLACES.matcher(part.head().text().replaceAll("\\s+", " "));
            assertTrue(places.find(), part.head().text());
            int sets = Math.max(1, NUMBERS.indexOf(places.group(1)));
            List<Integer> expected = played(loads, sets, NUMBERS.indexOf(places.group(2)), true, false);
            assertEquals(
                    expected, answers(variant, "hits", "what:"), part.head().text() + loads);
            sheets.add(expected);
            buffers.add(places.group());
        }
        assertEquals(4, buffers.size(), buffers.toString());
        assertTrue(sheets.size() > 70, "different sheets of answers: " + sheets.size());
    }

    private static Load load(String line) {
        PaperCall call = PaperCall.of(line);
        return new Load(call.get("pid"), Long.decode(call.get("addr")) / 4096);
    }

    @Test
    void sixSlots() {
        Lab lab = lab();
        Set<Object> sheets = new HashSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("d" + Integer.toHexString(seed)));
            PartSpec part = part(variant, "slots");
            List<String> turns = new ArrayList<>();
            String changed = "";
            for (String line : part.setup().start()) {
                if (line.endsWith(" cpu=0")) {
                    turns.add(PaperCall.of(line).get("pid"));
                } else if (line.startsWith("munmap")) {
                    changed = PaperCall.of(line).get("pid");
                }
            }
            List<String> asked = part.asked().stream()
                    .map(question -> PaperCall.of(question.command()).get("pid"))
                    .toList();
            List<Integer> expected = switches(turns, changed, asked, false);
            assertEquals(expected, answers(variant, "slots", "flush:"), turns + " " + changed + " " + asked);
            sheets.add(expected);
        }
        assertTrue(sheets.size() > 60, "different sheets of answers: " + sheets.size());
    }

    /** 1 the slot is kept, 2 it is behind, 3 there is none; the next in turn goes, or what was used longest ago. */
    private static List<Integer> switches(List<String> turns, String changed, List<String> asked, boolean longest) {
        String[] slots = {"kernel", "", "", "", "", ""};
        int[] used = new int[slots.length];
        Set<String> behind = new HashSet<>();
        List<Integer> all = new ArrayList<>();
        List<String> both = new ArrayList<>(turns);
        both.addAll(asked);
        int next = 1;
        for (int turn = 0; turn < both.size(); turn++) {
            if (turn == turns.size()) {
                behind.add(changed);
            }
            String who = both.get(turn);
            int slot = Arrays.asList(slots).indexOf(who);
            boolean stale = behind.remove(who);
            all.add(slot < 0 ? 3 : stale ? 2 : 1);
            if (slot < 0) {
                slot = longest ? unused(slots, used) : next;
                next = (next + 1) % slots.length;
                slots[slot] = who;
            }
            used[slot] = turn + 1;
        }
        return all.subList(turns.size(), all.size());
    }

    private static int unused(String[] slots, int[] used) {
        int empty = Arrays.asList(slots).indexOf("");
        int oldest = 0;
        for (int i = 1; i < slots.length; i++) {
            oldest = used[i] < used[oldest] ? i : oldest;
        }
        return empty >= 0 ? empty : oldest;
    }

    /** What lab.yaml says of wrong ideas is written there; here it is worked out anew, row by row. */
    @Test
    void whatWrongIdeasWouldSay() throws IOException {
        List<Load> loads = new ArrayList<>();
        List<String> who = List.of();
        Map<String, int[]> buffers = Map.of(
                "a", new int[] {2, 2, 1, 4}, "b", new int[] {1, 4, 2, 2}, "c", new int[] {4, 1, 1, 4}, "d", new int[] {
                    2, 3, 1, 6
                });
        int rows = 0;
        for (String line : yaml().split("\n")) {
            Map<String, List<String>> lists = lists(line);
            String key = line.strip().substring(0, Math.min(1, line.strip().length()));
            if (line.startsWith("          - r: [")) {
                who = lists.get("r");
            } else if (line.startsWith("            g: [")) {
                List<String> pages = lists.get("g");
                loads.clear();
                for (int i = 0; i < pages.size(); i++) {
                    loads.add(new Load(who.get(i), Long.parseLong(pages.get(i))));
                }
            } else if (lists.containsKey("wide")) {
                int[] size = buffers.get(key);
                assertEquals(played(loads, size[0], size[1], true, false), numbers(lists, "is"), line);
                assertEquals(played(loads, size[0], size[1], true, true), numbers(lists, "flush"), line);
                assertEquals(played(loads, size[0], size[1], false, false), numbers(lists, "any"), line);
                assertEquals(played(loads, size[2], size[3], true, false), numbers(lists, "wide"), line);
                rows++;
            }
        }
        assertEquals(160, rows);
    }

    @Test
    void whatWrongIdeasWouldSayOfSlots() throws IOException {
        Matcher rows = Pattern.compile("turns: \\[[^}]*}").matcher(yaml());
        int count = 0;
        while (rows.find()) {
            Map<String, List<String>> lists = lists(rows.group());
            List<String> turns = new ArrayList<>(lists.get("turns"));
            turns.removeIf(turn -> turn.equals("no"));
            String changed = rows.group().replaceFirst("(?s).*change: (\\d).*", "$1");
            assertNotEquals(changed, turns.get(turns.size() - 1), rows.group());
            assertEquals(switches(turns, changed, lists.get("ask"), true), numbers(lists, "lru"), rows.group());
            assertEquals(switches(turns, changed, lists.get("ask"), false), numbers(lists, "is"), rows.group());
            count++;
        }
        assertEquals(120, count);
    }

    private static Map<String, List<String>> lists(String text) {
        Map<String, List<String>> lists = new HashMap<>();
        Matcher named = NAMES.matcher(text);
        while (named.find()) {
            lists.put(named.group(1), List.of(named.group(2).split(", ", -1)));
        }
        return lists;
    }

    private static List<Integer> numbers(Map<String, List<String>> lists, String name) {
        List<String> list = lists.get(name);
        assertNotNull(list, name);
        return list.stream().map(Integer::valueOf).toList();
    }

    private static String yaml() throws IOException {
        try (InputStream in = LabCatalogue.class.getResourceAsStream("/labs/" + LAB + "/lab.yaml")) {
            assertNotNull(in);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Lab lab() {
        Lab lab = LabCatalogue.load(null).lab(LAB);
        assertNotNull(lab);
        return lab;
    }

    private static PartSpec part(Variant variant, String name) {
        PartSpec part = variant.part(name);
        assertNotNull(part);
        return part;
    }

    /** The solution's answers to a part's questions, in their order; each has one field. */
    private static List<Integer> answers(Variant variant, String part, String key) {
        List<Integer> answers = new ArrayList<>();
        for (JournalLine line : variant.reference().lines()) {
            if (line instanceof JournalLine.Predict predict && predict.part().equals(part)) {
                answers.add(Integer.valueOf(predict.answer().text().substring(key.length())));
            }
        }
        return answers;
    }
}
