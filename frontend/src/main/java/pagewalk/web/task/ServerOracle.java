package pagewalk.web.task;

import pagewalk.lab.model.Answer;
import pagewalk.lab.model.PartSpec;
import pagewalk.web.dom.Listen;
import pagewalk.web.json.Json;
import pagewalk.web.json.JsonWriter;
import pagewalk.web.live.Http;
import pagewalk.web.live.JournalSync;
import pagewalk.web.session.PartData;
import pagewalk.web.session.Reveal;

/** In graded work the server holds the truth, and gives it only after it has stored the answer. */
final class ServerOracle implements PredictCard.Oracle {
    private static final int PATIENCE_MS = 8000;

    private final JournalSync sync;

    ServerOracle(JournalSync sync) {
        this.sync = sync;
    }

    @Override
    public void commit(PartData part, PartSpec.Question question, Answer answer, PredictCard.Verdict verdict) {
        boolean[] decided = new boolean[1];
        sync.afterSending(() -> {
            if (!decided[0]) {
                decided[0] = true;
                post(part, question, answer, verdict);
            }
        });
        Listen.later(
                () -> {
                    if (!decided[0]) {
                        decided[0] = true;
                        verdict.failed("A graded prediction needs the server. " + sync.problem()
                                + " Nothing was committed; try again when it is back.");
                    }
                },
                PATIENCE_MS);
    }

    private void post(PartData part, PartSpec.Question question, Answer answer, PredictCard.Verdict verdict) {
        String body = new JsonWriter()
                .put("part", part.name())
                .put("question", question.id())
                .put("answer", answer.text())
                .text();
        Http.post("/api/sessions/" + sync.replica().session() + "/predictions", body, reply -> {
            String stored = reply.error().equals("prediction-committed") ? storedAnswer(reply) : "";
            if (!stored.isEmpty() && !stored.equals(answer.text())) {
                // An earlier answer arrived although its reveal did not; it stays, and the student must see it.
                post(part, question, Answer.parse(stored), verdict);
                return;
            }
            Json json = reply.ok() ? reply.json() : null;
            if (json == null) {
                verdict.failed(reply.message());
                return;
            }
            sync.replica().reveals().add(reply.text());
            sync.touch();
            take(part, json);
            verdict.revealed(Reveal.of(json, question.id(), answer.text()));
        });
    }

    private static String storedAnswer(Http.Answer reply) {
        Json json = reply.json();
        return json == null ? "" : json.text("answer", "");
    }

    /** A reveal brings the next question along. */
    static void take(PartData part, Json reveal) {
        Json next = reveal.object("next");
        Json question = next == null ? null : next.object("question");
        if (question != null) {
            part.addQuestion(question);
        } else if (next != null && next.text("command") != null) {
            part.addQuestion(next);
        }
    }
}
