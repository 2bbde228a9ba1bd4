package pagewalk.lab;

import pagewalk.lab.json.Json;
import pagewalk.lab.model.PartSpec;

/** {@link Reveal} as JSON: part, question, answer, truth, correct, why and, while there is one, next. */
public final class RevealJson {
    private RevealJson() {}

    public static String of(Reveal reveal) {
        Json json = new Json().beginObject();
        json.field("part", reveal.part()).field("question", reveal.question().id());
        json.field("answer", reveal.answers().given().text());
        truth(json, reveal);
        PartSpec.Question next = reveal.next();
        if (next != null) {
            json.name("next").beginObject().name("question");
            QuestionJson.open(json, next);
            json.endObject().endObject();
        }
        return json.endObject().text();
    }

    /** Writes the fields truth, correct and why into an open object. */
    static void truth(Json json, Reveal reveal) {
        json.field("truth", reveal.answers().truth().text());
        json.name("correct").beginObject();
        for (String key : reveal.question().keys()) {
            json.field(key, reveal.correct(key));
        }
        json.endObject().field("why", reveal.why());
    }
}
