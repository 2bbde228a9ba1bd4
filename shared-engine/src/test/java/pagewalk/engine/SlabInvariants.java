package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import pagewalk.engine.slab.ObjectState;
import pagewalk.engine.slab.PoolKind;
import pagewalk.engine.slab.PoolView;
import pagewalk.engine.slab.SlabPlace;
import pagewalk.engine.slab.SlabView;
import pagewalk.engine.view.MemoryView;

/**
 * What must hold of objects between two commands: each is held, in the reserve of one pool, lost, or on one list, and
 * all counts add up. Arrays and messages made only on failure, so that it can be asked after every command.
 */
public final class SlabInvariants {
    private static final int UNMARKED = 0;

    private final Machine machine;
    private final SlabView slabs;
    private final MemoryView memory;
    private final SlabPlace[] listedAs;
    private final int[] objectsOf = new int[Limits.CACHES];
    private final int[] slabsOf = new int[Limits.CACHES];
    private final int[] liveOf = new int[Limits.CACHES];
    /** The mark of a slab's objects that were met on a list: each slab has a number of its own. */
    private int[] marks = new int[512];

    private int slabNumber = UNMARKED;
    private int reserved;

    private SlabInvariants(Machine machine) {
        this.machine = machine;
        slabs = machine.slabs();
        memory = machine.memory();
        listedAs = new SlabPlace[memory.endPfn() - memory.startPfn()];
    }

    public static void hold(Machine machine) {
        SlabInvariants check = new SlabInvariants(machine);
        check.lists();
        check.everySlab();
        check.counts();
        check.pools();
    }

    private void lists() {
        for (int i = 0; i < slabs.caches(); i++) {
            int cache = slabs.cache(i);
            if (slabs.slabs(cache) == 0) {
                assertEquals(0, slabs.nodePartial(cache).length);
                continue;
            }
            int most = Math.max(1, slabs.geometry(cache).cpuPartialSlabs());
            for (int cpu = 0; cpu < slabs.cpus(); cpu++) {
                cpuSlab(cache, cpu);
                int[] partial = slabs.cpuPartial(cache, cpu);
                assertTrue(partial.length <= most, () -> "a CPU keeps at most " + most + ", not " + partial.length);
                for (int pfn : partial) {
                    partial(cache, pfn, SlabPlace.CPU_PARTIAL);
                    assertEquals(cpu, slabs.cpuOf(pfn));
                }
            }
            for (int pfn : slabs.nodePartial(cache)) {
                partial(cache, pfn, SlabPlace.NODE_PARTIAL);
                assertEquals(-1, slabs.cpuOf(pfn));
            }
        }
    }

    private void cpuSlab(int cache, int cpu) {
        int pfn = slabs.cpuSlab(cache, cpu);
        if (pfn < 0) {
            return;
        }
        list(cache, pfn, SlabPlace.CPU);
        assertEquals(cpu, slabs.cpuOf(pfn));
        nextSlab(pfn);
        mark(pfn, slabs.cpuFreelist(cache, cpu));
        int own = mark(pfn, slabs.freelist(pfn));
        assertEquals(slabs.objectsOf(pfn) - own, slabs.inUse(pfn));
        held(pfn);
    }

    private void partial(int cache, int pfn, SlabPlace place) {
        list(cache, pfn, place);
        nextSlab(pfn);
        int free = mark(pfn, slabs.freelist(pfn));
        assertTrue(free > 0, () -> "a listed slab has a free object: pfn " + pfn);
        assertEquals(slabs.objectsOf(pfn) - free, slabs.inUse(pfn));
        held(pfn);
    }

    private void nextSlab(int pfn) {
        slabNumber++;
        if (slabs.objectsOf(pfn) > marks.length) {
            marks = new int[slabs.objectsOf(pfn)];
        }
    }

    private void list(int cache, int pfn, SlabPlace place) {
        assertEquals(null, listedAs[pfn - memory.startPfn()], "a slab is on one list");
        listedAs[pfn - memory.startPfn()] = place;
        assertEquals(cache, slabs.cacheOf(pfn));
        assertEquals(place, slabs.place(pfn));
    }

    /** Marks the objects of a list, which must not be marked yet, and follow one another; returns how many. */
    private int mark(int pfn, int[] list) {
        for (int i = 0; i < list.length; i++) {
            int object = list[i];
            assertTrue(object >= 0 && object < slabs.objectsOf(pfn), () -> "object " + object);
            assertNotEquals(slabNumber, marks[object], "an object is listed once");
            marks[object] = slabNumber;
            assertEquals(i + 1 < list.length ? list[i + 1] : -1, slabs.next(pfn, object));
        }
        return list.length;
    }

    /** Objects that are not marked are somebody's, or lost; counts them. */
    private void held(int pfn) {
        int cache = slabs.cacheOf(pfn);
        for (int object = 0; object < slabs.objectsOf(pfn); object++) {
            ObjectState state = slabs.state(pfn, object);
            boolean held = state == ObjectState.HELD || state == ObjectState.RESERVED;
            assertEquals(held, slabs.isHeld(pfn, object));
            assertEquals(marks[object] == slabNumber, state == ObjectState.FREE);
            liveOf[cache] += held ? 1 : 0;
            reserved += state == ObjectState.RESERVED ? 1 : 0;
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
                if (listedAs[pfn - memory.startPfn()] == null) {
                    assertEquals(SlabPlace.UNLISTED, slabs.place(pfn));
                    assertEquals(slabs.objectsOf(pfn), slabs.inUse(pfn));
                    nextSlab(pfn);
                    held(pfn);
                }
                slabsOf[slabs.cacheOf(pfn)]++;
                objectsOf[slabs.cacheOf(pfn)] += slabs.objectsOf(pfn);
            } else {
                assertEquals(null, listedAs[pfn - memory.startPfn()], "what is listed is a slab");
            }
            pfn += Math.max(1, 1 << Math.max(0, memory.blockOrder(pfn)));
        }
    }

    private void counts() {
        for (int i = 0; i < slabs.caches(); i++) {
            int cache = slabs.cache(i);
            assertEquals(slabsOf[cache], slabs.slabs(cache));
            assertEquals(objectsOf[cache], slabs.objects(cache));
            assertEquals(liveOf[cache], slabs.live(cache));
            if (slabsOf[cache] > 0) {
                assertEquals(slabsOf[cache], slabs.slabsOf(cache).length);
            }
        }
    }

    /** What a pool keeps is marked as its own, and nothing else is. */
    private void pools() {
        PoolView pools = machine.pools();
        int found = 0;
        for (int i = 0; i < pools.count(); i++) {
            int pool = pools.pool(i);
            assertTrue(pools.reserved(pool) <= pools.minNr(pool), "a reserve is never too full");
            for (int k = 0; k < pools.reserved(pool); k++) {
                int pfn = pools.reservedPfn(pool, k);
                if (slabs.isSlab(pfn)) {
                    found++;
                    assertEquals(pool, slabs.poolOf(pfn, pools.reservedObject(pool, k)));
                } else {
                    assertEquals(pool, pools.reserveOfBlock(pfn));
                    assertEquals(MemoryView.ALLOCATED, memory.state(pfn));
                    assertTrue(pools.kind(pool) != PoolKind.CACHE, "a block is no object of a cache");
                }
            }
        }
        assertEquals(reserved, found, "what is reserved is in one reserve");
    }
}
