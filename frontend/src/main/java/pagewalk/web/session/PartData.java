package pagewalk.web.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Part;
import pagewalk.lab.model.PartSpec;
import pagewalk.web.json.Json;

/** A part as the server describes it: its specification, and what is known of its answers. */
public final class PartData {
    private final PartSpec spec;
    private final int totalQuestions;
    private final List<Reveal> reveals = new ArrayList<>();
    private final List<PartSpec.Question> questions = new ArrayList<>();

    private @Nullable PartKind kind;

    private PartData(PartSpec spec, int totalQuestions) {
        this.spec = spec;
        this.totalQuestions = totalQuestions;
    }

    /** Reads one element of {@code parts}; null when its kind is unknown to this page. */
    public static @Nullable PartData of(Json json) {
        PartSpec.Head head = new PartSpec.Head(
                json.text("name", ""), json.text("title", ""), json.text("text", ""), json.number("points", 0));
        PartSpec.Setup setup = new PartSpec.Setup(json.text("config", ""), json.texts("start"));
        PartKind kind = kind(json, head, setup);
        if (kind != null) {
            return asking(json, new PartData(kind.spec(), json.number("total", 0)).with(kind));
        }
        return switch (json.text("kind", "")) {
            case "predict" ->
                asking(json, new PartData(new PartSpec.Predict(head, setup, List.of()), json.number("total", 0)));
            case "reach" -> new PartData(reach(json, head, setup), 0);
            default -> null;
        };
    }

    /** A part of any kind; null in the program that knows only two. */
    @Part("kinds")
    private static @Nullable PartKind kind(Json json, PartSpec.Head head, PartSpec.Setup setup) {
        return PartKind.of(json, head, setup);
    }

    private PartData with(PartKind more) {
        kind = more;
        return this;
    }

    /** What the page knows of the part besides its specification, in the programs that have every kind. */
    public PartKind kind() {
        return Objects.requireNonNull(kind);
    }

    /** A part without a task: the machine of free play. */
    public static PartData free(String config) {
        return shared(config, List.of());
    }

    /** A part without a task whose machine some commands have led to its first state. */
    public static PartData shared(String config, List<String> start) {
        PartSpec.Head head = new PartSpec.Head("free", "Free machine", "", 0);
        return new PartData(new PartSpec.Reach(head, new PartSpec.Setup(config, start), "", "", 0), 0);
    }

    private static PartSpec.Reach reach(Json json, PartSpec.Head head, PartSpec.Setup setup) {
        return new PartSpec.Reach(
                head, setup, json.text("goal", ""), json.text("goalText", ""), json.number("maxCommands", 0));
    }

    private static PartData asking(Json json, PartData data) {
        for (Json question : json.array("questions")) {
            data.addQuestion(question);
        }
        return data;
    }

    /** Adds a question; one that was committed brings its reveal along. */
    public void addQuestion(Json json) {
        List<PartSpec.Field> fields = new ArrayList<>();
        for (Json field : json.array("fields")) {
            PartSpec.Field formed = formed(field);
            fields.add(
                    formed != null
                            ? formed
                            : new PartSpec.Field(
                                    field.text("key", ""),
                                    field.text("label", field.text("key", "")),
                                    field.number("weight", 1)));
        }
        int id = json.number("id", questions.size() + 1);
        for (PartSpec.Question known : questions) {
            if (known.id() == id) {
                return;
            }
        }
        questions.add(new PartSpec.Question(id, json.text("command", ""), json.text("text", ""), fields));
        tell(id, json);
        if (json.text("truth") != null) {
            addReveal(Reveal.of(json, id, json.text("committed", "")));
        }
    }

    /** A field that is not asked for as a plain number; null in the program that knows only those. */
    @Part("kinds")
    private static PartSpec.@Nullable Field formed(Json field) {
        return PartKind.field(field);
    }

    /** Keeps what comes with a question for practice; false in the program that works it out. */
    @Part("kinds")
    private boolean tell(int question, Json json) {
        return kind().tell(question, json);
    }

    public void addReveal(Reveal reveal) {
        if (reveal(reveal.question()) == null) {
            reveals.add(reveal);
        }
    }

    public @Nullable Reveal reveal(int question) {
        for (Reveal reveal : reveals) {
            if (reveal.question() == question) {
                return reveal;
            }
        }
        return null;
    }

    public PartSpec spec() {
        return spec;
    }

    public String name() {
        return spec.name();
    }

    public String title() {
        return spec.head().title();
    }

    public boolean isPredict() {
        return spec instanceof PartSpec.Predict;
    }

    /** The goal of a reach part that has one, else null. */
    public PartSpec.@Nullable Reach goal() {
        return spec instanceof PartSpec.Reach reach && !reach.goal().isEmpty() ? reach : null;
    }

    /** The questions known so far; in graded work those after the first open one are not. */
    public List<PartSpec.Question> questions() {
        return questions;
    }

    /** How many questions stand before the one with this id. */
    public int questionsBefore(int id) {
        int i = 0;
        while (i < questions.size() && questions.get(i).id() != id) {
            i++;
        }
        return i;
    }

    /** How many questions the part has, the unknown ones too. */
    public int totalQuestions() {
        return Math.max(totalQuestions, questions.size());
    }
}
