package pagewalk.lab.content;

import java.util.List;
import pagewalk.lab.json.Json;

/** The format of lab.yaml as a JSON Schema, for editors that complete and check while somebody writes. */
public final class LabSchema {
    private LabSchema() {}

    /** The schema's text, written from the table that the checker walks. */
    public static String text() {
        Json json = new Json().beginObject();
        json.field("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.field("title", "A lab of Pagewalk (lab.yaml)");
        inside(json, LabShape.LAB);
        return json.endObject().text() + "\n";
    }

    private static void object(Json json, Shape shape) {
        json.beginObject();
        inside(json, shape);
        json.endObject();
    }

    private static void inside(Json json, Shape shape) {
        switch (shape) {
            case Shape.Leaf leaf -> leaf(json, leaf);
            case Shape.Word word -> words(json, word.words());
            case Shape.ListOf list -> {
                json.field("type", "array").field("minItems", list.least()).name("items");
                object(json, list.item());
            }
            case Shape.MapOf map -> {
                json.field("type", "object").field("minProperties", map.least()).name("additionalProperties");
                object(json, map.value());
            }
            case Shape.Keys keys -> keys(json, keys);
            case Shape.OneOf one -> any(json, one.forms());
            case Shape.TextOr either -> any(json, List.of(either.text(), either.other()));
            case Shape.ByWord by -> byWord(json, by);
        }
    }

    private static void leaf(Json json, Shape.Leaf leaf) {
        json.field("description", leaf.words());
        switch (leaf) {
            case ANY -> {}
            case POINTS -> json.field("type", "integer").field("minimum", 1).field("maximum", 1000);
            case NAME -> json.field("type", "string").field("pattern", "^[a-z][a-z0-9-]{0,31}$");
            case NUMBER, AMOUNT, TEXT, PLAIN, TRUTH -> {
                json.name("type").beginArray().value("string").value("number").value("boolean");
                json.endArray();
            }
            default -> json.field("type", "string");
        }
    }

    /** Words that YAML reads as something else stand for themselves and for that. */
    private static void words(Json json, List<String> words) {
        json.name("enum").beginArray();
        for (String word : words) {
            json.value(word);
            if (word.equals("true") || word.equals("false")) {
                json.value(word.equals("true"));
            }
        }
        json.endArray();
    }

    private static void keys(Json json, Shape.Keys keys) {
        json.field("type", "object").field("additionalProperties", false);
        json.name("required").beginArray();
        keys.keys().stream().filter(Shape.Key::required).forEach(key -> json.value(key.name()));
        json.endArray().name("properties").beginObject();
        for (Shape.Key key : keys.keys()) {
            json.name(key.name());
            object(json, key.shape());
        }
        json.endObject();
    }

    private static void any(Json json, List<? extends Shape> forms) {
        json.name("anyOf").beginArray();
        forms.forEach(form -> object(json, form));
        json.endArray();
    }

    private static void byWord(Json json, Shape.ByWord by) {
        json.name("oneOf").beginArray();
        for (int i = 0; i < by.words().size(); i++) {
            json.beginObject().name("allOf").beginArray();
            json.beginObject().name("properties").beginObject().name(by.key()).beginObject();
            json.field("const", by.words().get(i)).endObject().endObject().endObject();
            object(json, by.forms().get(i));
            json.endArray().endObject();
        }
        json.endArray();
    }
}
