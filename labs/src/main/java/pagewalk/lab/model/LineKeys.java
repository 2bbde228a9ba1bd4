package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Texts;

/** The key=value words of one line, with their columns. */
final class LineKeys {
    private final String line;
    private final List<String> words;

    LineKeys(String line, List<String> words) {
        this.line = line;
        this.words = words;
    }

    private @Nullable String find(String key) {
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).startsWith(key + "=")) {
                return words.get(i).substring(key.length() + 1);
            }
        }
        return null;
    }

    private TextFault fault(String key, String reason) {
        int at = line.indexOf(" " + key + "=");
        return new TextFault(1, at < 0 ? 1 : at + 2, reason);
    }

    String name(String key, @Nullable String otherwise) {
        String value = find(key);
        String name = value == null ? otherwise : value;
        if (name == null) {
            throw fault(key, words.get(0) + " needs " + key + "=NAME");
        }
        if (value != null && !Text.isName(value)) {
            throw fault(key, key + "=" + value + " is not a name: letters, digits, '-', '_' and '.'");
        }
        return name;
    }

    int number(String key, @Nullable Integer otherwise) {
        String value = find(key);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        int number = value == null ? -1 : Text.natural(value);
        if (number < 0) {
            throw fault(key, words.get(0) + " needs " + key + "=NUMBER" + (value == null ? "" : ", not " + value));
        }
        return number;
    }

    List<Integer> numbers(String key) {
        String value = find(key);
        if (value == null) {
            throw fault(key, words.get(0) + " needs " + key + "=N,N,...");
        }
        List<Integer> numbers = new ArrayList<>();
        for (String piece : Text.split(value, ',')) {
            int number = Text.natural(piece);
            if (number < 0) {
                throw fault(key, "'" + piece + "' in " + key + "= is not a number");
            }
            numbers.add(number);
        }
        return numbers;
    }

    Answer answer(String key) {
        String value = find(key);
        if (value == null) {
            throw fault(key, "predict needs answer=key:value,...");
        }
        try {
            return Answer.parse(value);
        } catch (TextFault bad) {
            TextFault place = fault(key, bad.reason());
            throw new TextFault(1, place.column() + key.length() + bad.column(), bad.reason());
        }
    }

    void allowOnly(String... allowed) {
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !Texts.contains(List.of(allowed), key)) {
                throw new TextFault(1, line.indexOf(word) + 1, words.get(0) + " has no key '" + key + "'");
            }
        }
    }
}
