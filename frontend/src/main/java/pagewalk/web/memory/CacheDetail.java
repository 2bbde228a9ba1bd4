package pagewalk.web.memory;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.SlabView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;

/** One cache: how an object is laid out, and every slab, opened to its objects. */
final class CacheDetail {
    /** More slabs, or slabs with more objects together, are only counted. */
    private static final int MOST_SLABS = 24;

    private static final int MOST_OBJECTS = 1536;
    private static final double WHOLE = 100;

    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "cache");
    private final HTMLElement title = Dom.el("h3");
    private final HTMLElement facts = Dom.el("p", "soft");
    private final HTMLElement layout = Dom.el("div", "object-layout");
    private final HTMLElement layoutText = Dom.el("p", "soft twin-line");
    private final HTMLElement slabs = Dom.el("div");
    private final List<SlabRow> rows = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private String built = "";
    private String laidOut = "";

    /** Which slab a row shows, and whose it is. */
    private record Shown(int pfn, int cpu) {}

    CacheDetail(Bench bench) {
        this.bench = bench;
        layout.setAttribute("aria-hidden", "true");
        Dom.with(element, title, facts, layout, layoutText, slabs);
    }

    HTMLElement element() {
        return element;
    }

    /**
     * Shows a cache.
     *
     * @param pfn the slab of the current event, or -1
     * @param object its object, or -1
     */
    void show(SlabView view, int cache, int pfn, int object) {
        CacheGeometry geometry = view.geometry(cache);
        Dom.text(title, view.name(cache));
        String names = view.references(cache) > 1 ? "; names: " + String.join(", ", view.aliases(cache)) : "";
        int wasted = (4096 << geometry.order()) - geometry.objects() * geometry.size();
        Dom.text(
                facts,
                view.live(cache) + " objects held; a slab has order " + geometry.order() + " and " + geometry.objects()
                        + (geometry.objects() == 1 ? " object, " : " objects, ") + wasted + " bytes left over" + names);
        layOut(geometry);
        List<SlabGroups.Group> groups = SlabGroups.of(view, cache);
        String structure = cache + structure(view, groups);
        if (!structure.equals(built)) {
            KeptFocus focus = new KeptFocus(slabs);
            built = structure;
            build(view, groups);
            focus.restore((HTMLElement) element.getParentNode().getParentNode());
        }
        int head = bench.memory().blockHead(bench.selection().pinned());
        for (int i = 0; i < rows.size(); i++) {
            Shown slab = shown.get(i);
            int touched = slab.pfn() == pfn ? object : -1;
            SlabObjects objects = new SlabObjects(view, slab.pfn(), slab.cpu());
            rows.get(i).show(objects, view.order(slab.pfn()), touched, slab.pfn() == head);
        }
    }

    private void layOut(CacheGeometry geometry) {
        String text = ObjectLayout.text(geometry);
        if (text.equals(laidOut)) {
            return;
        }
        laidOut = text;
        Dom.text(layoutText, text);
        Dom.clear(layout);
        for (ObjectLayout.Part part : ObjectLayout.parts(geometry)) {
            HTMLElement box = Dom.el("span", "part " + part.kind(), part.word());
            box.getStyle().setProperty("width", WHOLE * part.bytes() / geometry.size() + "%");
            layout.appendChild(box);
        }
    }

    private static String structure(SlabView view, List<SlabGroups.Group> groups) {
        StringBuilder text = new StringBuilder();
        for (SlabGroups.Group group : groups) {
            text.append('|').append(group.title());
            for (int pfn : group.pfns()) {
                text.append(' ').append(pfn).append(':').append(view.objectsOf(pfn));
            }
        }
        return text.toString();
    }

    private void build(SlabView view, List<SlabGroups.Group> groups) {
        Dom.clear(slabs);
        rows.clear();
        shown.clear();
        int objects = 0;
        for (SlabGroups.Group group : groups) {
            int count = group.pfns().length;
            slabs.appendChild(Dom.el("h4", "", group.title() + ": " + (count == 0 ? "none" : count)));
            int more = 0;
            for (int pfn : group.pfns()) {
                int its = view.objectsOf(pfn);
                if (rows.size() < MOST_SLABS && objects + its <= MOST_OBJECTS) {
                    SlabRow row = new SlabRow(bench, pfn, its);
                    rows.add(row);
                    shown.add(new Shown(pfn, group.cpu()));
                    slabs.appendChild(row.element());
                    objects += its;
                } else {
                    more++;
                }
            }
            if (more > 0) {
                slabs.appendChild(Dom.el("p", "soft", "and " + more + " more"));
            }
        }
    }
}
