package pagewalk.web.wall;

import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.EventTarget;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Status;
import pagewalk.web.dom.Store;
import pagewalk.web.json.Json;
import pagewalk.web.live.LiveSocket;

/** The wall: tiles or a table of the students at work, which can be held still. */
public final class WallPage implements LiveSocket.Listener {
    private static final int TICK_MS = 5000;

    private final HTMLElement page;
    private final Status status = new Status(Dom.byId("status"));
    private final WallLook look = new WallLook();
    private final HTMLElement connection = Dom.el("span", "chip warn", "▲ connecting");
    private final HTMLElement count = Dom.el("span", "soft");
    private final HTMLElement pause = Dom.button("Pause updates", this::pauseOrGoOn);
    private final HTMLElement held = Dom.el("span", "soft");
    private final HTMLElement tiles = Dom.el("ol", "tiles");
    private final HTMLElement table = Dom.el("div", "wall-table");
    private final HTMLElement tileView;
    private final HTMLElement tableView;
    private final HTMLElement rows = Dom.el("tbody");
    private final Seats seats;
    private final LiveSocket socket;
    private boolean paused;

    /** {@code page} is the page's main element. */
    public WallPage(HTMLElement page) {
        this.page = page;
        String course = page.getAttribute("data-course");
        seats = new Seats(course == null ? "" : course, tiles, rows);
        socket = new LiveSocket("/ws/wall/" + course, this);
        tileView = Dom.button("Tiles", () -> view(false));
        tableView = Dom.button("Table", () -> view(true));
        Dom.byId("filter").appendChild(bar());
        buildTable();
        Dom.with(Dom.byId("tiles"), tiles, table, legend());
        view("table".equals(Store.get("wall.view")));
    }

    private HTMLElement bar() {
        connection.setId("connection");
        pause.setId("pause");
        held.setId("held");
        Dom.pressed(pause, false);
        HTMLInputElement anonymous = Dom.input("checkbox");
        anonymous.setId("anonymous");
        anonymous.setChecked(look.hidesNames());
        Listen.on(anonymous, "change", event -> {
            look.hideNames(anonymous.isChecked());
            showAll();
        });
        HTMLElement label = Dom.el("label", "check");
        Dom.with(label, anonymous, Dom.el("span", "", "Hide names"));
        HTMLElement views = Dom.el("span", "group");
        views.setAttribute("role", "group");
        views.setAttribute("aria-label", "Show as");
        Dom.with(views, tileView, tableView);
        return Dom.with(Dom.el("div", "wall-bar"), connection, count, views, pause, label, held);
    }

    private void buildTable() {
        HTMLElement body = Dom.el("table");
        body.appendChild(Dom.el("caption", "visually-hidden", "Students at work, by seat"));
        HTMLElement row = Dom.el("tr");
        for (String title :
                new String[] {"Student", "Lab", "Part", "Step", "Progress", "Memory in use", "Last activity"}) {
            HTMLElement cell = Dom.el("th", "", title);
            cell.setAttribute("scope", "col");
            row.appendChild(cell);
        }
        Dom.with(table, Dom.with(body, Dom.with(Dom.el("thead"), row), rows));
        table.setTabIndex(0);
        table.setAttribute("role", "region");
        table.setAttribute("aria-label", "Students at work as a table");
    }

    private static HTMLElement legend() {
        HTMLElement legend = Dom.el("p", "wall-legend");
        String[][] states = {{"free", "free"}, {"anon", "allocated"}, {"reserved", "used before"}, {"slab", "mixed"}};
        for (String[] state : states) {
            Dom.with(
                    legend,
                    Dom.with(Dom.el("span"), Dom.el("span", "swatch " + state[0]), Dom.el("span", "", state[1])));
        }
        return legend;
    }

    private void view(boolean asTable) {
        Store.put("wall.view", asTable ? "table" : "tiles");
        tiles.setHidden(asTable);
        table.setHidden(!asTable);
        Dom.pressed(tileView, !asTable);
        Dom.pressed(tableView, asTable);
    }

    interface Media extends JSObject {
        EventTarget matchMedia(String query);
    }

    /** Connects, and keeps the page up to date. */
    public void open() {
        socket.connect();
        Listen.on(Dom.document(), "pagewalk-theme", event -> recolour());
        Listen.on(
                ((Media) (JSObject) Window.current()).matchMedia("(prefers-color-scheme: dark)"),
                "change",
                event -> recolour());
        Window.setInterval(
                () -> {
                    if (!paused && !Browser.hidden()) {
                        seats.all().forEach(Seat::tick);
                    }
                },
                TICK_MS);
        page.setAttribute("data-ready", "true");
    }

    private void recolour() {
        look.refreshColours();
        seats.all().forEach(seat -> seat.show(look));
    }

    private void pauseOrGoOn() {
        paused = !paused;
        Dom.pressed(pause, paused);
        if (!paused) {
            showAll();
        }
        status.say(paused ? "Updates are paused." : "Updates go on.");
        showHeld();
    }

    private void showHeld() {
        int waiting = 0;
        for (Seat seat : seats.all()) {
            waiting += seat.hasNews() ? 1 : 0;
        }
        String tilesWord = waiting == 1 ? " tile has news" : " tiles have news";
        Dom.text(held, paused ? "‖ held still; " + waiting + tilesWord : "");
    }

    private void showAll() {
        for (Seat seat : seats.all()) {
            seat.show(look);
        }
    }

    @Override
    public void opened() {
        connection.setClassName("chip good");
        Dom.text(connection, "● live");
    }

    @Override
    public void lost(boolean loginEnded) {
        connection.setClassName("chip warn");
        String words = loginEnded ? "✕ your login has ended: log in again" : "▲ reconnecting";
        if (!words.equals(connection.getTextContent())) {
            status.say(words.substring(2));
        }
        Dom.text(connection, words);
    }

    @Override
    public void message(Json message) {
        if (!message.text("type", "").equals("tiles")) {
            return;
        }
        for (Json tile : message.array("tiles")) {
            seats.take(tile);
        }
        int students = seats.all().size();
        Dom.text(count, students == 0 ? "Nobody is at work." : students + (students == 1 ? " student" : " students"));
        if (paused) {
            showHeld();
            return;
        }
        for (Seat seat : seats.all()) {
            if (seat.hasNews()) {
                seat.show(look);
            }
        }
    }
}
