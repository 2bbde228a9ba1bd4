package pagewalk.web.memory;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.PerCpuPages;
import pagewalk.engine.zone.Zone;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.stage.Lens;

/** What one processor keeps of one zone: a row for each order, a column for each migratetype. */
final class CpuTable {
    private static final int[] ORDERS = {0, 1, 2, 3, Zone.PAGEBLOCK_ORDER};
    private static final int TYPES = 3;
    private static final int SHOWN = 6;
    private static final double WHOLE = 100;

    private final Bench bench;
    private final int zone;
    private final int cpu;
    private final int types;
    private final HTMLElement element = Dom.el("div", "cpu-table");
    private final HTMLElement numbers = Dom.el("span", "soft");
    private final HTMLElement fill = Dom.el("span", "fill");
    private final HTMLElement[] cells = new HTMLElement[PerCpuPages.LISTS];
    private final String[] said = new String[PerCpuPages.LISTS];

    CpuTable(Bench bench, int zone, int cpu) {
        this.bench = bench;
        this.zone = zone;
        this.cpu = cpu;
        MemoryView memory = bench.memory();
        types = memory.grouped() ? TYPES : 1;
        HTMLElement title = Dom.el("h3", "", memory.zoneName(zone) + ", CPU " + cpu);
        HTMLElement bar = Dom.with(Dom.el("div", "bar"), fill);
        bar.setAttribute("aria-hidden", "true");
        HTMLElement table = Dom.el("table");
        table.appendChild(Dom.el(
                "caption",
                "visually-hidden",
                "Blocks that CPU " + cpu + " keeps of zone " + memory.zoneName(zone)
                        + ", the head of each list first"));
        Dom.with(table, head(), body());
        Dom.with(element, Dom.with(Dom.el("div", "cpu-head"), title, numbers), bar, table);
    }

    HTMLElement element() {
        return element;
    }

    private HTMLElement head() {
        HTMLElement row = Dom.el("tr");
        row.appendChild(header("col", "order"));
        for (int type = 0; type < types; type++) {
            row.appendChild(header("col", types == 1 ? "blocks, head first" : Lens.MIGRATETYPE.category(type)));
        }
        return Dom.with(Dom.el("thead"), row);
    }

    private HTMLElement body() {
        HTMLElement body = Dom.el("tbody");
        for (int order : ORDERS) {
            HTMLElement row = Dom.el("tr");
            row.appendChild(header("row", Integer.toString(order)));
            for (int type = 0; type < types; type++) {
                HTMLElement cell = Dom.el("td");
                // Huge pages have two lists: movable ones, and all others.
                boolean shared = order > PerCpuPages.COSTLY_ORDER && type > Zone.MOVABLE;
                if (shared) {
                    cell.setTextContent("with unmovable");
                    cell.setClassName("soft");
                } else {
                    cells[PerCpuPages.list(order, type)] = cell;
                    said[PerCpuPages.list(order, type)] = "";
                }
                row.appendChild(cell);
            }
            body.appendChild(row);
        }
        return body;
    }

    private static HTMLElement header(String scope, String text) {
        HTMLElement cell = Dom.el("th", "", text);
        cell.setAttribute("scope", scope);
        return cell;
    }

    /**
     * Shows the lists as they are; a cell is made anew only when it says something else.
     *
     * @param touched the frame of the current event, or -1
     * @param step whether cells that changed since the last time are marked
     */
    void show(MemoryView memory, int touched, boolean step) {
        PerCpuPages pages = memory.perCpu(zone, cpu);
        int batch = memory.watermarks(zone).setup().batch();
        Dom.text(numbers, pages.count() + " pages kept, high " + pages.high() + ", batch " + batch);
        double share = pages.high() == 0 ? 0 : WHOLE * pages.count() / pages.high();
        fill.getStyle().setProperty("width", Math.min(share, WHOLE) + "%");
        KeptFocus focus = new KeptFocus(element);
        for (int list = 0; list < cells.length; list++) {
            if (cells[list] != null) {
                show(pages, list, touched, step);
            }
        }
        focus.restore((HTMLElement) element.getParentNode().getParentNode());
    }

    private void show(PerCpuPages pages, int list, int touched, boolean step) {
        int count = pages.lists().count(list);
        StringBuilder words = new StringBuilder().append(count);
        int pfn = pages.lists().head(list);
        for (int i = 0; i < Math.min(count, SHOWN); i++) {
            words.append(' ').append(pfn).append(classOf(pfn, touched));
            pfn = pages.lists().next(pfn);
        }
        String text = words.toString();
        HTMLElement cell = cells[list];
        if (text.equals(said[list])) {
            cell.setClassName("");
            return;
        }
        String before = said[list];
        cell.setClassName(step && !numberOf(before).equals(Integer.toString(count)) ? "changed" : "");
        said[list] = text;
        Dom.clear(cell);
        HTMLElement chips = Dom.el("div", "pfns");
        chips.appendChild(Dom.el("span", count == 0 ? "count soft" : "count", Integer.toString(count)));
        pfn = pages.lists().head(list);
        for (int i = 0; i < Math.min(count, SHOWN); i++) {
            chips.appendChild(chip(pfn, touched));
            pfn = pages.lists().next(pfn);
        }
        if (count > SHOWN) {
            chips.appendChild(Dom.el("span", "soft", "and " + (count - SHOWN) + " more"));
        }
        cell.appendChild(chips);
    }

    private static String numberOf(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
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
