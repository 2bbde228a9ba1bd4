package pagewalk.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** Runs axe on a page as it stands; a serious or critical finding is a failure. */
final class Axe {
    private static final String RUN = """
            async () => {
              const result = await axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}});
              return result.violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => v.impact + ' ' + v.id + ': ' + v.help + '\\n' + v.nodes.slice(0, 4).map(n =>
                  '    ' + n.target.join(' ') + '\\n      ' + n.failureSummary.replaceAll('\\n', ' ')).join('\\n'));
            }
            """;

    private Axe() {}

    /** {@code what} names the page and its state in the failure. */
    static void assertClean(Page page, String what) {
        assertEquals("", String.join("\n", findings(page)), () -> "axe on " + what);
    }

    /** The serious and critical findings, one text each. */
    static List<String> findings(Page page) {
        if (!(boolean) page.evaluate("() => 'axe' in globalThis")) {
            page.evaluate(AxeBuilder.getAxeScript() + "; undefined");
        }
        @SuppressWarnings("unchecked")
        List<String> found = (List<String>) page.evaluate(RUN);
        return found;
    }
}
