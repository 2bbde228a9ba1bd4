package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.lab.model.Condition;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.PartSpec;

/** Makes a variant of a part: every template filled in, every expression read. */
final class PartFill {
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_PAGES = 64;
    private static final int MAX_LENGTH = 200;
    private static final int MAX_FRAMES = 64;
    private static final int MAX_HIDDEN = 20;

    private final YamlItem item;
    private final Filling filling;

    PartFill(YamlItem item, Draws values) {
        this.item = item;
        filling = new Filling(values);
    }

    PartVariant variant() {
        return switch (item.get("kind").text()) {
            case "predict" -> predict();
            case "reach" -> reach();
            case "build" -> build();
            case "tune" -> tune();
            case "table" -> table();
            default -> diagnose();
        };
    }

    private PartVariant predict() {
        QuestionsSource questions = new QuestionsSource(filling);
        questions.read(item, true);
        PartSpec spec = new PartSpec.Predict(head(questions.points()), setup(), questions.questions());
        return asking(spec, questions);
    }

    private PartVariant diagnose() {
        QuestionsSource questions = new QuestionsSource(filling);
        questions.read(item, false);
        List<String> files = filling.texts(item, "files");
        if (files.isEmpty()) {
            throw item.get("files").fault("a diagnosis shows at least one file");
        }
        PartSpec spec = new PartSpec.Diagnose(head(questions.points()), setup(), files, questions.questions());
        return asking(spec, questions);
    }

    private PartVariant asking(PartSpec spec, QuestionsSource questions) {
        Kept kept = new Kept(questions.ideas(item), List.of(), difficulty(), null);
        return new PartVariant(spec, List.of(), List.of(), kept);
    }

    private PartVariant reach() {
        List<Milestone> milestones = new ArrayList<>();
        for (YamlItem one : item.itemsOrNone("milestones")) {
            String message = filling.text(one.get("message"));
            int points = Filling.points(one, "points");
            milestones.add(new Milestone(one.get("name").text(), filling.truth(one.get("expr")), points, message));
        }
        String goalText = filling.text(item.get("goal-text"));
        Expr goal = filling.truth(item.get("goal"));
        milestones.add(new Milestone("goal", goal, Filling.points(item, "goal-points"), goalText));
        List<CheckSpec> checks = checks("checks");
        int points = visible(checks);
        for (Milestone milestone : milestones) {
            points += milestone.points();
        }
        int limit = filling.number(item.get("max-commands"), 1, MAX_LIMIT);
        PartSpec spec = new PartSpec.Reach(head(points), setup(), goal.text(), goalText, limit);
        return new PartVariant(spec, milestones, checks, ways(null));
    }

    private PartVariant build() {
        YamlItem asked = item.get("input");
        int pages = filling.number(asked.get("pages"), 1, MAX_PAGES);
        int from = filling.number(asked.get("from"), 1, MAX_LENGTH);
        int to = filling.number(asked.get("to"), from, MAX_LENGTH);
        List<PartSpec.Trial> trials = new ArrayList<>();
        YamlItem all = item.get("trials");
        for (String name : all.keys()) {
            all.get(name).allowOnly("policy", "frames");
            trials.add(trial(name, all.get(name)));
            if (PolicySpec.parse(trials.get(trials.size() - 1).policy()) instanceof PolicySpec.Result.Malformed bad) {
                throw all.get(name).get("policy").fault(bad.message());
            }
        }
        List<CheckSpec> checks = checks("properties");
        if (checks.isEmpty() || trials.isEmpty()) {
            throw item.fault("a build part has at least one trial and one property");
        }
        PartSpec.Input input = new PartSpec.Input(pages, from, to);
        PartSpec spec = new PartSpec.Build(head(visible(checks)), setup(), input, trials);
        return new PartVariant(spec, List.of(), checks, ways(null));
    }

    private PartSpec.Trial trial(String name, YamlItem one) {
        return new PartSpec.Trial(
                name, filling.text(one.get("policy")), filling.number(one.get("frames"), 1, MAX_FRAMES));
    }

    private PartVariant table() {
        TablesSource source = new TablesSource(filling, this::trial);
        source.read(item);
        PartSpec spec =
                new PartSpec.Table(head(source.points()), setup(), source.pages(), source.trials(), source.questions());
        Kept kept = new Kept(source.ideas(item), List.of(), difficulty(), null);
        return new PartVariant(spec, List.of(), List.of(), kept);
    }

    private PartVariant tune() {
        int points = Filling.points(item, "points");
        CheckSpec.Visibility visibility = visibility(item.get("hidden"));
        YamlItem hidden = item.get("hidden");
        hidden.allowOnly("seeds", "points", "visibility");
        int seeds = filling.number(hidden.get("seeds"), 1, MAX_HIDDEN);
        Kept.Share share = new Kept.Share(points, Filling.points(hidden, "points"), seeds, visibility);
        Kept.TuneScore score = new Kept.TuneScore(
                filling.number(item.get("measure")),
                filling.number(item.get("target")),
                share,
                List.of(),
                new Kept.Once());
        boolean seen = visibility == CheckSpec.Visibility.VISIBLE;
        PartSpec.Head head = head(points + (seen ? share.hiddenPoints() : 0));
        String measured = filling.text(item.get("measure-text"));
        PartSpec spec =
                new PartSpec.Tune(head, setup(), new MeansSource(filling, item).read(), commands("workload"), measured);
        return new PartVariant(spec, List.of(), List.of(), ways(score));
    }

    private static int visible(List<CheckSpec> checks) {
        int points = 0;
        for (CheckSpec check : checks) {
            points += check.visibility() == CheckSpec.Visibility.VISIBLE ? check.points() : 0;
        }
        return points;
    }

    private List<CheckSpec> checks(String key) {
        List<CheckSpec> checks = new ArrayList<>();
        for (YamlItem one : item.itemsOrNone(key)) {
            checks.add(check(one, key.equals("properties")));
        }
        return checks;
    }

    private CheckSpec check(YamlItem one, boolean property) {
        Condition.When when = property
                ? Condition.When.AT_END
                : Condition.When.of(one.get("when").text());
        if (when == null) {
            throw one.get("when")
                    .fault("when is at-end, always, never or count, not '"
                            + one.get("when").text() + "'");
        }
        YamlItem least = one.find("at-least");
        YamlItem most = one.find("at-most");
        if (when != Condition.When.COUNT && (least != null || most != null)) {
            throw one.fault("at-least and at-most go with when: count");
        }
        Condition condition = new Condition(
                when,
                filling.truth(one.get("expr")),
                least == null ? 0 : filling.number(least, 0, MAX_LIMIT),
                most == null ? Integer.MAX_VALUE : filling.number(most, 0, MAX_LIMIT));
        String message = filling.text(one.get("message"));
        return new CheckSpec(
                one.get("name").text(), condition, Filling.points(one, "points"), visibility(one), message);
    }

    private static CheckSpec.Visibility visibility(YamlItem one) {
        CheckSpec.Visibility visibility = CheckSpec.Visibility.of(one.text("visibility", "visible"));
        if (visibility == null) {
            throw one.get("visibility").fault("visibility is visible, after-due or never");
        }
        return visibility;
    }

    private Kept ways(Kept.@Nullable TuneScore score) {
        List<Kept.WrongWay> ways = new ArrayList<>();
        for (YamlItem one : item.itemsOrNone("misconceptions")) {
            one.allowOnly("name", "idea", "lines");
            List<String> lines = filling.texts(one, "lines");
            lines.removeIf(String::isBlank);
            if (lines.isEmpty()) {
                throw one.fault("lines say what somebody with this idea does; there is none");
            }
            ways.add(new Kept.WrongWay(one.get("name").text(), filling.text(one.get("idea")), lines));
        }
        return new Kept(List.of(), ways, difficulty(), score);
    }

    private Kept.@Nullable Difficulty difficulty() {
        YamlItem band = item.find("difficulty");
        if (band == null) {
            return null;
        }
        band.allowOnly("measure", "from", "to");
        int from = filling.number(band.get("from"), 0, Integer.MAX_VALUE);
        int to = filling.number(band.get("to"), from, Integer.MAX_VALUE);
        return new Kept.Difficulty(filling.number(band.get("measure")), from, to);
    }

    private PartSpec.Head head(int points) {
        String text = filling.text(item.get("text")).strip();
        return new PartSpec.Head(item.get("name").text(), filling.text(item.get("title")), text, points);
    }

    PartSpec.Setup setup() {
        List<String> words = new ArrayList<>();
        for (String key : item.keysOf("machine")) {
            words.add(key + "=" + filling.text(item.get("machine").get(key)));
        }
        String config = words.isEmpty() ? "preset=textbook frames=1" : String.join(" ", words);
        return new PartSpec.Setup(config, commands("start"));
    }

    private List<String> commands(String key) {
        List<String> commands = new ArrayList<>();
        for (String line : filling.texts(item, key)) {
            if (!line.isBlank()) {
                commands.add(line.strip());
            }
        }
        return commands;
    }

    List<Expr> rejectUnless() {
        List<Expr> conditions = new ArrayList<>();
        for (YamlItem one : item.itemsOrNone("reject-unless")) {
            conditions.add(filling.truth(one));
        }
        return conditions;
    }
}
