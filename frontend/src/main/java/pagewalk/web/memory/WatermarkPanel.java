package pagewalk.web.memory;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.ZoneEvent;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.Watermarks;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** A gauge for each zone: its free pages beside the watermarks, and what they mean, in words. */
final class WatermarkPanel implements Painter.Panel {
    private static final int WATCHED = Painter.POSITION | Painter.EVENTS | Painter.PART;
    private static final int[] MARKS = {Watermarks.MIN, Watermarks.LOW, Watermarks.HIGH};

    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "gauges");
    private Gauge[] gauges = {};

    /** The elements of one zone. */
    private static final class Gauge {
        private final HTMLElement element = Dom.el("div", "gauge");
        private final HTMLElement free = Dom.el("span", "number");
        private final HTMLElement fill = Dom.el("span", "fill");
        private final HTMLElement[] ticks = new HTMLElement[MARKS.length];
        private final HTMLElement meaning = Dom.el("p", "meaning");
        private final HTMLElement numbers = Dom.el("p", "soft");
        private final HTMLElement extras = Dom.el("p", "soft extras");

        Gauge(String zone) {
            HTMLElement head = Dom.with(Dom.el("p", "gauge-head"), Dom.el("span", "zone", zone), free);
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

        void show(ZoneLevel level, boolean asked) {
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

    WatermarkPanel(Bench bench, HTMLElement inspector) {
        this.bench = bench;
        inspector.insertBefore(element, inspector.getFirstChild());
        build();
    }

    private void build() {
        Dom.clear(element);
        MemoryView memory = bench.memory();
        element.appendChild(Dom.el("h2", "", "Watermarks"));
        gauges = new Gauge[memory.zones()];
        for (int zone = 0; zone < gauges.length; zone++) {
            gauges[zone] = new Gauge(memory.zoneName(zone));
            element.appendChild(gauges[zone].element);
        }
    }

    @Override
    public void paint(int changed) {
        if ((changed & WATCHED) == 0) {
            return;
        }
        if ((changed & Painter.PART) != 0) {
            build();
        }
        MemoryView memory = bench.memory();
        // A machine that boots gets its watermarks on the way.
        boolean on = memory.watermarks(0).on();
        element.setHidden(!on);
        if (!on) {
            return;
        }
        int asked = asked();
        for (int zone = 0; zone < gauges.length; zone++) {
            gauges[zone].show(new ZoneLevel(memory, zone), zone == asked);
        }
    }

    /** The zone whose watermark the current event is about, or -1. */
    private int asked() {
        Timeline timeline = bench.timeline();
        if (timeline.event() == 0) {
            return -1;
        }
        Event event = timeline.log().event(timeline.event() - 1);
        return switch (event) {
            case ZoneEvent.Checked mark -> mark.zone();
            case ZoneEvent.Boosted boost -> boost.zone();
            default -> -1;
        };
    }
}
