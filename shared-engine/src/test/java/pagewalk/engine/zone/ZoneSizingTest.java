package pagewalk.engine.zone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;

/** The numbers of a real machine's /proc/zoneinfo, computed from its zones' sizes. */
final class ZoneSizingTest {
    private static final int DMA = 3840;
    private static final int DMA32 = 772_917;
    private static final int NORMAL = 1_966_080;

    private static List<Zone> zones() {
        return List.of(
                new Zone(0, "DMA", 0, DMA, true),
                new Zone(0, "DMA32", 4096, 4096 + DMA32, true),
                new Zone(0, "Normal", 1 << 20, (1 << 20) + NORMAL, true));
    }

    /** A machine of two processors with 67,584 KiB of min_free_kbytes. */
    private static final ZoneSetup[] RECORDED = ZoneSizing.of(zones(), 67_584, 10, 2);

    @Test
    void watermarksAreThoseOfTheRealMachine() {
        assertArrayEquals(new int[] {23, 28, 33, 38}, RECORDED[0].marks());
        assertArrayEquals(new int[] {4761, 5951, 7141, 8331}, RECORDED[1].marks());
        assertArrayEquals(new int[] {12_111, 15_138, 18_165, 21_192}, RECORDED[2].marks());
    }

    @Test
    void theLowmemReserveIsThatOfTheRealMachine() {
        assertArrayEquals(new int[] {0, 3019, 10_699, 10_699}, RECORDED[0].lowmemReserve());
        assertArrayEquals(new int[] {0, 0, 7680, 7680}, RECORDED[1].lowmemReserve());
        assertArrayEquals(new int[] {0, 0, 0, 0}, RECORDED[2].lowmemReserve());
    }

    @Test
    void whatProcessorsKeepIsThatOfTheRealMachine() {
        assertEquals(List.of(1, 63, 63), List.of(RECORDED[0].batch(), RECORDED[1].batch(), RECORDED[2].batch()));
        assertEquals(
                List.of(14, 2975, 7569), List.of(RECORDED[0].highMin(), RECORDED[1].highMin(), RECORDED[2].highMin()));
        assertEquals(
                List.of(240, 48_307, 122_880),
                List.of(RECORDED[0].highMax(), RECORDED[1].highMax(), RECORDED[2].highMax()));
    }

    @Test
    void minFreeKbytesIsTheRootOfSixteenTimesLowMemoryWithinItsLimits() {
        assertEquals(128, ZoneSizing.minFreeKbytes(1));
        assertEquals(128, ZoneSizing.minFreeKbytes(256));
        assertEquals(512, ZoneSizing.minFreeKbytes(4096));
        assertEquals(8192, ZoneSizing.minFreeKbytes(1 << 20));
        assertEquals(13_249, ZoneSizing.minFreeKbytes(DMA + DMA32 + NORMAL));
        assertEquals(262_144, ZoneSizing.minFreeKbytes(Integer.MAX_VALUE));
    }

    @Test
    void aMovableZoneKeepsAShareOfItsOwn() {
        ZoneSetup[] setups = ZoneSizing.of(
                List.of(new Zone(0, "Normal", 0, 8192, true), new Zone(0, "Movable", 8192, 8192 + 65_536, true)),
                1024,
                10,
                1);
        assertEquals(256, setups[0].marks()[Watermarks.MIN]);
        assertEquals(64, setups[1].marks()[Watermarks.MIN]);
        assertArrayEquals(new int[] {0, 0, 0, 65_536 / 32}, setups[0].lowmemReserve());
    }

    @Test
    void aMachineServesDownToItsWatermarksAndTheUrgentFurther() {
        Play play = Play.on("preset=linux frames=8192 start_pfn=4096 watermarks=on min_free_kbytes=1024");
        Machine machine = play.machine();
        assertEquals(256, machine.memory().watermarks(0).bareMark(Watermarks.MIN));
        String reply = "";
        int served = 0;
        while (!reply.startsWith("refused")) {
            reply = play.run("alloc_pages order=0 gfp=HIGHUSER_MOVABLE");
            served++;
        }
        assertEquals(8192 - 256 + 1, served);
        assertEquals("refused ENOMEM", reply.substring(0, 14));
        int urgent = 0;
        while (play.run("alloc_pages order=0 gfp=ATOMIC").startsWith("ok")) {
            urgent++;
        }
        assertEquals(256 - (256 - 128 - 32), urgent);
        assertEquals("ok", play.run("alloc_pages order=0 gfp=MEMALLOC").substring(0, 2));
    }
}
