package pagewalk.engine.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Play;

/** An access as an introduction tells it. */
final class SixStepsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A fault brings the page in, and the access is tried again; then a walk; then a buffer that knows it.
                "off | store pid=p addr=a len=1 | 2 3 2 3 2 3 2 3 1 4 5 6",
                "off | load pid=p addr=a len=1  | 1 4 5 6",
                "on  | load pid=p addr=a len=1  | 4 5 6",
                "on  | load pid=p addr=0x7000000 len=1 | 1 2",
            })
    void anAccessTakesTheStepsThatItNeeds(String tlb, String line, String steps) {
        Play play = Play.on("frames=1024 tlb=" + tlb);
        play.runAll("p = spawn init", "a = mmap pid=p len=8K prot=rw flags=private,anon");
        if (!line.startsWith("store")) {
            play.run("store pid=p addr=a len=1");
        }
        play.run(line);
        assertEquals("[" + steps.replace(" ", ", ") + "]", Arrays.toString(SixSteps.of(play.last())));
    }

    @Test
    void everyStepHasASentence() {
        for (int step = SixSteps.NONE; step <= SixSteps.ACCESS; step++) {
            assertFalse(SixSteps.sentence(step).isEmpty());
        }
    }
}
