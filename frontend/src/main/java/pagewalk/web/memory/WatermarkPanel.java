package pagewalk.web.memory;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.ZoneEvent;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** A gauge for each zone: its free pages beside the watermarks, and what they mean, in words. */
final class WatermarkPanel implements Painter.Panel {
    private static final int WATCHED = Painter.POSITION | Painter.EVENTS | Painter.PART;

    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "gauges");
    private ZoneGauge[] gauges = {};

    WatermarkPanel(Bench bench, HTMLElement inspector) {
        this.bench = bench;
        inspector.insertBefore(element, inspector.getFirstChild());
        build();
    }

    private void build() {
        Dom.clear(element);
        MemoryView memory = bench.memory();
        element.appendChild(Dom.el("h2", "", "Watermarks"));
        gauges = new ZoneGauge[memory.zones()];
        for (int zone = 0; zone < gauges.length; zone++) {
            gauges[zone] = new ZoneGauge(memory, zone);
            element.appendChild(gauges[zone].element());
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
            gauges[zone].show(memory, zone == asked);
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
