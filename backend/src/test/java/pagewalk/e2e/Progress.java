package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;

/** What a student did in a lab so far; a page that is opened later shows it, and asks nothing of it again. */
final class Progress {
    /** The console shows so many commands and no older ones. */
    private static final int SHOWN = 200;

    private final Map<String, List<JournalLine>> parts = new LinkedHashMap<>();

    void add(String part, JournalLine line) {
        parts.computeIfAbsent(part, name -> new ArrayList<>()).add(line);
    }

    /** The parts that were worked on, in order. */
    List<String> parts() {
        return List.copyOf(parts.keySet());
    }

    /** The page, on which this part is open, shows what was done in it. */
    void isShown(Visitor student, PartSpec part) {
        List<JournalLine.Predict> answers = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        for (JournalLine line : parts.get(part.name())) {
            switch (line) {
                case JournalLine.Predict predict -> answers.add(predict);
                case JournalLine.Issue issue -> commands.add(issue.command().text());
                case JournalLine.Input input -> kept(student, input);
                default -> throw new AssertionError("nothing to be seen of " + line.text());
            }
        }
        if (!part.asked().isEmpty()) {
            answered(student, part, answers);
        }
        carriedOut(student, part, commands);
    }

    private static void answered(Visitor student, PartSpec part, List<JournalLine.Predict> answers) {
        Locator cards = student.find("#task .card:has(h3:text-matches('^Prediction '))");
        assertThat(cards).hasCount(answers.size());
        for (JournalLine.Predict line : answers) {
            List<String> words = new ArrayList<>();
            for (PartSpec.Field field : part.asked().get(line.question() - 1).fields()) {
                words.add(field.word(line.answer().get(field.key())));
            }
            assertEquals(
                    words,
                    cards.nth(line.question() - 1).locator("th + td.mono").allTextContents(),
                    () -> "answers of " + line.text());
        }
        if (answers.size() < part.asked().size()) {
            assertThat(student.find("#predict")).hasAttribute("aria-label", "Prediction " + (answers.size() + 1));
        } else {
            assertThat(student.find("#predict")).hasCount(0);
            student.sees("#task", "All questions of this part are answered");
        }
    }

    private static void kept(Visitor student, JournalLine.Input line) {
        assertThat(student.find("#pages")).hasValue(line.text().replaceAll(".*pages=", ""));
        assertThat(student.find("#kept")).hasText("✓ kept");
    }

    /** The part's start is carried out by the page itself, and the student's own commands once each after it. */
    private static void carriedOut(Visitor student, PartSpec part, List<String> commands) {
        if (part instanceof PartSpec.Diagnose || part instanceof PartSpec.Build || part instanceof PartSpec.Table) {
            return;
        }
        List<String> shown = student.find("#console .asked").allTextContents();
        int all = part.setup().start().size() + commands.size();
        assertEquals(Math.min(all, SHOWN), shown.size(), () -> "commands in " + part.name() + ": " + shown);
        assertEquals(commands, shown.subList(shown.size() - commands.size(), shown.size()), part.name());
    }
}
