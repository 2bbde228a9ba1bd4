package pagewalk.web.process;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.Bytes;

/** What each part of the processor has of an access: address, indices, TLB, tables, check, frame. */
final class WalkParts {
    private static final int LEVEL_SHIFT = 9;
    private static final int INDEX_MASK = 511;
    private static final int PAGE_BITS = 12;

    private final Bench bench;
    private final HTMLElement[] stages;
    private final HTMLElement[] bodies;

    WalkParts(Bench bench, HTMLElement[] stages, HTMLElement[] bodies) {
        this.bench = bench;
        this.stages = stages;
        this.bodies = bodies;
    }

    void show(Walk walk, Links links) {
        address(walk, links);
        indices(walk);
        lookups(walk);
        tables(walk);
        decisions(walk);
        frame(walk, links);
    }

    private void line(int stage, String text) {
        bodies[stage - 1].appendChild(Dom.el("p", "", text));
    }

    private void address(Walk walk, Links links) {
        Page page = walk.page();
        line(Telling.ADDRESS, walk.kind() + (page.pid() == 0 ? "" : " by pid " + page.pid()));
        line(Telling.ADDRESS, Bytes.address(page.address() + walk.offset()));
        links.add(stages[Telling.ADDRESS - 1], Link.page(page, -1));
    }

    private void indices(Walk walk) {
        int lowest = 1 + (walk.offsetBits() - PAGE_BITS) / LEVEL_SHIFT;
        for (int level = PageTables.PGD; level >= lowest; level--) {
            line(Telling.INDICES, PageEntry.level(level) + " " + walk.page().index(level));
        }
        long inside = walk.page().address() + walk.offset() & (1L << walk.offsetBits()) - 1;
        line(Telling.INDICES, "offset " + Bytes.address(inside));
    }

    private void lookups(Walk walk) {
        if (!bench.timeline().machine().config().tlb().isOn()) {
            line(Telling.TLB, "no TLB here: every access walks");
        }
        for (int i = 0; i < walk.lookups().size(); i++) {
            Event event = bench.timeline().log().event(walk.lookups().get(i));
            String text = switch (event.kind()) {
                case TLB_HIT -> "hit: no walk ";
                case TLB_MISSED -> "miss: walk ";
                case TLB_DROPPED -> "drops an entry ";
                case TLB_EVICTED -> "makes room ";
                default -> "filled after the walk ";
            };
            ruled(Telling.TLB, text, event);
        }
    }

    private void ruled(int stage, String text, Event event) {
        HTMLElement line = Dom.el("p", "", text);
        line.appendChild(Dom.ruleLink(event.rule().id(), event.rule().sentence()));
        bodies[stage - 1].appendChild(line);
    }

    private void tables(Walk walk) {
        EventLog log = bench.timeline().log();
        for (int i = 0; i < walk.tables().size(); i++) {
            int event = walk.tables().get(i);
            int place = log.arg(event, 0);
            PageEntry entry = new PageEntry(
                    place >>> LEVEL_SHIFT, log.arg(event, 1), place & INDEX_MASK, log.arg(event, 2), log.arg(event, 3));
            line(Telling.TABLES, entry.name() + found(entry));
        }
        if (walk.walks() > 1) {
            line(Telling.TABLES, "walk " + walk.walks() + ", after the fault");
        }
    }

    private static String found(PageEntry entry) {
        if ((entry.lo() & Pte.PRESENT) == 0) {
            return " not present";
        }
        String size = entry.level() == PageTables.PTE || entry.leadsOn() ? "" : ", " + entry.size();
        return " → " + entry.pfn() + size;
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
            ruled(Telling.CHECK, text + " ", event);
        }
        if (walk.pfn() >= 0) {
            line(Telling.CHECK, "the " + walk.kind() + " is allowed");
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
            line(Telling.FRAME, "none: the access failed");
        } else if (walk.pfn() >= 0) {
            line(Telling.FRAME, "pfn " + walk.pfn());
            line(Telling.FRAME, Bytes.address(walk.physical()));
            links.add(stages[Telling.FRAME - 1], Link.frame(walk.pfn()));
        }
    }
}
