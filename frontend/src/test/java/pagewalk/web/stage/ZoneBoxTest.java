package pagewalk.web.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ZoneBoxTest {
    private static final int[][] ZONES = {{0, 64}, {0, 41}, {1, 4096}, {4096, 1 << 20}, {1 << 20, 3_491_329}, {100, 228}
    };

    @Test
    void everyFrameHasItsOwnCellAndComesBackFromIt() {
        for (int[] zone : ZONES) {
            ZoneBox box = new ZoneBox(0, zone[0], zone[1]);
            int step = Math.max(1, (zone[1] - zone[0]) / 5000);
            Set<Long> cells = new HashSet<>();
            int frames = 0;
            for (int pfn = zone[0]; pfn < zone[1]; pfn += step) {
                int x = box.x(pfn);
                int y = box.y(pfn);
                assertTrue(x >= 0 && x < box.width() && y >= 0 && y < box.height(), "inside the box: pfn " + pfn);
                assertEquals(pfn, box.pfnAt(x, y));
                cells.add((long) x << 32 | y);
                frames++;
            }
            assertEquals(frames, cells.size());
        }
    }

    @Test
    void anAlignedBlockIsABox() {
        ZoneBox box = new ZoneBox(0, 0, 4096);
        for (int order = 0; order <= 10; order++) {
            for (int head = 0; head < 4096; head += 1 << order) {
                int right = box.x(head) + ZoneBox.blockWidth(order) - 1;
                int bottom = box.y(head) + ZoneBox.blockHeight(order) - 1;
                assertEquals(head + (1 << order) - 1, box.pfnAt(right, bottom), "order " + order + " at " + head);
            }
        }
    }

    @Test
    void theBuddyLiesBesideAtEvenOrdersAndBelowAtOddOnes() {
        ZoneBox box = new ZoneBox(0, 0, 1024);
        for (int order = 0; order < 10; order++) {
            int buddy = 1 << order;
            boolean beside = order % 2 == 0;
            assertEquals(beside ? ZoneBox.blockWidth(order) : 0, box.x(buddy));
            assertEquals(beside ? 0 : ZoneBox.blockHeight(order), box.y(buddy));
        }
    }

    @Test
    void theBoxIsNoLargerThanItMustBe() {
        assertEquals(8, new ZoneBox(0, 0, 64).width());
        assertEquals(8, new ZoneBox(0, 0, 64).height());
        assertEquals(16, new ZoneBox(0, 0, 65).width());
        assertEquals(8, new ZoneBox(0, 0, 65).height());
        assertEquals(1, new ZoneBox(0, 7, 8).width());
    }

    @Test
    void cellsOutsideTheZoneHaveNoFrame() {
        ZoneBox box = new ZoneBox(0, 0, 41);
        assertEquals(-1, box.pfnAt(7, 7));
        assertEquals(-1, box.pfnAt(-1, 0));
        assertEquals(-1, box.pfnAt(8, 0));
    }
}
