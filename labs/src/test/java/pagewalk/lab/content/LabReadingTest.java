package pagewalk.lab.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.VariantSeed;

/** An instructor's lab is read, or refused with file, line and reason. */
class LabReadingTest {
    private static final LabFiles GOOD = LabFiles.shipped("02-split-and-merge");

    private static Lab changed(String from, String to) {
        assertTrue(GOOD.yaml().contains(from), from);
        String yaml = GOOD.yaml().replace(from, to);
        return Lab.of(new LabFiles(GOOD.id(), "labs/x", yaml, GOOD.readme(), GOOD.reference()));
    }

    private static void refused(String from, String to, String reason) {
        LabFault fault = assertThrows(LabFault.class, () -> changed(from, to), to);
        int line = (int)
                GOOD.yaml().substring(0, GOOD.yaml().indexOf(from)).lines().count();
        assertTrue(fault.reason().contains(reason), fault::getMessage);
        assertTrue(fault.file().startsWith("labs/x/"), fault::file);
        assertTrue(Math.abs(fault.line() - line) <= 2, fault.getMessage() + ", expected about line " + line);
    }

    @Test
    void brokenLabsAreRefusedWithFileLineAndReason() {
        refused("lab: 02-split-and-merge", "lab: 03-other", "its folder is '02-split-and-merge'");
        refused("title: Split and merge", "titel: Split and merge", "the key 'titel' has no meaning here");
        refused("  - buddy.list-head", "  - buddy.list-hat", "there is no rule 'buddy.list-hat'");
        refused("kind: predict", "kind: guess", "there is no kind 'guess'");
        refused("key: pfn", "key: pnf", "'pnf'");
        refused("weight: 2}", "weight: heavy}", "expected a number but found 'heavy'");
        refused("      - keeps-high-half", "      - keeps-no-half", "there is no misconception");
        refused("start_merges >= 1", "start_merges >=", "expected a value");
        refused("when: always", "when: sometimes", "when is at-end, always, never or count");
        refused("take: 6}", "take: 9}", "takes 9 of 7");
        refused("      ask: {picks: [0, 0, 1, 1, 2], count: 3}", "      ask: {guess: [0]}", "is none of pick, range");
        refused("free_pages {freed[3]}", "free_pages {freed[4]}", "{freed[4]} is not a drawn value");
        refused("      frames: {pick: [41, 44,", "      frames: {pick: [41, 44,,", "not YAML");
        refused("    goal-points: 4", "    goal-points: 4\n    goal-points: 5", "twice");
        refused("    goal-points: 4", "    goal-points: &x 4", "anchors");
    }

    @Test
    void aGoalThatTheReferenceDoesNotReachIsAFaultOfTheReference() {
        LabFault fault = assertThrows(LabFault.class, () -> changed("n.order == {request.order}", "n.order == 10"));
        assertTrue(fault.file().endsWith("reference.trace"), fault::getMessage);
        assertTrue(fault.reason().contains("does not reach the goal of part reach"), fault::reason);
    }

    @Test
    void aDrawThatNothingSatisfiesIsFoundAtOnce() {
        LabFault fault = assertThrows(LabFault.class, () -> changed("start_merges >= 1", "start_merges >= 100"));
        assertTrue(fault.reason().contains("none of 400 draws was accepted: "), fault::reason);
        String told = "(?s).*[1-9][0-9]* times reject-unless: start_merges >= 100 did not hold.*";
        assertTrue(fault.reason().matches(told), fault::reason);
        assertTrue(fault.reason().contains(" times the misconception oldest-first was right about every question"));
    }

    @Test
    void aReferenceLineThatCannotBePlayedIsTold() {
        LabFiles bad = new LabFiles(GOOD.id(), "labs/x", GOOD.yaml(), "", "part name=predict\nfree_pages {nobody}\n");
        LabFault fault = assertThrows(LabFault.class, () -> Lab.of(bad));
        assertEquals("labs/x/reference.trace", fault.file());
        assertEquals(2, fault.line());
    }

    @Test
    void theScenarioHashSpeaksOfWhatScoresNotOfProse() {
        String hash = LabSource.read(GOOD).scenarioHash();
        assertEquals(
                hash,
                changed("title: Which block, and how many splits?", "title: Which one?")
                        .scenarioHash());
        assertEquals(hash, changed("label: Number of splits", "label: Splits").scenarioHash());
        assertEquals(
                hash, changed("# The half that", "# A comment: the half that").scenarioHash());
        assertNotEquals(hash, changed("goal-points: 4", "goal-points: 5").scenarioHash());
        assertNotEquals(hash, changed("pick: [41, 44,", "pick: [42, 44,").scenarioHash());
        assertNotEquals(
                hash, changed("visibility: after-due", "visibility: never").scenarioHash());
    }

    @Test
    void oneDrawMoreChangesNoOther() {
        Lab more = changed("      sizes: {shuffle:", "      extra: {range: {from: 1, to: 99}}\n      sizes: {shuffle:");
        VariantSeed seed = VariantSeed.practice("77");
        String before = Lab.of(GOOD).variant(seed).drawsOf("predict");
        String after = more.variant(seed).drawsOf("predict");
        assertEquals(before, after.replaceAll(" extra=[0-9]+", ""));
    }

    @Test
    void whatACommandShowsAfterTheStartIsARowOfDraws() {
        String from = "    questions:\n";
        Lab lab = changed(from, "    seen:\n      s: alloc_pages order=0\n" + from);
        String draws = lab.variant(VariantSeed.practice("77")).drawsOf("predict");
        assertTrue(draws.matches(".* s=\\{splits:[0-9]+,merges:0,pfn:[0-9]+\\}"), draws);
        refused(from, "    seen:\n      s: alloc_pagez order=0\n" + from, "alloc_pagez");
        refused(from, "    seen:\n      ask: alloc_pages order=0\n" + from, "a draw called 'ask' already");
        refused(from, "    seen:\n      S: alloc_pages order=0\n" + from, "a draw's name is lower-case");
        refused(from, "    seen: {}\n" + from, "seen has 0 keys");
    }

    @Test
    void aFolderBesideTheProductAddsALabAndABrokenOneIsLeftOut(@TempDir Path folder) throws IOException {
        write(folder.resolve("03-mine"), GOOD.yaml().replace("lab: 02-split-and-merge", "lab: 03-mine"));
        write(folder.resolve("04-broken"), "lab: 04-broken\ntitle: x\nparts:\n  - name: p\n    kind: maze\n");
        write(folder.resolve("02-split-and-merge"), GOOD.yaml());
        Files.createDirectories(folder.resolve("05-empty"));
        LabCatalogue labs = LabCatalogue.load(folder);
        assertEquals(LabCatalogue.load(null).labs().size() + 1, labs.labs().size());
        assertEquals("03-mine", labs.lab("03-mine").id());
        assertEquals(3, labs.refused().size());
        LabFault broken = labs.refused().stream()
                .filter(f -> f.file().contains("04-broken"))
                .findFirst()
                .orElseThrow();
        assertEquals(5, broken.line());
        assertTrue(broken.getMessage().contains("there is no kind 'maze'"), broken::getMessage);
    }

    private static void write(Path folder, String yaml) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("lab.yaml"), yaml);
        Files.writeString(folder.resolve("README.md"), "# A lab\n");
        Files.writeString(folder.resolve("reference.trace"), GOOD.reference());
    }

    @Test
    void everyShippedFolderIsInTheList() throws IOException {
        Path labs = Path.of(System.getProperty("pagewalk.root"), "labs/src/main/resources/labs");
        try (var entries = Files.list(labs)) {
            var folders = entries.filter(Files::isDirectory)
                    .map(p -> p.getFileName().toString())
                    .sorted()
                    .toList();
            assertEquals(
                    folders,
                    LabCatalogue.load(null).labs().stream().map(Lab::id).toList());
        }
    }
}
