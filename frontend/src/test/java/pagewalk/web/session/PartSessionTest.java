package pagewalk.web.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.command.Command;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.Xorshift;
import pagewalk.lab.model.Journal;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;

/** What a student does to a part and what its journal says are the same thing. */
final class PartSessionTest {
    private static final List<String> START = List.of("a = alloc_pages order=1", "b = alloc_pages order=0");

    private static PartSession part() {
        return new PartSession("p", PartSession.configOf("preset=textbook frames=64"), START);
    }

    @Test
    void aCommandInThePastBeginsABranch() {
        PartSession part = part();
        part.issue(PartRun.command("free_pages a", 1));
        part.issue(PartRun.command("free_pages b", 1));
        part.timeline().seekCommand(3);
        assertEquals(
                List.of("branch at=1 of=1", "c = alloc_pages order=3"),
                part.issue(PartRun.command("c = alloc_pages order=3", 1)).lines());
        assertEquals(2, part.timeline().branches());
    }

    @Test
    void aPositionInsideACommandDoesNotShareIt() {
        PartSession part = part();
        part.issue(PartRun.command("free_pages a", 1));
        part.timeline().stepEvent(-1);
        assertEquals(
                List.of("branch at=0 of=1", "free_pages b"),
                part.issue(PartRun.command("free_pages b", 1)).lines());
    }

    @Test
    void theStartCannotBeChanged() {
        PartSession part = part();
        part.timeline().seekCommand(1);
        assertTrue(part.insideStart());
        part.timeline().seekCommand(2);
        assertTrue(!part.insideStart());
    }

    @Test
    void choosingAnOlderBranchIsOneLine() {
        PartSession part = part();
        part.issue(PartRun.command("free_pages a", 1));
        part.timeline().seekCommand(2);
        part.issue(PartRun.command("free_pages b", 1));
        part.timeline().switchTo(1);
        assertEquals(List.of("branch at=1 of=1"), part.chooseShownBranch());
        assertEquals(List.of(), part.chooseShownBranch());
    }

    /** Random walks: the recorded lines, read by the grader's journal and by a new page, lead to the same machine. */
    @Test
    void theRecordedLinesLeadToTheSameMachine() {
        for (int seed = 1; seed <= 150; seed++) {
            Xorshift random = new Xorshift(seed, 5);
            PartSession part = part();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                walk(random, part, lines, "r" + i);
            }
            lines.addAll(part.chooseShownBranch());
            part.timeline().seekCommand(part.timeline().commands());
            String expected = part.timeline().machine().digest();
            assertEquals(expected, digestByJournal(lines), "grader, seed " + seed);
            assertEquals(expected, digestByReload(lines), "new page, seed " + seed);
        }
    }

    private static void walk(Xorshift random, PartSession part, List<String> lines, String name) {
        Timeline timeline = part.timeline();
        switch (random.below(5)) {
            case 0 -> timeline.seekEvent(part.startEvents() + random.below(timeline.events() - part.startEvents() + 1));
            case 1 -> timeline.switchTo(1 + random.below(timeline.branches()));
            default -> {
                if (!part.insideStart()) {
                    Command command = PartRun.command(name + " = alloc_pages order=" + random.below(3), 1);
                    lines.addAll(part.issue(command).lines());
                }
            }
        }
    }

    private static String digestByJournal(List<String> texts) {
        List<JournalLine> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(JournalLine.parse(text, "p"));
        }
        Timeline timeline = part().timeline();
        Journal.PartJournal journal = Journal.of(lines, "p").part("p");
        for (Command command : journal == null ? List.<Command>of() : journal.path()) {
            timeline.apply(command);
        }
        return timeline.machine().digest();
    }

    private static String digestByReload(List<String> texts) {
        PartSession part = part();
        for (String text : texts) {
            JournalLine line = JournalLine.parse(text, "p");
            if (line != null) {
                part.replay(line);
            }
        }
        part.showLeaf();
        return part.timeline().machine().digest();
    }
}
