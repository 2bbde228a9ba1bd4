package pagewalk.lab.grade;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.PartVerdict;
import pagewalk.lab.grade.Verdict.State;
import pagewalk.lab.json.Json;

/** A verdict for platforms that run a grader of ours and show all its points at once. */
public final class OtherGraders {
    private OtherGraders() {}

    /**
     * PrairieLearn's {@code results.json}: a score from 0 to 1, a test a check. Hidden checks count, and are not told.
     * What cannot be judged is not gradable there and costs no attempt.
     */
    public static String prairieLearn(Verdict verdict) {
        Json json = new Json().beginObject();
        if (verdict.state() == State.UNGRADABLE) {
            json.field("gradable", false).field("message", verdict.reason());
            json.name("format_errors").beginArray().value(verdict.reason()).endArray();
            return json.endObject().text() + "\n";
        }
        int max = Math.max(1, verdict.max());
        BigDecimal score = BigDecimal.valueOf(verdict.score())
                .divide(BigDecimal.valueOf(max), 6, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        json.field("gradable", true).name("score").raw(score.toPlainString());
        if (verdict.state() == State.REJECTED) {
            json.field("message", "rejected: " + verdict.reason());
        } else {
            json.field("output", verdict.text(Audience.STUDENT));
        }
        json.name("tests").beginArray();
        for (PartVerdict part : verdict.parts()) {
            part.checks().forEach(check -> test(json, part, check));
        }
        return json.endArray().endObject().text() + "\n";
    }

    private static void test(Json json, PartVerdict part, CheckVerdict check) {
        if (Audience.STUDENT.sees(check.visibility())) {
            json.beginObject().field("name", part.name() + ": " + check.name());
            json.field("points", check.score()).field("max_points", check.max());
            json.field("message", check.message()).endObject();
        }
    }

    /** Autolab's last line: points by problem, and each part is a problem. A rejected session gets none of them. */
    public static String autolab(Verdict verdict, List<String> parts) {
        Json json = new Json().beginObject().name("scores").beginObject();
        if (verdict.state() != State.UNGRADABLE) {
            for (String name : parts) {
                PartVerdict part = verdict.part(name);
                json.field(name, part == null ? 0 : part.score(Audience.STAFF));
            }
        }
        return json.endObject().endObject().text();
    }
}
