package pagewalk.web.pressure;

import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.IntList;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;

/** The lists with their pages, by pointer and keyboard, and the same as a table. */
final class LruPane {
    /** Greatest height of the lanes. */
    private static final int MOST = 300;

    private final Bench bench;
    private final Colours colours;
    private final HTMLElement element = Dom.el("div", "pane lru");
    private final HTMLElement area = Dom.el("div", "lru-lanes");
    private final HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.el("canvas");
    private final CanvasRenderingContext2D g = (CanvasRenderingContext2D) canvas.getContext("2d");
    private final LruTable table;
    private final HTMLElement unevictable = Dom.el("span", "soft");
    private final LruLanes lanes = new LruLanes();
    private LruLayout layout = new LruLayout(new int[LruLanes.LANES], 1, MOST);
    private LruPicture picture;
    private Now now;
    private int width = 1;
    private boolean focused;

    LruPane(Bench bench, Colours colours, Now now) {
        this.bench = bench;
        this.colours = colours;
        this.now = now;
        picture = new LruPicture(g, colours, now.view(), lanes, layout);
        table = new LruTable();
        area.setTabIndex(0);
        area.setAttribute("role", "application");
        area.setAttribute("aria-roledescription", "lists of pages");
        area.setAttribute(
                "aria-label",
                "Lists of pages, heads at the left; left and right go along one, up and down to others, Enter pins");
        canvas.appendChild(Dom.el("p", "", "A picture of the lists. The button As a table shows the same as a table."));
        area.appendChild(canvas);
        HTMLElement head =
                Dom.with(Dom.el("div", "pane-head"), Dom.el("h3", "", "Lists of pages"), unevictable, table.button());
        Dom.with(element, head, area, LruLegend.element(), table.element());
        listen();
    }

    HTMLElement element() {
        return element;
    }

    private void listen() {
        Listen.on(area, "pointermove", event -> {
            int pfn = at((MouseEvent) event);
            bench.hover(pfn);
            area.setTitle(pfn < 0 ? "" : words(pfn));
        });
        Listen.on(area, "pointerleave", event -> bench.hover(-1));
        Listen.on(area, "click", event -> pin(at((MouseEvent) event)));
        Listen.on(area, "focus", event -> focus(true));
        Listen.on(area, "blur", event -> focus(false));
        Listen.on(area, "keydown", event -> {
            KeyboardEvent key = (KeyboardEvent) event;
            if (!key.isCtrlKey() && !key.isAltKey() && !key.isMetaKey() && key(key.getKey())) {
                event.preventDefault();
                event.stopPropagation();
            }
        });
    }

    private void focus(boolean on) {
        focused = on;
        bench.painter().changed(Painter.SELECTION);
    }

    private int at(MouseEvent event) {
        int lane = layout.laneAt(event.getOffsetY());
        int i = lane < 0 ? -1 : layout.at(lane, event.getOffsetX(), event.getOffsetY());
        return i < 0 ? -1 : lanes.pages(lane)[i];
    }

    private void pin(int pfn) {
        if (pfn < 0) {
            bench.clearSelection();
            return;
        }
        bench.pin(pfn);
        bench.say("Pinned " + words(pfn));
    }

    /** A page in one sentence. */
    private String words(int pfn) {
        return "pfn " + pfn + ", " + PageWords.place(now.view(), now.moment(), pfn) + "; " + PageWords.about(now, pfn)
                + ".";
    }

    /** True when the key was one of the lanes. */
    private boolean key(String key) {
        int cursor = bench.selection().cursor();
        int lane = cursor < 0 ? -1 : lanes.laneWith(cursor);
        int i = lane < 0 ? -1 : lanes.indexOf(lane, cursor);
        switch (key) {
            case "ArrowLeft" -> go(lane, i < 0 ? 0 : i - 1);
            case "ArrowRight" -> go(lane, i < 0 ? 0 : i + 1);
            case "ArrowUp" -> upOrDown(lane, i, -1);
            case "ArrowDown" -> upOrDown(lane, i, 1);
            case "Home" -> go(lane, 0);
            case "End" -> go(lane, lane < 0 ? 0 : layout.shown(lane) - 1);
            case "Enter" -> pin(cursor);
            case "Escape" -> bench.clearSelection();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void upOrDown(int lane, int i, int direction) {
        int next = lane < 0 ? -1 : layout.beside(lane, i, direction);
        if (next >= 0) {
            go(lane, next);
            return;
        }
        int other = lane < 0 ? -1 : lane;
        do {
            other += direction;
        } while (other >= 0 && other < LruLanes.LANES && layout.shown(other) == 0);
        if (other >= 0 && other < LruLanes.LANES) {
            // Upwards, and along the tails: that is where reclaim looks.
            go(other, Math.max(0, Math.min(i, layout.shown(other) - 1)));
        }
    }

    /** Moves the cursor to a drawn page of a lane; without a lane to the first that has pages. */
    private void go(int lane, int i) {
        int to = lane;
        for (int each = 0; each < LruLanes.LANES && to < 0; each++) {
            to = layout.shown(each) > 0 ? each : -1;
        }
        if (to < 0) {
            bench.say("All lists are empty.");
            return;
        }
        int place = Math.max(0, Math.min(i, layout.shown(to) - 1));
        int pfn = lanes.pages(to)[place];
        bench.selection().cursor(pfn);
        bench.painter().changed(Painter.SELECTION);
        bench.say(words(pfn));
    }

    /** Takes another moment; {@code step} if it is one step away from the one before. */
    void show(Now next, boolean step) {
        now = next;
        IntList coming = now.view().coming();
        lanes.count(now.view(), coming, now.moment());
        width = Math.max(area.getClientWidth(), LruLayout.LABEL + 60);
        layout = new LruLayout(lanes.counts(), width, MOST);
        lanes.take(now.view(), coming, now.moment(), layout);
        double ratio = Window.current().getDevicePixelRatio();
        canvas.setWidth((int) (width * ratio));
        canvas.setHeight((int) (layout.height() * ratio));
        canvas.getStyle().setProperty("height", layout.height() + "px");
        picture.look(now.view(), lanes, layout, step);
        int locked = now.view().pages(pagewalk.engine.lru.LruLists.UNEVICTABLE);
        Dom.text(unevictable, "unevictable, on no list: " + locked);
        table.show(now, lanes, layout);
    }

    /** Draws what was taken. */
    void paint() {
        double ratio = Window.current().getDevicePixelRatio();
        g.setTransform(ratio, 0, 0, ratio, 0, 0);
        Timeline timeline = bench.timeline();
        int event = timeline.event() == 0
                ? -1
                : timeline.log().event(timeline.event() - 1).pfn();
        var selection = bench.selection();
        int cursor = focused ? selection.cursor() : -1;
        picture.draw(width, new LruPicture.Marks(event, selection.hover(), selection.pinned(), cursor));
        if (picture.isMoving()) {
            bench.painter().changed(Painter.MOTION);
        }
    }

    /** The colours are other ones. */
    void recolour() {
        colours.refresh();
    }
}
