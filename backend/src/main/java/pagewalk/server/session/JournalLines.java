package pagewalk.server.session;

import java.util.List;
import pagewalk.engine.Limits;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.TextFault;
import pagewalk.server.page.Problem;

/** Reads the lines of an append, so that nothing malformed gets into a journal. */
final class JournalLines {
    private JournalLines() {}

    /** Refuses an empty or too large batch and the first line that is no journal line; lines count from 1. */
    static List<String> checked(List<String> lines) {
        if (lines.isEmpty() || lines.size() > Limits.BATCH_COMMANDS) {
            throw Problem.bad(
                    "lines",
                    "A batch has 1 to " + Limits.BATCH_COMMANDS + " lines; this one has " + lines.size() + ".");
        }
        for (int i = 0; i < lines.size(); i++) {
            check(lines.get(i), i + 1);
        }
        return lines;
    }

    /** Characters the lines take in the journal. */
    static int size(List<String> lines) {
        return lines.stream().mapToInt(line -> line.length() + 1).sum();
    }

    private static void check(String line, int number) {
        if (line == null) {
            throw bad(number, 1, "the line is null");
        }
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ' && line.charAt(i) != '\t') {
                throw bad(number, i + 1, "a line has no control characters");
            }
        }
        try {
            JournalLine.parse(line, "part");
        } catch (TextFault fault) {
            throw bad(number, fault.column(), fault.reason());
        }
    }

    private static Problem bad(int line, int column, String reason) {
        return new Problem(400, "bad-line", "Line " + line + ", column " + column + ": " + reason + ".")
                .with("field", "lines")
                .with("line", line)
                .with("column", column);
    }
}
