package pagewalk.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The visitors of one test. Afterwards their browsers are closed; a test that passed fails all the same when a browser
 * complained, and one that failed leaves pictures of its pages in {@code target/e2e/failures}.
 */
final class Visitors implements AfterEachCallback {
    private final List<Visitor> all = new ArrayList<>();

    /** Somebody new, without cookies, who has opened nothing yet. */
    Visitor arrive(Look look) {
        return arrive(look, baseUrl());
    }

    /** The same, at another server than the one under test. */
    Visitor arrive(Look look, String baseUrl) {
        Visitor visitor = new Visitor(Chromium.get().newContext(look.options(baseUrl)));
        all.add(visitor);
        return visitor;
    }

    /** Where the server under test listens. */
    static String baseUrl() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<String> complaints = new ArrayList<>();
        for (Visitor visitor : all) {
            complaints.addAll(visitor.complaints().unexpected());
        }
        if (test.getExecutionException().isPresent()) {
            shootAll(test);
            complaints.forEach(line -> System.err.println("browser: " + line));
        }
        all.forEach(visitor -> visitor.context().close());
        all.clear();
        if (test.getExecutionException().isEmpty()) {
            assertEquals("", String.join("\n", complaints), "what the browser complained about");
        }
    }

    private void shootAll(ExtensionContext test) {
        int number = 0;
        String name = test.getRequiredTestClass().getSimpleName() + "."
                + test.getRequiredTestMethod().getName();
        for (Visitor visitor : all) {
            for (Page page : visitor.context().pages()) {
                shoot(page, Path.of("target", "e2e", "failures", name + "-" + ++number + ".png"));
            }
        }
    }

    private static void shoot(Page page, Path file) {
        try {
            System.err.println("browser: " + page.url() + " is in " + file.toAbsolutePath());
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        } catch (PlaywrightException e) {
            System.err.println("browser: no picture: " + e.getMessage());
        }
    }
}
