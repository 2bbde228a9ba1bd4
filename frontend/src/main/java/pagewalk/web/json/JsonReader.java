package pagewalk.web.json;

import java.util.ArrayList;
import java.util.List;

/** Reads JSON by recursive descent; after a fault everything reads as nothing, and {@link #failed} says so. */
final class JsonReader {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;
    private int depth;
    private boolean failed;

    JsonReader(String text) {
        this.text = text;
    }

    boolean failed() {
        return failed;
    }

    Json read() {
        Json value = value();
        blanks();
        if (at < text.length()) {
            failed = true;
        }
        return value;
    }

    private Json value() {
        blanks();
        if (failed || at >= text.length() || depth > MAX_DEPTH) {
            return fail();
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> Json.ofScalar(string());
            default -> word();
        };
    }

    private Json object() {
        List<String> keys = new ArrayList<>();
        List<Json> values = new ArrayList<>();
        at++;
        depth++;
        blanks();
        boolean more = !take('}');
        while (more && !failed) {
            blanks();
            keys.add(string());
            blanks();
            if (!take(':')) {
                fail();
            }
            values.add(value());
            more = another('}');
        }
        depth--;
        return Json.ofObject(keys, values);
    }

    private Json array() {
        List<Json> values = new ArrayList<>();
        at++;
        depth++;
        blanks();
        boolean more = !take(']');
        while (more && !failed) {
            values.add(value());
            more = another(']');
        }
        depth--;
        return Json.ofArray(values);
    }

    /** True after a comma, false after the end. */
    private boolean another(char end) {
        blanks();
        if (take(',')) {
            return true;
        }
        if (!take(end)) {
            fail();
        }
        return false;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        if (!take('"')) {
            fail();
            return "";
        }
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            out.append(c == '\\' ? escape() : c);
        }
        if (!take('"')) {
            fail();
        }
        return out.toString();
    }

    private char escape() {
        if (at >= text.length()) {
            fail();
            return ' ';
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> c;
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Digits.hex(text.charAt(at++)) : -1;
            if (digit < 0) {
                fail();
                return ' ';
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private Json word() {
        int from = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        if (word.equals("null")) {
            return Json.nothing();
        }
        boolean number = !word.isEmpty() && (word.charAt(0) >= '0' && word.charAt(0) <= '9' || word.charAt(0) == '-');
        return number || word.equals("true") || word.equals("false") ? Json.ofScalar(word) : fail();
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Json fail() {
        failed = true;
        at = text.length();
        return Json.nothing();
    }
}
