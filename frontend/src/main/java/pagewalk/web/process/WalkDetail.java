package pagewalk.web.process;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.view.SixSteps;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;

/** The shown stage of an access: what the machine did in it, event by event, and where Linux differs from the six. */
final class WalkDetail {
    /** So many events are listed at most, the first and the last of them. */
    private static final int EVENTS = 10;

    private static final int FIRST = 4;

    /** What the introduction leaves out or has otherwise, for each of its steps. */
    private static final String[] IN_LINUX = {
        "",
        "the TLB is asked first. Only if it does not know the page, the number is cut once more, into four indices, "
                + "one for each level of tables.",
        "the processor only reports a fault; the kernel then looks whether the program may use the page at all. "
                + "Mostly a frame is simply free, and a page that several share is copied although it is there.",
        "most pages are not loaded from anywhere: new memory is a frame of zeros, or for a load the one page of zeros "
                + "that all share, and pages of files come from their own file. There is no pagefile.sys, and no rule "
                + "of one or two times the memory: swap is a partition or a file, and a machine may have none.",
        "after a fault the access is tried again from the start, so the entry is read by a walk of its own. "
                + "The TLB then keeps the frame and the rights.",
        "nothing is computed: the bits of the frame's number and of the offset stand side by side. "
                + "In a page of 2 MiB the offset has 21 bits instead of 12.",
        "the caches of the processor are asked before memory is; this machine has none of these."
    };

    private final Bench bench;
    private final Stepper stepper;
    private final HTMLElement element = Dom.el("div", "walk-detail");

    WalkDetail(Bench bench, Stepper stepper) {
        this.bench = bench;
        this.stepper = stepper;
    }

    HTMLElement element() {
        return element;
    }

    void show() {
        Dom.clear(element);
        Tape tape = stepper.tape();
        element.setHidden(tape == null);
        if (tape == null) {
            return;
        }
        Stop stop = tape.stop(stepper.stop());
        boolean six = stepper.telling() == Telling.SIX_STEPS;
        HTMLElement head = Dom.with(Dom.el("p"), Dom.el("strong", "", stepper.sentence()));
        if (six) {
            Dom.addText(head, ": " + SixSteps.sentence(stop.stage()) + ".");
        }
        element.appendChild(head);
        if (six) {
            element.appendChild(Pane.words("In Linux, " + IN_LINUX[stop.stage()]));
        }
        events(stop);
    }

    private void events(Stop stop) {
        int shown = Math.min(stop.to(), bench.timeline().event());
        if (stop.isEmpty()) {
            boolean check = stepper.telling() == Telling.PROCESSOR && stop.stage() == Telling.CHECK;
            element.appendChild(Pane.words("No event: " + (check ? "the entry allows it." : "nothing is decided.")));
            return;
        }
        HTMLElement list = Dom.el("ul", "plain");
        int count = shown - stop.from();
        for (int i = stop.from(); i < shown; i++) {
            if (count > EVENTS && i == stop.from() + FIRST) {
                list.appendChild(Dom.el("li", "soft", count - EVENTS + " more, which the log has"));
                i = shown - (EVENTS - FIRST);
            }
            list.appendChild(event(i));
        }
        element.appendChild(list);
    }

    private HTMLElement event(int index) {
        EventLog log = bench.timeline().log();
        Event event = log.event(index);
        HTMLElement item = Dom.el("li", "", event.sentence() + " ");
        item.appendChild(Dom.ruleLink(event.rule().id(), event.rule().sentence()));
        return item;
    }
}
