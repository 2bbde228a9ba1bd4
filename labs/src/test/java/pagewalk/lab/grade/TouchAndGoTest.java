package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
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

/** Lab 08 worked out by the sentences of its README, from the part's text and the accesses alone. */
class TouchAndGoTest {
    private static final int SEEDS = 150;
    private static final int AROUND = 16;
    private static final int READ = 32;

    /** What is behind a page's entry. */
    private enum Entry {
        NONE,
        ZEROS,
        OWN,
        FILE,
        FILE_WRITTEN
    }

    /** A process as the text describes it; pages are counted from the beginning of their mapping. */
    private static final class Sheet {
        private final int hole;
        private final int guard;
        private final String guardProt;
        private final String bProt;
        private final boolean shared;
        private final String fileProt;
        private final Map<String, Entry> pages = new HashMap<>();
        private final Set<Integer> read = new HashSet<>();

        Sheet(String text) {
            hole = found(text, "at a\\+(\\w+) was unmapped");
            guard = found(text, "at a\\+(\\w+) got");
            guardProt = word(text, "got the protection (\\w+)");
            bProt = word(text, "0x30000000, with the protection (\\w+)");
            shared = word(text, "0x10000000: (\\w+),").equals("shared");
            fileProt = word(text, "0x10000000: \\w+, with the protection (\\w+)");
        }

        private static String word(String text, String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(text.replaceAll("\\s+", " "));
            assertTrue(matcher.find(), pattern + " in " + text);
            return matcher.group(1);
        }

        private static int found(String text, String pattern) {
            return (int) (Long.decode(word(text, pattern)) >> 12);
        }

        /** 1 MAPERR, 2 ACCERR, 3 major, 4 minor, 5 no fault. */
        int touch(String verb, String where, int page) {
            String prot = protection(where, page);
            if (prot.isEmpty()) {
                return 1;
            }
            boolean store = verb.equals("store");
            if (!prot.contains(store ? "w" : "r")) {
                return 2;
            }
            int verdict = where.equals("f") ? file(page, store) : anonymous(where + page, store);
            return verb.equals("fetch") && !prot.contains("x") ? 2 : verdict;
        }

        private String protection(String where, int page) {
            return switch (where) {
                case "a" -> page == hole ? "" : page == guard ? guardProt : "rw";
                case "b" -> page >= 4 ? "" : bProt;
                case "f" -> fileProt;
                default -> "rw";
            };
        }

        private int anonymous(String page, boolean store) {
            Entry before = pages.getOrDefault(page, Entry.NONE);
            if (before == Entry.OWN || before == Entry.ZEROS && !store) {
                return 5;
            }
            pages.put(page, store ? Entry.OWN : Entry.ZEROS);
            return 4;
        }

        private int file(int page, boolean store) {
            Entry before = pages.getOrDefault("f" + page, Entry.NONE);
            boolean there = before == Entry.OWN || before == Entry.FILE_WRITTEN || before == Entry.FILE && !store;
            if (there) {
                return 5;
            }
            int verdict = read.contains(page) ? 4 : 3;
            if (verdict == 3) {
                int from = Math.max(0, page - READ / 2);
                for (int i = from; i < from + READ; i++) {
                    read.add(i);
                }
            }
            if (store) {
                pages.put("f" + page, shared ? Entry.FILE_WRITTEN : Entry.OWN);
                return verdict;
            }
            int block = page / AROUND * AROUND;
            for (int i = block; i < Math.min(block + AROUND, 24); i++) {
                if (read.contains(i)) {
                    pages.putIfAbsent("f" + i, Entry.FILE);
                }
            }
            return verdict;
        }

        int own() {
            return (int) pages.values().stream().filter(e -> e == Entry.OWN).count();
        }

        int ofFile() {
            return (int) pages.values().stream()
                    .filter(e -> e == Entry.FILE || e == Entry.FILE_WRITTEN)
                    .count();
        }

        String answer(String command) {
            PaperCall call = PaperCall.of(command);
            if (!call.get("len").isEmpty()) {
                return walk();
            }
            String at = call.get("addr");
            boolean named = at.contains("+");
            int page = named ? (int) (Long.decode(at.substring(2)) >> 12) : 0;
            int verdict = touch(call.verb(), named ? at.substring(0, 1) : "stack", page);
            return "verdict:" + verdict + ",anon:" + own() + ",file:" + ofFile();
        }

        private String walk() {
            int[] verdicts = new int[6];
            for (int page = 0; page < 24; page++) {
                verdicts[touch("load", "f", page)]++;
            }
            return "minflt:" + verdicts[4] + ",majflt:" + verdicts[3] + ",rss:" + (own() + ofFile());
        }
    }

    @Test
    void theTextGivesEveryAnswer() {
        Lab lab = LabCatalogue.shippedLab("08-touch-and-go");
        Set<String> sheets = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("8" + Integer.toHexString(seed)));
            PartSpec part = variant.parts().get(0);
            Sheet sheet = new Sheet(part.head().text());
            List<String> worked = new ArrayList<>();
            part.asked().forEach(question -> worked.add(sheet.answer(question.command())));
            assertEquals(right(variant), worked, variant.drawsOf("verdicts"));
            for (int verdict = 1; verdict <= 5; verdict++) {
                assertTrue(String.join(" ", worked).contains("verdict:" + verdict), worked + " has no " + verdict);
            }
            sheets.add(worked.toString());
        }
        assertTrue(sheets.size() > SEEDS * 9 / 10, "only " + sheets.size() + " answer sheets");
    }

    private static List<String> right(Variant variant) {
        List<String> answers = new ArrayList<>();
        for (JournalLine line : variant.reference().lines()) {
            if (line instanceof JournalLine.Predict predict) {
                answers.add(predict.answer().text());
            }
        }
        return answers;
    }
}
