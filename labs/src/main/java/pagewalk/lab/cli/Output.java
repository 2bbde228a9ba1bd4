package pagewalk.lab.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Standard output: UTF-8, LF line ends, and a fault when nobody reads it any more. */
final class Output {
    private final Writer writer;

    Output(OutputStream stream) {
        writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 15);
    }

    Output line(String line) {
        return text(line).text("\n");
    }

    Output text(String text) {
        try {
            writer.write(text);
            return this;
        } catch (IOException e) {
            throw gone();
        }
    }

    void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw gone();
        }
    }

    private static CliFault gone() {
        return CliFault.failed("the output cannot be written: whoever read it has gone, or the disk is full");
    }
}
