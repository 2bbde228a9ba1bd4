package pagewalk.web;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a browser loads for the lab page stays within its budget, whichever target it takes. */
final class BundleSizeTest {
    private static final int BUDGET = 120 * 1024;

    @Test
    void javaScriptStaysWithinTheBudget() throws IOException {
        int bytes = gzipped("loader.js") + gzipped("pagewalk.js");
        assertTrue(bytes <= BUDGET, "the JavaScript target has " + bytes + " bytes gzipped, at most " + BUDGET);
    }

    @Test
    void webAssemblyStaysWithinTheBudget() throws IOException {
        assumeTrue(
                Files.exists(Path.of("target/wasm-opt/last-output.sha256")),
                "the WebAssembly was not optimised: that takes Node and npm");
        int bytes = gzipped("loader.js")
                + gzipped("wasm-runtime.js")
                + gzipped("csp-function.js")
                + gzipped("pagewalk.wasm");
        assertTrue(bytes <= BUDGET, "the WebAssembly target has " + bytes + " bytes gzipped, at most " + BUDGET);
    }

    private static int gzipped(String name) throws IOException {
        Properties app = new Properties();
        try (InputStream properties = BundleSizeTest.class.getResourceAsStream("/pagewalk-app.properties")) {
            app.load(properties);
        }
        String path = "/META-INF/resources/app/" + app.getProperty("hash") + "/" + name;
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (InputStream file = BundleSizeTest.class.getResourceAsStream(path);
                GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            file.transferTo(gzip);
        }
        return packed.size();
    }
}
