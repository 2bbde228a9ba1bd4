package pagewalk.web.stage;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Icon;
import pagewalk.web.dom.Painter;

/** The row above the map: lens, map or table, zones, zoom, export. */
final class StageBar {
    private final Bench bench;
    private final Palette palette;
    private final StagePicture picture;
    private final HTMLElement element = Dom.el("div", "stage-tools");
    private final Elements<HTMLElement> lensButtons = new Elements<>();
    private final HTMLElement views = Dom.el("span", "group");
    private final Elements<HTMLElement> viewButtons = new Elements<>();
    private final ViewSwitch viewSwitch;
    private final HTMLElement zones = Dom.el("span", "group");

    /** Switches between the views that share the stage's place. */
    @FunctionalInterface
    interface ViewSwitch {
        void show(int view);
    }

    StageBar(Bench bench, Palette palette, StagePicture picture, ViewSwitch viewSwitch) {
        this.bench = bench;
        this.palette = palette;
        this.picture = picture;
        this.viewSwitch = viewSwitch;
        views.setAttribute("role", "group");
        views.setAttribute("aria-label", "View");
        Dom.with(element, lenses(), views, zones, zoom());
        addView("Map");
        addView("Table");
        showZones();
    }

    HTMLElement element() {
        return element;
    }

    private HTMLElement lenses() {
        HTMLElement group = Dom.el("span", "group");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", "Lens");
        for (Lens lens : Lens.values()) {
            HTMLElement button = Dom.button(lens.label(), () -> {
                palette.lens(lens);
                bench.painter().changed(Painter.LOOK);
            });
            lensButtons.add(button);
            group.appendChild(button);
        }
        HTMLElement whole = Dom.el("span");
        return Dom.with(whole, Dom.el("span", "label", "Lens"), group);
    }

    /** Adds the button of another view; the first is shown. */
    void addView(String label) {
        int view = viewButtons.size();
        HTMLElement button = Dom.button(label, () -> view(view));
        Dom.pressed(button, view == 0);
        viewButtons.add(button);
        views.appendChild(button);
    }

    /** Shows the button of a view, or hides it. */
    void offer(int view, boolean on) {
        viewButtons.get(view).setHidden(!on);
        bench.painter().changed(Painter.LOOK);
    }

    void view(int view) {
        for (int i = 0; i < viewButtons.size(); i++) {
            Dom.pressed(viewButtons.get(i), i == view);
        }
        viewSwitch.show(view);
        bench.painter().changed(Painter.LOOK);
    }

    private void showZones() {
        Dom.clear(zones);
        MemoryView memory = bench.memory();
        zones.setHidden(memory.zones() < 2);
        zones.setAttribute("role", "group");
        zones.setAttribute("aria-label", "Zoom to a zone");
        for (int z = 0; z < memory.zones(); z++) {
            int zone = z;
            zones.appendChild(Dom.button(memory.zoneName(z), () -> {
                picture.view().fitZone(zone);
                bench.painter().changed(Painter.MOTION);
            }));
        }
    }

    private HTMLElement zoom() {
        HTMLElement group = Dom.el("span", "group");
        HTMLElement save = Dom.iconButton(Icon.PICTURE, "Save the map as a PNG picture", this::export);
        return Dom.with(
                group,
                Dom.iconButton(Icon.ZOOM_OUT, "Zoom out", () -> zoomBy(0.5)),
                Dom.iconButton(Icon.FIT, "Fit the whole machine", () -> {
                    picture.view().fit();
                    bench.painter().changed(Painter.MOTION);
                }),
                Dom.iconButton(Icon.ZOOM_IN, "Zoom in", () -> zoomBy(2)),
                save);
    }

    private void zoomBy(double factor) {
        MapView view = picture.view();
        view.zoom(factor, view.width() / 2.0, view.height() / 2.0);
        bench.painter().changed(Painter.MOTION);
    }

    private void export() {
        Browser.saveFrom(picture.png(), "pagewalk-event-" + bench.timeline().event() + ".png");
    }

    void paint(int changed) {
        if ((changed & Painter.PART) != 0) {
            showZones();
        }
        if ((changed & (Painter.LOOK | Painter.PART)) != 0) {
            for (Lens lens : Lens.values()) {
                HTMLElement button = lensButtons.get(lens.ordinal());
                Dom.pressed(button, palette.lens() == lens);
                button.setHidden(lens == Lens.MIGRATETYPE && !bench.memory().grouped());
            }
        }
    }
}
