package pagewalk.web.stage;

import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.events.WheelEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Fold;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;

/** The stage: the map of physical memory with pointer and keyboard, or the table that says the same. */
public final class StagePanel implements Painter.Panel {
    private final Bench bench;
    private final Palette palette = new Palette();
    private final HTMLElement place = Dom.el("div", "stage-view");
    private final HTMLElement map = Dom.el("div", "map");
    private final HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.el("canvas");
    private final StagePicture picture;
    private final StageBar bar;
    private final Legend legend;
    private final BlockTable table;
    private final Elements<HTMLElement> views = new Elements<>();
    private final PinTaker pins;
    private boolean dragging;
    private boolean dragged;
    private int dragX;
    private int dragY;

    /** Told when the user pins a frame, for answering by pointing. */
    @FunctionalInterface
    public interface PinTaker {
        void pinned(int head);
    }

    public StagePanel(Bench bench, HTMLElement section, PinTaker pins) {
        this.bench = bench;
        this.pins = pins;
        picture = new StagePicture(bench, canvas, palette);
        bar = new StageBar(bench, palette, picture, this::showView);
        legend = new Legend(bench, palette);
        table = new BlockTable(bench);
        build(section);
        listen();
    }

    private void build(HTMLElement section) {
        map.setTabIndex(0);
        map.setAttribute("role", "application");
        map.setAttribute("aria-roledescription", "memory map");
        map.setAttribute("aria-label", "Physical memory; arrow keys move the cell cursor, Enter pins, Escape clears");
        canvas.appendChild(
                Dom.el("p", "", "A picture of physical memory. The Table button shows the same as a table."));
        Dom.with(place, Dom.with(map, canvas), table.element());
        views.add(map);
        views.add(table.element());
        HTMLElement task = new Fold("task", "Task panel", "◂▸", false, bench.painter()).button();
        HTMLElement facts = new Fold("facts", "Inspector panel", "▸◂", false, bench.painter()).button();
        Dom.with(section, Dom.with(Dom.el("div", "stage-bar"), task, bar.element(), legend.element(), facts), place);
    }

    private void showView(int view) {
        table.show(view == 1);
        for (int i = 0; i < views.size(); i++) {
            views.get(i).setHidden(i != view);
        }
    }

    /** Adds a view that shares the place of map and table, hidden at first; the number that {@link #show} takes. */
    public int add(String label, HTMLElement view) {
        view.setHidden(true);
        place.appendChild(view);
        views.add(view);
        bar.addView(label);
        return views.size() - 1;
    }

    /** Offers a view or does not; one that is shown and no longer offered makes room for the map. */
    public void offer(int view, boolean on) {
        bar.offer(view, on);
        if (!on && !views.get(view).isHidden()) {
            show(0);
        }
    }

    /** Shows one of the views. */
    public void show(int view) {
        bar.view(view);
    }

    /** The element whose focus makes single-key shortcuts act. */
    public HTMLElement focusTarget() {
        return map;
    }

    private void listen() {
        Listen.on(map, "pointerdown", event -> press((MouseEvent) event));
        Listen.on(map, "pointermove", event -> move((MouseEvent) event));
        Listen.on(map, "pointerup", event -> release((MouseEvent) event));
        Listen.on(map, "pointerleave", event -> bench.hover(-1));
        Listen.on(map, "wheel", event -> wheel((WheelEvent) event));
        Listen.on(map, "focus", event -> picture.focused(true));
        Listen.on(map, "blur", event -> picture.focused(false));
    }

    private void press(MouseEvent event) {
        dragging = true;
        dragged = false;
        dragX = event.getClientX();
        dragY = event.getClientY();
        Browser.capture(map, event);
    }

    private void move(MouseEvent event) {
        int dx = event.getClientX() - dragX;
        int dy = event.getClientY() - dragY;
        if (dragging && picture.view().zoomed() && (dragged || Math.abs(dx) + Math.abs(dy) > 4)) {
            dragged = true;
            dragX = event.getClientX();
            dragY = event.getClientY();
            picture.view().pan(dx, dy);
            bench.painter().changed(Painter.MOTION);
            return;
        }
        bench.hover(picture.view().pfnAt(event.getOffsetX(), event.getOffsetY()));
    }

    private void release(MouseEvent event) {
        dragging = false;
        if (!dragged) {
            pin(picture.view().pfnAt(event.getOffsetX(), event.getOffsetY()));
        }
    }

    private void pin(int pfn) {
        if (pfn < 0) {
            bench.clearSelection();
            return;
        }
        bench.pin(pfn);
        pins.pinned(bench.memory().blockHead(pfn));
    }

    private void wheel(WheelEvent event) {
        event.preventDefault();
        double factor = event.getDeltaY() < 0 ? 1.25 : 0.8;
        picture.view().zoom(factor, event.getOffsetX(), event.getOffsetY());
        bench.painter().changed(Painter.MOTION);
    }

    /** Keys that belong to the map itself; true when the key was one of them. */
    public boolean key(KeyboardEvent event) {
        switch (event.getKey()) {
            case "ArrowLeft" -> arrow(event, -1, 0);
            case "ArrowRight" -> arrow(event, 1, 0);
            case "ArrowUp" -> arrow(event, 0, -1);
            case "ArrowDown" -> arrow(event, 0, 1);
            case "Enter" -> pin(bench.selection().cursor());
            case "Escape" -> bench.clearSelection();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void arrow(KeyboardEvent event, int dx, int dy) {
        int cursor = bench.selection().cursor();
        int next;
        if (cursor < 0) {
            next = bench.memory().zoneStart(0);
        } else if (event.isShiftKey()) {
            next = blockBeside(cursor, dx);
        } else {
            next = picture.view().neighbour(cursor, dx, dy);
        }
        picture.view().reveal(next);
        bench.moveCursor(next);
    }

    /** The block after or before this one by frame number. */
    private int blockBeside(int pfn, int direction) {
        var memory = bench.memory();
        int head = memory.blockHead(pfn);
        int next = direction > 0 ? head + (1 << memory.blockOrder(pfn)) : head - 1;
        int other = memory.blockHead(next);
        return other < 0 ? pfn : other;
    }

    public void zoom(double factor) {
        picture.view().zoom(factor, picture.view().width() / 2.0, picture.view().height() / 2.0);
        bench.painter().changed(Painter.MOTION);
    }

    public void fit() {
        picture.view().fit();
        bench.painter().changed(Painter.MOTION);
    }

    public void lens(Lens lens) {
        palette.lens(lens);
        bench.painter().changed(Painter.LOOK);
    }

    /** The theme changed. */
    public void refreshColours() {
        palette.refresh();
        bench.painter().changed(Painter.LOOK);
    }

    /** From now on pageblocks are framed in the colour of their migratetype, under that lens. */
    public void framePageblocks() {
        picture.overlay(new PageblockFrames(palette));
    }

    public Palette palette() {
        return palette;
    }

    @Override
    public void paint(int changed) {
        if ((changed & Painter.PART) != 0) {
            picture.machineChanged();
        }
        // First what stands above the map: it may take a line more or less, and the map gets what is left.
        bar.paint(changed);
        legend.paint(changed);
        int width = place.getClientWidth();
        if (!map.isHidden() && width > 0) {
            int height = place.getClientHeight();
            if (width != picture.view().width() || height != picture.view().height()) {
                picture.resize(width, height);
            }
            picture.paint(changed);
        }
        table.paint(changed);
    }
}
