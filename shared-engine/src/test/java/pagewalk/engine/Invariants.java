package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.PerCpuPages;
import pagewalk.engine.zone.Zone;

/** What must hold of memory at every event, and what must hold besides between two commands. */
public final class Invariants {
    private final MemoryView view;
    private final Map<Integer, Integer> freeOrders = new HashMap<>();
    private final Map<Integer, Integer> cachedOrders = new HashMap<>();

    private Invariants(MemoryView view) {
        this.view = view;
    }

    /** At any event: every frame in exactly one block, and the lists hold exactly the free blocks. */
    public static void atEvent(Machine machine) {
        Invariants check = new Invariants(machine.memory());
        check.blocks(true);
        check.lists();
    }

    /** Between commands: nothing is on its way, and no two free buddies stand unmerged. */
    public static void betweenCommands(Machine machine) {
        betweenCommands(machine, Set.of());
    }

    /**
     * The same where whole pageblocks have left the high-atomic reserve while free, which merges them with nothing
     * (unreserve_highatomic_pageblock()): their pfns are in {@code unreserved}.
     */
    static void betweenCommands(Machine machine, Set<Integer> unreserved) {
        Invariants check = new Invariants(machine.memory());
        check.blocks(false);
        check.lists();
        check.merged(unreserved);
        check.kept();
    }

    private void blocks(boolean mayMove) {
        assertEquals(MemoryView.ABSENT, view.state(view.startPfn() - 1));
        assertEquals(MemoryView.ABSENT, view.state(view.endPfn()));
        int pfn = view.startPfn();
        while (pfn < view.endPfn()) {
            int zone = view.zoneOf(pfn);
            if (zone < 0 || view.state(pfn) == MemoryView.ABSENT) {
                assertEquals(MemoryView.ABSENT, view.state(pfn));
                assertEquals(-1, view.blockHead(pfn));
                assertEquals(-1, view.blockOrder(pfn));
                pfn++;
                continue;
            }
            pfn = block(pfn, zone, mayMove);
        }
        assertEquals(view.endPfn(), pfn, "blocks end where the machine ends");
    }

    private int block(int pfn, int zone, boolean mayMove) {
        assertEquals(pfn, view.blockHead(pfn), "a block begins where the one before it ends");
        int order = view.blockOrder(pfn);
        int state = view.state(pfn);
        int end = pfn + (1 << order);
        assertTrue(order >= 0 && order <= 10, () -> "order " + order);
        assertEquals(0, pfn & ((1 << order) - 1), "pfn " + pfn + " is aligned to order " + order);
        assertTrue(end <= view.zoneEnd(zone), "a block stays in its zone");
        assertTrue(state != MemoryView.ABSENT);
        assertTrue(mayMove || state != MemoryView.MOVING, "nothing moves between commands");
        for (int inner : new int[] {pfn, pfn + (1 << order) / 2, end - 1}) {
            assertEquals(pfn, view.blockHead(inner));
            assertEquals(order, view.blockOrder(inner));
            assertEquals(state, view.state(inner));
        }
        if (state == MemoryView.FREE) {
            freeOrders.put(pfn, order);
        }
        if (state == MemoryView.CACHED) {
            cachedOrders.put(pfn, order);
        }
        return end;
    }

    private void lists() {
        int total = 0;
        int blocks = 0;
        for (int zone = 0; zone < view.zones(); zone++) {
            int pages = 0;
            for (int order = 0; order <= 10; order++) {
                int ofOrder = 0;
                for (int type = 0; type < view.migratetypes(); type++) {
                    int[] pfns = view.freeList(zone, order, type);
                    assertEquals(pfns.length, view.freeCount(zone, order, type));
                    for (int pfn : pfns) {
                        assertEquals(order, freeOrders.get(pfn), "listed pfn " + pfn + " is a free block");
                        assertEquals(zone, view.zoneOf(pfn));
                        assertEquals(type, view.migratetype(pfn), "pfn " + pfn + " is on its pageblock's list");
                    }
                    ofOrder += pfns.length;
                }
                assertEquals(ofOrder, view.freeCount(zone, order));
                pages += ofOrder << order;
                blocks += ofOrder;
            }
            assertEquals(pages, view.freePages(zone));
            total += pages;
        }
        assertEquals(total, view.freePages());
        assertEquals(freeOrders.size(), blocks, "every free block is on a list, once");
    }

    /** Processors' lists hold exactly the blocks they are said to keep. */
    private void kept() {
        int blocks = 0;
        for (int zone = 0; zone < view.zones(); zone++) {
            for (int cpu = 0; cpu < view.cpus(zone); cpu++) {
                PerCpuPages kept = view.perCpu(zone, cpu);
                int pages = 0;
                for (int list = 0; list < PerCpuPages.LISTS; list++) {
                    for (int pfn : kept.lists().pfns(list)) {
                        assertEquals(PerCpuPages.orderOf(list), cachedOrders.get(pfn), "kept pfn " + pfn);
                        assertEquals(zone, view.zoneOf(pfn));
                        pages += 1 << PerCpuPages.orderOf(list);
                        blocks++;
                    }
                }
                assertEquals(pages, kept.count());
            }
        }
        assertEquals(cachedOrders.size(), blocks, "every kept block is on one processor's list");
    }

    /** Free buddies merge, but for whole pageblocks of which exactly one is in the high-atomic reserve. */
    private void merged(Set<Integer> unreserved) {
        freeOrders.forEach((pfn, order) -> {
            int buddy = pfn ^ (1 << order);
            boolean both = order < 10
                    && view.zoneOf(buddy) == view.zoneOf(pfn)
                    && Integer.valueOf(order).equals(freeOrders.get(buddy));
            boolean apart = both && order >= Zone.PAGEBLOCK_ORDER && isReserved(pfn) != isReserved(buddy);
            boolean left = order >= Zone.PAGEBLOCK_ORDER && (unreserved.contains(pfn) || unreserved.contains(buddy));
            assertTrue(!both || apart || left, () -> "free buddies " + pfn + " and " + buddy + " of order " + order);
        });
    }

    private boolean isReserved(int pfn) {
        return view.migratetype(pfn) == Zone.HIGHATOMIC;
    }
}
