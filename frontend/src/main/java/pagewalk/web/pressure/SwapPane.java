package pagewalk.web.pressure;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.view.PressureView;
import pagewalk.engine.view.SlotOwners;
import pagewalk.engine.zswap.Fill;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;
import pagewalk.web.process.Page;
import pagewalk.web.process.Pane;

/** Swap devices with their slots, and whose page is in the chosen one. */
final class SwapPane implements DeviceMap.SlotChoice {
    private static final String[] STATES = {
        "the header, which is never handed out",
        "free",
        "its page is there and not in memory",
        "its page is in memory too, in the swap cache",
        "the processor took it and has not used it, or has yet to give it back",
        "its page is compressed in zswap's pool, and not on the device",
        "its page is all zeros, which are stored nowhere"
    };
    private static final String[][] KEY = {
        {"swapped", "swapped out, with its owner's pid"},
        {"cached", "in memory too (swap cache)"},
        {"pooled", "compressed (zswap)"},
        {"zeros", "zeros"},
        {"kept", "kept by the processor"},
        {"free", "free"}
    };

    private final Bench bench;
    private final Colours colours;
    private final PageOpener opener;
    private final HTMLElement element = Pane.titled("swap-map", "Swap");
    private final HTMLElement devices = Dom.el("div");
    private final HTMLElement key = Dom.el("p", "soft key");
    private final HTMLElement facts = Dom.el("div", "slot-facts");
    private final List<@Nullable DeviceMap> maps = new ArrayList<>();
    private int chosen = -1;
    private int pointed = -1;

    SwapPane(Bench bench, Colours colours, PageOpener opener) {
        this.bench = bench;
        this.colours = colours;
        this.opener = opener;
        for (String[] state : KEY) {
            HTMLElement sample = Dom.el("span", "sample slot");
            sample.setAttribute("data-slot", state[0]);
            sample.setAttribute("aria-hidden", "true");
            key.appendChild(Dom.with(Dom.el("span"), sample, Dom.el("span", "", " " + state[1])));
        }
        Dom.with(element, devices, key, facts);
    }

    HTMLElement element() {
        return element;
    }

    @Override
    public void choose(int entry) {
        chosen = entry;
        Now now = Now.of(bench.timeline());
        int pfn = now == null || entry < 0 || !isThere(now, entry)
                ? -1
                : now.view().swap().page(entry);
        if (pfn >= 0) {
            bench.pin(pfn);
        }
        bench.painter().changed(Painter.LOOK);
        if (now != null && entry >= 0 && isThere(now, entry)) {
            bench.say(sentence(now, entry));
        }
    }

    @Override
    public void point(int entry) {
        if (entry != pointed) {
            pointed = entry;
            Now now = Now.of(bench.timeline());
            bench.hover(
                    now == null || entry < 0 || !isThere(now, entry)
                            ? -1
                            : now.view().swap().page(entry));
        }
    }

    @Override
    public int chosen() {
        return chosen;
    }

    private static boolean isThere(Now now, int entry) {
        SwapSpace swap = now.view().swap();
        int device = SwapSpace.deviceOf(entry);
        return swap.has(device) && SwapSpace.slot(entry) <= swap.pages(device);
    }

    private static String sentence(Now now, int entry) {
        int device = SwapSpace.deviceOf(entry);
        int slot = SwapSpace.slot(entry);
        int uses = slot == 0 ? 0 : now.view().swap().uses(entry);
        return "Slot " + slot + " of " + now.view().swap().path(device) + ": "
                + STATES[now.view().slot(device, slot)] + (uses > 1 ? ", " + uses + " entries mean it" : "") + ".";
    }

    /** Nothing is chosen any more: another machine. */
    void forget() {
        chosen = -1;
        pointed = -1;
        maps.clear();
        Dom.clear(devices);
    }

    /** Shows the devices at a moment; {@code linked} is the slot of what is pinned elsewhere, or -1. */
    void show(Now now, int linked) {
        SwapSpace swap = now.view().swap();
        boolean any = false;
        for (int device = 0; device < swap.devices(); device++) {
            any |= swap.has(device);
        }
        if (!any) {
            maps.clear();
            Dom.clear(devices);
            devices.appendChild(Pane.words("No swap: anonymous pages cannot go. Try swapon path=/dev/vdb size=1M."));
        }
        key.setHidden(!any);
        SlotOwners owners = swap.total() > swap.free() ? SlotOwners.of(now.processes()) : null;
        for (int device = 0; any && device < swap.devices(); device++) {
            DeviceMap map = map(device, swap.has(device));
            if (map != null) {
                map.show(now, owners, linked);
            }
        }
        showFacts(now, owners);
    }

    /** The map of a device, which is made or taken away as the device comes or goes. */
    private @Nullable DeviceMap map(int device, boolean there) {
        if (maps.isEmpty()) {
            Dom.clear(devices);
        }
        while (maps.size() <= device) {
            maps.add(null);
        }
        DeviceMap map = maps.get(device);
        if (there && map == null) {
            map = new DeviceMap(device, colours, this);
            maps.set(device, map);
            devices.appendChild(map.element());
        } else if (!there && map != null) {
            devices.removeChild(map.element());
            maps.set(device, null);
            map = null;
        }
        return map;
    }

    private void showFacts(Now now, @Nullable SlotOwners owners) {
        Dom.clear(facts);
        if (chosen < 0 || !isThere(now, chosen)) {
            return;
        }
        facts.appendChild(Dom.el("p", "", sentence(now, chosen)));
        int state = now.view().slot(SwapSpace.deviceOf(chosen), SwapSpace.slot(chosen));
        if (!SlotGrid.isTaken(state)) {
            return;
        }
        if (state == PressureView.POOLED) {
            int bytes = Fill.compressed(now.view().zswap().fill(chosen));
            facts.appendChild(Pane.words("Compressed to " + bytes + " of 4096 bytes"));
        }
        int shadow = now.view().swap().shadow(chosen);
        if (shadow >= 0) {
            facts.appendChild(Pane.words(
                    "Left behind: evicted at age " + (shadow >>> 1) + ((shadow & 1) == 0 ? "" : ", of the workingset")
                            + "; the age is " + now.view().age() + " now"));
        }
        HTMLElement list = Dom.el("p", "owners");
        boolean found = false;
        int owner = owners == null ? -1 : owners.of(chosen);
        for (; owner >= 0 && owners != null; owner = owners.next(owner)) {
            Page page = new Page(owners.pid(owner), owners.hi(owner), owners.lo(owner));
            list.appendChild(opener.button(page, "s" + owner));
            found = true;
        }
        facts.appendChild(
                found
                        ? list
                        : Pane.words(
                                owners == null
                                        ? "Owners are not looked for in more than " + SlotOwners.TABLES
                                                + " page tables."
                                        : "No page table means it: shared memory, or its last owner has just gone."));
    }
}
