package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Commits;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantJson;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.PartSpec;

/** What a student reads in lab 06 is enough to walk the tables by hand, and gives the answers that are right. */
class FourStepsDownTest {
    private static final Pattern WORD = Pattern.compile("0x([0-9a-f]{9}): 0x([0-9a-f]{16})");
    private static final Pattern ACCESS = Pattern.compile("Access: (load|store|fetch) pid=1 addr=0x([0-9a-f]+)");

    private final Map<Long, Long> memory = new HashMap<>();
    private final Set<String> endings = new HashSet<>();
    private long cr3;

    @Test
    void theDumpGivesEveryAnswer() {
        Lab lab = lab();
        for (int seed = 0; seed < 200; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("f" + Integer.toHexString(seed)));
            PartSpec part = variant.parts().get(0);
            Map<Integer, String> answers = answers(variant, "dump");
            read(variant, part);
            for (PartSpec.Question question : part.asked()) {
                Matcher access = ACCESS.matcher(question.text());
                if (access.matches()) {
                    String expected = walked(Long.parseLong(access.group(2), 16), access.group(1));
                    assertEquals(expected, answers.get(question.id()), "seed " + seed + ": " + question.text());
                }
            }
        }
        assertTrue(endings.containsAll(List.of("1", "2", "3", "4", "5")), "endings seen: " + endings);
    }

    /** Tables by level and what they cover; pages with what the text says is there. */
    @Test
    void firstTouchesBuildTheTablesThatAreMissing() {
        Lab lab = lab();
        for (int seed = 0; seed < 200; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("e" + Integer.toHexString(seed)));
            PartSpec part = variant.parts().get(1);
            Map<Integer, String> answers = answers(variant, "tables");
            Set<String> tables = new HashSet<>();
            Map<Long, Boolean> own = new HashMap<>();
            for (PartSpec.Question question : part.asked()) {
                PaperCall call = PaperCall.of(question.command());
                long page = Long.parseLong(call.get("addr").substring(2), 16) >>> 12;
                String expected = touched(tables, own, page, call.verb().equals("store"));
                assertEquals(expected, answers.get(question.id()), question.command());
            }
        }
    }

    private static String touched(Set<String> tables, Map<Long, Boolean> own, long page, boolean store) {
        int missing = 0;
        for (int level = 1; level <= 3; level++) {
            missing += tables.add(level + " " + (page >>> 9 * level)) ? 1 : 0;
        }
        Boolean mine = own.get(page);
        int fault = mine == null ? 2 : store && !mine ? 3 : 1;
        own.merge(page, store, (before, now) -> before || now);
        int first = fault == 1 ? 0 : 4 - missing;
        return "fault:" + fault + ",tables:" + missing + ",entries:" + (first + 4);
    }

    private static Lab lab() {
        return LabCatalogue.load(null).labs().stream()
                .filter(one -> one.id().startsWith("06-"))
                .findFirst()
                .orElseThrow();
    }

    private void read(Variant variant, PartSpec part) {
        memory.clear();
        Matcher words = WORD.matcher(VariantJson.forBrowser(variant, Mode.PRACTICE, Commits.NONE));
        while (words.find()) {
            memory.put(Long.parseLong(words.group(1), 16), Long.parseUnsignedLong(words.group(2), 16));
        }
        Matcher top =
                Pattern.compile("CR3 is 0x([0-9a-f]+)").matcher(part.head().text());
        assertTrue(top.find(), part.head().text());
        cr3 = Long.parseLong(top.group(1), 16);
    }

    /** The walk as the processor's manual has it, over the words of the dump alone. */
    private String walked(long address, String kind) {
        long table = cr3;
        int wanted = kind.equals("store") ? 6 : kind.equals("fetch") ? 20 : 4;
        for (int level = 4; ; level--) {
            int shift = 12 + 9 * (level - 1);
            long entry = memory.getOrDefault(table + 8 * (address >>> shift & 511), 0L);
            int read = 5 - level;
            if ((entry & 1) == 0) {
                return ending("4", wanted, read);
            }
            long frame = entry >>> 12 & 0xffffffffffL;
            if (level == 1 || (entry & 0x80) != 0) {
                boolean forbidden = (entry & 4) == 0
                        || kind.equals("store") && (entry & 2) == 0
                        || kind.equals("fetch") && entry < 0;
                long reached = frame + ((address & (1L << shift) - 1) >>> 12);
                return forbidden ? ending("5", wanted + 1, read) : ending(Integer.toString(level), reached, read);
            }
            table = frame << 12;
        }
    }

    private String ending(String how, long number, int read) {
        endings.add(how);
        return "how:" + how + ",number:" + number + ",entries:" + read;
    }

    /** The solution's answers to a part's questions, by the question's number. */
    private static Map<Integer, String> answers(Variant variant, String part) {
        Map<Integer, String> answers = new HashMap<>();
        for (JournalLine line : variant.reference().lines()) {
            if (line instanceof JournalLine.Predict predict && predict.part().equals(part)) {
                answers.put(predict.question(), predict.answer().text());
            }
        }
        return answers;
    }
}
