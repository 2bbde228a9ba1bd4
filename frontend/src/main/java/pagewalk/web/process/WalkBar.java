package pagewalk.web.process;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;

/** Steps through an access: a button for each stop on its way, back and on, and the choice of how it is told. */
final class WalkBar {
    /** So many stops are shown at one time. */
    private static final int CHIPS = 24;

    private final Stepper stepper;
    private final HTMLElement element = Dom.el("div", "walk-bar");
    private final HTMLElement[] tellings = new HTMLElement[Telling.values().length];
    private final HTMLElement back;
    private final HTMLElement on;
    private final HTMLElement chips = Dom.el("div", "chips");
    private final Roving roving = Roving.pressing(chips);

    WalkBar(Stepper stepper) {
        this.stepper = stepper;
        HTMLElement choice = Dom.el("div", "group");
        choice.setAttribute("role", "group");
        choice.setAttribute("aria-label", "How the walk is told");
        for (Telling telling : Telling.values()) {
            HTMLElement button = Dom.button(telling.label(), () -> stepper.tell(telling));
            tellings[telling.ordinal()] = button;
            choice.appendChild(button);
        }
        back = Dom.button("◀ Stage back", () -> stepper.step(-1));
        on = Dom.button("Stage on ▶", () -> stepper.step(1));
        chips.setAttribute("role", "group");
        chips.setAttribute("aria-label", "Stages in the order in which they came; arrow keys step through them");
        Dom.with(element, choice, back, on, chips);
    }

    HTMLElement element() {
        return element;
    }

    void show() {
        for (Telling telling : Telling.values()) {
            Dom.pressed(tellings[telling.ordinal()], telling == stepper.telling());
        }
        // Not disabled: a button that is would lose the keyboard's place.
        back.setAttribute("aria-disabled", stepper.canStep(-1) ? "false" : "true");
        on.setAttribute("aria-disabled", stepper.canStep(1) ? "false" : "true");
        Dom.clear(chips);
        Tape tape = stepper.tape();
        if (tape == null) {
            return;
        }
        int from = Math.max(0, Math.min(stepper.stop() - CHIPS / 2, tape.size() - CHIPS));
        int to = Math.min(tape.size(), from + CHIPS);
        more(from, "before");
        HTMLElement stop = null;
        for (int i = from; i < to; i++) {
            HTMLElement chip = chip(tape, i);
            stop = i == stepper.stop() ? chip : stop;
            chips.appendChild(chip);
        }
        more(tape.size() - to, "after");
        roving.stopAt(stop);
    }

    private void more(int count, String where) {
        if (count > 0) {
            chips.appendChild(Dom.el("span", "soft", count + " " + where));
        }
    }

    private HTMLElement chip(Tape tape, int index) {
        int stage = tape.stop(index).stage();
        HTMLElement chip = Dom.button(Integer.toString(stage), () -> stepper.goTo(index));
        chip.setClassName("chip");
        chip.setAttribute(KeptPlace.KEY, "stop" + index);
        String title = stepper.telling().title(stage);
        chip.setTitle(title);
        chip.setAttribute("aria-label", stage + ": " + title + ", step " + (index + 1) + " of " + tape.size());
        Dom.attribute(chip, "aria-current", index == stepper.stop(), "step");
        Dom.attribute(chip, "data-done", index < stepper.stop(), "");
        return chip;
    }
}
