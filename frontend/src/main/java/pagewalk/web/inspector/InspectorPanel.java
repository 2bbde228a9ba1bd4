package pagewalk.web.inspector;

import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** The pinned frame, or the one pointed at: what it is, who its buddy is, and what touched it last. */
public final class InspectorPanel implements Painter.Panel {
    private final Bench bench;
    private final HTMLElement title = Dom.el("p", "title");
    private final HTMLElement facts = Dom.el("dl", "facts");
    private final HTMLElement actions = Dom.el("p");
    private final HTMLElement free;
    private final HTMLElement buddy;
    private final HTMLElement unpin;

    public InspectorPanel(Bench bench, HTMLElement section) {
        this.bench = bench;
        free = Dom.button("Free this block", this::freeBlock);
        buddy = Dom.button("Go to buddy", this::goToBuddy);
        unpin = Dom.button("Unpin", bench::clearSelection);
        Dom.with(actions, free, buddy, unpin);
        actions.setClassName("parts");
        Dom.with(section, Dom.el("h2", "", "Inspector"), title, facts, actions);
    }

    private void freeBlock() {
        int head = bench.memory().blockHead(bench.selection().shown());
        String name = bench.timeline().machine().names().nameOf(head);
        bench.type(name == null ? "free_pages pfn=" + head : "free_pages " + name);
    }

    private void goToBuddy() {
        MemoryView memory = bench.memory();
        int shown = bench.selection().shown();
        bench.pin(memory.blockHead(shown) ^ 1 << memory.blockOrder(shown));
    }

    @Override
    public void paint(int changed) {
        if ((changed & ~(Painter.MOTION | Painter.LIVE | Painter.LOOK)) == 0) {
            return;
        }
        int pfn = bench.selection().shown();
        Dom.clear(facts);
        actions.setHidden(pfn < 0);
        if (pfn < 0) {
            Dom.text(title, "Point at a frame, or click to pin it.");
            return;
        }
        boolean pinned = bench.selection().pinned() >= 0;
        Dom.text(title, "pfn " + pfn + " · 0x" + Integer.toHexString(pfn) + (pinned ? " · pinned" : ""));
        Timeline timeline = bench.timeline();
        List<FrameFacts.Fact> found = FrameFacts.of(timeline.machine(), timeline.log(), timeline.event(), pfn);
        for (FrameFacts.Fact fact : found) {
            facts.appendChild(Dom.el("dt", "", fact.word()));
            HTMLElement value = Dom.el("dd", "", fact.value() + " ");
            if (fact.rule() != Rule.NONE) {
                value.appendChild(Dom.ruleLink(fact.rule().id(), fact.rule().sentence()));
            }
            facts.appendChild(value);
        }
        showActions(pfn, pinned);
    }

    private void showActions(int pfn, boolean pinned) {
        MemoryView memory = bench.memory();
        int state = memory.state(pfn);
        boolean taken = state == MemoryView.ALLOCATED || state == MemoryView.USED;
        free.setHidden(!pinned || !taken || !bench.whyNotNow().isEmpty());
        int order = memory.blockOrder(pfn);
        int other = order < 0 ? -1 : memory.blockHead(pfn) ^ 1 << order;
        buddy.setHidden(!pinned || order < 0 || order >= 10 || memory.zoneOf(other) != memory.zoneOf(pfn));
        unpin.setHidden(!pinned);
    }
}
