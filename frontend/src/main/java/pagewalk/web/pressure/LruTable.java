package pagewalk.web.pressure;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;

/** The drawn pages of all lanes as a table, for whoever prefers text. */
final class LruTable {
    /** Rows of one lane: half from the head, half from the tail. */
    private static final int ROWS = 64;

    private static final String[] COLUMNS = {"list", "from the head", "page", "what", "flags"};

    private final HTMLElement element = Dom.el("div", "twin-table");
    private final HTMLElement body = Dom.el("tbody");
    private final HTMLElement button;
    private Runnable refresh = () -> {};

    LruTable() {
        button = Dom.button("As a table", this::toggle);
        Dom.pressed(button, false);
        HTMLElement head = Dom.el("tr");
        for (String column : COLUMNS) {
            HTMLElement cell = Dom.el("th", "", column);
            cell.setAttribute("scope", "col");
            head.appendChild(cell);
        }
        HTMLElement table = Dom.with(
                Dom.el("table"),
                Dom.el("caption", "visually-hidden", "Pages of the lists, the head first"),
                Dom.with(Dom.el("thead"), head),
                body);
        // It scrolls, so the keyboard has to get there.
        element.setTabIndex(0);
        element.setAttribute("role", "region");
        element.setAttribute("aria-label", "Pages of the lists as a table");
        element.appendChild(table);
        element.setHidden(true);
    }

    HTMLElement element() {
        return element;
    }

    HTMLElement button() {
        return button;
    }

    private void toggle() {
        element.setHidden(!element.isHidden());
        Dom.pressed(button, !element.isHidden());
        refresh.run();
    }

    /** Takes another moment. */
    void show(Now now, LruLanes lanes, LruLayout layout) {
        refresh = () -> fill(now, lanes, layout);
        fill(now, lanes, layout);
    }

    private void fill(Now now, LruLanes lanes, LruLayout layout) {
        Dom.clear(body);
        for (int lane = 0; lane < LruLanes.LANES && !element.isHidden(); lane++) {
            int[] pages = lanes.pages(lane);
            int hidden = lanes.counts()[lane] - pages.length;
            int head = layout.headPart(lane);
            for (int i = 0; i < pages.length; i++) {
                if (pages.length > ROWS && i == ROWS / 2) {
                    i = pages.length - ROWS / 2;
                    body.appendChild(row(LruLanes.name(lane), "…", "", "", ""));
                }
                int place = i + 1 + (i >= head ? hidden : 0);
                body.appendChild(row(
                        LruLanes.name(lane),
                        Integer.toString(place),
                        Integer.toString(pages[i]),
                        PageWords.what(now, pages[i]),
                        PageWords.isPage(now.view(), pages[i]) ? PageWords.flags(now.view(), pages[i]) : ""));
            }
        }
    }

    private static HTMLElement row(String... cells) {
        HTMLElement row = Dom.el("tr");
        for (int i = 0; i < cells.length; i++) {
            row.appendChild(Dom.el("td", i == 1 || i == 2 ? "number" : "", cells[i]));
        }
        return row;
    }
}
