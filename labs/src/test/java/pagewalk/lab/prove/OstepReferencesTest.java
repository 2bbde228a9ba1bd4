package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.trace.OstepReader;

/** The reader of OSTEP's command lines understands them as the replay of recordings does, which is held by those. */
final class OstepReferencesTest {
    private final List<Integer> pages = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    private void read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        OstepReader reader = new OstepReader((high, low, kind) -> pages.add(low), (number, column, message) -> {
            faults.add(message);
            return true;
        });
        for (int i = 0; i < bytes.length; i++) {
            reader.feed(bytes, i, i + 1);
        }
        reader.finish();
        assertEquals(!faults.isEmpty(), reader.isStopped());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-s 0",
                "-s -7 -n 100 -m 32",
                "$ python2 ./paging-policy.py -s 3 -n 50 -c",
                "paging-policy.py --seed=123456789012 --numaddrs 20 --maxpage=9 -Nc",
                "-n0",
                "-a 1,2,3,4,1,2,5 -p OPT -b 3 -C2",
                "-a7,-1,+2 --notrace",
            })
    void referencesAreThoseOfTheReplay(String line) {
        read(line);
        List<Integer> expected = new ArrayList<>();
        for (int page : OstepPages.of(line).references()) {
            expected.add(page);
        }
        assertEquals(List.of(), faults);
        assertEquals(expected, pages);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-s x",
                "-s 1234567890123456",
                "-n 1.5",
                "-n 99999999",
                "-q",
                "-s",
                "-a 1,,2",
                "-a 1,x",
                "-f list.txt",
                "malloc.py -n 3",
                "--pages 3",
            })
    void whatTheReplayRefusesIsRefusedInTheSameWords(String line) {
        read(line);
        String expected = "";
        try {
            OstepPages.of(line);
        } catch (RecordingFault fault) {
            expected = fault.reason();
        }
        assertTrue(!expected.isEmpty(), line);
        assertEquals(List.of(expected), faults);
    }
}
