package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.Bytes;

/** The newest access in its six stages, lit as far as the timeline has come. */
final class WalkView {
    private static final String[] TITLES = {
        "Virtual address", "Indices", "TLB look-up", "Page tables", "Check or fault", "Physical address"
    };
    private static final int STAGES = 6;
    private static final int LEVEL_SHIFT = 9;
    private static final int INDEX_MASK = 511;
    private static final int PAGE_BITS = 12;

    private final Bench bench;
    private final HTMLElement element = Pane.titled("walk-view", "Walk of the last access");
    private final HTMLElement about = Pane.words("");
    private final HTMLElement[] stages = new HTMLElement[STAGES];
    private final HTMLElement[] bodies = new HTMLElement[STAGES];
    private final HTMLElement[] marks = new HTMLElement[STAGES];

    WalkView(Bench bench) {
        this.bench = bench;
        HTMLElement list = Dom.el("ol", "plain walk");
        for (int i = 0; i < STAGES; i++) {
            marks[i] = Dom.el("span", "mark");
            bodies[i] = Dom.el("div", "mono");
            HTMLElement title = Dom.with(Dom.el("h4"), Dom.el("span", "", i + 1 + " " + TITLES[i]), marks[i]);
            stages[i] = Dom.with(Dom.el("li"), title, bodies[i]);
            list.appendChild(stages[i]);
        }
        Dom.with(element, about, list);
    }

    HTMLElement element() {
        return element;
    }

    void show(@Nullable Walk walk, Links links) {
        for (int i = 0; i < STAGES; i++) {
            Dom.clear(bodies[i]);
            int stage = walk == null ? 0 : walk.stage();
            String state = i + 1 < stage ? "done" : i + 1 == stage ? "now" : "ahead";
            stages[i].setAttribute("data-state", state);
            Dom.text(
                    marks[i], walk == null ? "" : state.equals("done") ? "✓ done" : state.equals("now") ? "▸ now" : "");
            stages[i].removeAttribute("data-link");
        }
        if (walk == null) {
            Dom.text(about, "No load, store or fetch yet.");
            return;
        }
        String command = bench.timeline().commandAt(walk.command()).text();
        Dom.text(about, walk.isCurrent() ? command : command + " (operation " + (walk.command() + 1) + ")");
        address(walk, links);
        indices(walk.page(), walk.offset());
        lookups(walk);
        tables(walk);
        decisions(walk);
        frame(walk, links);
    }

    private void line(int stage, String text) {
        bodies[stage].appendChild(Dom.el("p", "", text));
    }

    private void address(Walk walk, Links links) {
        Page page = walk.page();
        line(0, walk.kind() + (page.pid() == 0 ? "" : " by pid " + page.pid()));
        line(0, Bytes.address(page.address() + walk.offset()));
        links.add(stages[0], Link.page(page, -1));
    }

    private void indices(Page page, int offset) {
        for (int level = PageTables.PGD; level >= PageTables.PTE; level--) {
            line(1, PageEntry.level(level) + " " + page.index(level));
        }
        line(1, "offset " + Bytes.address(offset));
    }

    private void lookups(Walk walk) {
        if (!bench.timeline().machine().config().tlb().isOn()) {
            line(2, "no TLB here: every access walks");
        }
        EventLog log = bench.timeline().log();
        for (int i = 0; i < walk.lookups().size(); i++) {
            Event event = log.event(walk.lookups().get(i));
            String text = switch (event.kind()) {
                case TLB_HIT -> "hit: no walk ";
                case TLB_MISSED -> "miss: walk ";
                default -> "filled after the walk ";
            };
            HTMLElement line = Dom.el("p", "", text);
            line.appendChild(Dom.ruleLink(event.rule().id(), event.rule().sentence()));
            bodies[2].appendChild(line);
        }
    }

    private void tables(Walk walk) {
        EventLog log = bench.timeline().log();
        for (int i = 0; i < walk.tables().size(); i++) {
            int event = walk.tables().get(i);
            int place = log.arg(event, 0);
            PageEntry entry = new PageEntry(
                    place >>> LEVEL_SHIFT, log.arg(event, 1), place & INDEX_MASK, log.arg(event, 2), log.arg(event, 3));
            boolean there = (entry.lo() & Pte.PRESENT) != 0;
            line(3, entry.name() + (there ? " → " + entry.pfn() : " not present"));
        }
        if (walk.walks() > 1) {
            line(3, "walk " + walk.walks() + ", after the fault");
        }
    }

    private void decisions(Walk walk) {
        EventLog log = bench.timeline().log();
        for (int i = 0; i < walk.decisions().size(); i++) {
            int number = walk.decisions().get(i);
            Event event = log.event(number);
            EventKind kind = event.kind();
            String text = switch (kind) {
                case FAULT -> "fault: " + code(log.arg(number, 0));
                case FAULT_SERVED ->
                    (log.arg(number, 1) == 0 ? "minor" : "major") + " fault: pfn " + log.arg(number, 0);
                case PAGE_COPIED -> "copied " + log.arg(number, 0) + " to " + log.arg(number, 1);
                case PTE_MARKED -> "marks the entry";
                default -> event.sentence();
            };
            HTMLElement line = Dom.el("p", "", text + " ");
            line.appendChild(Dom.ruleLink(event.rule().id(), event.rule().sentence()));
            bodies[4].appendChild(line);
        }
        if (walk.stage() == Walk.FRAME) {
            line(4, "the " + walk.kind() + " is allowed");
        }
    }

    /** The error code of a fault, bit by bit. */
    static String code(int code) {
        return ((code & 1) != 0 ? "forbidden" : "not present")
                + ((code & 2) != 0 ? ", write" : (code & 16) != 0 ? ", fetch" : ", read")
                + ((code & 4) != 0 ? ", user" : ", kernel") + ": code " + code;
    }

    private void frame(Walk walk, Links links) {
        if (walk.failed()) {
            line(5, "none: the access failed");
        } else if (walk.pfn() >= 0) {
            line(5, "pfn " + walk.pfn());
            line(5, Bytes.address(((long) walk.pfn() << PAGE_BITS) + walk.offset()));
            links.add(stages[5], Link.frame(walk.pfn()));
        }
    }
}
