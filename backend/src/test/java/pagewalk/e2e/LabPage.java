package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lab page as a keyboard user works with it. */
final class LabPage {
    private static final String KEPT = """
            line => new Promise(told => {
              const request = indexedDB.open("pagewalk");
              request.onsuccess = () => {
                const lines = request.result.transaction("lines").objectStore("lines").getAll();
                lines.onsuccess = () => {
                  request.result.close();
                  told(lines.result.includes(line));
                };
              };
            })
            """;

    private final Visitor visitor;

    private LabPage(Visitor visitor) {
        this.visitor = visitor;
    }

    /** The lab page that is open; waits until its program has shown the session. */
    static LabPage of(Visitor visitor) {
        assertThat(visitor.find("main#lab[data-ready='true']")).isVisible();
        return new LabPage(visitor);
    }

    Visitor visitor() {
        return visitor;
    }

    /** Which engine runs: "WebAssembly" or "JavaScript". */
    String engine() {
        return visitor.find("html").getAttribute("data-engine");
    }

    Locator map() {
        return visitor.find("#stage .map");
    }

    Locator slider() {
        return visitor.find("#timeline [role=slider]");
    }

    Locator commandLine() {
        return visitor.find("#command");
    }

    /** The newest answer in the console. */
    Locator answer() {
        return visitor.find("#console .reply").last();
    }

    Locator log() {
        return visitor.find("#log [role=log]");
    }

    /** Types a command line into the console. */
    LabPage command(String line) {
        visitor.tabTo(commandLine()).type(line).press("Enter");
        assertThat(commandLine()).hasValue("");
        return painted();
    }

    /** Waits until the page has painted what was done so far. */
    private LabPage painted() {
        visitor.page().evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        return this;
    }

    /** Presses single keys while the map has the focus. */
    LabPage keys(String... keys) {
        visitor.tabTo(map()).press(keys);
        return painted();
    }

    int position() {
        painted();
        return Integer.parseInt(slider().getAttribute("aria-valuenow"));
    }

    int events() {
        painted();
        return Integer.parseInt(slider().getAttribute("aria-valuemax"));
    }

    /** Waits until the browser's storage has the line, and so keeps it when the page is closed. */
    LabPage keeps(String line) {
        visitor.page().waitForFunction(KEPT, line);
        return this;
    }

    LabPage isAt(int event) {
        assertThat(slider()).hasAttribute("aria-valuenow", Integer.toString(event));
        return this;
    }

    LabPage says(String part) {
        assertThat(visitor.find("#status")).containsText(part);
        return this;
    }

    LabPage saysMatch(String pattern) {
        assertThat(visitor.find("#status")).containsText(Pattern.compile(pattern));
        return this;
    }

    /** The text twin's rows: first pfn, last pfn, pages, order, state, name. The table has to be shown. */
    List<List<String>> table() {
        painted();
        List<List<String>> rows = new ArrayList<>();
        for (Locator row : visitor.find("#stage .twin tbody tr").all()) {
            rows.add(row.locator("th, td").allTextContents().subList(0, 6));
        }
        return rows;
    }

    Locator button(String name) {
        return visitor.page()
                .getByRole(
                        com.microsoft.playwright.options.AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
