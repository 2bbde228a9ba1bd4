package pagewalk.lab.json;

import org.jspecify.annotations.Nullable;

/** Writes one JSON text from the outside in; names and values follow each other as calls do. */
public final class Json {
    private final StringBuilder out = new StringBuilder();
    private boolean comma;

    public Json beginObject() {
        return begin('{');
    }

    public Json endObject() {
        return end('}');
    }

    public Json beginArray() {
        return begin('[');
    }

    public Json endArray() {
        return end(']');
    }

    /** The name of the value that comes next. */
    public Json name(String name) {
        separate();
        quote(name);
        out.append(':');
        comma = false;
        return this;
    }

    public Json value(@Nullable String value) {
        separate();
        if (value == null) {
            out.append("null");
        } else {
            quote(value);
        }
        comma = true;
        return this;
    }

    public Json value(int value) {
        return raw(Integer.toString(value));
    }

    public Json value(boolean value) {
        return raw(value ? "true" : "false");
    }

    /** A value that is JSON already. */
    public Json raw(String json) {
        separate();
        out.append(json);
        comma = true;
        return this;
    }

    public Json field(String name, @Nullable String value) {
        return name(name).value(value);
    }

    public Json field(String name, int value) {
        return name(name).value(value);
    }

    public Json field(String name, boolean value) {
        return name(name).value(value);
    }

    public String text() {
        return out.toString();
    }

    private Json begin(char bracket) {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    private Json end(char bracket) {
        out.append(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            out.append(',');
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i));
        }
        out.append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
                    out.append("\\u").append(Integer.toHexString(c | 0x10000).substring(1));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
