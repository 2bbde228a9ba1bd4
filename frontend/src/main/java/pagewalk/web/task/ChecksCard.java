package pagewalk.web.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.session.CheckRun;
import pagewalk.web.session.PartData;
import pagewalk.web.session.PartKind;
import pagewalk.web.session.PartSession;

/** The visible checks of a part that is driven by commands, as they stand at the shown step. */
final class ChecksCard {
    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "card");
    private final HTMLElement list = Dom.el("ul", "checks");
    private @Nullable CheckRun run;
    private @Nullable PartSession part;
    private String shown = "";

    ChecksCard(Bench bench) {
        this.bench = bench;
        element.setId("checks");
        Dom.with(element, Dom.el("h3", "", "Checks at this step"), list);
    }

    HTMLElement element() {
        return element;
    }

    void show(PartData data) {
        PartKind kind = data.kind();
        boolean any = data.goal() != null && !kind.checks().isEmpty();
        element.setHidden(!any);
        if (!any) {
            return;
        }
        if (run == null || part != bench.part()) {
            part = bench.part();
            run = new CheckRun(part, kind);
            shown = "";
        }
        int own = part.finishedCommands() - part.startCommands();
        List<CheckRun.State> states = run.after(own);
        String now = own + " of " + part.timeline().commands() + " on "
                + part.timeline().branch();
        if (!now.equals(shown)) {
            shown = now;
            Dom.clear(list);
            for (int i = 0; i < states.size(); i++) {
                list.appendChild(item(kind.checks().get(i), states.get(i)));
            }
        }
    }

    private HTMLElement item(PartKind.Check check, CheckRun.State state) {
        String words = state.passed() ? "✓ " : state.firstBreach() >= 0 ? "✕ broken: " : "· not yet: ";
        HTMLElement item = Dom.el("li", state.passed() ? "good" : "", words + check.message());
        if (state.fault() != null) {
            Dom.addText(item, " (" + state.fault() + ")");
        }
        if (state.firstBreach() >= 0 && !state.passed()) {
            Dom.addText(item, " ");
            item.appendChild(Dom.button(
                    state.firstBreach() == 0 ? "Show the start" : "Show command " + state.firstBreach(),
                    () -> seek(state.firstBreach())));
        }
        return item;
    }

    /** The step at which a check was broken. */
    private void seek(int own) {
        Timeline timeline = bench.timeline();
        int command = bench.part().startCommands() + own;
        bench.seekAndSay(command == 0 ? 0 : timeline.endEventOf(command - 1));
    }
}
