package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.SlabView;

/**
 * The slabtop of procps reads a machine's /proc/slabinfo, mounted over the real one in a mount namespace of its own,
 * and
 * shows the same numbers.
 */
final class SlabtopTest {
    private static final List<List<String>> NAMESPACES = List.of(List.of("unshare", "-m"), List.of("unshare", "-rm"));

    @TempDir
    Path folder;

    /** What a program printed, and whether it succeeded. */
    private record Run(boolean ok, String out) {}

    @Test
    void slabtopShowsTheNumbersOfTheMachine() throws Exception {
        List<String> namespace = namespace();
        Machine machine = busyMachine();
        SlabView slabs = machine.slabs();
        String text = machine.readFile("/proc/slabinfo");
        assertTrue(text != null && text.startsWith("slabinfo - version: 2.1\n"));
        Run shown = mounted(namespace, Files.writeString(folder.resolve("slabinfo"), text), "slabtop -o");
        assertTrue(shown.ok, shown.out);
        List<String> lines = shown.out.lines().map(String::strip).toList();
        assertEquals(
                totals(slabs), lines.stream().limit(4).map(SlabtopTest::figures).toList());
        Map<String, String> rows = new TreeMap<>();
        for (String line : lines.subList(7, lines.size())) {
            rows.put(line.substring(line.lastIndexOf(' ') + 1), line.replaceAll(" +", " "));
        }
        int used = 0;
        for (int i = 0; i < slabs.caches(); i++) {
            int cache = slabs.cache(i);
            if (slabs.objects(cache) > 0) {
                used++;
                assertEquals(row(slabs, cache), rows.get(slabs.name(cache)), shown.out);
            }
        }
        assertTrue(used >= 8, "caches with objects: " + used);
    }

    /** A machine with objects in use and free, in partial and in full slabs, of one page and of many. */
    private static Machine busyMachine() {
        ConfigText.Result config = ConfigText.parse("frames=4096 cpus=2");
        Machine machine = Machine.boot(
                assertInstanceOf(ConfigText.Result.Ok.class, config).config());
        List<String> lines = new ArrayList<>();
        lines.add("kmem_cache_create name=dentry size=192 flags=RECLAIM_ACCOUNT,NO_MERGE");
        lines.add("kmem_cache_create name=inode_cache size=608 flags=RECLAIM_ACCOUNT,ACCOUNT");
        lines.add("kmem_cache_create name=checked size=700 flags=RED_ZONE,POISON,STORE_USER,CONSISTENCY_CHECKS");
        String[] from = {"kmem_cache_alloc dentry", "kmem_cache_alloc inode_cache", "kmem_cache_alloc checked"};
        for (int i = 0; i < 900; i++) {
            String what = i % 4 < 3 ? from[i % 4] : "kmalloc size=" + (8 << i % 11);
            lines.add("o" + i + " = " + what + " cpu=" + i / 7 % 2);
        }
        for (int i = 0; i < 900; i += i % 5 == 0 ? 1 : 2) {
            lines.add("kfree o" + i + " cpu=" + i / 50 % 2);
        }
        lines.add("kmem_cache_shrink dentry");
        for (String line : lines) {
            Parsed.Ok parsed = assertInstanceOf(Parsed.Ok.class, CommandText.parse(line), line);
            assertTrue(machine.apply(parsed.command(), Events.NONE).ok(), line);
        }
        return machine;
    }

    /** The figures of slabtop's first four lines: objects, slabs, caches and bytes, in use and in all. */
    private static List<String> totals(SlabView slabs) {
        int[] objects = new int[2];
        int all = 0;
        int used = 0;
        long[] bytes = new long[2];
        for (int i = 0; i < slabs.caches(); i++) {
            int cache = slabs.cache(i);
            int active = slabs.objects(cache) - slabs.nodeFree(cache);
            int size = slabs.geometry(cache).size();
            objects[0] += active;
            objects[1] += slabs.objects(cache);
            bytes[0] += (long) active * size;
            bytes[1] += (long) slabs.objects(cache) * size;
            all += slabs.slabs(cache);
            used += slabs.slabs(cache) > 0 ? 1 : 0;
        }
        return List.of(
                objects[0] + " / " + objects[1],
                all + " / " + all,
                used + " / " + slabs.caches(),
                kilobytes(bytes[0]) + " / " + kilobytes(bytes[1]));
    }

    private static String figures(String line) {
        return line.replaceFirst(".*: ", "").replaceFirst(" \\(.*", "");
    }

    /** As printf() rounds it: what lies in the middle goes to the even digit. */
    private static String kilobytes(long bytes) {
        return BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1024)).setScale(2, RoundingMode.HALF_EVEN) + "K";
    }

    private static String row(SlabView slabs, int cache) {
        CacheGeometry geometry = slabs.geometry(cache);
        int objects = slabs.objects(cache);
        int active = objects - slabs.nodeFree(cache);
        return objects + " " + active + " " + 100 * active / objects + "% " + kilobytes(geometry.size()) + " "
                + slabs.slabs(cache) + " " + geometry.objects() + " "
                + slabs.slabs(cache) * (4 << geometry.order()) + "K " + slabs.name(cache);
    }

    /** How this system lets us have a mount namespace; a test that it forbids is skipped and named in the summary. */
    private List<String> namespace() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                run(List.of("sh", "-c", "command -v slabtop")).ok,
                "there is no slabtop here (Debian: apt-get install procps)");
        Path probe = Files.writeString(folder.resolve("probe"), "probe");
        for (List<String> candidate : NAMESPACES) {
            if (mounted(candidate, probe, "cat /proc/slabinfo").out.equals("probe")) {
                return candidate;
            }
        }
        return Assumptions.abort("this system lets nobody mount over /proc/slabinfo, not even in a namespace");
    }

    private static Run mounted(List<String> namespace, Path file, String program)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(namespace);
        command.addAll(List.of("sh", "-c", "mount --bind \"$0\" /proc/slabinfo && " + program, file.toString()));
        return run(command);
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Run(false, e.toString());
        }
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(300, TimeUnit.SECONDS) && process.exitValue() == 0, out);
    }
}
