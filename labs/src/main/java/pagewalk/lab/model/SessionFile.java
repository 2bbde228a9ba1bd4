package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.util.Texts;

/**
 * A whole session as one text ({@code .pw}): the journal, the upload, the download and the bug report are all this.
 *
 * <p>Header lines, one blank line, then the body. {@link #parse} and {@link #text} are inverse up to blank lines,
 * comments and the order of the header.
 */
public record SessionFile(SessionHeader header, List<JournalLine> lines) {
    public SessionFile {
        lines = List.copyOf(lines);
    }

    /** What reading a text gives. */
    public sealed interface Parsed {
        record Ok(SessionFile file) implements Parsed {}

        /** {@code line} and {@code column} count from 1. */
        record Bad(int line, int column, String message) implements Parsed {
            public String sentence() {
                return "line " + line + ", column " + column + ": " + message;
            }
        }
    }

    /** Reads a session; never throws for bad text. */
    public static Parsed parse(String text) {
        if (text.length() > Limits.SESSION_CHARS) {
            return new Parsed.Bad(
                    1, 1, "the session has " + text.length() + " characters, the limit is " + Limits.SESSION_CHARS);
        }
        try {
            return new Parsed.Ok(new Reader(text).read());
        } catch (TextFault fault) {
            return new Parsed.Bad(fault.line(), fault.column(), fault.reason());
        }
    }

    /** The canonical text; {@link #parse} reads it back. */
    public String text() {
        StringBuilder out = new StringBuilder();
        header.print(out);
        out.append('\n');
        for (JournalLine line : lines) {
            out.append(line.text()).append('\n');
        }
        return out.toString();
    }

    /**
     * The tree of branches of each part; throws {@link TextFault}, whose line counts the lines of the body.
     *
     * @param firstPart the part of lines before any {@code part} line
     */
    public Journal journal(String firstPart) {
        return Journal.of(lines, firstPart);
    }

    private static final class Reader {
        private final List<String> texts;
        private final List<JournalLine> lines = new ArrayList<>();
        private SessionHeader header = SessionHeader.EMPTY;

        Reader(String text) {
            texts = Text.split(text, '\n');
        }

        SessionFile read() {
            int body = readHeader();
            String part = "";
            for (int i = body; i < texts.size(); i++) {
                JournalLine line = readLine(i, part);
                if (line instanceof JournalLine.Part named) {
                    part = named.name();
                }
            }
            return new SessionFile(header, lines);
        }

        /** Returns the index of the first line of the body. */
        private int readHeader() {
            List<String> seen = new ArrayList<>();
            int i = 0;
            for (; i < texts.size() && !Text.trim(texts.get(i)).isEmpty(); i++) {
                try {
                    header = header.read(texts.get(i));
                } catch (TextFault fault) {
                    throw fault.below(i);
                }
                String key = texts.get(i).substring(0, texts.get(i).indexOf(':'));
                if (Texts.contains(seen, key)) {
                    throw new TextFault(i + 1, 1, "the header " + key + " stands here twice");
                }
                seen.add(key);
            }
            if (!Texts.contains(seen, "format")) {
                throw new TextFault(1, 1, "a session starts with header lines, one of them 'format: pagewalk/1'");
            }
            return i;
        }

        private @Nullable JournalLine readLine(int index, String part) {
            try {
                JournalLine line = JournalLine.parse(texts.get(index), part);
                if (line != null) {
                    lines.add(line);
                }
                if (lines.size() > Limits.COMMANDS) {
                    throw new TextFault(1, 1, "the session has more than " + Limits.COMMANDS + " lines");
                }
                return line;
            } catch (TextFault fault) {
                throw fault.below(index);
            }
        }
    }
}
