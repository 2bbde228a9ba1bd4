package pagewalk.web.pressure;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.timeline.History;
import pagewalk.engine.timeline.History.Series;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.Watermarks;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.process.Pane;

/** Counters over time. */
final class ChartsPane {
    private static final int[] NO_MARKS = {};

    private final Bench bench;
    private final HTMLElement element = Pane.titled("charts", "Counters over time");
    private final Chart[] charts;
    private final int[] now = new int[Series.values().length];
    private Timeline followed;
    private History history;

    ChartsPane(Bench bench, Colours colours) {
        this.bench = bench;
        followed = bench.timeline();
        history = new History(followed);
        charts = new Chart[] {
            new Chart(bench, colours, "Free", Series.FREE),
            new Chart(bench, colours, "Scanned", Series.SCAN_KSWAPD, Series.SCAN_DIRECT),
            new Chart(bench, colours, "Reclaimed", Series.STEAL_KSWAPD, Series.STEAL_DIRECT),
            new Chart(bench, colours, "Swapped", Series.SWAP_OUT, Series.SWAP_IN),
            new Chart(bench, colours, "Compressed", Series.ZSWAP_OUT, Series.ZSWAP_IN),
            new Chart(bench, colours, "Refaults", Series.REFAULT_ANON, Series.REFAULT_FILE),
            new Chart(bench, colours, "Faults", Series.MINOR, Series.MAJOR)
        };
        HTMLElement grid = Dom.el("div", "chart-grid");
        for (Chart chart : charts) {
            grid.appendChild(chart.element());
        }
        element.appendChild(grid);
    }

    HTMLElement element() {
        return element;
    }

    void show() {
        if (bench.timeline() != followed) {
            followed = bench.timeline();
            history = new History(followed);
        }
        history.follow();
        History.read(followed.machine(), now);
        countFaults();
        int[] marks = marks();
        for (int i = 0; i < charts.length; i++) {
            charts[i].show(history, now, i == 0 ? marks : NO_MARKS);
        }
    }

    /** Faults up to the position: those of the sample before it, and those after that in the log. */
    private void countFaults() {
        int sample = history.at(followed.event());
        int minor = history.value(sample, Series.MINOR);
        int major = history.value(sample, Series.MAJOR);
        for (int event = history.event(sample); event < followed.event(); event++) {
            if (followed.log().kind(event) == EventKind.FAULT_SERVED.code()) {
                boolean isMinor = followed.log().arg(event, 1) == 0;
                minor += isMinor ? 1 : 0;
                major += isMinor ? 0 : 1;
            }
        }
        now[Series.MINOR.ordinal()] = minor;
        now[Series.MAJOR.ordinal()] = major;
    }

    /** The watermarks of all zones together; none for a machine without. */
    private int[] marks() {
        MemoryView memory = bench.memory();
        if (!memory.watermarks(0).on()) {
            return NO_MARKS;
        }
        int[] marks = new int[Watermarks.HIGH + 1];
        for (int zone = 0; zone < memory.zones(); zone++) {
            for (int mark = 0; mark < marks.length; mark++) {
                marks[mark] += memory.watermarks(zone).mark(mark);
            }
        }
        return marks;
    }
}
