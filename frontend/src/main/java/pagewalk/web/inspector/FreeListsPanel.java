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

/**
 * The free lists of one zone, the head of each list first, and /proc/buddyinfo below. A row is built anew only when
 * what it says has changed: a step touches few lists.
 */
public final class FreeListsPanel implements Painter.Panel {
    private static final int ORDERS = 11;
    private static final int SHOWN = 12;

    /** Longer frame numbers take more room, so fewer are shown. */
    private static final int WIDE_PFN = 10_000;

    private static final String[] SHORT = {"unmov", "mov", "recl", "high"};

    private final Bench bench;
    private final HTMLSelectElement zones = Dom.select("Zone of the free lists");
    private final HTMLElement rows = Dom.el("tbody");
    private final HTMLElement[] built = new HTMLElement[ORDERS * SHORT.length];
    private final String[] said = new String[built.length];
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
        Dom.clear(rows);
        for (int i = 0; i < built.length; i++) {
            built[i] = Dom.el("tr");
            built[i].setHidden(true);
            said[i] = "";
            rows.appendChild(built[i]);
        }
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
        for (int order = 0; order < ORDERS; order++) {
            for (int type = 0; type < memory.migratetypes(); type++) {
                show(memory, order, type, touched);
            }
        }
        if (!label.isEmpty() && rows.querySelector(":focus") == null) {
            focusAgain(label);
        }
        String text = bench.timeline().machine().readFile("/proc/buddyinfo");
        Dom.text(buddyinfo, text == null ? "" : narrow(text.trim()));
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

    /** Puts the row of a list in its place, unless the one that stands there says the same. */
    private void show(MemoryView memory, int order, int type, int touched) {
        int count = memory.freeCount(zone, order, type);
        int[] pfns = memory.freeListHead(zone, order, type, memory.endPfn() < WIDE_PFN ? SHOWN : SHOWN / 2);
        StringBuilder words = new StringBuilder().append(memory.grouped()).append(count);
        for (int pfn : pfns) {
            words.append(' ').append(pfn).append(classOf(pfn, touched));
        }
        int place = order * SHORT.length + type;
        String text = words.toString();
        if (text.equals(said[place])) {
            return;
        }
        said[place] = text;
        HTMLElement row = row(memory.grouped() && count > 0, order, type, count);
        HTMLElement chips = Dom.el("div", "pfns");
        for (int pfn : pfns) {
            chips.appendChild(chip(pfn, touched));
        }
        if (count > pfns.length) {
            chips.appendChild(Dom.el("span", "soft", "and " + (count - pfns.length) + " more"));
        }
        row.appendChild(Dom.with(Dom.el("td"), chips));
        row.setHidden(type > 0 && count == 0);
        rows.replaceChild(row, built[place]);
        built[place] = row;
    }

    private static HTMLElement row(boolean typed, int order, int type, int count) {
        HTMLElement row = Dom.el("tr", count == 0 ? "empty" : "");
        HTMLElement head = Dom.el("th", "", typed ? order + " " + SHORT[type] : "" + order);
        head.setTitle(typed ? "order " + order + ", " + Lens.MIGRATETYPE.category(type) : "order " + order);
        head.setAttribute("scope", "row");
        return Dom.with(row, head, Dom.el("td", "count", Integer.toString(count)));
    }

    private String classOf(int pfn, int touched) {
        return (pfn == touched ? "touched " : "") + (bench.selection().pinned() == pfn ? "pinned" : "");
    }

    private HTMLElement chip(int pfn, int touched) {
        HTMLElement chip = Dom.button(Integer.toString(pfn), () -> bench.pin(pfn));
        chip.setClassName(classOf(pfn, touched));
        chip.setAttribute("aria-label", "pin pfn " + pfn);
        return chip;
    }
}
