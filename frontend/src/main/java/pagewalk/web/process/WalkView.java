package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;

/** The newest access in six stages, lit as far as it has come, with a bar to step through them. */
final class WalkView {
    private final Bench bench;
    private final Stepper stepper;
    private final HTMLElement element = Dom.el("div", "pane walk-view");
    private final HTMLElement about = Pane.words("");
    private final HTMLElement list = Dom.el("ol", "plain walk");
    private final HTMLElement[] stages = new HTMLElement[Telling.STAGES];
    private final HTMLElement[] titles = new HTMLElement[Telling.STAGES];
    private final HTMLElement[] marks = new HTMLElement[Telling.STAGES];
    private final HTMLElement[] bodies = new HTMLElement[Telling.STAGES];
    private final WalkBar bar;
    private final WalkDetail detail;
    private final WalkParts parts;
    private final WalkSteps steps;

    WalkView(Bench bench, Stepper stepper) {
        this.bench = bench;
        this.stepper = stepper;
        for (int i = 0; i < Telling.STAGES; i++) {
            titles[i] = Dom.el("span");
            marks[i] = Dom.el("span", "mark");
            bodies[i] = Dom.el("div", "mono");
            stages[i] = Dom.with(Dom.el("li"), Dom.with(Dom.el("h4"), titles[i], marks[i]), bodies[i]);
            list.appendChild(stages[i]);
        }
        bar = new WalkBar(stepper);
        detail = new WalkDetail(bench, stepper);
        parts = new WalkParts(bench, stages, bodies);
        steps = new WalkSteps(bench, stages, bodies);
        HTMLElement head = Dom.with(Dom.el("div", "walk-head"), Dom.el("h3", "", "Walk of the last access"), about);
        Dom.with(element, head, bar.element(), list, detail.element());
    }

    HTMLElement element() {
        return element;
    }

    void show(@Nullable Walk walk, Links links) {
        Tape tape = stepper.tape();
        for (int i = 0; i < Telling.STAGES; i++) {
            Dom.clear(bodies[i]);
            Tape.State state = tape == null ? Tape.State.AHEAD : tape.state(i + 1, stepper.stop());
            stages[i].setAttribute("data-state", state.word());
            stages[i].removeAttribute("data-link");
            Dom.text(titles[i], (i + 1) + " " + stepper.telling().title(i + 1));
            Dom.text(marks[i], state.mark());
        }
        list.setAttribute("data-telling", stepper.telling().name());
        bar.show();
        detail.show();
        if (walk == null || tape == null) {
            Dom.text(about, "No load, store or fetch yet.");
            return;
        }
        Dom.text(about, about(walk));
        if (stepper.telling() == Telling.PROCESSOR) {
            parts.show(walk, links);
        } else {
            steps.show(walk, tape, stepper.stop(), links);
        }
    }

    private String about(Walk walk) {
        String command = bench.timeline().commandAt(walk.command()).text();
        String pages = walk.accesses() == 1 ? "" : ", page " + (walk.number() + 1) + " of " + walk.accesses();
        return command + pages + (walk.isCurrent() ? "" : " (operation " + (walk.command() + 1) + ")");
    }
}
