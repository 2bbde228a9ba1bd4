package pagewalk.lab;

import pagewalk.lab.json.Json;
import pagewalk.lab.model.PartSpec;

/** A question as JSON, without anything that gives its answer away. */
final class QuestionJson {
    private QuestionJson() {}

    /** Begins an object with the question's fields and leaves it open for more. */
    static Json open(Json json, PartSpec.Question question) {
        json.beginObject().field("id", question.id()).field("command", question.command());
        json.name("fields").beginArray();
        for (PartSpec.Field field : question.fields()) {
            json.beginObject().field("key", field.key()).field("label", field.label());
            json.field("weight", field.weight()).endObject();
        }
        return json.endArray();
    }
}
