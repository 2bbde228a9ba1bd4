package pagewalk.engine.vmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import pagewalk.engine.Machine;
import pagewalk.engine.view.MemoryView;

/** What must hold of areas between two commands: every page of addresses is in one place, and so is every frame. */
final class VmallocInvariants {
    private VmallocInvariants() {}

    static void hold(Machine machine) {
        VmallocView view = machine.vmalloc();
        view.check();
        long covered = sum(view.holes()) + sum(view.lazyRanges());
        int end = 0;
        Set<Integer> frames = new HashSet<>();
        MemoryView memory = machine.memory();
        for (int slot : view.areas()) {
            assertTrue(view.start(slot) >= end, "areas do not overlap");
            end = view.start(slot) + view.size(slot);
            covered += view.size(slot);
            int[] pfns = view.frames(slot);
            if (view.isDevice(slot)) {
                assertEquals(0, pfns.length, "a device has no frames");
            } else {
                assertEquals(view.size(slot) - 1, pfns.length, "all pages are mapped but the guard page");
            }
            for (int pfn : pfns) {
                assertTrue(frames.add(pfn), "a frame belongs to one page only");
                assertEquals(slot, view.areaOf(pfn));
                assertEquals(MemoryView.ALLOCATED, memory.state(pfn));
                assertEquals(0, memory.blockOrder(pfn), "frames are single");
            }
        }
        assertEquals(Vmalloc.AREA_PAGES, covered, "every page is in an area, in a hole or kept");
        assertApart(view.holes(), view);
        for (int pfn = memory.startPfn(); pfn < memory.endPfn(); pfn++) {
            assertEquals(frames.contains(pfn), view.areaOf(pfn) != VmallocView.NIL, "pfn " + pfn);
        }
    }

    private static long sum(int[] pairs) {
        long sum = 0;
        for (int i = 1; i < pairs.length; i += 2) {
            sum += pairs[i];
        }
        return sum;
    }

    private static void assertApart(int[] holes, VmallocView view) {
        int at = 0;
        for (int slot : view.areas()) {
            while (at < holes.length && holes[at] < view.start(slot)) {
                assertTrue(holes[at] + holes[at + 1] <= view.start(slot), "a hole ends before the next area");
                at += 2;
            }
            assertTrue(at >= holes.length || holes[at] >= view.start(slot) + view.size(slot), "no hole in an area");
        }
    }
}
