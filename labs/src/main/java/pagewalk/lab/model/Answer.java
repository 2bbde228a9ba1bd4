package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Texts;

/**
 * Values by key, as a student writes them and as the truth has them: {@code pfn:12,splits:2}.
 *
 * <p>A value is a number of up to 31 bits, decimal or 0x and hex digits, or {@link #NONE} for a thing that does not
 * exist, written {@code none}.
 */
public final class Answer {
    /** The value of a block that was never handed out. */
    public static final int NONE = -1;

    private static final int MAX_KEYS = 16;

    private final List<String> keys;
    private final int[] values;

    private Answer(List<String> keys, int[] values) {
        this.keys = List.copyOf(keys);
        this.values = values;
    }

    public static Answer of(List<String> keys, int... values) {
        if (keys.size() != values.length) {
            throw new IllegalArgumentException("one value a key: keys=" + keys.size() + " values=" + values.length);
        }
        return new Answer(keys, values.clone());
    }

    /** Reads {@code key:value,key:value}; an empty value is left out. Throws {@link TextFault} at line 1. */
    public static Answer parse(String text) {
        List<String> keys = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        int column = 1;
        for (String piece : Text.split(text, ',')) {
            int colon = piece.indexOf(':');
            if (colon < 0) {
                throw new TextFault(1, column, "expected key:value but found '" + piece + "'");
            }
            addPair(piece, colon, column, keys, values);
            column += piece.length() + 1;
        }
        int[] numbers = new int[keys.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i);
        }
        return new Answer(keys, numbers);
    }

    private static void addPair(String piece, int colon, int column, List<String> keys, List<Integer> values) {
        String key = piece.substring(0, colon);
        String value = piece.substring(colon + 1);
        if (!Text.isName(key) || Texts.contains(keys, key)) {
            throw new TextFault(1, column, "'" + key + "' is not a key, or stands here twice");
        }
        if (keys.size() == MAX_KEYS) {
            throw new TextFault(1, column, "an answer has at most " + MAX_KEYS + " values");
        }
        if (value.isEmpty()) {
            return;
        }
        int number = value.equals("none") ? NONE : Text.wide(value);
        if (number < 0 && !value.equals("none")) {
            throw new TextFault(1, column + colon + 1, "'" + value + "' is neither a number nor 'none'");
        }
        keys.add(key);
        values.add(number);
    }

    public List<String> keys() {
        return keys;
    }

    /** The value of {@code key}, or null when it was not answered. */
    public @Nullable Integer get(String key) {
        int at = Texts.indexOf(keys, key);
        return at < 0 ? null : values[at];
    }

    /** True when both have an answer for {@code key} and it is the same. */
    public boolean agreesOn(String key, Answer other) {
        Integer mine = get(key);
        return mine != null && mine.equals(other.get(key));
    }

    /** The line form; {@link #parse} reads it back. */
    public String text() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            out.append(i == 0 ? "" : ",").append(keys.get(i)).append(':').append(word(values[i]));
        }
        return out.toString();
    }

    /** How a value is written for people: the number, or "none". */
    public static String word(int value) {
        return value == NONE ? "none" : Integer.toString(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Answer answer && answer.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
