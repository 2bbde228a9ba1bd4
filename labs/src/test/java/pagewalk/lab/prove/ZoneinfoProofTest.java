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

/** The limits of a real machine's zones, and the comparison against files that lie. */
final class ZoneinfoProofTest {
    private static final String RECORDED = recorded();

    private static String recorded() {
        try (InputStream in = Kind.class.getResourceAsStream("/recordings/zoneinfo/6.18-three-zones.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyLimitOfARealMachineIsComputed() {
        assertEquals(Kind.ZONEINFO, Kind.of(RECORDED));
        assertEquals("agree 24 of 24", Kind.ZONEINFO.prove(RECORDED).sentence());
        assertEquals(
                "agree 24 of 24",
                Kind.ZONEINFO.prove("min_free_kbytes 67584\n" + RECORDED).sentence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "min      4761 | min      4762 | zone DMA32, min: expected 4762, got 4761",
                "promo    21192 | promo    21193 | zone Normal, promo: expected 21193, got 21192",
                "(0, 0, 7680, 7680, 7680) | (0, 0, 7680, 7680, 7681) | zone DMA32, protection: expected",
                "batch:    1 | batch:    2 | zone DMA, batch: expected 2, got 1",
                "high_min: 14 | high_min: 15 | zone DMA, high_min: expected 15, got 14",
                "high_max: 122880 | high_max: 122881 | zone Normal, high_max: expected 122881, got 122880",
                "managed  1966080 | managed  1966079 | expected",
            })
    void aNumberThatIsNotSoIsFound(String from, String to, String told) {
        String lying = RECORDED.replace(from, to);
        assertFalse(lying.equals(RECORDED));
        Proof proof = Kind.ZONEINFO.prove(lying);
        assertFalse(proof.agrees());
        assertTrue(proof.sentence().contains(told), proof.sentence());
        assertTrue(proof.sentence().contains("decided by mm/page_alloc.c "), proof.sentence());
    }

    @Test
    void anotherKnobGivesOtherWatermarks() {
        Proof proof = Kind.ZONEINFO.prove("min_free_kbytes 8192\n" + RECORDED);
        assertEquals(0, proof.agreed());
        assertTrue(proof.sentence().contains("zone DMA, min: expected 23, got 2"), proof.sentence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "min_free_kbytes many\n",
                "min_free_kbytes 1\nNode 0",
                "Node 0, zone DMA\n  managed 0\n",
                "Node x, zone DMA\n  managed 5\n",
                "Node 0, zone DMA\n  managed 99999999999\n"
            })
    void whatIsNoZoneinfoIsRefused(String text) {
        RecordingFault fault = assertThrows(RecordingFault.class, () -> Kind.ZONEINFO.prove(text));
        assertTrue(fault.line() >= 1);
    }
}
