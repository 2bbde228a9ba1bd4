package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.Misconception;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.PredictTruth;
import pagewalk.lab.model.TextFault;

/** A part as the file has it: templates and draws. {@link #fill} makes a variant of it. */
public final class PartSource {
    /** The kinds of part there are. */
    static final List<String> KINDS = List.of("predict", "reach");

    private static final List<String> COMMON =
            List.of("name", "kind", "title", "text", "machine", "draws", "start", "reject-unless");
    private static final int MAX_LIMIT = 1000;

    private final YamlItem item;
    private final String name;
    private final String kind;
    private final List<DrawSpec> draws = new ArrayList<>();
    private final List<Misconception> misconceptions = new ArrayList<>();

    private PartSource(YamlItem item) {
        this.item = item;
        name = item.get("name").text();
        kind = item.get("kind").text();
    }

    static PartSource read(YamlItem item) {
        PartSource part = new PartSource(item);
        part.checkShape();
        part.readDraws();
        part.readMisconceptions();
        return part;
    }

    public String name() {
        return name;
    }

    private void checkShape() {
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
            throw item.get("name").fault("a part's name is lower-case letters, digits and '-', not '" + name + "'");
        }
        if (!KINDS.contains(kind)) {
            throw item.get("kind").fault("there is no kind '" + kind + "'; there are " + String.join(", ", KINDS));
        }
        List<String> allowed = new ArrayList<>(COMMON);
        allowed.addAll(
                kind.equals("predict")
                        ? List.of("questions", "misconceptions")
                        : List.of("goal", "goal-text", "goal-points", "max-commands", "milestones", "checks"));
        item.allowOnly(allowed.toArray(new String[0]));
    }

    private void readDraws() {
        YamlItem all = item.find("draws");
        if (all == null) {
            return;
        }
        for (String draw : all.keys()) {
            if (!draw.matches("[a-z][a-z0-9_]{0,31}")) {
                throw all.fault("a draw's name is lower-case letters, digits and '_', not '" + draw + "'");
            }
            draws.add(DrawSpec.read(draw, all.get(draw)));
        }
    }

    private void readMisconceptions() {
        for (YamlItem one : item.itemsOrNone("misconceptions")) {
            Misconception idea = Misconception.byId(one.text());
            if (idea == null) {
                throw one.fault("there is no misconception '" + one.text() + "'");
            }
            misconceptions.add(idea);
        }
    }

    /** The values of one try; {@code redraw} counts the tries refused before. */
    public Draws draw(DrawStreams streams, int redraw) {
        return Draws.draw(draws, streams, redraw);
    }

    /** The part with these values filled in. */
    public PartVariant fill(Draws values) {
        return kind.equals("predict") ? predict(values) : reach(values);
    }

    private PartVariant predict(Draws values) {
        List<PartSpec.Question> questions = new ArrayList<>();
        int points = 0;
        for (YamlItem one : item.get("questions").items()) {
            one.allowOnly("command", "fields");
            List<PartSpec.Field> fields = new ArrayList<>();
            for (YamlItem field : one.get("fields").items()) {
                fields.add(field(field, values));
                points += fields.get(fields.size() - 1).weight();
            }
            String command = values.fill(one.get("command").text(), one);
            questions.add(new PartSpec.Question(questions.size() + 1, command, fields));
        }
        PartSpec spec = new PartSpec.Predict(head(values, points), setup(values), questions);
        return new PartVariant(spec, List.of(), List.of(), misconceptions);
    }

    private static PartSpec.Field field(YamlItem field, Draws values) {
        field.allowOnly("key", "label", "weight");
        String key = field.get("key").text();
        if (!PredictTruth.KEYS.contains(key)) {
            throw field.fault(
                    "a question asks for one of " + String.join(", ", PredictTruth.KEYS) + ", not '" + key + "'");
        }
        return new PartSpec.Field(key, values.fill(field.get("label").text(), field), points(field, "weight"));
    }

    private static int points(YamlItem item, String key) {
        int points = item.get(key).number();
        if (points < 1 || points > 1000) {
            throw item.get(key).fault(key + " is " + points + ", allowed are 1 to 1000");
        }
        return points;
    }

    private PartVariant reach(Draws values) {
        List<Milestone> milestones = new ArrayList<>();
        for (YamlItem one : item.itemsOrNone("milestones")) {
            one.allowOnly("name", "expr", "points", "message");
            String message = values.fill(one.get("message").text(), one);
            milestones.add(new Milestone(
                    one.get("name").text(), truth(one.get("expr"), values), points(one, "points"), message));
        }
        String goalText = values.fill(item.get("goal-text").text(), item);
        Expr goal = truth(item.get("goal"), values);
        milestones.add(new Milestone("goal", goal, points(item, "goal-points"), goalText));
        List<CheckSpec> checks = new ArrayList<>();
        for (YamlItem one : item.itemsOrNone("checks")) {
            checks.add(check(one, values));
        }
        PartSpec.Head head = head(values, visiblePoints(milestones, checks));
        PartSpec spec = new PartSpec.Reach(head, setup(values), goal.text(), goalText, limit(values));
        return new PartVariant(spec, milestones, checks, List.of());
    }

    private int limit(Draws values) {
        int limit = values.number(item.get("max-commands"));
        if (limit < 1 || limit > MAX_LIMIT) {
            throw item.get("max-commands").fault("max-commands is " + limit + ", allowed are 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static int visiblePoints(List<Milestone> milestones, List<CheckSpec> checks) {
        int points = 0;
        for (Milestone milestone : milestones) {
            points += milestone.points();
        }
        for (CheckSpec check : checks) {
            points += check.visibility() == CheckSpec.Visibility.VISIBLE ? check.points() : 0;
        }
        return points;
    }

    private static CheckSpec check(YamlItem one, Draws values) {
        one.allowOnly("name", "when", "expr", "at-least", "at-most", "points", "visibility", "message");
        CheckSpec.When when = CheckSpec.When.of(one.get("when").text());
        CheckSpec.Visibility visibility = CheckSpec.Visibility.of(one.text("visibility", "visible"));
        if (when == null || visibility == null) {
            throw one.fault("when is at-end, always, never or count; visibility is visible, after-due or never");
        }
        YamlItem least = one.find("at-least");
        YamlItem most = one.find("at-most");
        CheckSpec.Condition condition = new CheckSpec.Condition(
                when,
                truth(one.get("expr"), values),
                least == null ? 0 : values.number(least),
                most == null ? Integer.MAX_VALUE : values.number(most));
        String message = values.fill(one.get("message").text(), one);
        return new CheckSpec(one.get("name").text(), condition, points(one, "points"), visibility, message);
    }

    private PartSpec.Head head(Draws values, int points) {
        String title = values.fill(item.get("title").text(), item);
        return new PartSpec.Head(
                name, title, values.fill(item.get("text").text(), item).strip(), points);
    }

    private PartSpec.Setup setup(Draws values) {
        YamlItem machine = item.get("machine");
        List<String> words = new ArrayList<>();
        for (String key : machine.keys()) {
            words.add(key + "=" + values.fill(machine.get(key).text(), machine.get(key)));
        }
        List<String> start = new ArrayList<>();
        for (YamlItem line : item.itemsOrNone("start")) {
            String command = values.fill(line.text(), line).strip();
            if (!command.isEmpty()) {
                start.add(command);
            }
        }
        return new PartSpec.Setup(String.join(" ", words), start);
    }

    /** What must hold at the end of the reference run for a variant to be worth giving to anybody. */
    public List<Expr> rejectUnless(Draws values) {
        List<Expr> conditions = new ArrayList<>();
        for (YamlItem one : item.itemsOrNone("reject-unless")) {
            conditions.add(truth(one, values));
        }
        return conditions;
    }

    private static Expr truth(YamlItem item, Draws values) {
        try {
            return Expr.truth(values.fill(item.text(), item));
        } catch (TextFault bad) {
            throw item.fault("in '" + item.text() + "', column " + bad.column() + ": " + bad.reason());
        }
    }

    /** A fault at this part. */
    public LabFault fault(String reason) {
        return item.fault("part " + name + ": " + reason);
    }

    /** The scored and drawn content without prose, for the scenario hash. */
    void canonical(StringBuilder out) {
        out.append("part\n");
        for (String key : item.keys()) {
            if (!List.of("title", "text", "goal-text").contains(key)) {
                out.append(key)
                        .append('=')
                        .append(Canonical.text(item.get(key)))
                        .append('\n');
            }
        }
    }
}
