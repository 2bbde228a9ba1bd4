package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.content.CheckSpec;
import pagewalk.lab.content.Kept;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.json.Json;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.Condition;
import pagewalk.lab.model.EngineHash;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;

/**
 * What a browser gets of a variant. Never: hidden checks, milestones, the reference, and in a graded one the seed and
 * any question after the first that is not committed.
 */
public final class VariantJson {
    private VariantJson() {}

    /** Whose session it is: {@code student} is null for somebody without an account. */
    public record Owner(Mode mode, @Nullable String student, int attempt) {}

    /** For the student a graded seed was made for, or for practice by nobody in particular. */
    public static String forBrowser(Variant variant, Mode mode, Commits commits) {
        VariantSeed seed = variant.seed();
        return forBrowser(variant, new Owner(mode, seed.student(), seed.attempt()), commits);
    }

    /** Committed questions come with their truth, in both modes. */
    public static String forBrowser(Variant variant, Owner owner, Commits commits) {
        Lab lab = variant.lab();
        Json json = new Json().beginObject();
        json.field("lab", lab.id()).field("title", lab.title());
        json.field("mode", owner.mode().word()).field("attempt", owner.attempt());
        json.field("engine", EngineHash.HEX).field("scenario", lab.scenarioHash());
        if (owner.mode() == Mode.PRACTICE) {
            json.field("seed", variant.seedHex());
        }
        json.field("student", owner.student());
        json.name("rules").beginArray();
        for (Rule rule : lab.rules()) {
            json.value(rule.id());
        }
        json.endArray().name("parts").beginArray();
        for (PartSpec part : variant.parts()) {
            part(json, variant, part, owner.mode(), commits);
        }
        return json.endArray().endObject().text();
    }

    private static void part(Json json, Variant variant, PartSpec part, Mode mode, Commits commits) {
        json.beginObject().field("name", part.name());
        json.field("kind", part.kind());
        json.field("title", part.head().title()).field("text", part.head().text());
        json.field("points", part.head().points());
        json.field("view", variant.lab().view(part.name()));
        // A diagnosis is made from files: the commands behind them would give it away. A table needs no machine.
        if (!(part instanceof PartSpec.Diagnose || part instanceof PartSpec.Table)) {
            json.field("config", part.setup().config());
            list(json, "start", part.setup().start());
        }
        switch (part) {
            case PartSpec.Predict predict -> questions(json, variant, predict, mode, commits);
            case PartSpec.Reach reach ->
                json.field("goal", reach.goal())
                        .field("goalText", reach.goalText())
                        .field("maxCommands", reach.maxCommands());
            case PartSpec.Build build -> build(json, build);
            case PartSpec.Tune tune -> tune(json, variant, tune);
            case PartSpec.Table table -> {
                json.name("pages").beginArray();
                table.pages().forEach(json::value);
                json.endArray();
                trials(json, table.trials());
                questions(json, variant, table, mode, commits);
            }
            case PartSpec.Diagnose diagnose -> {
                files(json, diagnose);
                questions(json, variant, diagnose, mode, commits);
            }
        }
        checks(json, variant, part.name());
        json.endObject();
    }

    /** Visible checks, so that a page can look at them while somebody works; of the others not even their number. */
    private static void checks(Json json, Variant variant, String part) {
        List<CheckSpec> visible = new ArrayList<>();
        for (CheckSpec check : graded(variant, part).checks()) {
            if (check.visibility() == CheckSpec.Visibility.VISIBLE) {
                visible.add(check);
            }
        }
        if (visible.isEmpty()) {
            return;
        }
        json.name("checks").beginArray();
        for (CheckSpec check : visible) {
            Condition condition = check.condition();
            json.beginObject().field("name", check.name()).field("points", check.points());
            json.field("when", condition.when().word())
                    .field("expr", condition.expr().text());
            if (condition.when() == Condition.When.COUNT) {
                json.field("atLeast", condition.atLeast()).field("atMost", condition.atMost());
            }
            json.field("message", check.message()).endObject();
        }
        json.endArray();
    }

    private static PartVariant graded(Variant variant, String part) {
        for (PartVariant one : variant.graded()) {
            if (one.name().equals(part)) {
                return one;
            }
        }
        throw new IllegalArgumentException("there is no part '" + part + "'");
    }

    private static void list(Json json, String name, List<String> texts) {
        json.name(name).beginArray();
        texts.forEach(json::value);
        json.endArray();
    }

    private static void build(Json json, PartSpec.Build part) {
        json.name("input").beginObject().field("pages", part.input().pages());
        json.field("from", part.input().from()).field("to", part.input().to()).endObject();
        trials(json, part.trials());
    }

    private static void trials(Json json, List<PartSpec.Trial> trials) {
        json.name("trials").beginArray();
        for (PartSpec.Trial trial : trials) {
            json.beginObject().field("name", trial.name()).field("policy", trial.policy());
            json.field("frames", trial.frames()).endObject();
        }
        json.endArray();
    }

    private static void tune(Json json, Variant variant, PartSpec.Tune part) {
        json.name("knobs").beginArray();
        for (PartSpec.Knob knob : part.means().knobs()) {
            json.beginObject().field("name", knob.name());
            if (knob.words().isEmpty()) {
                json.field("from", knob.from()).field("to", knob.to());
            } else {
                list(json, "words", knob.words());
            }
            json.endObject();
        }
        json.endArray();
        list(json, "allow", part.means().allow());
        list(json, "workload", part.workload());
        Kept.TuneScore score = graded(variant, part.name()).tuneScore();
        json.field("measure", score.measure().text())
                .field("target", score.target().text());
        json.field("measureText", part.measureText());
    }

    private static void files(Json json, PartSpec.Diagnose part) {
        Machine machine = PartRun.begin(part.setup()).machine();
        json.name("files").beginArray();
        for (String path : part.files()) {
            json.beginObject()
                    .field("path", path)
                    .field("text", ShownFile.read(machine, path))
                    .endObject();
        }
        json.endArray();
    }

    private static void questions(Json json, Variant variant, PartSpec part, Mode mode, Commits commits) {
        PracticeJson practice = mode == Mode.PRACTICE ? PracticeJson.of(graded(variant, part.name())) : null;
        json.name("questions").beginArray();
        for (PartSpec.Question question : part.asked()) {
            Answer committed = commits.get(part.name(), question.id());
            QuestionJson.open(json, question);
            if (committed != null) {
                json.field("committed", committed.text());
                RevealJson.truth(json, variant.commit(part.name(), question.id(), committed.text()));
            } else if (practice != null) {
                practice.question(json, question);
            }
            json.endObject();
            if (committed == null && mode == Mode.GRADED) {
                break;
            }
        }
        json.endArray().field("total", part.asked().size());
    }
}
