package pagewalk.web.pressure;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.zswap.SizeClasses;
import pagewalk.engine.zswap.Zspages;
import pagewalk.engine.zswap.Zswap;
import pagewalk.web.dom.Dom;
import pagewalk.web.process.Pane;

/** The pool of compressed pages: how full it is beside its limit, and the pages it is made of. */
final class ZswapPane {
    private static final String[] COLUMNS = {"bytes of an object", "objects", "room for", "pages"};
    /** Lists of zspages by fullness, empty to full. */
    private static final int GROUPS = 12;

    private static final double WHOLE = 100;

    private final HTMLElement element = Pane.titled("zswap", "zswap");
    private final HTMLElement state = Dom.el("p");
    private final HTMLElement bar = Dom.el("div", "pool-bar");
    private final HTMLElement fill = Dom.el("span", "fill");
    private final HTMLElement tick = Dom.el("span", "tick");
    private final HTMLElement counts = Dom.el("p", "soft");
    private final HTMLElement table = Dom.el("table");
    private final HTMLElement rows = Dom.el("tbody");

    ZswapPane() {
        bar.setAttribute("aria-hidden", "true");
        Dom.with(bar, fill, tick);
        HTMLElement head = Dom.el("tr");
        for (String column : COLUMNS) {
            HTMLElement cell = Dom.el("th", "", column);
            cell.setAttribute("scope", "col");
            head.appendChild(cell);
        }
        Dom.with(
                table,
                Dom.el("caption", "visually-hidden", "Pages of the pool by the size of their objects"),
                Dom.with(Dom.el("thead"), head),
                rows);
        Dom.with(element, state, bar, counts, table);
    }

    HTMLElement element() {
        return element;
    }

    void show(Now now) {
        Zswap zswap = now.view().zswap();
        int pages = zswap.pool().pages();
        int most = Math.max(zswap.most(), 1);
        boolean used = zswap.state.enabled || zswap.stored() > 0;
        Dom.text(
                state,
                !used
                        ? "Off: pages go to the device as they are. echo Y > /sys/module/zswap/parameters/enabled"
                        : (zswap.state.enabled ? "On: " : "Off again, with ")
                                + zswap.stored() + (zswap.stored() == 1 ? " entry in " : " entries in ") + pages
                                + (pages == 1 ? " page" : " pages") + "; at most " + zswap.most()
                                + ", and once that is reached it takes pages again below " + zswap.accepts());
        bar.setHidden(!used);
        counts.setHidden(!used);
        fill.getStyle().setProperty("width", Math.min(WHOLE, WHOLE * pages / most) + "%");
        tick.getStyle().setProperty("left", Math.min(WHOLE, WHOLE * zswap.accepts() / most) + "%");
        Dom.text(
                counts,
                "stored " + zswap.state.count("zswpout") + ", loaded " + zswap.state.count("zswpin")
                        + ", written back " + zswap.state.count("zswpwb") + ", limit hit "
                        + zswap.state.debug("pool_limit_hit") + "; zeros out " + zswap.state.count("swpout_zero")
                        + ", in " + zswap.state.count("swpin_zero"));
        showClasses(zswap.pool());
    }

    private void showClasses(Zspages pool) {
        Dom.clear(rows);
        table.setHidden(pool.pages() == 0);
        for (int number = 0; number < SizeClasses.count() && pool.pages() > 0; number++) {
            int zspages = 0;
            int objects = 0;
            for (int group = 0; group < GROUPS; group++) {
                for (int page = pool.first(number, group); page != Zspages.NIL; page = pool.next(page)) {
                    zspages++;
                    objects += pool.inUse(page);
                }
            }
            if (zspages > 0) {
                row(
                        SizeClasses.size(number),
                        objects,
                        zspages * SizeClasses.objects(number),
                        zspages * SizeClasses.pages(number));
            }
        }
    }

    private void row(int... numbers) {
        HTMLElement row = Dom.el("tr");
        for (int number : numbers) {
            row.appendChild(Dom.el("td", "number", Integer.toString(number)));
        }
        rows.appendChild(row);
    }
}
