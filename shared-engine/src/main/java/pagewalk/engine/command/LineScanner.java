package pagewalk.engine.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a command line into words, {@code key=value} pairs and the optional name before {@code =}. */
final class LineScanner {
    /** One word of the line; {@code key} is empty for a positional value. */
    record Word(int column, String key, String value, int valueColumn) {}

    private final String line;
    private final List<Word> words = new ArrayList<>();
    private @Nullable String name;
    private int nameColumn;

    LineScanner(String line) {
        this.line = cutComment(line);
        scan();
    }

    List<Word> words() {
        return words;
    }

    /** The name before {@code =}, or null. */
    @Nullable
    String name() {
        return name;
    }

    int nameColumn() {
        return nameColumn;
    }

    private static String cutComment(String line) {
        int hash = line.indexOf('#');
        return hash < 0 ? line : line.substring(0, hash);
    }

    private void scan() {
        int at = 0;
        while (at < line.length()) {
            if (isSpace(line.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            while (end < line.length() && !isSpace(line.charAt(end))) {
                end++;
            }
            addWord(at, line.substring(at, end));
            at = end;
        }
    }

    private void addWord(int at, String text) {
        if (name == null
                && words.size() == 1
                && text.equals("=")
                && words.get(0).key().isEmpty()) {
            name = words.get(0).value();
            nameColumn = words.get(0).column();
            words.clear();
            return;
        }
        int equals = text.indexOf('=');
        if (equals > 0) {
            words.add(new Word(at + 1, text.substring(0, equals), text.substring(equals + 1), at + equals + 2));
        } else {
            words.add(new Word(at + 1, "", text, at + 1));
        }
    }

    /** Whether {@code text} comes back as one word without a comment. */
    static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isSpace(text.charAt(i)) || text.charAt(i) == '#') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
