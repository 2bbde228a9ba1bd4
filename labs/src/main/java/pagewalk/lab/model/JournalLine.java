package pagewalk.lab.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;

/** One line of a session's body: what a student did, in the order it was done. */
public sealed interface JournalLine {
    /** The lines that follow belong to this part. */
    record Part(String name) implements JournalLine {
        @Override
        public String text() {
            return "part name=" + name;
        }
    }

    /** The commands that follow continue the first {@code at} commands of branch {@code of}; 0 = the current one. */
    record Branch(int at, int of) implements JournalLine {
        @Override
        public String text() {
            return "branch at=" + at + (of == 0 ? "" : " of=" + of);
        }
    }

    /** An answer committed before the question's command was carried out. */
    record Predict(String part, int question, Answer answer) implements JournalLine {
        @Override
        public String text() {
            return "predict " + (part.isEmpty() ? "" : "part=" + part + " ") + "question=" + question + " answer="
                    + answer.text();
        }
    }

    /** What was built for a part: numbers of pages, in order. A later one replaces it. */
    record Input(String part, List<Integer> pages) implements JournalLine {
        public Input {
            pages = List.copyOf(pages);
        }

        @Override
        public String text() {
            StringBuilder out = new StringBuilder("input ").append(part.isEmpty() ? "" : "part=" + part + " ");
            for (int i = 0; i < pages.size(); i++) {
                out.append(i == 0 ? "pages=" : ",").append(pages.get(i));
            }
            return out.toString();
        }
    }

    /** A command of the machine's own grammar. */
    record Issue(Command command) implements JournalLine {
        @Override
        public String text() {
            return command.text();
        }
    }

    /** The line as it stands in the file; {@link #parse} reads it back. */
    String text();

    /**
     * Reads one line; null for a blank line or a comment. Throws {@link TextFault} at line 1.
     *
     * @param part the part a {@code predict} line without {@code part=} belongs to
     */
    static @Nullable JournalLine parse(String line, String part) {
        if (line.length() > Limits.LINE_CHARS) {
            throw new TextFault(
                    1,
                    Limits.LINE_CHARS + 1,
                    "the line has " + line.length() + " characters, the limit is " + Limits.LINE_CHARS);
        }
        String bare = Text.bare(line);
        List<String> words = Text.words(bare);
        if (words.isEmpty()) {
            return null;
        }
        boolean names = words.size() > 1 && words.get(1).startsWith("=");
        return switch (names ? "" : words.get(0)) {
            case "part" -> parsePart(new LineKeys(line, words));
            case "branch" -> parseBranch(new LineKeys(line, words));
            case "predict" -> parsePredict(new LineKeys(line, words), part);
            case "input" -> parseInput(new LineKeys(line, words), part);
            default -> parseCommand(line);
        };
    }

    private static JournalLine parsePart(LineKeys keys) {
        Part line = new Part(keys.name("name", null));
        keys.allowOnly("name");
        return line;
    }

    private static JournalLine parseBranch(LineKeys keys) {
        int at = keys.number("at", null);
        int of = keys.number("of", 0);
        keys.allowOnly("at", "of");
        return new Branch(at, of);
    }

    private static JournalLine parsePredict(LineKeys keys, String part) {
        String name = keys.name("part", part);
        int question = keys.number("question", 1);
        Answer answer = keys.answer("answer");
        keys.allowOnly("part", "question", "answer");
        return new Predict(name, question, answer);
    }

    /** Nothing is built where there are no parts to build for. */
    @pagewalk.engine.util.Part("kinds")
    private static @Nullable JournalLine parseInput(LineKeys keys, String part) {
        Input input = new Input(keys.name("part", part), keys.numbers("pages"));
        keys.allowOnly("part", "pages");
        return input;
    }

    private static JournalLine parseCommand(String line) {
        return switch (CommandText.parse(line)) {
            case Parsed.Ok ok -> new Issue(ok.command());
            case Parsed.Malformed bad -> throw new TextFault(1, bad.column(), bad.message());
            case Parsed.Blank blank -> throw new TextFault(1, 1, "expected a command");
        };
    }
}
