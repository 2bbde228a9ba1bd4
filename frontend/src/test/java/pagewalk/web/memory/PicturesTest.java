package pagewalk.web.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.Machine;
import pagewalk.engine.event.Events;
import pagewalk.engine.slab.SlabView;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.Watermarks;
import pagewalk.lab.model.PartRun;
import pagewalk.web.session.PartSession;

/** What the pictures of memory say, without the page. */
final class PicturesTest {
    private static Machine machine(String config, String... commands) {
        Machine machine = Machine.boot(PartSession.configOf(config));
        for (String command : commands) {
            assertTrue(machine.apply(PartRun.command(command, 1), Events.NONE).ok(), command);
        }
        return machine;
    }

    @Test
    void runsOfNumbersAreShort() {
        assertEquals("", Runs.text(new int[] {}, ", "));
        assertEquals("3", Runs.text(new int[] {3}, ", "));
        assertEquals("0–3, 5, 6, 9", Runs.text(new int[] {0, 1, 2, 3, 5, 6, 9}, ", "));
        assertEquals("4 → 3 → 5–8", Runs.text(new int[] {4, 3, 5, 6, 7, 8}, " → "));
    }

    @Test
    void objectsOfASlabAreHeldOrHaveAPlaceOnOneList() {
        Machine machine = machine(
                "frames=64 cpus=2",
                "kmem_cache_create name=fish size=512",
                "a = kmem_cache_alloc fish",
                "b = kmem_cache_alloc fish",
                "c = kmem_cache_alloc fish",
                "kmem_cache_free a",
                "kmem_cache_free c cpu=1");
        SlabView slabs = machine.slabs();
        int cache = slabs.named("fish");
        int pfn = slabs.cpuSlab(cache, 0);
        SlabObjects objects = new SlabObjects(slabs, pfn, 0);
        assertEquals(slabs.geometry(cache).objects(), objects.count());
        assertEquals(1, objects.held());
        assertEquals(0, objects.place(1), "b is held");
        assertEquals(1, objects.place(0), "a is the next of CPU 0");
        assertTrue(objects.onCpu(0));
        assertEquals(1, objects.place(2), "c came back from CPU 1, to the slab's own list");
        assertTrue(!objects.onCpu(2));
        assertEquals(
                "in use: 1; CPU 0 takes next: 0 → 3–" + (objects.count() - 1) + "; put back by others, next first: 2",
                objects.text());
    }

    @Test
    void everySlabOfACacheIsInOneGroup() {
        List<String> commands = new ArrayList<>(List.of("kmem_cache_create name=fish size=1024"));
        for (int i = 0; i < 70; i++) {
            commands.add("o" + i + " = kmem_cache_alloc fish cpu=" + i % 2);
        }
        for (int i = 0; i < 70; i += 3) {
            commands.add("kmem_cache_free o" + i + " cpu=" + i % 2);
        }
        Machine machine = machine("frames=256 cpus=2", commands.toArray(String[]::new));
        SlabView slabs = machine.slabs();
        int cache = slabs.named("fish");
        List<Integer> grouped = new ArrayList<>();
        int held = 0;
        for (SlabGroups.Group group : SlabGroups.of(slabs, cache)) {
            for (int pfn : group.pfns()) {
                grouped.add(pfn);
                held += new SlabObjects(slabs, pfn, group.cpu()).held();
            }
        }
        assertEquals(slabs.slabs(cache), grouped.size());
        assertEquals(grouped.size(), grouped.stream().distinct().count());
        assertEquals(slabs.live(cache), held);
        assertEquals(70 - 24, held);
        assertTrue(slabs.slabs(cache) > 2, "there is more than the slabs of the CPUs");
    }

    @Test
    void theLayoutOfAnObjectAddsUp() {
        Machine machine = machine(
                "frames=64",
                "kmem_cache_create name=plain size=200",
                "kmem_cache_create name=zoned size=200 flags=RED_ZONE,STORE_USER,POISON");
        for (String name : new String[] {"plain", "zoned"}) {
            var geometry = machine.slabs().geometry(machine.slabs().named(name));
            int bytes = 0;
            for (ObjectLayout.Part part : ObjectLayout.parts(geometry)) {
                bytes += part.bytes();
            }
            assertEquals(geometry.size(), bytes, name);
        }
        var zoned = machine.slabs().geometry(machine.slabs().named("zoned"));
        assertEquals(
                "red zone 8, object 200, red zone 8, free pointer 8, users 64, padding 8: 296 bytes from object "
                        + "to object",
                ObjectLayout.text(zoned));
    }

    @Test
    void hugeHolesAreCutOutOfTheAddresses() {
        Machine machine = machine(
                "frames=64",
                "memblock_add base=0x1000 size=636K",
                "memblock_add base=1M size=63M",
                "memblock_add base=64G size=64M",
                "memblock_reserve base=1M size=2M");
        AddressScale scale = new AddressScale(machine.memblock());
        assertEquals(1, scale.cuts());
        assertEquals(0, scale.place(0));
        double low = scale.place(64L << 20);
        double high = scale.place(64L << 30);
        assertEquals(scale.cutPlace(0), low, 1e-9);
        assertEquals(AddressScale.CUT, high - low, 1e-9);
        assertEquals(100, scale.place((64L << 30) + (64L << 20)), 1e-9);
        assertEquals(
                (scale.place(3L << 20) - scale.place(1L << 20)) * 32,
                100 - high,
                1e-6,
                "2 MiB and 64 MiB are to scale");
    }

    @Test
    void addressesWithoutSignAreScaledToo() {
        Machine machine =
                machine("frames=64", "memblock_add base=0xffffffff00000000 size=1M", "memblock_add base=0 size=1M");
        AddressScale scale = new AddressScale(machine.memblock());
        assertEquals(1, scale.cuts());
        assertTrue(scale.place(1L << 20) < scale.place(0xffffffff00000000L));
        assertEquals("0xffff_ffff_0000_0000", Bytes.address(0xffffffff00000000L));
        assertEquals("0x1_0000", Bytes.address(0x10000));
        assertEquals("636 KiB", Bytes.size(636 << 10));
        assertEquals("1 MiB", Bytes.size(1 << 20));
        assertEquals("0 bytes", Bytes.size(0));
    }

    @Test
    void theGaugeFollowsTheFreePagesDown() {
        Machine machine = machine("frames=256 watermarks=on min_free_kbytes=64");
        MemoryView memory = machine.memory();
        Watermarks marks = memory.watermarks(0);
        ZoneLevel level = new ZoneLevel(memory, 0);
        assertEquals("above", level.band());
        assertEquals(100, level.place(level.free()), 1e-9);
        assertEquals(
                "min " + marks.mark(Watermarks.MIN) + ", low " + marks.mark(Watermarks.LOW) + ", high "
                        + marks.mark(Watermarks.HIGH) + ", of 256 pages",
                level.numbers());
        List<String> bands = new ArrayList<>();
        while (machine.apply(PartRun.command("alloc_pages order=0", 1), Events.NONE)
                .ok()) {
            String band = new ZoneLevel(machine.memory(), 0).band();
            if (bands.isEmpty() || !bands.getLast().equals(band)) {
                bands.add(band);
            }
        }
        assertEquals(List.of("above", "high", "low", "min"), bands);
        assertArrayEquals(
                new boolean[] {true, true},
                new boolean[] {level.place(10) < level.place(20), level.place(200) < level.place(210)});
    }
}
