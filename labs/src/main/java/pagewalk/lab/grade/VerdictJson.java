package pagewalk.lab.grade;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.PartVerdict;
import pagewalk.lab.grade.Verdict.State;
import pagewalk.lab.grade.Verdict.Step;
import pagewalk.lab.grade.Verdict.WrongStep;
import pagewalk.lab.json.Json;

/**
 * A verdict as JSON. Points and checks are those the reader may see; how many are kept back is told in
 * {@code hidden}.
 */
public final class VerdictJson {
    private VerdictJson() {}

    /** Where links lead: the lab page opens a submission read-only, at a step and at a question. */
    private record Place(String lab, @Nullable String submission) {
        void link(Json json, String part, int question, Step step) {
            if (submission != null) {
                json.field(
                        "link",
                        "/lab/" + lab + "?submission=" + submission + "&part=" + part + "&command=" + step.command()
                                + (question > 0 ? "&question=" + question : ""));
            }
        }
    }

    /**
     * @param lab the lab's id, for links
     * @param submission the submission the links lead to; null leaves links out
     */
    public static String of(Verdict verdict, Audience audience, String lab, @Nullable String submission) {
        Json json = new Json().beginObject().field("state", verdict.state().word());
        if (verdict.state() != State.GRADED) {
            return json.field("reason", verdict.reason()).endObject().text();
        }
        Place place = new Place(lab, submission);
        json.field("score", verdict.score(audience)).field("max", verdict.max(audience));
        int hidden = hidden(verdict, audience);
        if (hidden > 0) {
            json.field("hidden", hidden);
        }
        json.name("parts").beginArray();
        for (PartVerdict part : verdict.parts()) {
            part(json, part, audience, place);
        }
        json.endArray();
        WrongStep wrong = verdict.firstWrong();
        if (wrong != null) {
            json.name("firstWrong").beginObject().field("part", wrong.part());
            if (wrong.question() > 0) {
                json.field("question", wrong.question());
            }
            step(json, wrong.step());
            json.field("sentence", wrong.sentence());
            place.link(json, wrong.part(), wrong.question(), wrong.step());
            json.endObject();
        }
        evidence(json, verdict, audience);
        return json.endObject().text();
    }

    private static int hidden(Verdict verdict, Audience audience) {
        int hidden = 0;
        for (PartVerdict part : verdict.parts()) {
            for (CheckVerdict check : part.checks()) {
                hidden += audience.sees(check.visibility()) ? 0 : 1;
            }
        }
        return hidden;
    }

    private static void part(Json json, PartVerdict part, Audience audience, Place place) {
        json.beginObject().field("name", part.name()).field("title", part.title());
        json.field("score", part.score(audience)).field("max", part.max(audience));
        json.name("checks").beginArray();
        for (CheckVerdict check : part.checks()) {
            if (audience.sees(check.visibility())) {
                check(json, part.name(), check, place);
            }
        }
        json.endArray().endObject();
    }

    private static void check(Json json, String part, CheckVerdict check, Place place) {
        json.beginObject().field("name", check.name()).field("passed", check.passed());
        json.field("score", check.score()).field("max", check.max());
        json.field("message", check.message());
        json.field("visibility", check.visibility().word());
        Step step = check.step();
        if (step != null) {
            step(json, step);
            place.link(json, part, check.fields().isEmpty() ? 0 : step.own(), step);
        }
        fields(json, check);
        json.endObject();
    }

    private static void fields(Json json, CheckVerdict check) {
        if (check.fields().isEmpty()) {
            return;
        }
        json.name("fields").beginArray();
        for (Verdict.FieldVerdict field : check.fields()) {
            json.beginObject().field("key", field.key()).field("label", field.label());
            json.field("given", field.given()).field("truth", field.truth().word());
            json.field("score", field.truth().score())
                    .field("max", field.truth().max());
            rule(json, field.rule());
            json.endObject();
        }
        json.endArray();
    }

    private static void step(Json json, Step step) {
        json.field("command", step.command()).field("own", step.own()).field("event", step.event());
        rule(json, step.rule());
    }

    private static void rule(Json json, Rule rule) {
        if (rule != Rule.NONE) {
            json.field("rule", rule.id()).field("ruleSentence", rule.sentence());
            json.field("ruleSource", rule.source());
        }
    }

    private static void evidence(Json json, Verdict verdict, Audience audience) {
        Verdict.Evidence evidence = verdict.evidence();
        json.name("evidence").beginObject().field("seedVerified", evidence.seedVerified());
        if (audience == Audience.STAFF) {
            json.field("seed", evidence.seed());
        }
        json.field("logDigest", evidence.logDigest()).field("finalDigest", evidence.finalDigest());
        json.name("notes").beginArray();
        evidence.notes().forEach(json::value);
        json.endArray().endObject();
    }
}
