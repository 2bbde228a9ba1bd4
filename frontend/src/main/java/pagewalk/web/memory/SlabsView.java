package pagewalk.web.memory;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.SlabEvent;
import pagewalk.engine.slab.SlabFlags;
import pagewalk.engine.slab.SlabView;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.IntList;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** The caches of the object allocator as a table, and the chosen one opened to its slabs and objects. */
final class SlabsView implements Painter.Panel {
    private static final int UNWATCHED = Painter.MOTION | Painter.LIVE | Painter.OTHERS;
    private static final int NONE = -1;
    private static final String[] COLUMNS = {"cache", "object", "size", "per slab", "active", "objects", "slabs"};

    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "memory-view slabs");
    private final HTMLElement rows = Dom.el("tbody");
    private final HTMLElement table = Dom.el("table");
    private final HTMLElement note = Dom.el("p", "soft");
    private final CacheDetail detail;
    private final List<String> said = new ArrayList<>();
    private int chosen = NONE;

    SlabsView(Bench bench) {
        this.bench = bench;
        detail = new CacheDetail(bench);
        element.setTabIndex(0);
        element.setAttribute("role", "region");
        element.setAttribute("aria-label", "Caches, slabs and objects");
        table.appendChild(Dom.el("caption", "visually-hidden", "Caches; choosing one opens its slabs"));
        HTMLElement head = Dom.el("tr");
        for (String column : COLUMNS) {
            HTMLElement cell = Dom.el("th", "", column);
            cell.setAttribute("scope", "col");
            head.appendChild(cell);
        }
        Dom.with(table, Dom.with(Dom.el("thead"), head), rows);
        Dom.with(element, Dom.with(Dom.el("div", "caches"), table, note), detail.element());
    }

    HTMLElement element() {
        return element;
    }

    @Override
    public void paint(int changed) {
        if ((changed & Painter.PART) != 0) {
            chosen = NONE;
        }
        SlabView slabs = bench.timeline().machine().slabs();
        follow(changed, slabs);
        if (element.isHidden() || (changed & ~UNWATCHED) == 0) {
            return;
        }
        int[] caches = shownCaches(slabs);
        if (!contains(caches, chosen)) {
            chosen = caches.length == 0 ? NONE : caches[caches.length - 1];
        }
        showTable(slabs, caches);
        detail.element().setHidden(chosen == NONE);
        if (chosen != NONE) {
            SlabEvent.OnPages now = pagesNow();
            detail.show(slabs, chosen, now == null ? NONE : now.pfn(), now == null ? NONE : objectOf(now));
        }
    }

    private static int objectOf(SlabEvent.OnPages event) {
        boolean one = event.kind() == EventKind.OBJECT_TAKEN || event.kind() == EventKind.OBJECT_RETURNED;
        return one ? event.b() : NONE;
    }

    /** A step brings the cache it is about, and a newly pinned frame the cache of its slab. */
    private void follow(int changed, SlabView slabs) {
        int pfn = NONE;
        if ((changed & Painter.POSITION) != 0) {
            SlabEvent.OnPages now = pagesNow();
            pfn = now == null ? NONE : now.pfn();
        } else if ((changed & Painter.SELECTION) != 0) {
            pfn = bench.memory().blockHead(bench.selection().pinned());
        }
        if (pfn >= 0 && slabs.isSlab(pfn)) {
            chosen = slabs.cacheOf(pfn);
        }
    }

    /** The current event, if it is about a slab. */
    private SlabEvent.@Nullable OnPages pagesNow() {
        Timeline timeline = bench.timeline();
        if (timeline.event() == 0) {
            return null;
        }
        Event event = timeline.log().event(timeline.event() - 1);
        return event instanceof SlabEvent.OnPages pages ? pages : null;
    }

    /** All caches that have slabs, and those that commands created, oldest first. */
    private static int[] shownCaches(SlabView slabs) {
        IntList shown = new IntList();
        for (int i = 0; i < slabs.caches(); i++) {
            int cache = slabs.cache(i);
            if (slabs.slabs(cache) > 0 || (slabs.geometry(cache).flags() & SlabFlags.KMALLOC) == 0) {
                shown.add(cache);
            }
        }
        return shown.toArray();
    }

    private static boolean contains(int[] numbers, int number) {
        for (int each : numbers) {
            if (each == number) {
                return true;
            }
        }
        return false;
    }

    private void showTable(SlabView slabs, int[] caches) {
        KeptFocus focus = new KeptFocus(rows);
        while (said.size() > caches.length) {
            said.remove(said.size() - 1);
            rows.removeChild(rows.getLastChild());
        }
        for (int i = 0; i < caches.length; i++) {
            String text = words(slabs, caches[i]);
            if (i < said.size() && said.get(i).equals(text)) {
                continue;
            }
            HTMLElement row = row(slabs, caches[i]);
            if (i < said.size()) {
                said.set(i, text);
                rows.replaceChild(row, rows.getChildNodes().item(i));
            } else {
                said.add(text);
                rows.appendChild(row);
            }
        }
        focus.restore(element);
        table.setHidden(caches.length == 0);
        int others = slabs.caches() - caches.length;
        Dom.text(
                note,
                caches.length == 0
                        ? "No cache has a slab yet. Try kmem_cache_create in the console, or kmalloc."
                        : others + " caches of kmalloc without slabs are not listed.");
    }

    /** Numbers as /proc/slabinfo counts them: every object of a CPU's slabs is active. */
    private static int[] numbers(SlabView slabs, int cache) {
        var geometry = slabs.geometry(cache);
        int objects = slabs.objects(cache);
        return new int[] {
            geometry.objectSize(),
            geometry.size(),
            geometry.objects(),
            objects - slabs.nodeFree(cache),
            objects,
            slabs.slabs(cache)
        };
    }

    private String words(SlabView slabs, int cache) {
        StringBuilder text = new StringBuilder().append(cache).append(cache == chosen);
        text.append(slabs.name(cache));
        for (int number : numbers(slabs, cache)) {
            text.append(' ').append(number);
        }
        return text.toString();
    }

    private HTMLElement row(SlabView slabs, int cache) {
        HTMLElement row = Dom.el("tr");
        HTMLElement head = Dom.el("th");
        head.setAttribute("scope", "row");
        HTMLElement button = Dom.button(slabs.name(cache), () -> choose(cache));
        Dom.pressed(button, cache == chosen);
        row.appendChild(Dom.with(head, button));
        for (int number : numbers(slabs, cache)) {
            row.appendChild(Dom.el("td", "number", Integer.toString(number)));
        }
        return row;
    }

    private void choose(int cache) {
        chosen = cache;
        bench.painter().changed(Painter.LOOK);
    }
}
