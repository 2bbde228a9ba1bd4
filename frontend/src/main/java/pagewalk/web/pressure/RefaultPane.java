package pagewalk.web.pressure;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.process.KeptPlace;
import pagewalk.web.process.Pane;

/** The newest refault: how far away its eviction was, what that is compared with, and the verdict. */
final class RefaultPane {
    /** How far back it is looked for. */
    private static final int LOOK_BACK = 200_000;

    private static final int WHOLE = 100;

    private final Bench bench;
    private final HTMLElement element = Pane.titled("refault", "Refault");
    private final HTMLElement body = Dom.el("div");

    RefaultPane(Bench bench) {
        this.bench = bench;
        element.appendChild(body);
    }

    HTMLElement element() {
        return element;
    }

    void show(Now now) {
        Dom.clear(body);
        Timeline timeline = bench.timeline();
        EventLog log = timeline.log();
        int event = timeline.event() - 1;
        int least = Math.max(0, event - LOOK_BACK);
        while (event >= least && log.kind(event) != EventKind.REFAULT.code()) {
            event--;
        }
        if (event < least) {
            body.appendChild(Pane.words("No page has come back yet that had been given up."));
            return;
        }
        int distance = log.arg(event, 1);
        int room = log.arg(event, 2);
        boolean file = log.arg(event, 3) == 1;
        Rule rule = Rule.of(log.rule(event));
        boolean here = event == timeline.event() - 1;
        body.appendChild(Dom.el("p", "", "pfn " + log.arg(event, 0) + (file ? ", of a file" : ", anonymous")));
        bar("distance", distance, Math.max(distance, room));
        bar("room", room, Math.max(distance, room));
        body.appendChild(Pane.words(compared(now, file)));
        boolean recent = distance <= room;
        HTMLElement verdict = Dom.el("p", "verdict", recent ? "✓ " : "✕ ");
        Dom.addText(
                verdict,
                recent
                        ? "distance ≤ room: it goes to an active list at once "
                        : "distance > room: it is like a new page ");
        verdict.appendChild(Dom.ruleLink(rule.id(), rule.sentence()));
        body.appendChild(verdict);
        if (here) {
            int age = now.view().age() - (recent ? 1 : 0);
            body.appendChild(Pane.words("evicted at age " + (age - distance) + ", back at age " + age
                    + ": the age counts evictions and activations"));
        } else {
            int at = event + 1;
            HTMLElement go = Dom.button("Go to event " + at, () -> bench.seekAndSay(at));
            go.setAttribute(KeptPlace.KEY, "refault");
            body.appendChild(go);
        }
    }

    private void bar(String name, int value, int most) {
        HTMLElement fill = Dom.el("span", "fill");
        fill.getStyle().setProperty("width", (most == 0 ? 0 : (int) ((double) WHOLE * value / most)) + "%");
        HTMLElement bar = Dom.with(Dom.el("span", "bar"), fill);
        bar.setAttribute("aria-hidden", "true");
        HTMLElement line = Dom.el("p", "measure");
        line.setAttribute("data-measure", name);
        body.appendChild(
                Dom.with(line, Dom.el("span", "", name), bar, Dom.el("span", "number", Integer.toString(value))));
    }

    /** What the room is made of. */
    private static String compared(Now now, boolean file) {
        String lists = file ? "active file" : "active and inactive file";
        String anon = file ? "both anonymous lists" : "active anonymous";
        return "room: pages of " + lists + ", and with swap " + anon;
    }
}
