package pagewalk.lab;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.json.Json;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.Idea;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.PredictTruth;
import pagewalk.lab.model.QuestionRun;
import pagewalk.lab.model.Sought;

/**
 * What a browser needs to tell a practising student how an answer came out, without a network: the truth of each
 * question as the grader finds it. Questions about page frames alone do without; the page works those out itself.
 */
final class PracticeJson {
    private final PartVariant part;
    private final QuestionRun run;

    private PracticeJson(PartVariant part) {
        this.part = part;
        run = new QuestionRun(part.spec());
    }

    /** For a part whose questions have to be told; null for one that the page can work out. */
    static @Nullable PracticeJson of(PartVariant part) {
        for (PartSpec.Question question : part.spec().asked()) {
            for (PartSpec.Field field : question.fields()) {
                if (field.sought() != null) {
                    return new PracticeJson(part);
                }
            }
        }
        return null;
    }

    /** Writes {@code told} into the question's open object; to be called for one question after the other. */
    void question(Json json, PartSpec.Question question) {
        PredictTruth truth = run.truth(question);
        json.name("told").beginObject().field("truth", truth.answer().text()).field("why", truth.why());
        json.name("pages").beginObject();
        for (PartSpec.Field field : question.fields()) {
            int pages = truth.pages(field);
            if (pages > 1) {
                json.field(field.key(), pages);
            }
        }
        json.endObject().name("reasons").beginObject();
        for (PartSpec.Field field : question.fields()) {
            Sought sought = field.sought();
            if (sought != null && !sought.why().isEmpty()) {
                json.field(field.key(), sought.why() + " " + sought.rule().sentence());
            }
        }
        json.endObject().name("ideas").beginArray();
        ideas(json, question, truth.answer());
        json.endArray().endObject();
        run.carryOut(question);
    }

    private void ideas(Json json, PartSpec.Question question, Answer truth) {
        Set<String> told = new HashSet<>(Set.of(truth.text()));
        for (Idea idea : part.misconceptions()) {
            Answer believed = idea.answer(run, question);
            if (believed != null && told.add(believed.text())) {
                json.beginObject().field("answer", believed.text());
                json.field("idea", idea.idea()).endObject();
            }
        }
    }
}
