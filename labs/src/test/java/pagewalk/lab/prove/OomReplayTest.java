package pagewalk.lab.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A kernel's victims and its limits, and the comparison against recordings that lie. */
final class OomReplayTest {
    private static String shipped(Kind kind, String name) throws IOException {
        String path = "/recordings/" + kind.word() + "/" + name;
        try (InputStream in = OomReplayTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"OOM, 01-noswap.txt, 77", "OVERCOMMIT, 01-modes.txt, 268"})
    void everyOperationAgrees(Kind kind, String name, int operations) throws IOException {
        String text = shipped(kind, name);
        assertEquals(kind, Kind.of(text));
        assertEquals(
                "agree " + operations + " of " + operations, kind.prove(text).sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Killed process 208 (a) total | Killed process 210 (b) total | who is killed: expected",
                "Out of memory (oom_kill_allocating_task) | Out of memory | who is killed: expected Out of memory: K",
                "adj=500 oom_score=1134 | adj=500 oom_score=1135 | oom_score of pid 208: expected 1135",
                "DEAD tiny | survivor tiny | expected survivor tiny, got dead",
                "trigger dead | trigger alive | expected trigger alive, got dead",
                "57472kB, file-rss:548kB, shmem-rss:0kB, UID:0 pgtables:156kB oom_score_adj:0 |"
                        + " 57472kB, file-rss:548kB, shmem-rss:0kB, UID:0 pgtables:156kB oom_score_adj:1 | adj:1, got",
                "51446    14505 | 51446     9000 | who is killed",
                "MB=100 oom_kill_allocating_task=1 | MB=100 oom_kill_allocating_task=0 | got",
            })
    void aLieAboutAVictimIsFound(String from, String to, String told) throws IOException {
        String lying = shipped(Kind.OOM, "01-noswap.txt").replace(from, to);
        Proof proof = Kind.OOM.prove(lying);
        assertFalse(proof.agrees(), from);
        assertTrue(proof.trouble().contains(told), proof.trouble());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CommitLimit 75000 | CommitLimit 75004 | expected CommitLimit 75004",
                "18485 pages | 18486 pages | got 18485 pages",
                "17444 pages | 17443 pages | got 17444 pages",
                "37501 pages | 37500 pages | got 37501 pages",
                "32 MiB step 2 refused | 32 MiB step 3 refused | got 32 MiB step 2",
                "accepted: 64 MiB | accepted: 96 MiB | got steps of 32 MiB accepted: 64 MiB",
                "Committed_AS now 1028 kB | Committed_AS now 1032 kB | Committed_AS now 1028 kB",
                "SwapTotal 65532 CommitLimit 140532 | SwapTotal 65528 CommitLimit 140532 | got CommitLimit 140528",
                "statm 276 | statm 277 | statm 276",
            })
    void aLieAboutALimitIsFound(String from, String to, String told) throws IOException {
        Proof proof =
                Kind.OVERCOMMIT.prove(shipped(Kind.OVERCOMMIT, "01-modes.txt").replace(from, to));
        assertFalse(proof.agrees(), from);
        assertTrue(proof.trouble().contains(told), proof.trouble());
    }

    @Test
    void pagesInSwapCountLikeResidentOnes() throws IOException {
        String text = shipped(Kind.OOM, "01-noswap.txt");
        String swapped = text.substring(text.indexOf("== scenario 3"), text.indexOf("== scenario 4"))
                .replace("7680      137         0    98304        0 ", "7680      137         0    98304     9000 ")
                .replace("Total swap = 0kB", "Total swap = 65536kB");
        Proof proof = Kind.OOM.prove(swapped);
        assertTrue(proof.trouble().contains("got Out of memory: Killed process 258 (b)"), proof.trouble());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "== scenario x: oom_kill_allocating_task=0 swap=\n  log: Out of memory: Killed process 1 (a) x"
                        + " oom_score_adj:0\n",
                "== scenario x: oom_kill_allocating_task=99999999999 swap=\n"
            })
    void whatIsNoRecordingOfKillsIsRefused(String text) {
        assertThrows(RecordingFault.class, () -> Kind.OOM.prove(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "uid 0: mode 0 ratio 50 kbytes 0 admin_reserve 0 user_reserve 0 MemTotal 0 SwapTotal 0 CommitLimit 0"
                        + " Committed_AS 1024",
                "uid 0: mode 7 ratio 50 kbytes 0 admin_reserve 0 user_reserve 0 MemTotal 4000 SwapTotal 0 CommitLimit 0"
                        + " Committed_AS 1024",
                "uid 0: mode 0 ratio 99999999999 kbytes 0 admin_reserve 0 user_reserve 0 MemTotal 4000 SwapTotal 0"
                        + " CommitLimit 0 Committed_AS 1024"
            })
    void whatIsNoRecordingOfLimitsIsRefused(String text) {
        assertThrows(RecordingFault.class, () -> Kind.OVERCOMMIT.prove(text));
    }
}
