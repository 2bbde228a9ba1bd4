package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line as a test calls it: arguments in; status, output and errors out. */
record Shell(int status, String out, String err) {
    static Shell run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                List.of(args),
                new ByteArrayInputStream(new byte[0]),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Shell(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** It ended with exactly one line on standard error that holds the sentence. */
    void failed(int status, String sentence) {
        assertEquals(status, this.status, err);
        assertTrue(err.contains(sentence), err);
        assertEquals(1, err.lines().count(), err);
        assertFalse(err.contains("Exception") || err.contains("\tat "), err);
    }

    /** It ended with this status and nothing on standard error, and said the sentence. */
    Shell said(int status, String sentence) {
        assertEquals(status, this.status, out + err);
        assertEquals("", err);
        assertTrue(out.contains(sentence), out);
        return this;
    }
}
