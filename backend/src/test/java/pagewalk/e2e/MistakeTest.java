package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake of ours is a Java exception in every program, and the page says it in our own words. */
@QuarkusTest
final class MistakeTest {
    private static final String START_WITHOUT_PAGE = """
            async ([program, target]) => {
              const loader = await import(document.querySelector("script[data-program]").src);
              const {exports} = await loader.loadProgram(program);
              document.getElementById("lab").remove();
              setTimeout(() => exports.start("a page that is not there"));
            }
            """;

    private static final String LOOK_INTO_NOTHING = """
            async ([program, target]) => {
              const loader = await import(document.querySelector("script[data-program]").src);
              const {exports} = await loader.loadProgram(program);
              try {
                return "answered " + exports.digests(null);
              } catch (mistake) {
                return mistake instanceof WebAssembly.RuntimeError || mistake instanceof TypeError
                    ? "not Java's: " + mistake : "Java's";
              }
            }
            """;

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @ParameterizedTest
    @ValueSource(strings = {"js", "wasm"})
    void thePageSaysIt(String target) {
        LabPage lab = InstrumentTest.machine(visitors.arrive(Look.LIGHT), 64, target);
        lab.visitor().complaints().expect("the page has no element #lab");
        Page page = lab.visitor().page();
        page.evaluate(START_WITHOUT_PAGE, List.of("play", target));
        assertThat(page.locator("header #mistake[role=alert]")).containsText("the page has no element #lab");
    }

    @ParameterizedTest
    @CsvSource({"lab, js", "lab, wasm", "play, js", "play, wasm", "live, js", "live, wasm"})
    void nothingIsLookedIntoSilently(String program, String target) {
        LabPage lab = InstrumentTest.machine(visitors.arrive(Look.LIGHT), 64, target);
        assertEquals("Java's", lab.visitor().page().evaluate(LOOK_INTO_NOTHING, List.of(program, target)));
    }
}
