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
    private final HTMLElement zones = Dom.el("span", "group");

    /** Switches between the map and the table. */
    @FunctionalInterface
    interface TableSwitch {
        void show(boolean table);
    }

    StageBar(Bench bench, Palette palette, StagePicture picture, TableSwitch tableSwitch) {
        this.bench = bench;
        this.palette = palette;
        this.picture = picture;
        Dom.with(element, lenses(), views(tableSwitch), zones, zoom());
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

    private HTMLElement views(TableSwitch tableSwitch) {
        HTMLElement group = Dom.el("span", "group");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", "View");
        HTMLElement[] both = new HTMLElement[2];
        both[0] = Dom.button("Map", () -> view(both, tableSwitch, false));
        both[1] = Dom.button("Table", () -> view(both, tableSwitch, true));
        Dom.with(group, both);
        view(both, table -> {}, false);
        return group;
    }

    private void view(HTMLElement[] both, TableSwitch tableSwitch, boolean table) {
        Dom.pressed(both[0], !table);
        Dom.pressed(both[1], table);
        tableSwitch.show(table);
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
