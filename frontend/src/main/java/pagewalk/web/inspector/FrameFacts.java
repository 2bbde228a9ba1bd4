package pagewalk.web.inspector;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Machine;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.stage.Lens;

/** What there is to say about one frame: word and value, and the rule behind it where one decides. */
public final class FrameFacts {
    private static final int MAX_ORDER = 10;

    /** How far back the last event of a frame is looked for. */
    private static final int LOOK_BACK = 200_000;

    /** One line of the inspector; {@code rule} is {@link Rule#NONE} where none decides. */
    public record Fact(String word, String value, Rule rule) {}

    private final List<Fact> facts = new ArrayList<>();
    private final MemoryView memory;

    private FrameFacts(MemoryView memory) {
        this.memory = memory;
    }

    /**
     * Everything about a frame at a position.
     *
     * @param machine the machine at the position
     * @param log all events of the branch
     * @param position how many of them are shown
     */
    public static List<Fact> of(Machine machine, EventLog log, int position, int pfn) {
        FrameFacts about = new FrameFacts(machine.memory());
        about.collect(machine, pfn);
        about.lastEvent(log, position, pfn);
        return about.facts;
    }

    private void collect(Machine machine, int pfn) {
        int head = memory.blockHead(pfn);
        if (head < 0) {
            add("state", "no memory at this frame");
            return;
        }
        int order = memory.blockOrder(pfn);
        int state = memory.state(pfn);
        String name = machine.names().nameOf(head);
        add("state", Lens.stateWord(state));
        if (name != null && state != MemoryView.FREE) {
            add("name", name);
        }
        int pages = 1 << order;
        add("block", "pfn " + head + " to " + (head + pages - 1) + ", order " + order);
        add("size", pages + (pages == 1 ? " page, 4 KiB" : " pages, " + 4 * pages + " KiB"));
        add("zone", memory.zoneName(memory.zoneOf(pfn)));
        if (memory.grouped()) {
            add("pageblock", Lens.MIGRATETYPE.category(memory.migratetype(pfn)));
        }
        if (state == MemoryView.FREE) {
            listPlace(head, order);
        }
        buddy(head, order, state);
    }

    private void listPlace(int head, int order) {
        int zone = memory.zoneOf(head);
        for (int type = 0; type < memory.migratetypes(); type++) {
            int[] pfns = memory.freeListHead(zone, order, type, 4096);
            for (int i = 0; i < pfns.length; i++) {
                if (pfns[i] == head) {
                    String place = i == 0 ? "the head" : "place " + (i + 1);
                    facts.add(new Fact(
                            "free list",
                            "order " + order + ", " + place + " of " + memory.freeCount(zone, order, type),
                            Rule.NONE));
                    return;
                }
            }
        }
    }

    private void buddy(int head, int order, int state) {
        if (order >= MAX_ORDER) {
            facts.add(new Fact("buddy", "none: order 10 is the largest", Rule.BUDDY_MAX_ORDER));
            return;
        }
        int buddy = head ^ 1 << order;
        int zone = memory.zoneOf(head);
        if (memory.zoneOf(buddy) != zone) {
            facts.add(new Fact("buddy", "pfn " + buddy + ", outside the zone: no merge", Rule.BUDDY_OUTSIDE));
            return;
        }
        boolean isHead = memory.blockHead(buddy) == buddy;
        boolean free = memory.state(buddy) == MemoryView.FREE;
        int buddyOrder = memory.blockOrder(buddy);
        if (free && isHead && buddyOrder == order) {
            String when =
                    state == MemoryView.FREE ? ": they are about to merge" : ": they merge when this one is freed";
            facts.add(new Fact("buddy", "pfn " + buddy + ", free, order " + order + when, Rule.BUDDY_FREE));
        } else if (free && isHead) {
            facts.add(new Fact(
                    "buddy",
                    "pfn " + buddy + ", free but of order " + buddyOrder + ": no merge",
                    Rule.BUDDY_OTHER_ORDER));
        } else {
            facts.add(new Fact("buddy", "pfn " + buddy + ", in use: no merge", Rule.BUDDY_IN_USE));
        }
    }

    private void lastEvent(EventLog log, int position, int pfn) {
        int earliest = Math.max(0, position - LOOK_BACK);
        for (int i = position - 1; i >= earliest; i--) {
            Event event = log.event(i);
            int first = event.pfn();
            if (first >= 0 && first <= pfn && pfn < first + (1 << Math.max(event.order(), 0))) {
                facts.add(new Fact(
                        "last event",
                        "#" + (i + 1) + " " + event.kind().label() + ": " + event.sentence(),
                        event.rule()));
                return;
            }
        }
        add("last event", "none yet");
    }

    private void add(String word, String value) {
        facts.add(new Fact(word, value, Rule.NONE));
    }
}
