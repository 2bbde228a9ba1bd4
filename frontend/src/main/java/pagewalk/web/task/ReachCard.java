package pagewalk.web.task;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.lab.model.GoalState;
import pagewalk.lab.model.PartSpec;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.session.GoalWatch;

/** The goal of a part, whether it holds at the position, and how many commands are left. */
final class ReachCard {
    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "card");
    private final HTMLElement goal = Dom.el("p");
    private final HTMLElement state = Dom.el("p");
    private final HTMLElement sentence = Dom.el("p", "soft");
    private final HTMLElement used = Dom.el("p");

    ReachCard(Bench bench) {
        this.bench = bench;
        element.setId("reach");
        Dom.with(element, Dom.el("h3", "", "Goal"), goal, state, sentence, used);
    }

    HTMLElement element() {
        return element;
    }

    void paint() {
        GoalWatch watch = bench.session().goal();
        PartSpec.Reach reach = bench.session().partData().goal();
        if (watch == null || reach == null) {
            return;
        }
        GoalState now = watch.look();
        GoalState met = watch.firstMet();
        Dom.text(goal, reach.goalText().isEmpty() ? reach.goal() : reach.goalText());
        Dom.text(state, now.met() ? "✓ met here" : "✕ not met here");
        state.setClassName(now.met() ? "good" : "");
        Dom.text(sentence, now.sentence());
        String before = met != null && !now.met() ? " It was met after " + met.used() + " of your commands." : "";
        Dom.text(used, "Commands used here: " + now.used() + " of " + reach.maxCommands() + "." + before);
    }
}
