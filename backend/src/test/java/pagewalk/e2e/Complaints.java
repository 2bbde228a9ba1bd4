package pagewalk.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import java.util.ArrayList;
import java.util.List;

/** What the browser complained about: console errors, exceptions nobody caught, violations of the security policy. */
final class Complaints {
    private static final String WATCH_POLICY = "addEventListener('securitypolicyviolation', e => console.error("
            + "'policy violation: ' + e.violatedDirective + ' by ' + e.blockedURI + ' at ' + e.sourceFile))";

    private final List<String> found = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    /** Listens to every page of {@code context}, now and later. */
    static Complaints of(BrowserContext context) {
        Complaints complaints = new Complaints();
        context.addInitScript(WATCH_POLICY);
        context.onConsoleMessage(complaints::hear);
        context.onWebError(error -> complaints.found.add("uncaught: " + error.error()));
        return complaints;
    }

    /** From now on a complaint that contains {@code part} is no failure. */
    void expect(String part) {
        expected.add(part);
    }

    /** All that was neither expected nor harmless. */
    List<String> unexpected() {
        return found.stream()
                .filter(line -> expected.stream().noneMatch(line::contains))
                .toList();
    }

    private void hear(ConsoleMessage message) {
        if (message.type().equals("error") || message.text().contains("did not start")) {
            found.add("console: " + message.text() + " (" + message.location() + ")");
        }
    }
}
