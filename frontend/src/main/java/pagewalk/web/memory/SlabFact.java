package pagewalk.web.memory;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.slab.SlabView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** Below the inspector, for a frame that belongs to a slab: which cache, and the way to its objects. */
final class SlabFact implements Painter.Panel {
    private static final int UNWATCHED = Painter.MOTION | Painter.LIVE | Painter.LOOK;

    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "slab-fact");
    private final HTMLElement words = Dom.el("p");

    SlabFact(Bench bench, HTMLElement inspector, Runnable open) {
        this.bench = bench;
        HTMLElement button = Dom.button("Show its objects", () -> {
            bench.pin(bench.selection().shown());
            open.run();
        });
        element.setHidden(true);
        inspector.appendChild(Dom.with(element, words, Dom.with(Dom.el("p", "parts"), button)));
    }

    @Override
    public void paint(int changed) {
        if ((changed & ~UNWATCHED) == 0) {
            return;
        }
        int shown = bench.selection().shown();
        int head = shown < 0 ? -1 : bench.memory().blockHead(shown);
        SlabView slabs = bench.timeline().machine().slabs();
        boolean slab = head >= 0 && slabs.isSlab(head);
        element.setHidden(!slab);
        if (slab) {
            SlabObjects objects = new SlabObjects(slabs, head, -1);
            Dom.text(
                    words,
                    "The block is a slab of " + slabs.name(slabs.cacheOf(head)) + ": " + objects.count()
                            + " objects, pfn " + head + " holds the first.");
        }
    }
}
