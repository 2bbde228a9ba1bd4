package pagewalk.lab.grade;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import pagewalk.engine.Limits;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.SessionFile.Parsed;

/** Reads a session out of a file's bytes, and says of what is no session what it seems to be. */
public final class SessionBytes {
    /** No session is larger: a character has at most three bytes of UTF-8, and a byte order mark three more. */
    public static final int MAX_BYTES = 3 * Limits.SESSION_CHARS + 3;

    private static final String MARK = "\uFEFF";

    private SessionBytes() {}

    /** Never throws; a byte order mark and CRLF line ends are let pass. */
    public static Parsed read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return bad("the file is larger than " + MAX_BYTES + " bytes, the limit of a session");
        }
        if (bytes.length == 0) {
            return bad("the file is empty");
        }
        if (bytes.length > 1 && (bytes[0] & bytes[1] & 0xfe) == 0xfe && bytes[0] != bytes[1]) {
            return bad("the file is UTF-16 text; a session is UTF-8, as the page downloads it");
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return new Parsed.Bad(lineOf(bytes, i), columnOf(bytes, i), "a NUL byte: this file is no text");
            }
        }
        return text(bytes);
    }

    private static Parsed text(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
            return SessionFile.parse(text.startsWith(MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            int at = in.position();
            return new Parsed.Bad(lineOf(bytes, at), columnOf(bytes, at), "this byte is not UTF-8 text");
        }
    }

    private static Parsed bad(String reason) {
        return new Parsed.Bad(1, 1, reason);
    }

    private static int lineOf(byte[] bytes, int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static int columnOf(byte[] bytes, int at) {
        int column = 1;
        for (int i = at - 1; i >= 0 && bytes[i] != '\n'; i--) {
            column++;
        }
        return column;
    }
}
