package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Texts;

/** The lines above a session's body: what the session was made with. Immutable; absent values are null. */
public final class SessionHeader {
    /** The one format there is. */
    public static final String FORMAT = "pagewalk/1";

    /** What stands for the seed while it is not to be known. */
    public static final String WITHHELD = "withheld";

    /** The lab of a session that plays freely. */
    public static final String FREE = "free";

    /** Keys in the order they are printed. */
    public static final List<String> KEYS =
            List.of("format", "engine", "lab", "scenario", "config", "mode", "seed", "student", "attempt", "digest");

    public static final SessionHeader EMPTY = new SessionHeader(emptyValues());

    private final List<String> values;

    private SessionHeader(List<String> values) {
        this.values = values;
    }

    private static List<String> emptyValues() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < KEYS.size(); i++) {
            values.add("");
        }
        values.set(0, FORMAT);
        return List.copyOf(values);
    }

    /** The value of a key of {@link #KEYS}, or null when the header has none. */
    public @Nullable String get(String key) {
        int at = Texts.indexOf(KEYS, key);
        return at < 0 || values.get(at).isEmpty() ? null : values.get(at);
    }

    /** A header with one value changed; the key must be one of {@link #KEYS}, an empty value removes it. */
    public SessionHeader with(String key, String value) {
        int at = Texts.indexOf(KEYS, key);
        if (at < 0) {
            throw new IllegalArgumentException("a session header has no key " + key);
        }
        if (Text.hasControl(value)) {
            throw new IllegalArgumentException("a header value is one line of plain text: " + key);
        }
        List<String> changed = new ArrayList<>(values);
        changed.set(at, Text.trim(value));
        return new SessionHeader(List.copyOf(changed));
    }

    public @Nullable String engine() {
        return get("engine");
    }

    public @Nullable String lab() {
        return get("lab");
    }

    public @Nullable String scenario() {
        return get("scenario");
    }

    public @Nullable String config() {
        return get("config");
    }

    /** Practice when nothing is said. */
    public Mode mode() {
        Mode mode = Mode.of(get("mode"));
        return mode == null ? Mode.PRACTICE : mode;
    }

    /** The seed in hex, or null when it is absent or withheld. */
    public @Nullable String seed() {
        String seed = get("seed");
        return WITHHELD.equals(seed) ? null : seed;
    }

    public @Nullable String student() {
        return get("student");
    }

    /** The attempt, 1 when nothing is said. */
    public int attempt() {
        String attempt = get("attempt");
        return attempt == null ? 1 : Math.max(Text.natural(attempt), 1);
    }

    /** Digests after the last command of each part, as {@code part:digest,...}, or null. */
    public @Nullable String digest() {
        return get("digest");
    }

    void print(StringBuilder out) {
        for (int i = 0; i < KEYS.size(); i++) {
            if (!values.get(i).isEmpty()) {
                out.append(KEYS.get(i)).append(": ").append(values.get(i)).append('\n');
            }
        }
    }

    /** Reads one {@code key: value} line into this header; throws {@link TextFault} at line 1. */
    SessionHeader read(String line) {
        int colon = line.indexOf(':');
        String key = colon < 0 ? "" : line.substring(0, colon);
        if (!Texts.contains(KEYS, key)) {
            throw new TextFault(1, 1, "expected a header line 'key: value' with a key of " + String.join(", ", KEYS));
        }
        String value = Text.trim(line.substring(colon + 1));
        if (value.isEmpty()) {
            throw new TextFault(1, colon + 2, "the header " + key + " has no value");
        }
        expect(!Text.hasControl(value), colon + 2, "the header " + key + " has a control character");
        checkValue(key, value, colon + 3);
        return with(key, value);
    }

    private static void checkValue(String key, String value, int column) {
        switch (key) {
            case "format" ->
                expect(value.equals(FORMAT), column, "format is " + value + ", this program reads " + FORMAT);
            case "mode" -> expect(Mode.of(value) != null, column, "mode is " + value + ", not practice or graded");
            case "attempt" ->
                expect(Text.natural(value) > 0, column, "attempt is " + value + ", not a number from 1 upwards");
            case "lab", "student" -> expect(Text.isName(value), column, key + " is not a name: " + value);
            default -> expect(value.length() <= 4096, column, key + " has more than 4096 characters");
        }
    }

    private static void expect(boolean holds, int column, String reason) {
        if (!holds) {
            throw new TextFault(1, column, reason);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionHeader header && header.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
