package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/traces.md are what the command prints. */
final class DocumentedTracesTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("(?s)```trace\n\\$ echo '([^']*)' \\| \\./lab (trace [^\n]*)\n(.*?)```");

    @Test
    void theExamplesPrintWhatTheySay() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "traces.md")));
        int examples = 0;
        while (example.find()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            byte[] input = (example.group(1) + "\n").getBytes(StandardCharsets.UTF_8);
            int status = Main.run(
                    List.of(example.group(2).split(" ")), new ByteArrayInputStream(input), out, new PrintStream(err));
            assertEquals(0, status, err.toString(StandardCharsets.UTF_8));
            assertEquals(example.group(3), out.toString(StandardCharsets.UTF_8), example.group(2));
            examples++;
        }
        assertTrue(examples >= 5, "examples=" + examples);
    }
}
