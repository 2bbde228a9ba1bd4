package pagewalk.web.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Condition;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TuneTrial;
import pagewalk.web.json.Digits;
import pagewalk.web.json.Json;

/** What a page gets of a part beyond its specification, in the programs that know parts of every kind. */
public final class PartKind {
    /** One machine frame, for parts that show no machine. */
    private static final String NO_MACHINE = "preset=textbook frames=1";

    private final PartSpec spec;
    private final String view;
    private final List<Check> checks = new ArrayList<>();
    private final List<File> files = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private TuneTrial.@Nullable Score score;

    private PartKind(PartSpec spec, String view) {
        this.spec = spec;
        this.view = view;
    }

    /** A check that is looked at while somebody works. */
    public record Check(String name, int points, Condition condition, String message) {}

    /** A file of a machine that is not shown. */
    public record File(String path, String text) {}

    /** Reads one element of a variant's parts; null when its kind is unknown to this page. */
    static @Nullable PartKind of(Json json, PartSpec.Head head, PartSpec.Setup given) {
        PartSpec.Setup setup = given.config().isEmpty() ? new PartSpec.Setup(NO_MACHINE, List.of()) : given;
        PartSpec spec = switch (json.text("kind", "")) {
            case "predict" -> new PartSpec.Predict(head, setup, List.of());
            case "reach" ->
                new PartSpec.Reach(
                        head, setup, json.text("goal", ""), json.text("goalText", ""), json.number("maxCommands", 0));
            case "build" -> build(json, head, setup);
            case "tune" -> tune(json, head, setup);
            case "table" -> new PartSpec.Table(head, setup, pages(json), trials(json), List.of());
            case "diagnose" -> new PartSpec.Diagnose(head, setup, List.of(), List.of());
            default -> null;
        };
        return spec == null ? null : new PartKind(spec, json.text("view", "map")).with(json);
    }

    private PartKind with(Json json) {
        for (Json check : json.array("checks")) {
            Condition.When when = Condition.When.of(check.text("when", ""));
            Condition condition = new Condition(
                    when == null ? Condition.When.AT_END : when,
                    Expr.truth(check.text("expr", "")),
                    check.number("atLeast", 0),
                    check.number("atMost", Integer.MAX_VALUE));
            String name = check.text("name", "");
            checks.add(new Check(name, check.number("points", 0), condition, check.text("message", "")));
        }
        for (Json file : json.array("files")) {
            files.add(new File(file.text("path", ""), file.text("text", "")));
        }
        String measure = json.text("measure");
        if (measure != null) {
            score = new TuneTrial.Score(Expr.number(measure), Expr.number(json.text("target", "0")));
        }
        return this;
    }

    private static PartSpec build(Json json, PartSpec.Head head, PartSpec.Setup setup) {
        Json asked = json.object("input");
        PartSpec.Input input = asked == null
                ? new PartSpec.Input(1, 1, 1)
                : new PartSpec.Input(asked.number("pages", 1), asked.number("from", 1), asked.number("to", 1));
        return new PartSpec.Build(head, setup, input, trials(json));
    }

    private static List<PartSpec.Trial> trials(Json json) {
        List<PartSpec.Trial> trials = new ArrayList<>();
        for (Json trial : json.array("trials")) {
            trials.add(new PartSpec.Trial(trial.text("name", ""), trial.text("policy", ""), trial.number("frames", 1)));
        }
        return trials;
    }

    private static List<Integer> pages(Json json) {
        List<Integer> pages = new ArrayList<>();
        for (String page : json.texts("pages")) {
            pages.add(Digits.natural(page));
        }
        return pages;
    }

    private static PartSpec tune(Json json, PartSpec.Head head, PartSpec.Setup setup) {
        List<PartSpec.Knob> knobs = new ArrayList<>();
        for (Json knob : json.array("knobs")) {
            knobs.add(new PartSpec.Knob(
                    knob.text("name", ""), knob.number("from", 0), knob.number("to", 0), knob.texts("words")));
        }
        PartSpec.Means means = new PartSpec.Means(knobs, json.texts("allow"));
        return new PartSpec.Tune(head, setup, means, json.texts("workload"), json.text("measureText", ""));
    }

    /** A field of a question, with the form that its value is asked in. */
    static PartSpec.Field field(Json json) {
        String key = json.text("key", "");
        PartSpec.Form form = switch (json.text("form", "")) {
            case "choice" -> new PartSpec.Form.Choice(json.texts("choices"));
            case "point" -> new PartSpec.Form.Point();
            case "hex" -> new PartSpec.Form.Number(true);
            default -> new PartSpec.Form.Number(false);
        };
        return new PartSpec.Field(key, json.text("label", key), json.number("weight", 1), form, null);
    }

    /** Keeps how answers to a question come out, where the server says it beforehand. */
    boolean tell(int question, Json json) {
        Json outcome = json.object("told");
        if (outcome != null) {
            told.add(new Told(question, outcome));
        }
        return true;
    }

    PartSpec spec() {
        return spec;
    }

    /** The picture that opens first, as lab files name it. */
    public String view() {
        return view;
    }

    /** The checks that are visible. */
    public List<Check> checks() {
        return checks;
    }

    /** The files of a diagnosis. */
    public List<File> files() {
        return files;
    }

    /** How settings are measured; null for parts where nothing is set. */
    public TuneTrial.@Nullable Score score() {
        return score;
    }

    /** What was told of a question beforehand, in practice; null when nothing was. */
    public @Nullable Told told(int question) {
        for (Told one : told) {
            if (one.question() == question) {
                return one;
            }
        }
        return null;
    }

    /** Whether the machine is there to be looked at. */
    public boolean hasMachine() {
        return !(spec instanceof PartSpec.Build || spec instanceof PartSpec.Diagnose || spec instanceof PartSpec.Table);
    }
}
