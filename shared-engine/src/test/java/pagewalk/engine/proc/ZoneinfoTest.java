package pagewalk.engine.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.Play;

/** /proc/zoneinfo against two real machines: the layout of Linux 6.12, and the numbers of a larger one. */
final class ZoneinfoTest {
    private static String recorded(String name) {
        try (var in = ZoneinfoTest.class.getResourceAsStream("/proc/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The machine of {@code boot/}: 256 MiB, one processor. */
    private static Play small() {
        return Play.on("e820=0x0-0x9fbff:usable,0x100000-0xffdcfff:usable watermarks=on percpu=on booted=on");
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("([ (,])[0-9]+", "$1N");
    }

    @Test
    void theLayoutIsThatOfTheKernelByteForByte() {
        String real = recorded("zoneinfo-6.12.txt");
        String ours = small().run("cat /proc/zoneinfo");
        assertEquals(withoutNumbers(real), withoutNumbers(ours));
    }

    @Test
    void whatNothingUsedHasTheKernelsNumbersToo() {
        List<String> real = lines(recorded("zoneinfo-6.12.txt"), "DMA");
        List<String> ours = lines(small().run("cat /proc/zoneinfo"), "DMA");
        for (String key :
                List.of("spanned", "present", "managed", "cma", "vm stats", "start_pfn", "count", "high: ", "batch")) {
            assertEquals(only(real, key), only(ours, key), key);
        }
        String realEmpty = recorded("zoneinfo-6.12.txt");
        String empty = realEmpty.substring(realEmpty.indexOf("Node 0, zone   Normal"));
        assertTrue(small().run("cat /proc/zoneinfo").endsWith(empty), "zones without memory are printed as they are");
    }

    /** A machine with 21 GiB of which a balloon has 13, two processors and min_free_kbytes raised for huge pages. */
    private static Play ballooned() {
        Play play = Play.on("e820=0x0-0x9fbff:usable,0x100000-0xbfffffff:usable,0x100000000-0x63fffffff:usable"
                + " watermarks=on percpu=on cpus=2 min_free_kbytes=67584");
        play.run("memblock_reserve base=0x1000000 size=" + 9419 * 4096L);
        play.run("memblock_reserve base=0x100000000 size=" + 3_538_944 * 4096L);
        play.run("memblock_free_all");
        return play;
    }

    @Test
    void watermarksReservesAndBatchesAreThoseOfARealMachine() {
        String real = recorded("zoneinfo-6.18.txt");
        String ours = ballooned().run("cat /proc/zoneinfo");
        for (String zone : List.of("DMA", "DMA32", "Normal", "Movable", "Device")) {
            for (String key : List.of(
                    "min ",
                    "low ",
                    "high  ",
                    "promo",
                    "boost",
                    "spanned",
                    "present",
                    "managed",
                    "cma",
                    "protection",
                    "vm stats",
                    "start_pfn")) {
                assertEquals(only(lines(real, zone), key), only(lines(ours, zone), key), zone + " " + key);
            }
            assertEquals(
                    numbers(only(lines(real, zone), "batch")),
                    numbers(only(lines(ours, zone), "batch")),
                    zone + " batch");
        }
    }

    @Test
    void theBoostIsInTheWatermarksAndTheProcessorsAreCounted() {
        Play play = small();
        play.run("alloc_pages order=0");
        String text = play.run("cat /proc/zoneinfo");
        assertTrue(text.contains("\n              count: 62\n") || text.contains("\n              count: 14\n"), text);
        int low = play.machine().memory().watermarks(1).mark(1);
        assertEquals(List.of("        low      " + low), only(lines(text, "DMA32"), "low "));
    }

    @Test
    void slabsAreCountedByWhetherTheyCanBeReclaimed() {
        Play play = Play.on("preset=linux frames=6000");
        play.runAll(
                "kmem_cache_create name=dentry size=192 flags=RECLAIM_ACCOUNT,NO_MERGE",
                "kmem_cache_alloc dentry",
                "kmem_cache_create name=big size=4096 flags=NO_MERGE",
                "kmem_cache_alloc big");
        String text = play.run("cat /proc/zoneinfo");
        assertTrue(text.contains("      nr_slab_reclaimable 1\n"), text);
        assertTrue(text.contains("      nr_slab_unreclaimable 8\n"), text);
    }

    @Test
    void aTextbookMachinePrintsItsOnlyZone() {
        Play play = Play.on("frames=64");
        String text = play.run("cat /proc/zoneinfo");
        assertTrue(text.startsWith("Node 0, zone   Normal\n  per-node stats\n      nr_inactive_anon 0\n"), text);
        assertTrue(text.contains("\n  pages free     64\n        boost    0\n        min      0\n"), text);
        assertEquals(1, text.split("Node 0", -1).length - 1);
        assertTrue(play.machine().files().contains("/proc/zoneinfo"));
    }

    /** The lines of one zone. */
    private static List<String> lines(String text, String zone) {
        List<String> found = new ArrayList<>();
        boolean in = false;
        for (String line : text.split("\n", -1)) {
            in = line.startsWith("Node ") ? line.endsWith(" " + zone) : in;
            if (in) {
                found.add(line);
            }
        }
        assertTrue(found.size() > 10, "zone " + zone);
        return found;
    }

    private static List<String> only(List<String> lines, String key) {
        return lines.stream().filter(line -> line.strip().startsWith(key)).toList();
    }

    private static List<String> numbers(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("[^0-9]", "")).toList();
    }
}
