package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.ZoneState;

/**
 * A machine that starts in a recorded state. The zone is ZONE_DMA of a running Linux 6.12, and what is asked of it is
 * what was asked of the kernel; the lab module replays the recordings whole.
 */
final class RecordedZoneTest {
    private static final int U = 0;
    private static final int M = 1;

    private static Machine zoneDma() {
        int[][][] lists = new int[FreeLists.ORDERS][3][0];
        lists[5][U] = new int[] {288};
        lists[6][U] = new int[] {320};
        lists[7][U] = new int[] {384};
        lists[9][M] = new int[] {512};
        lists[10][M] = new int[] {1024, 2048, 3072};
        int[] types = {U, M, M, M, M, M, M, M};
        return boot(new ZoneState(0, "DMA", 1, 4095, lists, new int[0], types));
    }

    private static Machine boot(ZoneState... zones) {
        return Machine.boot(MachineConfig.linux(4095).withStates(List.of(zones)));
    }

    @Test
    void theStateIsTakenOverAsRecorded() {
        Machine machine = zoneDma();
        assertEquals(3808, machine.memory().freePages());
        assertEquals(
                "Node 0, zone      DMA      0      0      0      0      0      1      1      1      0      1      3 \n",
                machine.readFile("/proc/buddyinfo"));
        assertEquals("1024 2048 3072", Play.on(machine).list(10, M));
        Invariants.betweenCommands(machine);
    }

    @Test
    void framesOnNoListAreInUseEachByItself() {
        MemoryView view = zoneDma().memory();
        for (int pfn = 1; pfn < 288; pfn++) {
            assertEquals(MemoryView.USED, view.state(pfn));
            assertEquals(pfn, view.blockHead(pfn));
            assertEquals(0, view.blockOrder(pfn));
        }
        assertEquals(MemoryView.FREE, view.state(288));
    }

    @Test
    void theKernelsAnswersAreOurs() {
        Play play = Play.on(zoneDma());
        assertEquals("ok pfn=288", play.run("b4 = alloc_pages order=4"));
        assertEquals("304", play.list(4, U));
        assertEquals("ok pfn=320", play.run("b5 = alloc_pages order=5"));
        assertEquals("ok pfn=384", play.run("b6 = alloc_pages order=6"));
        assertEquals("ok pfn=1024", play.run("b7 = alloc_pages order=7"));
        assertEquals("1536", play.list(9, U));
        assertEquals("2048 3072", play.list(10, M));
        assertEquals("ok pfn=1280", play.run("b8 = alloc_pages order=8"));
        assertEquals("ok pfn=2048", play.run("b10 = alloc_pages order=10"));
        play.run("free_pages b10");
        assertEquals("2048", play.list(10, U));
        play.run("free_pages b4");
        assertEquals("288 352", play.list(5, U));
        play.runAll("free_pages b8", "free_pages b6");
        assertEquals("", play.list(6, U), "it merged with 448");
        assertEquals(3648, play.machine().memory().freePages());
        Invariants.betweenCommands(play.machine());
    }

    @Test
    void usedBlocksHaveTheirOrderAndZonesMayLieApart() {
        int[][][] lists = new int[FreeLists.ORDERS][3][0];
        lists[2][M] = new int[] {4, 12};
        ZoneState low = new ZoneState(0, "DMA", 0, 16, lists, new int[] {0, 2}, new int[0]);
        ZoneState high =
                new ZoneState(0, "DMA32", 1024, 8, new int[FreeLists.ORDERS][0][0], new int[] {1024, 3}, new int[0]);
        Machine machine = boot(low, high);
        assertEquals(2, machine.memory().blockOrder(0));
        assertEquals(0, machine.memory().blockOrder(8));
        assertEquals(3, machine.memory().blockOrder(1031));
        assertEquals(MemoryView.ABSENT, machine.memory().state(16));
        assertEquals(M, machine.memory().migratetype(8));
        Invariants.betweenCommands(machine);
        assertEquals("ok pfn=1024 order=3", Play.on(machine).run("free_pages pfn=1024"));
        assertEquals("ok pfn=0 order=3", Play.on(machine).run("free_pages pfn=0"));
    }

    @Test
    void aStateThatCannotBeIsAFailedCheck() {
        int[][][] lists = new int[FreeLists.ORDERS][3][0];
        lists[0][M] = new int[] {99};
        ZoneState outside = new ZoneState(0, "DMA", 0, 16, lists, new int[0], new int[0]);
        IllegalStateException failed = assertThrows(IllegalStateException.class, () -> boot(outside));
        assertTrue(failed.getMessage().startsWith("PW-CHECK "), failed.getMessage());
    }
}
