package pagewalk.web.inspector;

import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import pagewalk.engine.event.Event;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;
import pagewalk.web.json.Digits;
import pagewalk.web.stage.Lens;

/** The free lists of one zone, the head of each list first, and /proc/buddyinfo below. */
public final class FreeListsPanel implements Painter.Panel {
    private static final int ORDERS = 11;
    private static final int SHOWN = 12;

    /** Longer frame numbers take more room, so fewer are shown. */
    private static final int WIDE_PFN = 10_000;

    private static final String[] SHORT = {"unmov", "mov", "recl", "high"};

    private final Bench bench;
    private final HTMLSelectElement zones = Dom.select("Zone of the free lists");
    private final HTMLElement rows = Dom.el("tbody");
    private final HTMLElement buddyinfo = Dom.el("pre", "buddyinfo");
    private int zone;

    public FreeListsPanel(Bench bench, HTMLElement section) {
        this.bench = bench;
        Listen.on(zones, "change", event -> {
            zone = Digits.natural(zones.getValue());
            bench.painter().changed(Painter.POSITION);
        });
        HTMLElement table = Dom.el("table");
        table.appendChild(Dom.el("caption", "visually-hidden", "Free blocks by order, the head of each list first"));
        Dom.with(table, head(), rows);
        buddyinfo.setTabIndex(0);
        buddyinfo.setAttribute("role", "region");
        buddyinfo.setAttribute("aria-label", "/proc/buddyinfo");
        HTMLElement box = Dom.el("div", "lists");
        HTMLElement top = Dom.with(Dom.el("div", "head"), Dom.el("h2", "", "Free lists"), zones);
        HTMLElement run = Dom.button("cat /proc/buddyinfo", () -> bench.type("cat /proc/buddyinfo"));
        run.setClassName("quiet mono");
        Dom.with(section, Dom.with(box, top, table, run, buddyinfo));
        fillZones();
    }

    private static HTMLElement head() {
        HTMLElement row = Dom.el("tr", "soft");
        for (String title : new String[] {"order", "blocks", "pfns, head first"}) {
            HTMLElement cell = Dom.el("th", "", title);
            cell.setAttribute("scope", "col");
            row.appendChild(cell);
        }
        return Dom.with(Dom.el("thead"), row);
    }

    private void fillZones() {
        Dom.clear(zones);
        MemoryView memory = bench.memory();
        zone = memory.zones() - 1;
        for (int z = 0; z < memory.zones(); z++) {
            Dom.option(zones, Integer.toString(z), memory.zoneName(z));
        }
        zones.setValue(Integer.toString(zone));
        zones.setHidden(memory.zones() < 2);
    }

    @Override
    public void paint(int changed) {
        if ((changed & ~(Painter.MOTION | Painter.LIVE | Painter.LOOK)) == 0) {
            return;
        }
        if ((changed & Painter.PART) != 0) {
            fillZones();
        }
        followSelection(changed);
        MemoryView memory = bench.memory();
        int touched = touched();
        HTMLElement focused = rows.querySelector(":focus");
        String label = focused == null ? "" : focused.getTextContent();
        Dom.clear(rows);
        for (int order = 0; order < ORDERS; order++) {
            for (int type = 0; type < memory.migratetypes(); type++) {
                if (type == 0 || memory.freeCount(zone, order, type) > 0) {
                    rows.appendChild(row(memory, order, type, touched));
                }
            }
        }
        if (!label.isEmpty()) {
            focusAgain(label);
        }
        String text = bench.timeline().machine().readFile("/proc/buddyinfo");
        Dom.text(buddyinfo, text == null ? "" : narrow(text.trim()));
    }

    /** The file without its column padding: the panel is narrow; the console shows it byte for byte. */
    private static String narrow(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != ' ' || i == 0 || text.charAt(i - 1) != ' ') {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    /** A newly pinned frame brings its zone. */
    private void followSelection(int changed) {
        int pinned = bench.selection().pinned();
        int its = pinned < 0 ? -1 : bench.memory().zoneOf(pinned);
        if ((changed & Painter.SELECTION) != 0 && its >= 0 && its != zone) {
            zone = its;
            zones.setValue(Integer.toString(zone));
        }
    }

    private int touched() {
        Timeline timeline = bench.timeline();
        if (timeline.event() == 0) {
            return -1;
        }
        Event event = timeline.log().event(timeline.event() - 1);
        return event instanceof Event.Split split ? split.upper() : event.pfn();
    }

    private HTMLElement row(MemoryView memory, int order, int type, int touched) {
        int count = memory.freeCount(zone, order, type);
        HTMLElement row = Dom.el("tr", count == 0 ? "empty" : "");
        boolean typed = memory.grouped() && count > 0;
        HTMLElement head = Dom.el("th", "", typed ? order + " " + SHORT[type] : "" + order);
        head.setTitle(typed ? "order " + order + ", " + Lens.MIGRATETYPE.category(type) : "order " + order);
        head.setAttribute("scope", "row");
        row.appendChild(head);
        row.appendChild(Dom.el("td", "count", Integer.toString(count)));
        HTMLElement pfns = Dom.el("div", "pfns");
        int shown = memory.endPfn() < WIDE_PFN ? SHOWN : SHOWN / 2;
        for (int pfn : memory.freeListHead(zone, order, type, shown)) {
            pfns.appendChild(chip(pfn, touched));
        }
        if (count > shown) {
            pfns.appendChild(Dom.el("span", "soft", "and " + (count - shown) + " more"));
        }
        row.appendChild(Dom.with(Dom.el("td"), pfns));
        return row;
    }

    /** The focus stays on its frame while others change the lists, or goes to the first one if the frame has left. */
    private void focusAgain(String label) {
        var chips = rows.querySelectorAll("button");
        for (int i = chips.getLength() - 1; i >= 0; i--) {
            HTMLElement chip = chips.item(i);
            if (i == 0 || label.equals(chip.getTextContent())) {
                chip.focus();
                return;
            }
        }
    }

    private HTMLElement chip(int pfn, int touched) {
        HTMLElement chip = Dom.button(Integer.toString(pfn), () -> bench.pin(pfn));
        String pinned = bench.selection().pinned() == pfn ? "pinned" : "";
        chip.setClassName(pfn == touched ? "touched " + pinned : pinned);
        chip.setAttribute("aria-label", "pin pfn " + pfn);
        return chip;
    }
}
