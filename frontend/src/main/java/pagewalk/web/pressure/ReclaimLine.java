package pagewalk.web.pressure;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.view.ReclaimMoment;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.ZoneGauge;

/** Who reclaims and how hard: the zones' gauges, kswapd, and a ladder of priorities. */
final class ReclaimLine {
    private static final int LEAST_HARD = 12;
    private static final int MAX_FAILURES = 16;

    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "pane reclaim-line");
    private final HTMLElement zones = Dom.el("div", "zone-gauges");
    private final HTMLElement kswapd = Dom.el("p", "kswapd");
    private final HTMLElement request = Dom.el("p", "request");
    private final HTMLElement settings = Dom.el("p", "soft");
    private final HTMLElement ladder = Dom.el("p", "ladder");
    private final HTMLElement[] rungs = new HTMLElement[LEAST_HARD + 1];
    private ZoneGauge[] gauges = {};
    private int built = -1;

    ReclaimLine(Bench bench) {
        this.bench = bench;
        ladder.setAttribute("aria-hidden", "true");
        ladder.appendChild(Dom.el("span", "soft", "priority"));
        for (int priority = LEAST_HARD; priority >= 0; priority--) {
            rungs[priority] = Dom.el("span", "rung", Integer.toString(priority));
            ladder.appendChild(rungs[priority]);
        }
        HTMLElement who = Dom.with(Dom.el("div", "who-reclaims"), kswapd, request, ladder, settings);
        Dom.with(element, Dom.el("h3", "visually-hidden", "Watermarks and who reclaims"), zones, who);
    }

    HTMLElement element() {
        return element;
    }

    /** Another machine, with other zones. */
    void forget() {
        built = -1;
    }

    void show(Now now) {
        MemoryView memory = bench.memory();
        if (built != memory.zones()) {
            build(memory);
        }
        boolean on = memory.watermarks(0).on();
        zones.setHidden(!on);
        for (int zone = 0; zone < gauges.length && on; zone++) {
            gauges[zone].show(memory, false);
        }
        ReclaimMoment moment = now.moment();
        boolean awake = moment.who() == ReclaimMoment.KSWAPD;
        Dom.text(kswapd, "kswapd: " + kswapd(now, awake, on));
        kswapd.setAttribute("data-state", awake ? "awake" : moment.isWoken() ? "woken" : "asleep");
        Dom.text(
                request,
                moment.who() == ReclaimMoment.REQUEST
                        ? "A request that found no page reclaims itself, " + round(moment)
                        : "No request reclaims.");
        for (int priority = 0; priority <= LEAST_HARD; priority++) {
            Dom.attribute(rungs[priority], "aria-current", priority == moment.priority(), "step");
        }
        var vec = now.reclaim().vec();
        Dom.text(
                settings,
                "swappiness " + now.reclaim().vmscan().swappiness() + "; cost of late: anonymous " + vec.anonCost()
                        + ", files " + vec.fileCost() + "; under way to disks: "
                        + now.reclaim().disk().pages());
    }

    private static String kswapd(Now now, boolean awake, boolean watermarks) {
        int failures = now.reclaim().vmscan().failures();
        if (awake) {
            return "at work, " + round(now.moment());
        }
        if (failures >= MAX_FAILURES) {
            return "gave up after " + failures + " rounds that freed nothing";
        }
        if (now.moment().isWoken()) {
            return "woken; it runs when the command is over";
        }
        return watermarks ? "asleep" : "asleep, since this machine has no watermarks";
    }

    private static String round(ReclaimMoment moment) {
        return "at priority " + moment.priority()
                + (moment.freed() < 0 ? "" : ": " + moment.freed() + " freed in this round")
                + ", " + moment.wanted() + " wanted";
    }

    private void build(MemoryView memory) {
        built = memory.zones();
        Dom.clear(zones);
        gauges = new ZoneGauge[built];
        for (int zone = 0; zone < built; zone++) {
            gauges[zone] = new ZoneGauge(memory, zone);
            zones.appendChild(gauges[zone].element());
        }
    }
}
