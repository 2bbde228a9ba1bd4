package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The page for traces as somebody uses it, and the command line beside it. */
final class TraceDesk {
    private final Visitor visitor;

    private TraceDesk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Opens the page on an engine, "js" or "wasm". */
    static TraceDesk open(Visitor visitor, String engine) {
        visitor.open("/trace?engine=" + engine);
        assertThat(visitor.find("main[data-ready=true]")).isVisible();
        assertEquals(
                engine.equals("js") ? "JavaScript" : "WebAssembly",
                visitor.find("#engine").textContent());
        return new TraceDesk(visitor);
    }

    Visitor visitor() {
        return visitor;
    }

    /** Puts a text into a field, as somebody who types it there. */
    TraceDesk set(String field, String text) {
        visitor.find("#" + field).fill(text);
        return this;
    }

    TraceDesk choose(String format) {
        visitor.find("#format").selectOption(format);
        return this;
    }

    /** Opens a file by the button; the run begins by itself. */
    TraceDesk file(Path file) {
        visitor.find("#file").setInputFiles(file);
        return this;
    }

    TraceDesk paste(String text) {
        visitor.find("#paste").fill(text);
        visitor.find("#use-paste").click();
        return this;
    }

    /** Runs an example; what another trace left on the page is no answer. */
    TraceDesk example(int number) {
        Locator button = visitor.find("#example-" + number);
        String name = button.getAttribute("data-name");
        button.click();
        assertThat(visitor.find("#results")).containsText(name + ": ");
        return done();
    }

    TraceDesk done() {
        return shows("#results");
    }

    /** Waits for what the worker brings. */
    TraceDesk shows(String selector) {
        assertThat(visitor.find(selector).first()).isVisible();
        return this;
    }

    TraceDesk refuses(String part) {
        assertThat(visitor.find("#problem")).containsText(part);
        assertThat(visitor.find("#results")).isHidden();
        return this;
    }

    /** The tables of misses as the command line prints rows: policy, frames, references, misses, maybe the size. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        List<Locator> tables = visitor.find("table.misses").all();
        for (Locator table : tables) {
            String size = tables.size() == 1 ? "" : "\t" + table.getAttribute("data-size");
            @SuppressWarnings("unchecked")
            List<List<String>> cells = (List<List<String>>)
                    table.evaluate("t => [...t.tBodies[0].rows].map(r => [...r.cells].map(c => c.textContent))");
            for (List<String> row : cells) {
                rows.add(row.get(0) + "\t" + row.get(1) + "\t" + row.get(2) + "\t" + row.get(4) + size);
                int references = Integer.parseInt(row.get(2));
                if (!row.get(3).equals("refused")) {
                    assertEquals(references, Integer.parseInt(row.get(3)) + Integer.parseInt(row.get(4)));
                }
            }
        }
        return rows;
    }

    /** The curve's table: frames and misses of LRU. */
    List<String> curve() {
        @SuppressWarnings("unchecked")
        List<String> cells = (List<String>) visitor.page()
                .evaluate("() => [...document.querySelectorAll('figure.curve tbody tr')]"
                        + ".map(r => r.cells[0].textContent + '\\t' + r.cells[1].textContent)");
        return cells;
    }

    /** What {@code ./lab trace} prints. */
    static String commandLine(String... args) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "pagewalk.lab.cli.Main",
                "trace"));
        line.addAll(List.of(args));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> "lab trace " + String.join(" ", args));
        return out;
    }
}
