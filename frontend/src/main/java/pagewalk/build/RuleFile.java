package pagewalk.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import pagewalk.engine.rule.Rule;

/** Writes the sentences and sources of the rule book as a file that the pages fetch; the build runs it on the JVM. */
public final class RuleFile {
    private RuleFile() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text());
    }

    /** A line for each rule: code, sentence and source, with tabs between them. */
    public static String text() {
        StringBuilder text = new StringBuilder();
        for (Rule rule : Rule.values()) {
            text.append(rule.code()).append('\t').append(rule.sentence()).append('\t');
            text.append(rule.source()).append('\n');
        }
        return text.toString();
    }
}
