package pagewalk.web.memory;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.Event;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** The pages that each processor keeps of each zone, list by list. */
final class CpuListsView implements Painter.Panel {
    private static final int UNWATCHED = Painter.MOTION | Painter.LIVE | Painter.OTHERS;

    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "memory-view");
    private final HTMLElement places = Dom.el("div", "cpu-lists");
    private final List<CpuTable> tables = new ArrayList<>();
    private int cpus;

    CpuListsView(Bench bench) {
        this.bench = bench;
        element.setTabIndex(0);
        element.setAttribute("role", "region");
        element.setAttribute("aria-label", "Pages that processors keep");
        HTMLElement intro = Dom.el(
                "p",
                "soft",
                "Each CPU keeps a few pages of each zone for itself and takes from them without a lock. An empty list "
                        + "is refilled by a batch; above high it gives pages back.");
        Dom.with(element, intro, places);
        build();
    }

    HTMLElement element() {
        return element;
    }

    private void build() {
        Dom.clear(places);
        tables.clear();
        MemoryView memory = bench.memory();
        cpus = memory.cpus(0);
        if (cpus == 0) {
            places.appendChild(Dom.el(
                    "p", "", "The CPUs of this machine keep no pages. A machine with percpu=on in its text has them."));
            return;
        }
        for (int zone = 0; zone < memory.zones(); zone++) {
            for (int cpu = 0; cpu < memory.cpus(zone); cpu++) {
                CpuTable table = new CpuTable(bench, zone, cpu);
                tables.add(table);
                places.appendChild(table.element());
            }
        }
    }

    @Override
    public void paint(int changed) {
        // A machine that boots gets its lists on the way.
        if ((changed & Painter.PART) != 0 || bench.memory().cpus(0) != cpus) {
            build();
        }
        if (element.isHidden() || (changed & ~UNWATCHED) == 0) {
            return;
        }
        // Only a step shows what it changed; a view that was just opened or coloured anew has nothing to compare with.
        boolean step = (changed & Painter.POSITION) != 0 && (changed & (Painter.PART | Painter.LOOK)) == 0;
        int touched = touched();
        for (CpuTable table : tables) {
            table.show(bench.memory(), touched, step);
        }
    }

    private int touched() {
        Timeline timeline = bench.timeline();
        if (timeline.event() == 0) {
            return -1;
        }
        Event event = timeline.log().event(timeline.event() - 1);
        return event.pfn();
    }
}
