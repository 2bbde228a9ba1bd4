package pagewalk.web.stage;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.Machine;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.bench.Bench;
import pagewalk.web.bench.Company;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;
import pagewalk.web.json.Digits;

/** The picture as a table: one row a block, in frame order, a page of rows at a time. */
final class BlockTable {
    private static final int ROWS = 100;

    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "twin");
    private final HTMLElement head = Dom.el("thead");
    private final List<Place> places = new ArrayList<>();
    private final HTMLElement rows = Dom.el("tbody");
    private final HTMLElement range = Dom.el("span", "soft");
    private final HTMLElement earlier;
    private final HTMLElement later;
    private int from;
    private int after;

    /** The cell that says who points into a block. */
    private record Place(int head, int end, HTMLElement cell) {}

    BlockTable(Bench bench) {
        this.bench = bench;
        from = bench.memory().startPfn();
        earlier = Dom.button("Earlier blocks", this::back);
        later = Dom.button("Later blocks", () -> showFrom(after));
        element.setHidden(true);
        element.setTabIndex(0);
        element.setAttribute("role", "region");
        element.setAttribute("aria-label", "Blocks of physical memory as a table");
        HTMLElement table = Dom.el("table");
        table.appendChild(Dom.el("caption", "visually-hidden", "Blocks in the order of their frame numbers"));
        Dom.with(table, head, rows);
        HTMLElement bar = Dom.el("p", "panel-head");
        Dom.with(element, Dom.with(bar, earlier, later, range), table);
    }

    private void showHead() {
        HTMLElement row = Dom.el("tr");
        String pointed = bench.company() == null ? "" : "Pointed at by";
        for (String title :
                new String[] {"First pfn", "Last pfn", "Pages", "Order", "State", "Name", "Zone", "Type", pointed}) {
            if (!title.isEmpty()) {
                HTMLElement cell = Dom.el("th", "", title);
                cell.setAttribute("scope", "col");
                row.appendChild(cell);
            }
        }
        head.appendChild(row);
    }

    /** Writes who points where; nothing else is touched, so that the focus stays. */
    private void showPointers(List<Company.Pointer> pointers) {
        for (Place place : places) {
            StringBuilder names = new StringBuilder();
            for (Company.Pointer pointer : pointers) {
                if (pointer.pfn() >= place.head() && pointer.pfn() < place.end()) {
                    names.append(names.length() == 0 ? "" : ", ")
                            .append(pointer.name())
                            .append(" (pfn ");
                    names.append(pointer.pfn()).append(')');
                }
            }
            Dom.text(place.cell(), names.toString());
        }
    }

    HTMLElement element() {
        return element;
    }

    boolean shown() {
        return !element.isHidden();
    }

    void show(boolean on) {
        element.setHidden(!on);
        int pinned = bench.selection().shown();
        if (on && pinned >= 0 && (pinned < from || pinned >= after)) {
            from = Math.max(bench.memory().blockHead(pinned), bench.memory().startPfn());
        }
    }

    private void showFrom(int pfn) {
        from = pfn;
        bench.painter().changed(Painter.LOOK);
    }

    private void back() {
        MemoryView memory = bench.memory();
        int pfn = from;
        for (int i = 0; i < ROWS && pfn > memory.startPfn(); i++) {
            int head = memory.blockHead(pfn - 1);
            pfn = head < 0 ? pfn - 1 : head;
        }
        showFrom(pfn);
    }

    void paint(int changed) {
        if (!shown() || changed == Painter.MOTION || changed == Painter.LIVE) {
            return;
        }
        Company company = bench.company();
        if ((changed & ~(Painter.OTHERS | Painter.LIVE | Painter.MOTION)) == 0) {
            showPointers(company == null ? List.of() : company.pointers());
            return;
        }
        if (!head.hasChildNodes()) {
            showHead();
        }
        Machine machine = bench.timeline().machine();
        MemoryView memory = machine.memory();
        if ((changed & Painter.PART) != 0) {
            from = memory.startPfn();
        }
        int head = memory.blockHead(from);
        from = head < 0 ? from : head;
        int focused = focusedRow();
        Dom.clear(rows);
        places.clear();
        int pfn = from;
        int count = 0;
        while (count < ROWS && pfn < memory.endPfn()) {
            int order = memory.blockOrder(pfn);
            if (order < 0) {
                pfn++;
                continue;
            }
            HTMLElement row = row(machine, memory, pfn, order);
            rows.appendChild(row);
            if (focused >= pfn && focused < pfn + (1 << order)) {
                ((HTMLElement) row.getFirstChild().getFirstChild()).focus();
            }
            pfn += 1 << order;
            count++;
        }
        if (company != null) {
            showPointers(company.pointers());
        }
        after = pfn;
        Dom.text(range, "frames " + from + " to " + (pfn - 1) + " of " + (memory.endPfn() - 1));
        Dom.attribute(earlier, "disabled", from <= memory.startPfn(), "");
        Dom.attribute(later, "disabled", after >= memory.endPfn(), "");
    }

    /** The frame whose button has the keyboard focus, or -1: rows are made anew, and the focus must stay. */
    private int focusedRow() {
        HTMLElement focused = rows.querySelector("button:focus");
        return focused == null ? -1 : Digits.natural(focused.getTextContent());
    }

    private HTMLElement row(Machine machine, MemoryView memory, int pfn, int order) {
        HTMLElement row = Dom.el("tr");
        HTMLElement first = Dom.el("th", "number");
        first.setAttribute("scope", "row");
        first.appendChild(Dom.button(Integer.toString(pfn), () -> bench.pin(pfn)));
        row.appendChild(first);
        number(row, pfn + (1 << order) - 1);
        number(row, 1 << order);
        number(row, order);
        String name = machine.names().nameOf(pfn);
        boolean free = memory.state(pfn) == MemoryView.FREE;
        row.appendChild(Dom.el("td", "", Lens.stateWord(memory.state(pfn))));
        row.appendChild(Dom.el("td", "", name == null || free ? "" : name));
        row.appendChild(Dom.el("td", "", memory.zoneName(memory.zoneOf(pfn))));
        row.appendChild(Dom.el("td", "", memory.grouped() ? Lens.MIGRATETYPE.category(memory.migratetype(pfn)) : ""));
        if (bench.company() != null) {
            HTMLElement cell = Dom.el("td");
            row.appendChild(cell);
            places.add(new Place(pfn, pfn + (1 << order), cell));
        }
        int pinned = bench.selection().pinned();
        if (pinned >= pfn && pinned < pfn + (1 << order)) {
            row.setAttribute("aria-current", "true");
        }
        return row;
    }

    private static void number(HTMLElement row, int value) {
        row.appendChild(Dom.el("td", "number", Integer.toString(value)));
    }
}
