package pagewalk.lab;

import pagewalk.lab.json.Json;
import pagewalk.lab.model.PartSpec;

/** A question as JSON, without anything that gives its answer away. */
final class QuestionJson {
    private QuestionJson() {}

    /** Begins an object with the question's fields and leaves it open for more. */
    static Json open(Json json, PartSpec.Question question) {
        json.beginObject().field("id", question.id()).field("command", question.command());
        if (!question.text().isEmpty()) {
            json.field("text", question.text());
        }
        json.name("fields").beginArray();
        for (PartSpec.Field field : question.fields()) {
            json.beginObject().field("key", field.key()).field("label", field.label());
            json.field("weight", field.weight());
            form(json, field.form());
            json.endObject();
        }
        return json.endArray();
    }

    /** How the value is asked for; a plain number needs no word. */
    private static void form(Json json, PartSpec.Form form) {
        switch (form) {
            case PartSpec.Form.Number number -> {
                if (number.hex()) {
                    json.field("form", "hex");
                }
            }
            case PartSpec.Form.Choice choice -> {
                json.field("form", "choice").name("choices").beginArray();
                choice.words().forEach(json::value);
                json.endArray();
            }
            case PartSpec.Form.Point point -> json.field("form", "point");
        }
    }
}
