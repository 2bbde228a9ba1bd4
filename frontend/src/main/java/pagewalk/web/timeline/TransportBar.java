package pagewalk.web.timeline;

import java.util.function.DoubleConsumer;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLButtonElement;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import pagewalk.engine.timeline.Branch;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Icon;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;
import pagewalk.web.json.Digits;

/** The buttons of the timeline: both step sizes both ways, play, the position as a number, and the branch. */
public final class TransportBar {
    private final Bench bench;
    private final Playback playback;
    private final Breakpoints breaks;
    private final HTMLElement element = Dom.el("div", "transport");
    private final HTMLButtonElement play;
    private final HTMLSelectElement speed = Dom.select("Speed of play, events a second");
    private final HTMLInputElement position = Dom.input("text");
    private final HTMLElement total = Dom.el("span");
    private final HTMLElement command = Dom.el("span", "soft");
    private final HTMLSelectElement branches = Dom.select("Branch");
    private final HTMLElement tipNote = Dom.el("span", "soft note-line");
    private boolean playing;

    TransportBar(Bench bench, DoubleConsumer zoom) {
        this.bench = bench;
        breaks = new Breakpoints(bench);
        playback = new Playback(bench, breaks);
        play = Dom.iconButton(Icon.PLAY, "Play", this::playOrPause);
        for (int i = 0; i < Playback.SPEEDS.length; i++) {
            Dom.option(speed, Integer.toString(i), Playback.label(i) + "/s");
        }
        speed.setValue(Integer.toString(Playback.USUAL));
        Listen.on(speed, "change", event -> playback.speed(Digits.natural(speed.getValue())));
        position.setAttribute("inputmode", "numeric");
        position.setAttribute("aria-label", "Go to event");
        Listen.on(position, "change", event -> goTo());
        Listen.on(position, "keydown", event -> {
            if (((KeyboardEvent) event).getKey().equals("Enter")) {
                goTo();
            }
        });
        Listen.on(branches, "change", event -> bench.switchBranch(Digits.natural(branches.getValue())));
        tipNote.setTitle("Another branch of this part is the one that counts");
        HTMLElement run = Dom.iconButton(Icon.RUN, "Run to the next break (r)", this::run);
        Dom.with(element, steps(), play, speed, run, breaks.element(), positionBox(), command, branches, tipNote);
        Dom.with(element, zoomBox(zoom));
    }

    HTMLElement element() {
        return element;
    }

    private HTMLElement steps() {
        HTMLElement group = Dom.el("span", "group");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", "Step");
        return Dom.with(
                group,
                Dom.iconButton(Icon.START, "To the start (Home)", () -> go(() -> bench.seekAndSay(0))),
                Dom.iconButton(Icon.COMMAND_BACK, "Back one operation (<)", () -> go(() -> bench.stepCommand(-1))),
                Dom.iconButton(Icon.EVENT_BACK, "Back one event (,)", () -> go(() -> bench.stepEvent(-1))),
                Dom.iconButton(Icon.EVENT_ON, "On one event (.)", () -> go(() -> bench.stepEvent(1))),
                Dom.iconButton(Icon.COMMAND_ON, "On one operation (>)", () -> go(() -> bench.stepCommand(1))),
                Dom.iconButton(
                        Icon.END,
                        "To the end (End)",
                        () -> go(() -> bench.seekAndSay(bench.timeline().events()))));
    }

    private static HTMLElement zoomBox(DoubleConsumer zoom) {
        HTMLElement group = Dom.el("span", "group zoom");
        return Dom.with(
                group,
                Dom.iconButton(Icon.ZOOM_OUT, "Show more events", () -> zoom.accept(0.5)),
                Dom.iconButton(Icon.FIT, "Show all events", () -> zoom.accept(0)),
                Dom.iconButton(Icon.ZOOM_IN, "Show fewer events", () -> zoom.accept(2)));
    }

    private void go(Runnable step) {
        pause();
        step.run();
    }

    private HTMLElement positionBox() {
        return Dom.with(Dom.el("span", "position"), Dom.el("span", "", "event "), position, total);
    }

    /** Moves the keyboard focus to the position field. */
    public void focusPosition() {
        position.focus();
        position.select();
    }

    private void goTo() {
        String digits = position.getValue().trim();
        int event = Digits.natural(digits);
        if (event < 0) {
            bench.say("'" + digits + "' is not an event number from 0 to "
                    + bench.timeline().events() + ".");
            position.setValue(Integer.toString(bench.timeline().event()));
            return;
        }
        pause();
        bench.seekAndSay(event);
    }

    /** Breaks on events of the current kind, or no longer. */
    public void toggleBreak() {
        breaks.toggleHere();
    }

    /** To the next event it breaks on. */
    public void run() {
        go(breaks::run);
    }

    public void playOrPause() {
        playback.toggle();
    }

    public void pause() {
        playback.pause();
    }

    public void faster(int steps) {
        int next = Math.max(0, Math.min(playback.speed() + steps, Playback.SPEEDS.length - 1));
        playback.speed(next);
        speed.setValue(Integer.toString(next));
        bench.say("Speed " + Playback.label(next) + " events a second.");
    }

    void paint(int changed) {
        Timeline timeline = bench.timeline();
        position.setValue(Integer.toString(timeline.event()));
        Dom.text(total, " / " + timeline.events());
        int own = Math.max(timeline.command() - bench.part().startCommands(), 0);
        int all = timeline.commands() - bench.part().startCommands();
        Dom.text(command, "op " + own + " / " + all);
        boolean counts = bench.company() != null || bench.part().shownBranchCounts();
        Dom.text(tipNote, counts ? "" : "does not count");
        if ((changed & (Painter.EVENTS | Painter.PART)) != 0) {
            showBranches(timeline);
        }
        if (playing != playback.playing()) {
            playing = playback.playing();
            (playing ? Icon.PAUSE : Icon.PLAY).replaceOn(play);
            play.setAttribute("aria-label", playing ? "Pause" : "Play");
            play.setTitle(playing ? "Pause (Space)" : "Play (Space)");
        }
    }

    private void showBranches(Timeline timeline) {
        Dom.clear(branches);
        for (int id = 1; id <= timeline.branches(); id++) {
            Dom.option(branches, Integer.toString(id), label(timeline.branch(id)));
        }
        branches.setValue(Integer.toString(timeline.branch()));
        branches.setDisabled(timeline.branches() < 2);
    }

    private String label(Branch branch) {
        int start = bench.part().startCommands();
        String name = branch.id() == 1 ? "branch main" : "b" + branch.id();
        return branch.id() == 1
                ? name
                : name + ", from " + (branch.parent() == 1 ? "main" : "b" + branch.parent()) + " at "
                        + Math.max(branch.at() - start, 0);
    }
}
