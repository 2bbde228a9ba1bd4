package pagewalk.lab.grade;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.Lab;
import pagewalk.lab.content.CheckSpec.Visibility;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.PartVerdict;
import pagewalk.lab.grade.Verdict.State;
import pagewalk.lab.grade.Verdict.WrongStep;
import pagewalk.lab.json.Json;
import pagewalk.lab.model.EngineHash;

/**
 * A verdict as Gradescope's {@code results.json}: a test a check, the sum of their scores is the score.
 *
 * <p>A check for after the deadline has visibility {@code after_due_date}, one never shown {@code hidden}. Gradescope
 * shows a student no total while any test is hidden; the output says so.
 */
public final class Gradescope {
    private Gradescope() {}

    /** {@code lab} is null when the session named none that is known. */
    public static String results(Verdict verdict, @Nullable Lab lab) {
        Json json = new Json().beginObject();
        if (verdict.state() != State.GRADED) {
            json.field("score", 0);
            json.field("output", verdict.state().word() + ": " + verdict.reason())
                    .field("output_format", "text");
        } else {
            json.field("output", output(verdict)).field("output_format", "text");
        }
        json.field("visibility", "visible").field("stdout_visibility", "hidden");
        json.name("tests").beginArray();
        for (int p = 0; p < verdict.parts().size(); p++) {
            tests(json, verdict.parts().get(p), p + 1);
        }
        json.endArray();
        extraData(json, verdict, lab);
        return json.endObject().text() + "\n";
    }

    private static void tests(Json json, PartVerdict part, int number) {
        for (int c = 0; c < part.checks().size(); c++) {
            CheckVerdict check = part.checks().get(c);
            json.beginObject().field("score", check.score()).field("max_score", check.max());
            json.field("status", check.passed() ? "passed" : "failed");
            json.field("name", part.name() + ": " + check.name()).field("number", number + "." + (c + 1));
            json.field("output", check.message()).field("output_format", "text");
            json.name("tags").beginArray().value(part.name()).endArray();
            json.field("visibility", visibility(check.visibility())).endObject();
        }
    }

    private static String visibility(Visibility visibility) {
        return switch (visibility) {
            case VISIBLE -> "visible";
            case AFTER_DUE -> "after_due_date";
            case NEVER -> "hidden";
        };
    }

    private static String output(Verdict verdict) {
        StringBuilder out = new StringBuilder();
        WrongStep wrong = verdict.firstWrong();
        out.append(wrong == null ? "Every visible check passed." : "First wrong step, part " + wrong.part() + ": ");
        if (wrong != null) {
            out.append(wrong.sentence());
            Rule rule = wrong.step().rule();
            if (rule != Rule.NONE) {
                out.append("\nRule ").append(rule.id()).append(": ").append(rule.sentence());
            }
        }
        int hidden = verdict.max() - verdict.max(Audience.STUDENT);
        if (hidden > 0) {
            out.append("\nChecks worth ").append(hidden).append(hidden == 1 ? " point are" : " points are");
            out.append(" shown later, so no total is shown before.");
        }
        return out.toString();
    }

    private static void extraData(Json json, Verdict verdict, @Nullable Lab lab) {
        Verdict.Evidence evidence = verdict.evidence();
        json.name("extra_data").beginObject();
        json.field("engine", "pagewalk/1").field("engineHash", EngineHash.HEX);
        if (lab != null) {
            json.field("lab", lab.id()).field("scenarioHash", lab.scenarioHash());
        }
        json.field("seed", evidence.seed()).field("seedVerified", evidence.seedVerified());
        json.field("logDigest", evidence.logDigest()).field("finalDigest", evidence.finalDigest());
        json.field("state", verdict.state().word()).endObject();
    }
}
