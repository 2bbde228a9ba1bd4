package pagewalk.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a browser loads for a page stays within the budget of the page's program, whichever target it takes. */
final class BundleSizeTest {
    private static final Path TARGET = Path.of(System.getProperty("pagewalk.target"));

    /** KiB, gzipped, of each program with its loader and runtime. */
    private static final Map<String, Integer> BUDGETS = Map.of("lab", 120, "play", 500, "live", 420, "trace", 80);

    /** Fetched beside the program, which starts without them. */
    private static final String WORDS = "rules.txt";

    private static final int WORDS_BUDGET = 28 * 1024;

    private static final Set<String> PROGRAMS = BUDGETS.keySet();

    /** They are not part of a program. */
    private static final Set<String> SHARED = Set.of("loader.js", "theme.js", "wasm-runtime.js", "worker.js", WORDS);

    @Test
    void everyProgramHasABudget() throws IOException {
        Set<String> expected = PROGRAMS.stream()
                .flatMap(name -> Stream.of(name + ".js", name + ".wasm"))
                .collect(Collectors.toSet());
        expected.addAll(SHARED);
        try (Stream<Path> files = Files.list(app())) {
            Set<String> found = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".css") && !name.endsWith(".gz"))
                    .collect(Collectors.toSet());
            assertEquals(expected, found);
        }
    }

    @Test
    void wordsStayWithinTheirBudget() throws IOException {
        assertTrue(gzipped(WORDS) <= WORDS_BUDGET, WORDS + " has " + gzipped(WORDS) + " bytes gzipped");
    }

    @ParameterizedTest
    @FieldSource("PROGRAMS")
    void javaScriptStaysWithinTheBudget(String program) throws IOException {
        within(program, gzipped("loader.js") + worker(program) + gzipped(program + ".js"));
    }

    @ParameterizedTest
    @FieldSource("PROGRAMS")
    void webAssemblyStaysWithinTheBudget(String program) throws IOException {
        assumeTrue(
                Files.exists(TARGET.resolve("wasm-opt/optimized/" + program + ".wasm")),
                "the WebAssembly was not optimised: that takes Node and npm");
        int shared = gzipped("loader.js") + worker(program) + gzipped("wasm-runtime.js");
        within(program, shared + gzipped(program + ".wasm"));
    }

    /** What begins the program beside the page, for the one that works there too. */
    private static int worker(String program) throws IOException {
        return program.equals("trace") ? gzipped("worker.js") : 0;
    }

    private static void within(String program, int bytes) {
        int budget = BUDGETS.get(program) * 1024;
        assertTrue(bytes <= budget, program + " has " + bytes + " bytes gzipped, at most " + budget);
    }

    private static Path app() throws IOException {
        Path classes = TARGET.resolve("classes");
        Properties app = new Properties();
        try (var properties = Files.newBufferedReader(classes.resolve("pagewalk-app.properties"))) {
            app.load(properties);
        }
        return classes.resolve("META-INF/resources/app/" + app.getProperty("hash"));
    }

    /** What the server sends: the file that the build packed. */
    private static int gzipped(String name) throws IOException {
        return (int) Files.size(app().resolve(name + ".gz"));
    }
}
