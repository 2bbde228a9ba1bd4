package pagewalk.engine.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Play;

/** /proc/meminfo and the tools that read it, against files of running kernels and what procps 4.0.2 made of them. */
final class MeminfoTest {
    private static final int PAGE_KB = 4;

    private static String resource(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/proc", name));
    }

    /** One boot of a 6.12 kernel: its zoneinfo and its meminfo. */
    private static String[] boot(String name) throws IOException {
        String all = resource("boots-6.12.txt");
        int from = all.indexOf("== " + name + "\n");
        int end = all.indexOf("== ", from + 3);
        String boot = all.substring(all.indexOf('\n', from) + 1, end < 0 ? all.length() : end);
        int split = boot.indexOf("MemTotal:");
        return new String[] {boot.substring(0, split), boot.substring(split)};
    }

    private static long number(String text, String before) {
        Matcher found = Pattern.compile(before + " *(\\d+)").matcher(text);
        assertTrue(found.find(), before);
        return Long.parseLong(found.group(1));
    }

    private static void availableIsComputed(String zoneinfo, String meminfo) {
        long[] from = new long[5];
        for (String zone : zoneinfo.split("Node \\d+, zone ")) {
            if (zone.contains("pages free")) {
                long most = 0;
                Matcher reserves = Pattern.compile("protection: \\((.*)\\)").matcher(zone);
                assertTrue(reserves.find());
                for (String reserve : reserves.group(1).split(", ")) {
                    most = Math.max(most, Long.parseLong(reserve));
                }
                from[1] += Math.min(most + number(zone, "\n +high"), number(zone, "\n +managed"));
                from[2] += number(zone, "\n +low");
            }
        }
        from[0] = number(meminfo, "MemFree:") / PAGE_KB;
        from[3] = (number(meminfo, "Active\\(file\\):") + number(meminfo, "Inactive\\(file\\):")) / PAGE_KB;
        from[4] = number(meminfo, "KReclaimable:") / PAGE_KB;
        assertEquals(number(meminfo, "MemAvailable:"), Meminfo.available(from) * PAGE_KB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"boot-buddy.txt", "boot-ha.txt", "boot-normal.txt", "boot-reclaim192.txt", "boot-thp.txt"})
    void memAvailableIsThatOfABootedKernel(String name) throws IOException {
        String[] files = boot(name);
        availableIsComputed(files[0], files[1]);
    }

    @Test
    void memAvailableIsThatOfABusyKernel() throws IOException {
        availableIsComputed(resource("zoneinfo-6.18.txt"), resource("meminfo-6.18.txt"));
    }

    /** Half of memory, rounded down to pages. */
    @ParameterizedTest
    @ValueSource(strings = {"boot-buddy.txt", "boot-ha.txt", "boot-normal.txt", "boot-reclaim192.txt", "boot-thp.txt"})
    void commitLimitIsThatOfABootedKernel(String name) throws IOException {
        String recorded = boot(name)[1];
        long pages = number(recorded, "MemTotal:") / PAGE_KB;
        String ours = Play.on("frames=" + pages).machine().readFile("/proc/meminfo");
        assertEquals(number(recorded, "CommitLimit:"), number(ours, "CommitLimit:"));
        assertEquals(number(recorded, "MemTotal:"), number(ours, "MemTotal:"));
    }

    @Test
    void theLinesAreThoseOfLinux612() throws IOException {
        List<String> recorded = boot("boot-normal.txt")[1].lines().toList();
        List<String> ours = Play.on("preset=linux frames=100000 watermarks=on")
                .machine()
                .readFile("/proc/meminfo")
                .lines()
                .toList();
        assertEquals(recorded.size(), ours.size());
        for (int i = 0; i < ours.size(); i++) {
            String label = ours.get(i).substring(0, ours.get(i).indexOf(':') + 1);
            assertTrue(recorded.get(i).startsWith(label), recorded.get(i) + " is not " + label);
            boolean wide = label.equals("VmallocTotal:");
            assertTrue(wide || recorded.get(i).length() == ours.get(i).length(), ours.get(i));
            assertEquals(recorded.get(i).endsWith(" kB"), ours.get(i).endsWith(" kB"), label);
        }
    }

    @Test
    void everyKindOfUseIsCounted() {
        Play play = Play.on("frames=4096");
        play.runAll(
                "creat path=/f size=64K",
                "p = spawn comm=p",
                "a = mmap pid=p len=40K prot=rw flags=private,anon",
                "s = mmap pid=p len=20K prot=rw flags=shared,anon",
                "f = mmap pid=p len=64K prot=r flags=private file=/f",
                "store pid=p addr=a len=40K",
                "mlock pid=p addr=a len=8K",
                "store pid=p addr=s len=12K",
                "load pid=p addr=f len=4K",
                "o = kmalloc size=64",
                "v = vmalloc size=20000");
        String file = play.machine().readFile("/proc/meminfo");
        assertEquals(40, number(file, "AnonPages:"));
        assertEquals(12, number(file, "Shmem:"));
        assertEquals(64 + 12, number(file, "Cached:"));
        assertEquals(60 + 12, number(file, "Mapped:"));
        assertEquals(8, number(file, "Mlocked:"));
        assertEquals(20, number(file, "VmallocUsed:"));
        assertTrue(number(file, "PageTables:") >= 16);
        assertTrue(number(file, "SUnreclaim:") > 0);
        assertEquals(132 + 40 + 20, number(file, "Committed_AS:"));
        String counters = play.machine().readFile("/proc/vmstat");
        assertEquals(10, number(counters, "nr_anon_pages"));
        assertEquals(number(file, "MemFree:") / PAGE_KB, number(counters, "nr_free_pages"));
        assertTrue(counters.endsWith("nr_unstable 0\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Mem:        24684092      982996    20695208        8856     3331144    23701096",
                "h | Mem:            23Gi       959Mi        19Gi       8.6Mi       3.2Gi        22Gi",
                "w | Mem:        24684092      982996    20695208        8856       25840     3305304    23701096",
                "hw | Mem:            23Gi       959Mi        19Gi       8.6Mi        25Mi       3.2Gi        22Gi",
                "b | Mem:     25276510208  1006587904 21191892992     9068544  3411091456 24269922304",
                "m | Mem:           24105         959       20210           8        3253       23145",
            })
    void freePrintsWhatProcpsPrints(String options, String row) throws IOException {
        String[] lines = FreeTool.print(resource("meminfo-6.18.txt"), options).split("\n");
        assertEquals(row, lines[1]);
        assertEquals(3, lines.length);
        assertTrue(lines[2].startsWith("Swap:  "));
    }

    @Test
    void vmstatPrintsWhatProcpsPrints() throws IOException {
        String meminfo = resource("meminfo-6.18.txt");
        assertEquals(
                "procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n"
                        + " r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st\n"
                        + " 1  0      0 20695208  25840 3305304    0    0     0     0    0    0  0  0 100  0  0\n",
                VmstatTool.line(meminfo, "", 1));
        String sums = VmstatTool.sums(meminfo, "pswpin 17\npswpout 5\npgpgin 9\n", 3);
        assertTrue(sums.startsWith("     24684092 K total memory\n       982996 K used memory\n"), sums);
        assertTrue(sums.contains("      3305304 K swap cache\n            0 K total swap\n"), sums);
        assertTrue(
                sums.contains("            9 K paged in\n            0 K paged out\n           17 pages swapped in\n"));
        assertTrue(sums.endsWith("            3 forks\n"), sums);
    }

    @Test
    void aFileWithoutALineHasNothingThere() {
        assertEquals(0, ProcValues.of("MemTotal:  5 kB\n", "Total:"));
        assertEquals(5, ProcValues.of("MemTotal:  5 kB\n", "MemTotal:"));
        assertEquals(6, ProcValues.of("MemTotal:  5 kB\nMem:6\n", "Mem:"));
        assertEquals(0, ProcValues.of("", "MemTotal:"));
    }
}
