package pagewalk.engine.slab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import pagewalk.engine.Play;

/** Slabs opened to their objects, as a picture shows them. */
final class SlabViewTest {
    @Test
    void everyPlaceOfASlabIsTold() {
        Play play = Play.on("frames=256 cpus=2");
        play.run("kmem_cache_create c 2048");
        for (int i = 0; i < 96; i++) {
            play.run("o" + i + " = kmem_cache_alloc c");
        }
        SlabView slabs = play.machine().slabs();
        int cache = slabs.named("c");
        int[] made = slabs.slabsOf(cache);
        assertEquals(slabs.slabs(cache), made.length);
        assertEquals(SlabPlace.CPU, slabs.place(made[0]));
        assertEquals(0, slabs.cpuOf(made[0]));
        int full = slabs.cacheOf(made[1]) == cache ? made[1] : -1;
        assertEquals(SlabPlace.UNLISTED, slabs.place(full));
        assertEquals(-1, slabs.cpuOf(full));
        String holder = play.machine().holder(full, 3);
        assertTrue(holder != null && holder.startsWith("o"));
        play.run("kfree " + holder + " cpu=1");
        assertEquals(SlabPlace.CPU_PARTIAL, slabs.place(full));
        assertEquals(1, slabs.cpuOf(full), "the slab goes to the CPU that freed");
        play.run("kmem_cache_shrink c");
        assertEquals(SlabPlace.NODE_PARTIAL, slabs.place(full));
        assertEquals(-1, slabs.cpuOf(full));
    }

    @Test
    void anObjectIsFreeWithItsNextOrHeldUnderItsName() {
        Play play = Play.on("frames=64");
        play.runAll("kmem_cache_create c 1024", "a = kmem_cache_alloc c", "b = kmem_cache_alloc c");
        SlabView slabs = play.machine().slabs();
        assertEquals(ObjectState.HELD, slabs.state(0, 0));
        assertEquals("a", play.machine().holder(0, 0));
        assertEquals(ObjectState.FREE, slabs.state(0, 2));
        assertEquals(3, slabs.next(0, 2));
        play.run("kfree a");
        assertEquals(ObjectState.FREE, slabs.state(0, 0));
        assertEquals(2, slabs.next(0, 0), "the list goes on where it began before");
        assertNull(play.machine().holder(0, 0));
        play.run("kmem_cache_alloc c");
        assertEquals(ObjectState.HELD, slabs.state(0, 0));
        assertNull(play.machine().holder(0, 0), "nobody named it, though a once had it");
        play.run("b = kmem_cache_alloc c");
        assertNull(play.machine().holder(0, 1), "the name went on to another object");
        assertEquals("b", play.machine().holder(0, 2));
        assertArrayEquals(new int[] {3, 4, 5, 6, 7}, slabs.cpuFreelist(slabs.named("c"), 0));
        assertEquals(-1, slabs.next(0, 7));
        assertEquals(1024, slabs.bytesTo(0, 1));
    }

    @Test
    void whatWasWrittenByMistakeIsShown() {
        Play play = Play.on("frames=64");
        play.runAll("kmem_cache_create c 100 flags=RED_ZONE", "a = kmem_cache_alloc c");
        int end = play.machine().slabs().bytesTo(0, 0) + 100;
        play.run("memset a c=0x55 count=102");
        SlabView slabs = play.machine().slabs();
        assertEquals(-1, slabs.writtenAt(0, end - 1), "its own bytes");
        assertEquals(0x55, slabs.writtenAt(0, end));
        assertEquals(0x55, slabs.writtenAt(0, end + 1));
        assertEquals(-1, slabs.writtenAt(0, end + 2));
        assertEquals(1, slabs.stains());
    }
}
