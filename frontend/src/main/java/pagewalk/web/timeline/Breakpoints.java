package pagewalk.web.timeline;

import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.json.Digits;

/** Kinds of events at which playing stops; choosing a kind again takes it off. */
final class Breakpoints {
    private final Bench bench;
    private final HTMLSelectElement select = Dom.select("Break on");
    private final boolean[] on = new boolean[EventKind.CODES];

    Breakpoints(Bench bench) {
        this.bench = bench;
        Listen.on(select, "change", event -> toggle(Digits.natural(select.getValue())));
        fill();
    }

    HTMLElement element() {
        return select;
    }

    private void toggle(int kind) {
        on[kind] = !on[kind];
        fill();
        bench.say((on[kind] ? "Breaks on " : "No longer breaks on ")
                + EventKind.of(kind).label() + ".");
    }

    /** Takes the kind of the current event in or out. */
    void toggleHere() {
        Timeline timeline = bench.timeline();
        if (timeline.event() > 0) {
            toggle(timeline.log().kind(timeline.event() - 1));
        }
    }

    private void fill() {
        Dom.clear(select);
        Dom.option(select, "0", "");
        String names = "";
        for (EventKind kind : EventKind.values()) {
            boolean chosen = on[kind.code()];
            Dom.option(select, Integer.toString(kind.code()), (chosen ? "● " : "") + kind.label());
            names += chosen ? " " + kind.label() : "";
        }
        HTMLElement first = (HTMLElement) select.getFirstChild();
        first.setAttribute("disabled", "");
        Dom.text(first, names.isEmpty() ? "break on…" : "break on" + names);
        select.setValue("0");
        select.setTitle("Playing and running stop at these kinds of events");
    }

    /** Whether playing stops after so many events. */
    boolean hit(int event) {
        return event > 0 && on[bench.timeline().log().kind(event - 1)];
    }

    /** Goes to the next of them, or to the end, without drawing the way. */
    void run() {
        int events = bench.timeline().events();
        int event = bench.timeline().event() + 1;
        while (event < events && !hit(event)) {
            event++;
        }
        bench.seekAndSay(event);
    }
}
