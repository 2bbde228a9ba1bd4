package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import java.util.List;
import pagewalk.lab.Variant;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;

/** Plays the lines of a session on a lab's page, with the keyboard alone and through what the page offers. */
final class LabPlayer {
    private final Variant variant;
    private Visitor student;
    private String shown;
    private final Progress progress = new Progress();

    LabPlayer(Variant variant, Visitor student) {
        this.variant = variant;
        this.student = student;
        shown = variant.parts().getFirst().name();
    }

    /**
     * From now on the same student works on a page that was opened later, here or at another browser. It opens where
     * the work stopped, with all that was done.
     */
    void goOn(Visitor there) {
        student = there;
        assertThat(button(shown)).hasAttribute("aria-pressed", "true");
        String last = shown;
        progress.isShown(student, variant.part(last));
        for (String part : progress.parts()) {
            if (!part.equals(last)) {
                open(part);
                progress.isShown(student, variant.part(part));
            }
        }
        open(last);
    }

    void play(List<JournalLine> lines) {
        for (JournalLine line : lines) {
            if (!(line instanceof JournalLine.Part)) {
                progress.add(shown, line);
            }
            switch (line) {
                case JournalLine.Part part -> open(part.name());
                case JournalLine.Predict predict -> answer(predict);
                case JournalLine.Input input -> build(input);
                case JournalLine.Issue issue -> command(issue.command().text());
                case JournalLine.Branch branch -> throw new AssertionError("no reference branches");
            }
        }
    }

    /** Shows a part by its button. */
    void open(String part) {
        shown = part;
        student.enter(button(part));
        assertThat(button(part)).hasAttribute("aria-pressed", "true");
    }

    private Locator button(String part) {
        int index = 0;
        while (!variant.parts().get(index).name().equals(part)) {
            index++;
        }
        return student.find("#task .parts button").nth(index);
    }

    /** The part that is worked on. */
    String shown() {
        return shown;
    }

    private PartSpec part() {
        Locator pressed = student.find("#task .parts button[aria-pressed=true]");
        String number = pressed.textContent().replaceAll("\\..*", "");
        return variant.parts().get(Integer.parseInt(number) - 1);
    }

    private void answer(JournalLine.Predict line) {
        PartSpec.Question question = part().asked().get(line.question() - 1);
        assertThat(student.find("#predict")).hasAttribute("aria-label", "Prediction " + line.question());
        for (PartSpec.Field field : question.fields()) {
            Integer value = line.answer().get(field.key());
            switch (field.form()) {
                case PartSpec.Form.Choice choice when part() instanceof PartSpec.Table -> step(field.key(), value);
                case PartSpec.Form.Choice choice -> choose(field.key(), value);
                case PartSpec.Form.Point point -> point(field.key(), value);
                case PartSpec.Form.Number number ->
                    student.fill("#answer-" + field.key(), number.hex() ? field.word(value) : Answer.word(value));
            }
        }
        student.enter(student.find("#commit"));
        Locator card = student.find("#task .card").nth(line.question() - 1);
        assertThat(card).containsText("Prediction " + line.question());
        assertThat(card.locator("td.good")).hasCount(question.fields().size());
        assertFalse(
                (boolean) student.page().evaluate("() => document.activeElement === document.body"),
                "the keyboard focus is lost after a commit");
    }

    /** Arrow keys choose among the buttons of a group; Tab goes to the first while none is chosen. */
    private void choose(String key, int word) {
        student.tabTo(student.find("#answer-" + key + "-1"));
        student.press("Space");
        for (int i = 1; i < word; i++) {
            student.press("ArrowDown");
        }
        assertThat(student.find("#answer-" + key + "-" + word)).isChecked();
    }

    /** Arrow keys choose in a list, too. */
    private void step(String key, int word) {
        student.tabTo(student.find("#answer-" + key + "-1"));
        for (int i = 0; i < word; i++) {
            student.press("ArrowDown");
        }
        assertThat(student.find("#answer-" + key)).hasValue(Integer.toString(word));
    }

    /** Goes to a frame on the map, block by block and then page by page, and pins what it comes by. */
    private void point(String key, int pfn) {
        Locator answer = student.find("#answer-" + key);
        student.tabTo(student.find("#stage .map")).press("Escape", "ArrowRight", "Enter");
        for (int i = 0; pinned(answer) != pfn; i++) {
            assertFalse(i > 4096, "the cursor does not reach " + pfn);
            student.press(pfn > pinned(answer) ? "Shift+ArrowRight" : "ArrowLeft", "Enter");
        }
        assertThat(answer).hasValue(Integer.toString(pfn));
    }

    /** The status is no help here: it says one sentence a second. */
    private static int pinned(Locator answer) {
        return Integer.parseInt(answer.inputValue());
    }

    private void build(JournalLine.Input line) {
        String pages = line.text().replaceAll(".*pages=", "");
        student.tabTo(student.find("#pages")).press("Control+a").type(pages).press("Enter");
        student.sees("#kept", "kept");
    }

    /** A question's command is carried out by its answer. */
    private void command(String text) {
        if (part() instanceof PartSpec.Predict) {
            return;
        }
        if (text.startsWith("echo ")) {
            String[] words = text.split(" ", -1);
            student.tabTo(student.page().locator("[id='knob-" + words[3] + "']"))
                    .type(words[1]);
            student.tabTo(student.find("#set")).press("Enter");
            return;
        }
        if (text.startsWith("sysctl ")) {
            String knob = text.replaceAll("sysctl (.*)=.*", "$1");
            Locator input = student.page().locator("[id='knob-" + knob + "']");
            student.tabTo(input)
                    .press("Control+a")
                    .type(text.replaceAll(".*=", ""))
                    .press("Enter");
            return;
        }
        LabPage.of(student).command(text);
    }
}
