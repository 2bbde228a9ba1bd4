package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;

/** Labs 07 and 09 worked out by the rules of their texts, without the engine; the answers are those that are right. */
class AddressesOnPaperTest {
    private static final int SEEDS = 200;
    private static final int BORDER = 33;

    private static void everySeed(String id, String part, BiConsumer<PartSpec, List<String>> work) {
        Lab lab = LabCatalogue.load(null).labs().stream()
                .filter(one -> one.id().startsWith(id))
                .findFirst()
                .orElseThrow();
        for (int seed = 0; seed < SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice("a" + Integer.toHexString(seed)));
            List<String> right = new ArrayList<>();
            String at = "";
            for (JournalLine line : variant.reference().lines()) {
                if (line instanceof JournalLine.Part begun) {
                    at = begun.name();
                } else if (line instanceof JournalLine.Predict predict
                        && predict.part().equals(part)) {
                    right.add(predict.answer().text());
                } else if (line instanceof JournalLine.Issue issue && at.equals(part)) {
                    right.add(issue.text());
                }
            }
            PartSpec spec = variant.part(part);
            assertTrue(spec != null && !right.isEmpty(), part);
            work.accept(spec, right);
        }
    }

    private static List<PaperCall> asked(PartSpec part) {
        return part.asked().stream().map(q -> PaperCall.of(q.command())).toList();
    }

    private static List<String> answers(List<String> lines) {
        return lines.stream().filter(line -> line.matches("[a-z]+:.*")).toList();
    }

    @Test
    void slotsInTurn() {
        everySeed("07", "slots", (part, lines) -> {
            String[] slots = new String[6];
            Map<String, Integer> changes = new HashMap<>();
            Map<String, Integer> seen = new HashMap<>();
            int[] next = {1};
            for (String line : part.setup().start()) {
                PaperCall call = PaperCall.of(line);
                if (call.verb().equals("munmap")) {
                    changes.merge(call.get("pid"), 1, Integer::sum);
                } else if (call.get("cpu").equals("0")) {
                    slot(slots, next, changes, seen, call.get("pid"));
                }
            }
            List<String> found = new ArrayList<>();
            asked(part).forEach(call -> found.add("flush:" + slot(slots, next, changes, seen, call.get("pid"))));
            assertEquals(answers(lines), found);
        });
    }

    private static int slot(
            String[] slots, int[] next, Map<String, Integer> changes, Map<String, Integer> seen, String process) {
        int now = changes.getOrDefault(process, 0);
        boolean there = Arrays.asList(slots).contains(process);
        boolean behind = there && seen.getOrDefault(process, 0) < now;
        if (!there) {
            slots[next[0] % 6] = process;
            next[0]++;
        }
        seen.put(process, now);
        return behind ? 2 : there ? 1 : 3;
    }

    @Test
    void flushesAndInterrupts() {
        everySeed("07", "flushes", (part, lines) -> {
            Set<Integer> mapped = new HashSet<>();
            TreeSet<Integer> there = new TreeSet<>();
            Map<String, String> cpus = new HashMap<>();
            part.setup().start().forEach(line -> begin(PaperCall.of(line), mapped, there, cpus));
            boolean[] forked = {false};
            List<String> found = new ArrayList<>();
            for (PaperCall call : asked(part)) {
                found.add(flushed(call, mapped, there, cpus, forked));
            }
            assertEquals(answers(lines), found);
        });
    }

    private static void begin(PaperCall call, Set<Integer> mapped, Set<Integer> there, Map<String, String> cpus) {
        if (call.verb().equals("switch_to")) {
            boolean lazy = call.get("pid").equals("0");
            cpus.merge(call.get("cpu"), call.get("pid"), (before, now) -> lazy ? "lazy" : now);
        }
        for (int page = call.get("addr").isEmpty() ? 1 : call.page();
                page < (call.get("addr").isEmpty() ? 0 : call.end());
                page++) {
            mapped.add(page);
            if (call.verb().equals("store") || call.has("flags", "populate")) {
                there.add(page);
            }
        }
    }

    private static String flushed(
            PaperCall call, Set<Integer> mapped, TreeSet<Integer> there, Map<String, String> cpus, boolean[] forked) {
        int how = 1;
        boolean tables = false;
        if (call.verb().equals("fork")) {
            how = 3;
            forked[0] = true;
        } else {
            Set<Integer> changed = new TreeSet<>(there.subSet(call.page(), call.end()));
            boolean same = call.verb().equals("mprotect") && forked[0];
            if (!changed.isEmpty() && !same) {
                int span = ((TreeSet<Integer>) changed).last() - ((TreeSet<Integer>) changed).first() + 1;
                how = span <= BORDER ? 2 : 3;
            }
            if (call.verb().equals("munmap")) {
                mapped.removeIf(page -> page >= call.page() && page < call.end());
                tables = !changed.isEmpty() && mapped.stream().noneMatch(p -> p >> 9 == call.page() >> 9);
            }
            if (!call.verb().equals("mprotect")) {
                there.removeAll(changed);
            }
        }
        int interrupts = 0;
        for (String cpu : List.of("1", "2")) {
            boolean told = cpus.get(cpu).equals("p") || cpus.get(cpu).equals("lazy") && tables;
            interrupts += how > 1 && told ? 1 : 0;
            if (tables && cpus.get(cpu).equals("lazy")) {
                cpus.put(cpu, "nothing");
            }
        }
        return "how:" + how + ",interrupts:" + interrupts;
    }

    private static PaperVmas begun(PartSpec part) {
        PaperVmas vmas = new PaperVmas();
        for (String line : part.setup().start()) {
            if (!line.contains("spawn")) {
                vmas.apply(PaperCall.of(line));
            }
        }
        return vmas;
    }

    @Test
    void cutsAndJoins() {
        everySeed("09", "cuts", (part, lines) -> {
            PaperVmas vmas = begun(part);
            List<String> found = new ArrayList<>();
            for (PaperCall call : asked(part)) {
                int joined = vmas.apply(call);
                int first = call.page() & ~15;
                found.add("vmas:" + vmas.count(first, first + 15) + ",joins:" + joined);
            }
            assertEquals(answers(lines), found, () -> part.asked().toString());
        });
    }

    @Test
    void neighboursThatDoNotJoin() {
        everySeed("09", "trap", (part, lines) -> {
            PaperVmas vmas = begun(part);
            List<String> found = new ArrayList<>();
            for (PaperCall call : asked(part)) {
                int joined = vmas.apply(call);
                int first = call.page() & ~15;
                found.add("joins:" + joined + ",vmas:" + vmas.count(first, first + 10));
            }
            assertEquals(answers(lines), found);
        });
    }

    @Test
    void threeCallsMakeTheMapOfTheText() {
        everySeed("09", "operate", (part, lines) -> {
            PaperVmas vmas = begun(part);
            assertEquals(3, lines.size());
            lines.forEach(line -> vmas.apply(PaperCall.of(inKibibytes(line))));
            String goal = ((PartSpec.Reach) part).goalText();
            for (String piece :
                    goal.substring(goal.indexOf(": ") + 2).replace(".", "").split("; ")) {
                String[] words = piece.split("[- ]", 3);
                String prot = words[2].replace("-", "").replace("p", "");
                int from = (int) (Long.parseLong(words[0], 16) >>> 12);
                int to = (int) (Long.parseLong(words[1], 16) >>> 12);
                assertTrue(vmas.has(from, to, prot.isEmpty() ? "none" : prot), goal + "\n" + lines);
            }
        });
    }

    /** Sessions have lengths in hex bytes. */
    private static String inKibibytes(String line) {
        String len = line.replaceFirst(".* len=0x([0-9a-f]+).*", "$1");
        return line.replace("len=0x" + len, "len=" + Integer.parseInt(len, 16) / 1024 + "K");
    }
}
