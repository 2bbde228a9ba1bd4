package pagewalk.lab.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value has up to 31 bits: a physical address fits. */
class AnswerTest {
    @ParameterizedTest
    @CsvSource({
        "0x7fffffff, 2147483647",
        "2147483647, 2147483647",
        "0x4a5C10d3, 1247547603",
        "0x0000000f, 15",
        "0000000012, 12",
        "0, 0",
        "none, -1"
    })
    void reads(String written, int value) {
        Answer answer = Answer.parse("pa:" + written);
        assertEquals(value, answer.get("pa"));
        assertEquals(answer, Answer.parse(answer.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x80000000",
                "0xffffffff",
                "0x000000001",
                "2147483648",
                "99999999999",
                "0x",
                "-1",
                "1f",
                "0xg",
                "１"
            })
    void refuses(String written) {
        TextFault fault = assertThrows(TextFault.class, () -> Answer.parse("pa:" + written));
        assertTrue(fault.reason().contains("is neither a number nor 'none'"), fault.reason());
    }
}
