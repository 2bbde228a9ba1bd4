package pagewalk.web.json;

import java.util.List;

/** Writes one JSON object, key by key. */
public final class JsonWriter {
    private final StringBuilder out = new StringBuilder("{");

    public JsonWriter put(String key, String value) {
        key(key);
        quote(out, value);
        return this;
    }

    public JsonWriter put(String key, int value) {
        key(key);
        out.append(value);
        return this;
    }

    public JsonWriter put(String key, boolean value) {
        key(key);
        out.append(value);
        return this;
    }

    public JsonWriter put(String key, List<String> values) {
        key(key);
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            quote(out, values.get(i));
        }
        out.append(']');
        return this;
    }

    public String text() {
        return out + "}";
    }

    private void key(String key) {
        if (out.length() > 1) {
            out.append(',');
        }
        quote(out, key);
        out.append(':');
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ') {
                out.append("\\u00").append(Digits.ofHex(c >> 4)).append(Digits.ofHex(c & 15));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
