package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import pagewalk.engine.slab.SlabView;
import pagewalk.engine.view.MemoryView;

/** What must hold of objects between two commands: each is held or on one list, and all counts add up. */
public final class SlabInvariants {
    private final SlabView slabs;
    private final MemoryView memory;
    private final Map<Integer, Integer> objectsOf = new HashMap<>();
    private final Map<Integer, Integer> slabsOf = new HashMap<>();
    private final Map<Integer, Integer> liveOf = new HashMap<>();
    private final Set<Integer> listed = new HashSet<>();

    private SlabInvariants(Machine machine) {
        slabs = machine.slabs();
        memory = machine.memory();
    }

    public static void hold(Machine machine) {
        SlabInvariants check = new SlabInvariants(machine);
        check.cpuSlabs();
        check.lists();
        check.everySlab();
        check.counts();
    }

    private void cpuSlabs() {
        for (int i = 0; i < slabs.caches(); i++) {
            int cache = slabs.cache(i);
            for (int cpu = 0; cpu < slabs.cpus(); cpu++) {
                int pfn = slabs.cpuSlab(cache, cpu);
                if (pfn >= 0) {
                    assertTrue(listed.add(pfn), "a slab has one place: pfn " + pfn);
                    Set<Integer> free = freeOf(pfn, slabs.cpuFreelist(cache, cpu), slabs.freelist(pfn));
                    assertEquals(cache, slabs.cacheOf(pfn));
                    assertEquals(slabs.objectsOf(pfn) - slabs.freelist(pfn).length, slabs.inUse(pfn), "pfn " + pfn);
                    held(pfn, free);
                }
            }
        }
    }

    private void lists() {
        for (int i = 0; i < slabs.caches(); i++) {
            int cache = slabs.cache(i);
            for (int cpu = 0; cpu < slabs.cpus(); cpu++) {
                int[] partial = slabs.cpuPartial(cache, cpu);
                int most = Math.max(
                        slabs.geometry(cache).cpuPartialSlabs(),
                        slabs.geometry(cache).cpuPartialSlabs() / 2 + 1);
                assertTrue(partial.length <= most, "a CPU keeps at most " + most + ", not " + partial.length);
                for (int pfn : partial) {
                    partial(cache, pfn);
                }
            }
            for (int pfn : slabs.nodePartial(cache)) {
                partial(cache, pfn);
            }
        }
    }

    private void partial(int cache, int pfn) {
        assertTrue(listed.add(pfn), "a slab is on one list: pfn " + pfn);
        assertEquals(cache, slabs.cacheOf(pfn));
        Set<Integer> free = freeOf(pfn, slabs.freelist(pfn));
        assertFalse(free.isEmpty(), "a listed slab has a free object: pfn " + pfn);
        assertEquals(slabs.objectsOf(pfn) - free.size(), slabs.inUse(pfn), "pfn " + pfn);
        held(pfn, free);
    }

    private Set<Integer> freeOf(int pfn, int[]... lists) {
        Set<Integer> free = new HashSet<>();
        for (int[] list : lists) {
            for (int object : list) {
                assertTrue(object >= 0 && object < slabs.objectsOf(pfn), "object " + object);
                assertTrue(free.add(object), "object " + object + " of pfn " + pfn + " is listed once");
            }
        }
        return free;
    }

    private void held(int pfn, Set<Integer> free) {
        for (int object = 0; object < slabs.objectsOf(pfn); object++) {
            assertEquals(!free.contains(object), slabs.isHeld(pfn, object), "object " + object + " of pfn " + pfn);
        }
    }

    /** Slabs lie in allocated blocks of their order, and one that nothing lists is full. */
    private void everySlab() {
        int pfn = memory.startPfn();
        while (pfn < memory.endPfn()) {
            if (slabs.isSlab(pfn)) {
                assertEquals(MemoryView.ALLOCATED, memory.state(pfn));
                assertEquals(slabs.order(pfn), memory.blockOrder(pfn));
                assertEquals(pfn, memory.blockHead(pfn));
                if (!listed.remove(pfn)) {
                    held(pfn, Set.of());
                    assertEquals(slabs.objectsOf(pfn), slabs.inUse(pfn));
                }
                count(pfn);
            }
            pfn += Math.max(1, 1 << Math.max(0, memory.blockOrder(pfn)));
        }
        assertEquals(Set.of(), listed, "listed slabs are slabs");
    }

    private void count(int pfn) {
        int live = 0;
        for (int object = 0; object < slabs.objectsOf(pfn); object++) {
            live += slabs.isHeld(pfn, object) ? 1 : 0;
        }
        int cache = slabs.cacheOf(pfn);
        slabsOf.merge(cache, 1, Integer::sum);
        objectsOf.merge(cache, slabs.objectsOf(pfn), Integer::sum);
        liveOf.merge(cache, live, Integer::sum);
    }

    private void counts() {
        for (int i = 0; i < slabs.caches(); i++) {
            int cache = slabs.cache(i);
            assertEquals(slabsOf.getOrDefault(cache, 0), slabs.slabs(cache), slabs.name(cache));
            assertEquals(objectsOf.getOrDefault(cache, 0), slabs.objects(cache), slabs.name(cache));
            assertEquals(liveOf.getOrDefault(cache, 0), slabs.live(cache), slabs.name(cache));
        }
    }
}
