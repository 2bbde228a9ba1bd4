package pagewalk.web.process;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.view.SixSteps;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.Bytes;

/** The same access in the six steps of an introduction, with the numbers of this machine. */
final class WalkSteps {
    private final Bench bench;
    private final HTMLElement[] stages;
    private final HTMLElement[] bodies;

    WalkSteps(Bench bench, HTMLElement[] stages, HTMLElement[] bodies) {
        this.bench = bench;
        this.stages = stages;
        this.bodies = bodies;
    }

    /** Shows it as far as it has come to a stop of its tape. */
    void show(Walk walk, Tape tape, int current, Links links) {
        Page page = walk.page();
        line(SixSteps.LOOK_UP, "page " + Bytes.address(page.number()));
        line(SixSteps.LOOK_UP, "offset " + Bytes.address(walk.offset()));
        links.add(stages[0], Link.page(page, -1));
        if (tape.state(SixSteps.FIND_ROOM, current) == Tape.State.SPARED) {
            line(SixSteps.FIND_ROOM, "it is there");
        }
        decisions(walk);
        if (walk.failed()) {
            line(SixSteps.FIND_ROOM, "the access fails");
        }
        if (walk.pfn() < 0) {
            return;
        }
        int stage = tape.stop(current).stage();
        line(SixSteps.READ_FRAME, "pfn " + walk.pfn());
        links.add(stages[SixSteps.READ_FRAME - 1], Link.frame(walk.pfn()));
        line(SixSteps.JOIN, Bytes.address(walk.pfn()) + " and " + Bytes.address(walk.offset()));
        line(SixSteps.JOIN, "make " + Bytes.address(walk.physical()));
        if (stage == SixSteps.ACCESS) {
            line(SixSteps.ACCESS, walk.kind() + " at " + Bytes.address(walk.physical()));
        }
    }

    private void decisions(Walk walk) {
        EventLog log = bench.timeline().log();
        for (int i = 0; i < walk.decisions().size(); i++) {
            int event = walk.decisions().get(i);
            switch (EventKind.of(log.kind(event))) {
                case FAULT -> line(SixSteps.FIND_ROOM, "fault: " + WalkParts.code(log.arg(event, 0)));
                case PAGE_COPIED ->
                    line(SixSteps.BRING_IN, "copy of " + log.arg(event, 0) + " in " + log.arg(event, 1));
                case FAULT_SERVED ->
                    line(
                            SixSteps.BRING_IN,
                            "pfn " + log.arg(event, 0)
                                    + (log.arg(event, 1) == 0 ? ", without a disk" : ", from a disk"));
                default -> {}
            }
        }
    }

    private void line(int step, String text) {
        bodies[step - 1].appendChild(Dom.el("p", "", text));
    }
}
