package pagewalk.web.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.timeline.Timeline;
import pagewalk.lab.model.PartRun;

final class FrameFactsTest {
    private final Timeline timeline = new Timeline(MachineConfig.textbook(64));

    private List<FrameFacts.Fact> facts(int pfn, String... commands) {
        for (String command : commands) {
            timeline.apply(PartRun.command(command, 1));
        }
        return FrameFacts.of(timeline.machine(), timeline.log(), timeline.event(), pfn);
    }

    private static FrameFacts.Fact fact(List<FrameFacts.Fact> facts, String word) {
        return facts.stream()
                .filter(fact -> fact.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAllocatedFrameTellsItsNameBlockAndFreeBuddy() {
        List<FrameFacts.Fact> facts = facts(1, "a = alloc_pages order=1");
        assertEquals("allocated", fact(facts, "state").value());
        assertEquals("a", fact(facts, "name").value());
        assertEquals("pfn 0 to 1, order 1", fact(facts, "block").value());
        assertTrue(fact(facts, "buddy").value().startsWith("pfn 2, free, order 1"));
        assertEquals(Rule.BUDDY_FREE, fact(facts, "buddy").rule());
    }

    @Test
    void aBuddyInUseIsSaidWithItsRule() {
        List<FrameFacts.Fact> facts = facts(0, "a = alloc_pages order=0", "b = alloc_pages order=0");
        assertEquals("pfn 1, in use: no merge", fact(facts, "buddy").value());
        assertEquals(Rule.BUDDY_IN_USE, fact(facts, "buddy").rule());
    }

    @Test
    void aBuddyOfAnotherOrderIsSaidWithItsRule() {
        List<FrameFacts.Fact> facts = facts(0, "a = alloc_pages order=1", "b = alloc_pages order=0");
        assertEquals(Rule.BUDDY_IN_USE, fact(facts, "buddy").rule());
        List<FrameFacts.Fact> after =
                facts(0, "free_pages b", "c = alloc_pages order=1", "d = alloc_pages order=0", "free_pages c");
        assertTrue(fact(after, "buddy").value().startsWith("pfn 2, free"));
    }

    @Test
    void aFreeFrameTellsItsPlaceOnTheList() {
        List<FrameFacts.Fact> facts = facts(40, "a = alloc_pages order=0");
        assertEquals("order 5, the head of 1", fact(facts, "free list").value());
    }

    @Test
    void theLastEventIsTheNewestThatTouchedTheFrame() {
        List<FrameFacts.Fact> facts = facts(0, "a = alloc_pages order=0");
        assertTrue(fact(facts, "last event").value().contains("ALLOC"));
        timeline.seekEvent(0);
        assertEquals(
                "none yet",
                fact(FrameFacts.of(timeline.machine(), timeline.log(), 0, 0), "last event")
                        .value());
    }
}
