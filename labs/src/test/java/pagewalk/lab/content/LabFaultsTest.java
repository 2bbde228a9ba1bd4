package pagewalk.lab.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;

/** Every fault of a lab's file is told, all at once, with its line, its column and a reason. */
class LabFaultsTest {
    private static List<String> shipped() {
        return LabCatalogue.load(null).labs().stream().map(Lab::id).toList();
    }

    private static List<LabFault> faults(LabFiles good, String yaml) {
        return LabFaults.of(new LabFiles(good.id(), "labs/x", yaml, good.readme(), good.reference()));
    }

    @Test
    void shippedLabsHaveNone() {
        for (String id : shipped()) {
            assertEquals(List.of(), LabFaults.of(LabFiles.shipped(id)), id);
        }
    }

    @Test
    void everyKeyMisspeltIsTold() {
        everyLine(LabFaultsTest::misspelt, "has no meaning here", 300);
    }

    @Test
    void everyKeyWithoutItsValueIsTold() {
        everyLine(LabFaultsTest::emptied, "", 100);
    }

    private interface Break {
        /** The broken line, or null when there is nothing to break in it. */
        String of(String line);
    }

    /** Breaks each line of each shipped lab in turn; the fault stands at the line, or where the piece begins. */
    private static void everyLine(Break how, String reason, int least) {
        long broken = 0;
        for (String id : shipped()) {
            LabFiles good = LabFiles.shipped(id);
            List<String> lines = good.yaml().lines().toList();
            Set<Integer> drawn = drawn(lines);
            broken += IntStream.range(0, lines.size())
                    .parallel()
                    .filter(i -> !drawn.contains(i) && how.of(lines.get(i)) != null)
                    .peek(i -> told(good, lines, i, String.valueOf(how.of(lines.get(i))), reason))
                    .mapToLong(i -> 1)
                    .sum();
        }
        assertTrue(broken > least, "only " + broken + " lines were broken");
    }

    /** The lines below a part's draws: their keys are the author's, even where the format has one of that name. */
    private static Set<Integer> drawn(List<String> lines) {
        Set<Integer> drawn = new HashSet<>();
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            inside = line.equals("    draws:") || inside && (line.isBlank() || line.startsWith("     "));
            if (inside) {
                drawn.add(i);
            }
        }
        return drawn;
    }

    private static void told(LabFiles good, List<String> lines, int i, String bad, String reason) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(i, bad);
        List<LabFault> faults = faults(good, String.join("\n", changed) + "\n");
        String where = good.id() + ", line " + (i + 1) + ": " + bad + "\n" + faults;
        assertFalse(faults.isEmpty(), where);
        assertTrue(faults.stream().allMatch(fault -> fault.line() > 0 && fault.column() > 0), where);
        assertTrue(faults.stream().anyMatch(fault -> Math.abs(fault.line() - (i + 1)) <= 2), where);
        assertTrue(faults.stream().anyMatch(fault -> fault.reason().contains(reason)), where);
    }

    private static final List<String> FREE =
            List.of("machine", "draws", "choices", "misled", "trials", "knobs", "pick", "range", "shuffle", "picks");

    /** Keys of the format only: draws, settings and words of choices are the author's. */
    private static String misspelt(String line) {
        String text = line.strip().replaceFirst("^- ", "");
        int colon = text.indexOf(':');
        String key = colon < 0 ? "" : text.substring(0, colon);
        boolean known = List.of(
                                "title",
                                "text",
                                "kind",
                                "name",
                                "rules",
                                "parts",
                                "fields",
                                "goal",
                                "goal-text",
                                "goal-points",
                                "max-commands",
                                "milestones",
                                "checks",
                                "expr",
                                "points",
                                "message",
                                "when",
                                "reject-unless",
                                "misconceptions",
                                "questions",
                                "command",
                                "properties",
                                "input",
                                "label",
                                "weight",
                                "files",
                                "machine",
                                "idea",
                                "difficulty",
                                "value",
                                "choices",
                                "rule",
                                "misled",
                                "visibility",
                                "start")
                        .contains(key)
                && !text.equals("value:"); // with nothing behind it a draw's table, told in other words
        return known && !line.startsWith("      ".repeat(3)) || known && !FREE.contains(key)
                ? line.replaceFirst(key + ":", key + "x:")
                : null;
    }

    private static String emptied(String line) {
        String text = line.strip().replaceFirst("^- ", "");
        for (String key : List.of(
                "lab",
                "title",
                "kind",
                "name",
                "goal-points",
                "max-commands",
                "weight",
                "points",
                "expr",
                "goal",
                "label",
                "message",
                "when",
                "visibility",
                "key",
                "command",
                "value",
                "idea",
                "rule")) {
            if (text.startsWith(key + ": ")) {
                return line.substring(0, line.indexOf(key + ": ") + key.length() + 1) + " \"\"";
            }
        }
        return null;
    }

    @Test
    void allFaultsAreToldAtOnce() {
        LabFiles good = LabFiles.shipped("02-split-and-merge");
        String bad = good.yaml()
                .replace("title: Split and merge", "titel: Split and merge")
                .replace("- buddy.list-head", "- buddy.list-hat")
                .replace("goal-points: 4", "goal-points: many")
                .replace("when: always", "when: sometimes")
                .replace("free_pages {freed[3]}", "free_pagez {freed[3]}")
                .replace("q2.splits != q3.splits", "q2.splits !! q3.splits");
        List<LabFault> faults = faults(good, bad);
        for (String reason : List.of(
                "'titel' has no meaning",
                "'title' is missing",
                "no rule 'buddy.list-hat'",
                "number but found 'many'",
                "not 'sometimes'",
                "free_pagez",
                "'!'")) {
            assertTrue(faults.stream().anyMatch(fault -> fault.reason().contains(reason)), reason + "\n" + faults);
        }
    }

    @Test
    void theSchemaIsTheOneTheCheckerWalks() throws IOException {
        Path file = Path.of(System.getProperty("pagewalk.root", ".."), "docs/lab.schema.json");
        assertEquals(
                LabSchema.text(), Files.readString(file), "write it anew: ./lab check --schema > docs/lab.schema.json");
    }
}
