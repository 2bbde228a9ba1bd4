package pagewalk.web.task;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.command.Command;
import pagewalk.engine.util.Part;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TextFault;
import pagewalk.lab.model.TuneTrial;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.live.FileOpener;
import pagewalk.web.session.PartData;

/** Settings to choose, the workload that follows them, and what it measures here beside baseline and target. */
final class TuneCard {
    private final Bench bench;
    private final HTMLElement element = Dom.el("form", "card");
    private final HTMLElement knobs = Dom.el("div");
    private final HTMLElement problem = Dom.el("p", "note bad");
    private final HTMLElement outcome = Dom.el("table");
    private final HTMLElement verdict = Dom.el("p");
    private final HTMLElement workload = Dom.el("details");
    private final List<KnobInput> inputs = new ArrayList<>();
    private String part = "";
    private String measured = "";

    TuneCard(Bench bench) {
        this.bench = bench;
        element.setId("tune");
        element.setAttribute("aria-label", "Settings");
        problem.setAttribute("role", "alert");
        problem.setHidden(true);
        HTMLElement set = Dom.button("Set and run", this::set);
        set.setClassName("primary");
        set.setId("set");
        Listen.on(element, "submit", event -> {
            event.preventDefault();
            set();
        });
        set.setAttribute("type", "submit");
        set.setHidden(bench.isReadOnly());
        HTMLElement watch = Dom.button("Watch this run on the stage", this::watch);
        watch.setId("watch-run");
        watch.setHidden(bench.isReadOnly());
        watch.setTitle("Opens the run as a free machine, step by step; your work here is kept");
        Dom.with(element, Dom.el("h3", "", "Settings"), knobs, problem, set, outcome, verdict, watch, workload);
    }

    /** Opens the part's start, the settings and the workload as a free machine; the work here stays as it is. */
    @Part("trials")
    private boolean watch() {
        PartSpec.Tune tune = (PartSpec.Tune) bench.session().partData().spec();
        List<String> lines = new ArrayList<>(tune.setup().start());
        for (Command setting : settings(tune)) {
            lines.add(setting.text());
        }
        lines.addAll(tune.workload());
        FileOpener.open(tune.setup().config(), lines, this::fail);
        return true;
    }

    HTMLElement element() {
        return element;
    }

    void show(PartData data) {
        boolean on = data.spec() instanceof PartSpec.Tune;
        element.setHidden(!on);
        if (!on) {
            return;
        }
        PartSpec.Tune tune = (PartSpec.Tune) data.spec();
        if (!part.equals(tune.name())) {
            part = tune.name();
            measured = "";
            build(tune);
        }
        List<Command> settings = settings(tune);
        String now = settings.size() + "/" + bench.timeline().branch() + "/"
                + bench.timeline().commands();
        if (!now.equals(measured)) {
            measured = now;
            if (bench.isReadOnly()) {
                build(tune);
            }
            measure(data, tune, settings);
        }
    }

    private void build(PartSpec.Tune tune) {
        Dom.clear(knobs);
        inputs.clear();
        for (PartSpec.Knob knob : tune.means().knobs()) {
            KnobInput input = new KnobInput(knob, bench.timeline().machine());
            if (bench.isReadOnly()) {
                input.readOnly();
            }
            inputs.add(input);
            knobs.appendChild(input.element());
        }
        List<String> allow = tune.means().allow();
        if (!allow.isEmpty()) {
            knobs.appendChild(
                    Dom.el("p", "hint", "At the console you may also give: " + String.join(", ", allow) + "."));
        }
        Dom.clear(workload);
        workload.appendChild(
                Dom.el("summary", "", "The workload, " + tune.workload().size() + " commands"));
        for (String command : tune.workload()) {
            workload.appendChild(Dom.el("p", "mono", command));
        }
    }

    /** The settings of the shown branch. */
    private List<Command> settings(PartSpec.Tune tune) {
        List<Command> path = new ArrayList<>();
        for (int i = bench.part().startCommands(); i < bench.timeline().commands(); i++) {
            path.add(bench.timeline().commandAt(i));
        }
        return TuneTrial.settings(tune, path);
    }

    private void set() {
        List<String> lines = new ArrayList<>();
        for (KnobInput input : inputs) {
            String fault = input.fault();
            if (!fault.isEmpty()) {
                fail(fault);
                input.focus();
                return;
            }
            String line = input.line(bench.timeline().machine());
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        problem.setHidden(true);
        String reason = bench.whyNotNow();
        if (!reason.isEmpty()) {
            fail("Not set: " + reason + ".");
            return;
        }
        for (String line : lines) {
            bench.type(line);
        }
        if (lines.isEmpty()) {
            bench.say("Nothing was changed. " + verdict.getTextContent());
        }
    }

    private void fail(String sentence) {
        problem.setHidden(false);
        Dom.text(problem, "▲ " + sentence);
    }

    private void measure(PartData data, PartSpec.Tune tune, List<Command> settings) {
        TuneTrial.Score score = data.kind().score();
        Dom.clear(outcome);
        if (score == null) {
            return;
        }
        try {
            TuneTrial trial = TuneTrial.of(tune, score, settings);
            HTMLElement caption = Dom.el("caption", "", tune.measureText());
            Dom.with(
                    outcome,
                    caption,
                    row("without settings", trial.baseline()),
                    row("with yours", trial.measured()),
                    row("target, or less", trial.target()));
            int percent = trial.points(100);
            Dom.text(
                    verdict,
                    (percent == 100 ? "✓ The target is reached" : percent + " % of the way to the target")
                            + " on this workload. The same settings are tried on others too.");
            verdict.setClassName(percent == 100 ? "good" : "");
        } catch (TextFault fault) {
            Dom.text(verdict, "▲ Nothing can be measured: " + fault.reason() + ".");
        }
    }

    private static HTMLElement row(String words, int value) {
        HTMLElement name = Dom.el("th", "", words);
        name.setAttribute("scope", "row");
        return Dom.with(Dom.el("tr"), name, Dom.el("td", "mono", Integer.toString(value)));
    }

    /** How many settings count so far. */
    static String mark(Bench bench, int part) {
        int own = bench.session().part(part).timeline().commands()
                - bench.session().part(part).startCommands();
        return own == 0 ? "" : " ✓";
    }
}
