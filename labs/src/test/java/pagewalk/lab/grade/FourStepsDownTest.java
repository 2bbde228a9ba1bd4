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
import org.jspecify.annotations.Nullable;
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
    private static final Pattern CUT = Pattern.compile("Cut the address 0x([0-9a-f]{12}) ");

    private final Map<Long, Long> memory = new HashMap<>();
    private final Set<String> endings = new HashSet<>();
    private final Set<Long> codes = new HashSet<>();
    private long cr3;

    @Test
    void theDumpGivesEveryAnswer() {
        Lab lab = lab();
        Set<Long> tops = new HashSet<>();
        for (int seed = 0; seed < 120; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("f" + Integer.toHexString(seed)));
            PartSpec part = variant.parts().get(0);
            Map<Integer, String> answers = answers(variant, "dump");
            read(variant, part);
            tops.add(cr3);
            for (PartSpec.Question question : part.asked()) {
                assertEquals(onPaper(question), answers.get(question.id()), "seed " + seed + ": " + question.text());
            }
        }
        assertTrue(endings.containsAll(List.of("1", "2", "3", "4", "5")), "endings seen: " + endings);
        assertTrue(codes.containsAll(List.of(0L, 4L, 5L, 6L, 7L, 21L)), "error codes seen: " + codes);
        assertTrue(tops.size() > 60, "different CR3: " + tops.size());
    }

    private String onPaper(PartSpec.Question question) {
        Matcher access = ACCESS.matcher(question.text());
        if (access.matches()) {
            boolean levels = question.fields().get(0).key().equals("e4");
            return walked(Long.parseLong(access.group(2), 16), access.group(1), levels);
        }
        Matcher cut = CUT.matcher(question.text());
        if (cut.find()) {
            long page = Long.parseLong(cut.group(1), 16) / 4096;
            return "pgd:" + page / (512 * 512 * 512) + ",pud:" + page / (512 * 512) % 512 + ",pmd:" + page / 512 % 512
                    + ",pte:" + page % 512;
        }
        StringBuilder all = new StringBuilder();
        for (PartSpec.Field field : question.fields()) {
            long code = code(field.label());
            codes.add(code);
            all.append(all.isEmpty() ? "" : ",").append(field.key()).append(':').append(code);
        }
        return all.toString();
    }

    /** The error code of an access whose entries are written behind it, 0 if it is allowed. */
    private static long code(String label) {
        Matcher words = Pattern.compile("0x([0-9a-f]{16})").matcher(label);
        long all = 7;
        boolean code = true;
        while (words.find()) {
            long entry = Long.parseUnsignedLong(words.group(1), 16);
            all &= entry;
            code &= entry >= 0;
        }
        boolean store = label.startsWith("store");
        boolean fetch = label.startsWith("fetch");
        long wanted = store ? 6 : fetch ? 20 : 4;
        if ((all & 1) == 0) {
            return wanted;
        }
        return (all & 4) == 0 || store && (all & 2) == 0 || fetch && !code ? wanted + 1 : 0;
    }

    /** Tables by level and what they cover; pages with what the text says is there. */
    @Test
    void firstTouchesBuildTheTablesThatAreMissing() {
        Lab lab = lab();
        Set<String> sheets = new HashSet<>();
        for (int seed = 0; seed < 120; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("e" + Integer.toHexString(seed)));
            PartSpec part = variant.parts().get(1);
            Map<Integer, String> answers = answers(variant, "tables");
            Set<String> tables = new HashSet<>();
            Map<Long, Boolean> own = new HashMap<>();
            Matcher before = Pattern.compile("(load|store) pid=1 addr=0x([0-9a-f]+)")
                    .matcher(part.head().text());
            while (before.find()) {
                touched(
                        tables,
                        own,
                        Long.parseLong(before.group(2), 16) >>> 12,
                        before.group(1).equals("store"));
            }
            for (PartSpec.Question question : part.asked()) {
                PaperCall call = PaperCall.of(question.command());
                long page = Long.parseLong(call.get("addr").substring(2), 16) >>> 12;
                String expected = touched(tables, own, page, call.verb().equals("store"));
                assertEquals(expected, answers.get(question.id()), question.command());
            }
            sheets.add(answers.toString());
        }
        assertTrue(sheets.size() > 90, "different sheets of answers: " + sheets.size());
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
    private String walked(long address, String kind, boolean levels) {
        long table = cr3;
        long wanted = kind.equals("store") ? 6 : kind.equals("fetch") ? 20 : 4;
        long[] named = new long[5];
        long allowed = 7;
        boolean code = true;
        for (int level = 4; ; level--) {
            int shift = 12 + 9 * (level - 1);
            long entry = memory.getOrDefault(table + 8 * (address >>> shift & 511), 0L);
            named[level] = entry >>> 12 & 0xffffffffffL;
            allowed &= entry;
            code &= entry >= 0;
            if ((entry & 1) == 0) {
                return ending("4", 0, wanted, level, levels ? named : null);
            }
            if (level == 1 || (entry & 0x80) != 0) {
                boolean forbidden = (allowed & 4) == 0
                        || kind.equals("store") && (allowed & 2) == 0
                        || kind.equals("fetch") && !code;
                long inside = address & (1L << shift) - 1;
                return forbidden
                        ? ending("5", 0, wanted + 1, level, levels ? named : null)
                        : ending(
                                Integer.toString(level), named[level] * 4096 + inside, 0, level, levels ? named : null);
            }
            table = named[level] << 12;
        }
    }

    private String ending(String how, long reached, long error, int level, long @Nullable [] named) {
        endings.add(how);
        String end = "how:" + how + ",pa:" + reached + ",error:" + error;
        return named == null
                ? end + ",entries:" + (5 - level)
                : "e4:" + named[4] + ",e3:" + named[3] + ",e2:" + named[2] + ",e1:" + named[1] + "," + end;
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
