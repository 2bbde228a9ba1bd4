package pagewalk.web.memory;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.BootEvent;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.memblock.Memblock;
import pagewalk.engine.memblock.RegionTable;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** Memblock's two tables: as bars over all physical addresses, and in numbers. */
final class MemblockView implements Painter.Panel {
    private static final int WATCHED = Painter.POSITION | Painter.EVENTS | Painter.PART | Painter.LOOK;

    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "memory-view");
    private final HTMLElement settings = Dom.el("p", "soft");
    private final HTMLElement bars = Dom.el("div", "bars");
    private final HTMLElement tables = Dom.el("div", "regions");
    private String said = "";

    MemblockView(Bench bench) {
        this.bench = bench;
        element.setTabIndex(0);
        element.setAttribute("role", "region");
        element.setAttribute("aria-label", "Memory at boot: memblock");
        bars.setAttribute("aria-hidden", "true");
        Dom.with(element, settings, bars, tables);
    }

    HTMLElement element() {
        return element;
    }

    @Override
    public void paint(int changed) {
        if (element.isHidden() || (changed & WATCHED) == 0) {
            return;
        }
        Memblock memblock = bench.timeline().machine().memblock();
        BootEvent.OnRange now = now();
        String text = words(memblock) + (now == null ? "" : now.kind().label() + now.base() + ' ' + now.end());
        if (text.equals(said)) {
            return;
        }
        said = text;
        Dom.text(settings, settings(memblock));
        showBars(memblock, now);
        Dom.clear(tables);
        if (!memblock.isEmpty()) {
            Dom.with(tables, table("memory", memblock.memory()), table("reserved", memblock.reserved()));
        }
    }

    /** The range the current event is about, or null. */
    private BootEvent.@Nullable OnRange now() {
        Timeline timeline = bench.timeline();
        if (timeline.event() == 0) {
            return null;
        }
        Event event = timeline.log().event(timeline.event() - 1);
        return event instanceof BootEvent.OnRange range ? range : null;
    }

    private static String settings(Memblock memblock) {
        if (memblock.isEmpty()) {
            return "Memblock has no memory yet. Try memblock_add in the console.";
        }
        String end = memblock.limit() == -1L ? "have no limit" : "end below " + Bytes.address(memblock.limit());
        return "Searches run " + (memblock.bottomUp() ? "from the bottom up" : "from the top down") + " and " + end
                + ".";
    }

    private static String words(Memblock memblock) {
        StringBuilder text = new StringBuilder(settings(memblock));
        words(memblock.memory(), text);
        words(memblock.reserved(), text);
        return text.toString();
    }

    private static void words(RegionTable table, StringBuilder text) {
        text.append('|');
        for (int i = 0; i < table.count(); i++) {
            text.append(table.base(i)).append(' ').append(table.end(i)).append(' ');
            text.append(table.flags(i)).append(',');
        }
    }

    private void showBars(Memblock memblock, BootEvent.@Nullable OnRange now) {
        Dom.clear(bars);
        if (memblock.isEmpty()) {
            return;
        }
        AddressScale scale = new AddressScale(memblock);
        Dom.with(bars, bar("memory", memblock.memory(), scale), bar("reserved", memblock.reserved(), scale));
        HTMLElement step = Dom.el("div", "bar");
        if (now != null) {
            boolean hole = now.kind() == EventKind.HOLE_LOOKED;
            step.appendChild(box(hole ? "hole" : "step-range", scale.place(now.base()), scale.place(now.end())));
        }
        cuts(step, scale);
        bars.appendChild(Dom.with(Dom.el("div", "bar-line"), Dom.el("span", "label", "this step"), step));
    }

    private static HTMLElement bar(String name, RegionTable table, AddressScale scale) {
        HTMLElement bar = Dom.el("div", "bar");
        for (int i = 0; i < table.count(); i++) {
            String flags = table.flags(i) == 0 ? "" : " flagged";
            bar.appendChild(box(name + flags, scale.place(table.base(i)), scale.place(table.end(i))));
        }
        cuts(bar, scale);
        return Dom.with(Dom.el("div", "bar-line"), Dom.el("span", "label", name), bar);
    }

    private static HTMLElement box(String className, double from, double to) {
        HTMLElement box = Dom.el("span", "box " + className);
        box.getStyle().setProperty("left", from + "%");
        box.getStyle().setProperty("width", to - from + "%");
        return box;
    }

    private static void cuts(HTMLElement bar, AddressScale scale) {
        for (int i = 0; i < scale.cuts(); i++) {
            double from = scale.cutPlace(i);
            bar.appendChild(box("cut", from, from + AddressScale.CUT));
        }
    }

    private static HTMLElement table(String name, RegionTable regions) {
        HTMLElement table = Dom.el("table");
        String total = regions.count() + (regions.count() == 1 ? " range, " : " ranges, ");
        table.appendChild(Dom.el("caption", "", name + ": " + total + Bytes.size(regions.totalBytes())));
        HTMLElement head = Dom.el("tr");
        for (String title : new String[] {"#", "first byte", "last byte", "size", "flags"}) {
            HTMLElement cell = Dom.el("th", "", title);
            cell.setAttribute("scope", "col");
            head.appendChild(cell);
        }
        HTMLElement body = Dom.el("tbody");
        for (int i = 0; i < regions.count(); i++) {
            HTMLElement row = Dom.el("tr");
            HTMLElement number = Dom.el("th", "number", Integer.toString(i));
            number.setAttribute("scope", "row");
            Dom.with(
                    row,
                    number,
                    Dom.el("td", "number", Bytes.address(regions.base(i))),
                    Dom.el("td", "number", Bytes.address(regions.end(i) - 1)),
                    Dom.el("td", "number", Bytes.size(regions.end(i) - regions.base(i))),
                    Dom.el("td", "", flags(regions.flags(i))));
            body.appendChild(row);
        }
        return Dom.with(table, Dom.with(Dom.el("thead"), head), body);
    }

    private static String flags(int flags) {
        String nomap = (flags & Memblock.NOMAP) != 0 ? "nomap " : "";
        return (nomap + ((flags & Memblock.HOTPLUG) != 0 ? "hotplug" : "")).trim();
    }
}
