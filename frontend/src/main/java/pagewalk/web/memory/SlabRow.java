package pagewalk.web.memory;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;

/** One slab, opened: a cell for each object with its place on the freelist, and the same in words. */
final class SlabRow {
    /** More objects than this are drawn small and without numbers. */
    private static final int MANY = 64;

    private final HTMLElement element = Dom.el("div", "slab");
    private final HTMLElement head;
    private final HTMLElement words = Dom.el("span", "soft");
    private final HTMLElement strip = Dom.el("div", "objects");
    private final HTMLElement twin = Dom.el("p", "soft twin-line");
    private final boolean many;
    private final HTMLElement[] cells;
    private final String[] looks;

    SlabRow(Bench bench, int pfn, int objects) {
        many = objects > MANY;
        cells = new HTMLElement[objects];
        looks = new String[objects];
        head = Dom.button("pfn " + pfn, () -> bench.pin(pfn));
        strip.setAttribute("aria-hidden", "true");
        strip.setClassName(many ? "objects many" : "objects");
        for (int i = 0; i < objects; i++) {
            cells[i] = Dom.el("span");
            looks[i] = "";
            strip.appendChild(cells[i]);
        }
        Dom.with(element, Dom.with(Dom.el("p", "slab-head"), head, words), strip, twin);
    }

    HTMLElement element() {
        return element;
    }

    /**
     * Shows the objects as they are.
     *
     * @param order of the slab
     * @param touched the object of the current event, or -1
     */
    void show(SlabObjects objects, int order, int touched, boolean pinned) {
        Dom.text(words, "order " + order + ", " + objects.summary());
        Dom.text(twin, objects.text());
        head.setClassName(pinned ? "mono pinned" : "mono");
        for (int i = 0; i < cells.length; i++) {
            int place = objects.place(i);
            String look = place == 0 ? "held" : objects.onCpu(i) ? "free cpu" : "free";
            look += (place == 1 ? " next" : "") + (i == touched ? " touched" : "");
            String text = many || place == 0 ? "" : Integer.toString(place);
            String whole = look + '/' + text;
            if (!whole.equals(looks[i])) {
                looks[i] = whole;
                cells[i].setClassName(look);
                cells[i].setTextContent(text);
            }
        }
    }
}
