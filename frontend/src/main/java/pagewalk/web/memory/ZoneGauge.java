package pagewalk.web.memory;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.Watermarks;
import pagewalk.web.dom.Dom;

/** A gauge of one zone: its free pages beside the watermarks, and what they mean, in words. */
public final class ZoneGauge {
    private static final int[] MARKS = {Watermarks.MIN, Watermarks.LOW, Watermarks.HIGH};

    private final int zone;
    private final HTMLElement element = Dom.el("div", "gauge");
    private final HTMLElement free = Dom.el("span", "number");
    private final HTMLElement fill = Dom.el("span", "fill");
    private final HTMLElement[] ticks = new HTMLElement[MARKS.length];
    private final HTMLElement meaning = Dom.el("p", "meaning");
    private final HTMLElement numbers = Dom.el("p", "soft");
    private final HTMLElement extras = Dom.el("p", "soft extras");

    /** The gauge of a zone, which shows nothing yet. */
    public ZoneGauge(MemoryView memory, int zone) {
        this.zone = zone;
        HTMLElement name = Dom.el("span", "zone", memory.zoneName(zone));
        HTMLElement head = Dom.with(Dom.el("p", "gauge-head"), name, free);
        HTMLElement bar = Dom.with(Dom.el("div", "bar"), fill);
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = Dom.el("span", "tick");
            bar.appendChild(ticks[i]);
        }
        HTMLElement knee = Dom.el("span", "knee");
        knee.getStyle().setProperty("left", ZoneLevel.KNEE + "%");
        bar.appendChild(knee);
        bar.setAttribute("aria-hidden", "true");
        Dom.with(element, head, bar, meaning, numbers, extras);
    }

    public HTMLElement element() {
        return element;
    }

    /** Shows the zone as it is; {@code asked} if the current event is about its watermarks. */
    public void show(MemoryView memory, boolean asked) {
        ZoneLevel level = new ZoneLevel(memory, zone);
        Dom.text(free, level.free() + " free");
        Dom.text(meaning, level.meaning());
        Dom.text(numbers, level.numbers());
        Dom.text(extras, level.extras());
        fill.getStyle().setProperty("width", level.place(level.free()) + "%");
        for (int i = 0; i < ticks.length; i++) {
            ticks[i].getStyle().setProperty("left", level.place(level.mark(MARKS[i])) + "%");
        }
        element.setAttribute("data-band", level.band());
        Dom.attribute(element, "aria-current", asked, "step");
    }
}
