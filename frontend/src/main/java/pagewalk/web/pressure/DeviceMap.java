package pagewalk.web.pressure;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.view.SlotOwners;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;

/** One swap device: its numbers in words, and its slots as a grid with a cursor. */
final class DeviceMap {
    private static final int CLUSTER = 512;

    private final int device;
    private final SlotChoice choice;
    private final HTMLElement element = Dom.el("div", "device");
    private final HTMLElement caption = Dom.el("p");
    private final HTMLElement area = Dom.el("div", "slot-map");
    private final SlotGrid grid;
    private int slots;

    /** Whom a slot is told that is chosen. */
    interface SlotChoice {
        void choose(int entry);

        void point(int entry);

        /** The slot that is chosen, as an entry; -1 for none. */
        int chosen();
    }

    DeviceMap(int device, Colours colours, SlotChoice choice) {
        this.device = device;
        this.choice = choice;
        HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.el("canvas");
        canvas.appendChild(Dom.el("p", "", "A picture of the device's slots; the words around it say the same."));
        area.setTabIndex(0);
        area.setAttribute("role", "application");
        area.setAttribute("aria-roledescription", "map of slots");
        area.appendChild(canvas);
        grid = new SlotGrid(canvas, colours);
        Dom.with(element, caption, area);
        Listen.on(area, "click", event -> choose(slotAt((MouseEvent) event)));
        Listen.on(area, "pointermove", event -> choice.point(entry(slotAt((MouseEvent) event))));
        Listen.on(area, "pointerleave", event -> choice.point(-1));
        Listen.on(area, "keydown", event -> {
            KeyboardEvent key = (KeyboardEvent) event;
            if (!key.isCtrlKey() && !key.isAltKey() && !key.isMetaKey() && key(key.getKey())) {
                event.preventDefault();
                event.stopPropagation();
            }
        });
    }

    HTMLElement element() {
        return element;
    }

    private int slotAt(MouseEvent event) {
        return grid.at(event.getOffsetX(), event.getOffsetY());
    }

    private int entry(int slot) {
        return slot < 0 ? -1 : SwapSpace.entry(device, slot);
    }

    private void choose(int slot) {
        choice.choose(entry(slot));
    }

    private boolean key(String key) {
        int chosen = choice.chosen();
        int slot = chosen >= 0 && SwapSpace.deviceOf(chosen) == device ? SwapSpace.slot(chosen) : -grid.perCell();
        switch (key) {
            case "ArrowLeft" -> go(slot - grid.perCell());
            case "ArrowRight" -> go(slot + grid.perCell());
            case "ArrowUp" -> go(slot - grid.inRow());
            case "ArrowDown" -> go(slot + grid.inRow());
            case "Home" -> go(0);
            case "End" -> go(slots - 1);
            case "Escape" -> choice.choose(-1);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void go(int slot) {
        choose(Math.max(0, Math.min(slot, slots - 1)));
    }

    /** Shows the device; the slot of {@code linked} is outlined. */
    void show(Now now, @Nullable SlotOwners owners, int linked) {
        SwapSpace swap = now.view().swap();
        slots = swap.pages(device) + 1;
        boolean turns = swap.isRotational(device);
        Dom.text(
                caption,
                swap.path(device) + ": " + swap.inUse(device) + " of " + swap.pages(device)
                        + " slots in use, priority " + swap.priority(device) + ", "
                        + (turns ? "a disk that turns" : clusters(slots)));
        area.setAttribute(
                "aria-label",
                "Slots of " + swap.path(device) + "; arrow keys go from slot to slot, Escape lets go"
                        + (grid.perCell() > 1 ? "; each cell is " + grid.perCell() + " slots" : ""));
        grid.size(slots, Math.max(area.getClientWidth(), 60));
        int chosen = choice.chosen();
        grid.draw(now.view(), owners, device, new int[] {of(chosen), of(linked)});
    }

    private int of(int entry) {
        return entry >= 0 && SwapSpace.deviceOf(entry) == device ? SwapSpace.slot(entry) : -1;
    }

    private static String clusters(int slots) {
        int clusters = (slots + CLUSTER - 1) / CLUSTER;
        return "in " + clusters + (clusters == 1 ? " cluster" : " clusters") + " of " + CLUSTER;
    }
}
