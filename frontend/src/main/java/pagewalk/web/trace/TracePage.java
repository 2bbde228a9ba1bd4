package pagewalk.web.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import pagewalk.engine.trace.PolicyKind;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.Study;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Status;
import pagewalk.web.session.RuleWords;

/** The page on which a trace is opened, asked about and looked at. The server made its form; this fills the results. */
public final class TracePage implements Opening.Taker {
    /** Fields that an example fills in, by its attributes. */
    private static final List<String> FIELDS = List.of("policies", "frames", "sizes", "compare");

    private final String engine;
    private final OffThread worker;
    private final HTMLElement results = Dom.byId("results");
    private final HTMLElement problem = Dom.byId("problem");
    private final HTMLElement running = Dom.byId("running");
    private final HTMLElement progress = Dom.byId("progress");
    private final HTMLElement stage = Dom.byId("progress-text");
    private final HTMLElement opened = Dom.byId("opened");
    private final Status status = new Status(Dom.byId("status"));
    private final Elements<HTMLElement> chips = new Elements<>();
    private @Nullable Trace trace;
    private @Nullable PairView pair;

    /** @param engine the name of the target that runs */
    public TracePage(String engine) {
        this.engine = engine;
        worker = new OffThread(engine);
    }

    /** Wakes the page's form up. */
    public void open() {
        Dom.byId("engine").setTextContent(engine);
        Opening.on(this);
        chips();
        Listen.on(Dom.byId("ask"), "submit", event -> {
            event.preventDefault();
            run();
        });
        Listen.on(Dom.byId("cancel"), "click", event -> cancel());
        RuleWords.whenTaken(() -> {
            if (pair != null) {
                pair.paintAgain();
            }
        });
        Dom.byId("main").setAttribute("data-ready", "true");
    }

    private static HTMLInputElement field(String id) {
        return (HTMLInputElement) Dom.byId(id);
    }

    /** A button for each policy, which puts it into the field or takes it out. */
    private void chips() {
        HTMLElement place = Dom.byId("policy-names");
        for (PolicyKind kind : PolicyKind.values()) {
            HTMLElement chip = Dom.button(kind.label(), () -> toggle(kind.label()));
            chip.setTitle(kind.words());
            chips.add(chip);
            place.appendChild(chip);
        }
        Listen.on(field("policies"), "input", event -> press());
        press();
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String word : Lines.split(field("policies").getValue(), ',')) {
            if (!word.trim().isEmpty()) {
                names.add(word.trim());
            }
        }
        return names;
    }

    private void toggle(String name) {
        List<String> names = names();
        if (!names.remove(name)) {
            names.add(name);
        }
        field("policies").setValue(String.join(",", names));
        press();
    }

    private void press() {
        List<String> names = names();
        for (int i = 0; i < chips.size(); i++) {
            Dom.pressed(chips.get(i), names.contains(chips.get(i).getTextContent()));
        }
    }

    private static Ask asked() {
        return new Ask(
                field("policies").getValue(),
                field("frames").getValue(),
                field("sizes").getValue(),
                field("compare").getValue(),
                ((HTMLSelectElement) Dom.byId("format")).getValue(),
                field("curve").isChecked(),
                field("skip").isChecked());
    }

    @Override
    public void take(Trace opening, @Nullable HTMLElement example) {
        trace = opening;
        if (example != null) {
            ((HTMLSelectElement) Dom.byId("format")).setValue("auto");
            for (String name : FIELDS) {
                String value = example.getAttribute("data-" + name);
                if (value != null) {
                    field(name).setValue(value);
                }
            }
            press();
        }
        opened.setTextContent("Opened: " + opening.name() + ", " + opening.size() + ".");
        run();
    }

    @Override
    public void refuse(String sentence) {
        worker.stop();
        running.setHidden(true);
        results.setHidden(true);
        Dom.clear(problem);
        problem.appendChild(Dom.el("span", "", "✕ " + sentence));
        problem.setHidden(false);
    }

    private void run() {
        Trace now = trace;
        if (now == null) {
            refuse("No trace is open yet: open a file, drop one, paste one, or take an example.");
            return;
        }
        Ask ask = asked();
        Ask.Read read = ask.read();
        Study.Ask study = read.ask();
        if (study == null) {
            refuse(read.fault() + ".");
            return;
        }
        problem.setHidden(true);
        results.setHidden(true);
        Dom.clear(results);
        pair = null;
        show("reading", 0, 1);
        running.setHidden(false);
        status.say("Reading " + now.name() + ".");
        worker.ask(new Lines().add(ask.line()), now.file(), (head, lines) -> hear(now, ask, study, head, lines));
    }

    private void cancel() {
        worker.stop();
        running.setHidden(true);
        status.say("Stopped. Nothing is shown of a trace that was not read to its end.");
        opened.setTextContent("Stopped. Nothing is shown of a trace that was not read to its end.");
    }

    private void show(String what, int done, int all) {
        int percent = all <= 0 ? 0 : (int) (100.0 * done / all);
        progress.setAttribute("value", "" + percent);
        Dom.text(stage, percent + " % " + what);
    }

    private void hear(Trace of, Ask ask, Study.Ask study, String[] head, List<String> lines) {
        switch (head[0]) {
            case "progress" -> show(head[1], Lines.number(head[2]), Lines.number(head[3]));
            case "result" -> {
                running.setHidden(true);
                new Findings(this, of, ask, study).show(new Results(lines));
                results.setHidden(false);
                status.say("Done: " + of.name() + " was read.");
            }
            default -> fault(of, head, lines);
        }
    }

    /** Says why there is nothing to show, and which lines were broken. */
    private void fault(Trace of, String[] head, List<String> lines) {
        if (head[0].equals("mistake")) {
            refuse("The worker beside this page stopped: " + head[1] + ". Reload the page.");
            return;
        }
        refuse(of.name() + head[1] + ".");
        List<String> broken = new ArrayList<>();
        Results.broken(Lines.fields(lines.get(1)), broken);
        if (broken.size() > 2) {
            problem.appendChild(Findings.broken(broken));
        }
    }

    /** The place of the findings. */
    HTMLElement results() {
        return results;
    }

    void pair(PairView shown) {
        pair = shown;
    }

    /** Fetches a stretch of the trace: as the worker is asked for it, after what was asked of the trace. */
    void near(Trace of, Ask ask, String[] stretch, Findings.Taker taker) {
        String names = stretch[0];
        worker.also(new Lines().add(ask.line()).add(names, stretch[1], stretch[2]), of.file(), (head, lines) -> {
            if (head[0].equals("sight")) {
                taker.take(new Near(lines));
            } else if (!head[0].equals("progress")) {
                fault(of, head, lines);
            }
        });
    }

    /** The names of policies with commas between them. */
    static String names(List<PolicySpec> policies) {
        StringBuilder names = new StringBuilder();
        for (PolicySpec policy : policies) {
            names.append(names.length() == 0 ? "" : ",").append(policy.text());
        }
        return names.toString();
    }
}
