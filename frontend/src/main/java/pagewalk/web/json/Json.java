package pagewalk.web.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Texts;

/** A JSON value that was read: asked by key, with an absent or wrongly typed value answered as null or a default. */
public final class Json {
    private static final Json NOTHING = new Json(null, List.of(), List.of());

    /** A String (text, number, true or false as written) or null for objects, arrays and null. */
    private final @Nullable String scalar;

    private final List<String> keys;
    private final List<Json> values;

    private Json(@Nullable String scalar, List<String> keys, List<Json> values) {
        this.scalar = scalar;
        this.keys = keys;
        this.values = values;
    }

    /** Reads one JSON text; null when it is not one. */
    public static @Nullable Json parse(String text) {
        JsonReader reader = new JsonReader(text);
        Json value = reader.read();
        return reader.failed() ? null : value;
    }

    static Json nothing() {
        return NOTHING;
    }

    static Json ofScalar(String scalar) {
        return new Json(scalar, List.of(), List.of());
    }

    static Json ofObject(List<String> keys, List<Json> values) {
        return new Json(null, keys, values);
    }

    static Json ofArray(List<Json> values) {
        return new Json(null, List.of(), values);
    }

    /** The value of a key as text; null when it is absent, null, an object or an array. */
    public @Nullable String text(String key) {
        return at(key).scalar;
    }

    /** The value of a key as text, or the default. */
    public String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    /** The value of a key as a natural number; a fraction is cut off. */
    public int number(String key, int otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        int dot = text.indexOf('.');
        int value = Digits.natural(dot < 0 ? text : text.substring(0, dot));
        return value < 0 ? otherwise : value;
    }

    public boolean flag(String key) {
        return "true".equals(text(key));
    }

    /** The object under a key, or null. */
    public @Nullable Json object(String key) {
        Json value = at(key);
        return value.keys.isEmpty() ? null : value;
    }

    /** The elements under a key; empty when there is no array. */
    public List<Json> array(String key) {
        return elements(at(key));
    }

    /** The texts under a key; empty when there is no array. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Json value : array(key)) {
            if (value.scalar != null) {
                texts.add(value.scalar);
            }
        }
        return texts;
    }

    /** The elements when this is an array; empty otherwise. */
    public List<Json> elements() {
        return elements(this);
    }

    public List<String> keys() {
        return keys;
    }

    private static List<Json> elements(Json value) {
        return value.keys.isEmpty() ? value.values : List.of();
    }

    private Json at(String key) {
        int i = Texts.indexOf(keys, key);
        return i < 0 ? NOTHING : values.get(i);
    }
}
