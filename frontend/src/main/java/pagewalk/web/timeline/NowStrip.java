package pagewalk.web.timeline;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;

/** The step just shown, in full: what happened, and the rule that says why. */
public final class NowStrip implements Painter.Panel {
    private final Bench bench;
    private final HTMLElement kind = Dom.el("span", "kind");
    private final HTMLElement words = Dom.el("span");
    private final HTMLElement why = Dom.el("span", "why");

    public NowStrip(Bench bench, HTMLElement section) {
        this.bench = bench;
        Dom.with(section, Dom.with(Dom.el("div", "now"), kind, words, why));
    }

    @Override
    public void paint(int changed) {
        if ((changed & (Painter.POSITION | Painter.EVENTS | Painter.PART)) == 0) {
            return;
        }
        Timeline timeline = bench.timeline();
        Dom.clear(why);
        if (timeline.event() == 0) {
            Dom.text(kind, "START");
            Dom.text(words, "nothing has happened yet");
            return;
        }
        Event event = timeline.log().event(timeline.event() - 1);
        Dom.text(kind, event.kind().label());
        Dom.text(words, bench.sentenceOf(timeline.event() - 1));
        if (event.kind() == EventKind.COMMAND) {
            int command = timeline.commandOfEvent(timeline.event() - 1);
            Dom.text(why, bench.whose(command) + "; step on to see what it does");
        } else if (event.rule() != Rule.NONE) {
            why.appendChild(Dom.ruleLink(event.rule().id(), event.rule().source()));
            Dom.addText(why, event.rule().sentence());
        }
    }
}
