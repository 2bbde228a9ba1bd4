package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/** Somebody at a browser of their own, with a keyboard and no mouse. */
final class Visitor {
    private static final int TABS = 250;
    /** Asked of the element itself: finding it again at each Tab took as long as the keys. */
    private static final String FOCUS =
            "e => e === document.activeElement ? 'here' : e.isConnected ? 'elsewhere' : 'gone'";

    /** Only what never comes takes so long. */
    private static final double PATIENCE_MS = 120_000;

    private final BrowserContext context;
    private final Complaints complaints;
    private Page page;

    Visitor(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MS);
        context.setDefaultNavigationTimeout(PATIENCE_MS);
        complaints = Complaints.of(context);
        page = context.newPage();
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Complaints complaints() {
        return complaints;
    }

    /** Types an address. */
    Visitor open(String path) {
        page.navigate(path);
        return this;
    }

    /** Opens a second tab, which is in front from now on; gives the first one back. */
    Page newTab() {
        Page before = page;
        page = context.newPage();
        return before;
    }

    /** Works in that tab from now on. */
    void bringToFront(Page tab) {
        page = tab;
        tab.bringToFront();
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** A button by its accessible name, exactly. */
    Locator button(String name) {
        return page.getByRole(
                com.microsoft.playwright.options.AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Moves the focus on with Tab until it is on {@code goal}; fails when the keyboard does not get there. */
    Visitor tabTo(Locator goal) {
        assertThat(goal).isVisible();
        ElementHandle element = goal.elementHandle();
        for (int i = 0; i < TABS; i++) {
            switch ((String) element.evaluate(FOCUS)) {
                case "here" -> {
                    return this;
                }
                case "gone" -> element = goal.elementHandle();
                default -> press("Tab");
            }
        }
        return fail("Tab does not reach " + goal + "; the focus is on " + focused());
    }

    /** The focused element's opening tag, for failures. */
    String focused() {
        return (String) page.evaluate("() => document.activeElement?.outerHTML?.slice(0, 160) ?? 'nothing'");
    }

    Visitor press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    Visitor type(String text) {
        page.keyboard().type(text);
        return this;
    }

    /** Reaches a field with Tab and types into it. */
    Visitor fill(String selector, String text) {
        return tabTo(find(selector)).type(text);
    }

    /** Reaches a button or link with Tab and presses Enter on it. */
    Visitor enter(Locator control) {
        return tabTo(control).press("Enter");
    }

    Visitor sees(String selector, String part) {
        assertThat(find(selector)).containsText(part);
        return this;
    }

    Visitor isAt(String pattern) {
        assertThat(page).hasURL(Pattern.compile(pattern));
        return this;
    }

    /** Joins the course with that code under a new name, as the form does it; gives the name. */
    String join(String code) {
        String name = "Student " + UUID.randomUUID().toString().substring(0, 8);
        open("/join");
        fill("#code", code)
                .fill("#name", name)
                .fill("#password", "a long password")
                .press("Enter");
        isAt("/course$");
        return name;
    }

    /** Logs in under a name that {@link #join} gave, at whatever browser this is. */
    Visitor logIn(String name) {
        return open("/login")
                .fill("#name", name)
                .fill("#password", "a long password")
                .press("Enter")
                .isAt("/$");
    }

    /** Writes a picture of the whole page below {@code target/e2e}. */
    void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "e2e", name + ".png"))
                .setFullPage(true));
    }
}
