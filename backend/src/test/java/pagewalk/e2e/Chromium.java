package pagewalk.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The installed Chromium, driven by the installed Node, started once for all browser tests of this run. */
final class Chromium {
    /** A name of this machine that the browser does not take for the machine itself. */
    static final String OTHER_NAME = "lab.test";

    /** Five seconds, which is what Playwright waits for, are little for a page that is opened on a busy machine. */
    private static final double PATIENCE_MS = 120_000;

    private static final List<String> SWITCHES = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP " + OTHER_NAME + " 127.0.0.1");
    private static Browser browser;

    private Chromium() {}

    /** The running browser; it ends with this JVM. */
    static synchronized Browser get() {
        if (browser == null) {
            browser = launch();
        }
        return browser;
    }

    private static Browser launch() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        Path node = program("PLAYWRIGHT_NODEJS_PATH", "node", "nodejs");
        Path chromium = program("PAGEWALK_CHROMIUM", "chromium", "chromium-browser", "google-chrome");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "browser-stop"));
        return playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(chromium)
                        .setHeadless(true)
                        .setTimeout(PATIENCE_MS)
                        .setArgs(SWITCHES));
    }

    /** What the environment names, else the first of {@code names} on the PATH. */
    private static Path program(String variable, String... names) {
        String named = System.getenv(variable);
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        for (String name : names) {
            for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
                Path candidate = Path.of(directory, name);
                if (Files.isExecutable(candidate)) {
                    return candidate;
                }
            }
        }
        throw new IllegalStateException("The browser tests need " + names[0] + ": install it, or set " + variable);
    }
}
