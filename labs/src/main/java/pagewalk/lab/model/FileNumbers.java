package pagewalk.lab.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers out of the files of /proc and out of answers; what is not there is {@link Expr.Scope#ABSENT}. */
final class FileNumbers {
    private FileNumbers() {}

    /**
     * The number behind a label at the beginning of a line, after a colon or a blank; the first such line counts.
     * Without a label it is the first number of the file's first line.
     */
    static int labelled(@Nullable String file, String label) {
        for (String line : file == null ? List.<String>of() : Text.split(file, '\n')) {
            String text = Text.trim(line);
            if (label.isEmpty()) {
                return first(text);
            }
            if (text.startsWith(label) && text.length() > label.length() && ends(text.charAt(label.length()))) {
                return first(text.substring(label.length() + 1));
            }
        }
        return Expr.Scope.ABSENT;
    }

    /** How many lines begin with a text. */
    static int lines(@Nullable String file, String text) {
        int count = 0;
        for (String line : file == null ? List.<String>of() : Text.split(file, '\n')) {
            count += !line.isEmpty() && line.startsWith(text) ? 1 : 0;
        }
        return file == null ? Expr.Scope.ABSENT : count;
    }

    private static boolean ends(char c) {
        return c == ':' || Text.isBlank(c);
    }

    /** The same among the lines of one zone of /proc/zoneinfo. */
    static int ofZone(@Nullable String file, String zone, String label) {
        boolean inside = false;
        StringBuilder lines = new StringBuilder();
        for (String line : file == null ? List.<String>of() : Text.split(file, '\n')) {
            if (line.startsWith("Node ")) {
                List<String> words = Text.words(line);
                inside = words.get(words.size() - 1).equals(zone);
            } else if (inside) {
                lines.append(line).append('\n');
            }
        }
        return labelled(lines.toString(), label);
    }

    /** The number of {@code key=NUMBER} in an answer. */
    static int keyed(String line, String key) {
        for (String word : Text.words(Text.trim(line))) {
            if (word.startsWith(key + "=")) {
                return found(Text.number(word.substring(key.length() + 1)));
            }
        }
        return Expr.Scope.ABSENT;
    }

    /** The {@code addr=0x...} of an answer; 0 when it has none. */
    static long address(String line) {
        for (String word : Text.words(Text.trim(line))) {
            if (word.startsWith("addr=0x")) {
                long address = 0;
                for (int i = "addr=0x".length(); i < word.length(); i++) {
                    address = address << 4 | Character.digit(word.charAt(i), 16);
                }
                return address;
            }
        }
        return 0;
    }

    private static int first(String text) {
        for (String word : Text.words(text)) {
            int number = Text.number(word);
            if (number >= 0) {
                return number;
            }
        }
        return Expr.Scope.ABSENT;
    }

    private static int found(int number) {
        return number < 0 ? Expr.Scope.ABSENT : number;
    }
}
