package pagewalk.engine.vmalloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.Play;
import pagewalk.engine.event.EventKind;

/** What vmalloc(), ioremap() and their file do. */
final class VmallocTest {
    @Test
    void scatteredFramesLieSideBySide() {
        Play play = Play.on("frames=16");
        for (int i = 0; i < 16; i++) {
            play.run("p" + i + " = alloc_pages 0");
        }
        play.runAll("free_pages p3", "free_pages p9", "free_pages p14");
        assertTrue(play.run("alloc_pages order=1").startsWith("refused ENOMEM"));
        assertEquals("ok addr=0xffffc90000000000 pages=3", play.run("a = vmalloc size=8193"));
        VmallocView view = play.machine().vmalloc();
        assertArrayEquals(new int[] {14, 9, 3}, view.frames(view.areas()[0]));
        assertEquals(3, play.count(EventKind.VM_MAPPED));
        assertEquals("ok addr=0xffffc90000000000 pages=3", play.run("vfree a"));
        assertEquals(3, play.machine().memory().freePages());
    }

    @Test
    void theLowestHoleServesAndAGuardPageLiesBehindEachArea() {
        Play play = Play.on("frames=64");
        assertEquals("ok addr=0xffffc90000000000 pages=2", play.run("a = vmalloc 8K"));
        assertEquals("ok addr=0xffffc90000003000 pages=1", play.run("b = vmalloc 1"));
        assertEquals("ok addr=0xffffc90000005000 pages=1", play.run("c = vmalloc 4096"));
        play.run("vfree a");
        assertEquals("ok addr=0xffffc90000007000 pages=3", play.run("vmalloc 12K"));
        assertEquals("ok addr=0xffffc90000000000 pages=1", play.run("vmalloc 4K"));
        assertEquals("ok addr=0xffffc90000000000 pages=1", play.run("vfree addr=0xffffc90000000000"));
        play.run("vfree b");
        assertArrayEquals(
                new int[] {0, 5, 11, Vmalloc.AREA_PAGES - 11},
                play.machine().vmalloc().holes());
    }

    @Test
    void linuxKeepsFreedAddressesUntilThereAreEnough() {
        Play play = Play.on("preset=linux frames=9000");
        play.runAll("a = vmalloc 4K", "vfree a");
        assertEquals("ok addr=0xffffc90000002000 pages=1", play.run("b = vmalloc 4K"));
        assertEquals(
                "0xffffc90000002000-0xffffc90000004000    8192 pagewalk_init+0x10/0x100 [pagewalk] pages=1 "
                        + "vmalloc N0=1\n"
                        + "0xffffc90000000000-0xffffc90000002000    8192 unpurged vm_area\n",
                play.run("cat /proc/vmallocinfo"));
        play.runAll("c = vmalloc 33500000", "vfree c");
        assertEquals(1, play.count(EventKind.VM_PURGED));
        assertEquals("ok addr=0xffffc90000000000 pages=1", play.run("vmalloc 4K"));
        assertEquals(0, play.machine().vmalloc().lazyRanges().length);
    }

    @Test
    void theListOfManyFramesHasAnAreaOfItsOwn() {
        Play play = Play.on("frames=1024");
        assertEquals("ok addr=0xffffc90000000000 pages=513", play.run("a = vmalloc 2100000"));
        assertEquals(
                "0xffffc90000000000-0xffffc90000202000 2105344 pagewalk_init+0x10/0x100 [pagewalk] pages=513 vmalloc "
                        + "vpages N0=513\n"
                        + "0xffffc90000202000-0xffffc90000205000   12288 pagewalk_init+0x10/0x100 [pagewalk] pages=2 "
                        + "vmalloc N0=2\n",
                play.run("cat /proc/vmallocinfo"));
        assertEquals(1024 - 515, play.machine().memory().freePages());
        assertEquals(
                "refused EINVAL: 0xffffc90000202000 holds the list of another area's frames, and goes with that area",
                play.run("vfree addr=0xffffc90000202000"));
        play.run("vfree a");
        assertEquals(1024, play.machine().memory().freePages());
        assertEquals("", play.run("cat /proc/vmallocinfo"));
    }

    @Test
    void whenFramesRunOutMidwayAllGoBackAndNothingHasChanged() {
        Play play = Play.on("frames=32");
        play.runAll("a = vmalloc 16K", "b = alloc_pages 0", "c = alloc_pages 0", "free_pages b");
        String before = play.machine().stateDigest();
        assertEquals("refused ENOMEM: frames ran out: 3 of 30 pages could not be had", play.run("vmalloc 120K"));
        assertEquals(27, play.count(EventKind.FREEING));
        assertEquals(1, play.count(EventKind.VM_SHORT));
        assertEquals(before, play.machine().stateDigest());
        assertEquals("ok addr=0xffffc90000005000 pages=27", play.run("vmalloc 108K"));
    }

    @Test
    void devicesAreAlignedAndKeepTheirOffset() {
        Play play = Play.on("frames=64");
        assertEquals(
                "ok addr=0xffffc90000000010 phys=0xfebf0010 pages=1", play.run("a = ioremap 0xfebf0010 size=0xff0"));
        assertEquals("ok addr=0xffffc90000002ff0 phys=0xfebf0ff0 pages=2", play.run("ioremap 0xfebf0ff0 size=0x11"));
        assertEquals("ok addr=0xffffc90000010000 phys=0xd0000000 pages=16", play.run("ioremap 0xd0000000 64K"));
        assertEquals("ok addr=0xffffc90000005000 phys=0xe0000000 pages=1", play.run("ioremap 0xe0000000 1"));
        assertEquals(
                "0xffffc90000000000-0xffffc90000002000    8192 pagewalk_init+0x10/0x100 [pagewalk] "
                        + "phys=0x00000000febf0000 ioremap",
                play.run("cat /proc/vmallocinfo").lines().findFirst().orElseThrow());
        assertEquals(64, play.machine().memory().freePages());
        assertEquals("ok addr=0xffffc90000000000 pages=1", play.run("iounmap addr=0xffffc90000000abc"));
        assertEquals("refused EINVAL: 0xffffc90000000000 is not where an area begins", play.run("iounmap a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vmalloc 0 | EINVAL: size is at least 1; this is 0",
                "vmalloc 0xffffffffffffffff | ENOMEM: size is more than all memory: 0xffffffffffffffff bytes, "
                        + "and there "
                        + "are 64 pages",
                "vmalloc 300K | ENOMEM: size is more than all memory: 307200 bytes, and there are 64 pages",
                "vfree nobody | EINVAL: the name nobody has no result",
                "vfree addr=4096 | EINVAL: 0x1000 is not where an area begins",
                "vfree addr=0xffffc90000000008 | EINVAL: 0xffffc90000000008 is not at the beginning of a page",
                "vfree addr=0xffffc90000001000 | EINVAL: 0xffffc90000001000 is not where an area begins",
                "vfree d | EINVAL: 0xffffc90000003000 is an area of ioremap; take it away with iounmap",
                "iounmap a | EINVAL: 0xffffc90000000000 is an area of vmalloc; give it back with vfree",
                "iounmap addr=0 | EINVAL: 0x0 is not where an area begins",
                "ioremap 0x1000 8 | EINVAL: 0x1000 is memory, from pfn 0 to 63; drivers map devices only",
                "ioremap 0x40000000 0 | EINVAL: size is at least 1; this is 0",
                "ioremap 0x400000000000 1 | EINVAL: physical addresses have 46 bits; the range begins at "
                        + "0x400000000000 "
                        + "and has 0x1 bytes",
                "ioremap 0x3fffffffffff 0xffffffffffffffff | EINVAL: physical addresses have 46 bits; the range "
                        + "begins at "
                        + "0x3fffffffffff and has 0xffffffffffffffff bytes",
                "ioremap 0x100000000000 4096G | ENOMEM: no hole holds 1073741824 pages and a guard page",
                "free_pages pfn=1 | EINVAL: pfn 1 belongs to the area at 0xffffc90000000000; give that back with vfree",
                "free_pages a | EINVAL: the name a has no result",
                "kfree a | EINVAL: the name a has no result",
            })
    void whatCannotBeDoneIsRefusedAndChangesNothing(String line, String sentence) {
        Play play = Play.on("frames=64");
        play.runAll("a = vmalloc 8K", "d = ioremap 0xfebf0000 4K");
        String before = play.machine().stateDigest();
        assertEquals("refused " + sentence, play.run(line));
        assertEquals(before, play.machine().stateDigest());
    }

    @Test
    void aSecondVfreeIsRefusedAndOfNothingIsNoFault() {
        Play play = Play.on("frames=64");
        play.runAll("a = vmalloc 8K", "vfree a");
        assertEquals("refused EINVAL: 0xffffc90000000000 is not where an area begins", play.run("vfree a"));
        assertEquals("ok addr=0x0 pages=0", play.run("vfree addr=0"));
        assertFalse(play.machine().vmalloc().areas().length > 0);
    }

    @Test
    void driversGetLowFramesWhenTheyAskForThem() {
        Play play = Play.on("preset=linux frames=1100000");
        assertTrue(pfn(play.run("alloc_pages 0 gfp=KERNEL,DMA")) < 4096);
        int dma32 = pfn(play.run("alloc_pages 0 gfp=KERNEL,DMA32"));
        assertTrue(dma32 >= 4096 && dma32 < 1 << 20);
        assertTrue(pfn(play.run("alloc_pages 0")) >= 1 << 20);
    }

    private static int pfn(String reply) {
        return Integer.parseInt(reply.substring("ok pfn=".length()));
    }
}
