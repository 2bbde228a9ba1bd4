package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;
import pagewalk.engine.proc.FreeTool;
import pagewalk.engine.proc.VmstatTool;
import pagewalk.engine.util.Xorshift;

/**
 * The free, vmstat and top of procps read a machine's /proc/meminfo and /proc/vmstat, mounted over the real ones in a
 * mount namespace of their own, and print what the machine's own do.
 */
final class ProcpsTest {
    private static final List<List<String>> NAMESPACES = List.of(List.of("unshare", "-m"), List.of("unshare", "-rm"));

    @TempDir
    Path folder;

    private record Run(boolean ok, String out) {}

    private static Machine busy() {
        Machine machine = Machine.boot(assertInstanceOf(
                        ConfigText.Result.Ok.class,
                        ConfigText.parse("preset=linux frames=300000 watermarks=on percpu=on oom=on"))
                .config());
        for (String line : List.of(
                "creat path=/f size=3M",
                "p = spawn comm=p",
                "a = mmap pid=p len=57M prot=rw flags=private,anon,populate",
                "f = mmap pid=p len=3M prot=r flags=private,populate file=/f",
                "s = mmap pid=p len=777K prot=rw flags=shared,anon,populate",
                "kmem_cache_create name=dentry size=192 flags=RECLAIM_ACCOUNT,NO_MERGE",
                "d = kmem_cache_alloc dentry",
                "q = fork pid=p")) {
            apply(machine, line);
        }
        return machine;
    }

    private static String apply(Machine machine, String line) {
        Parsed.Ok parsed = assertInstanceOf(Parsed.Ok.class, CommandText.parse(line), line);
        var reply = machine.apply(parsed.command(), Events.NONE);
        assertTrue(reply.ok(), line + ": " + reply.line());
        return reply.line();
    }

    @Test
    void procpsPrintsWhatTheMachinePrints() throws Exception {
        List<String> namespace = namespace("free");
        Machine machine = busy();
        Path[] files = files(machine.readFile("/proc/meminfo"), machine.readFile("/proc/vmstat"));
        for (String options : List.of("", "-b", "-k", "-m", "-g", "-h", "-w", "-t", "-hwt", "-mw")) {
            assertEquals(
                    mounted(namespace, files, "free " + options).out, apply(machine, "run free " + options), options);
        }
        List<String> sums = mounted(namespace, files, "vmstat -s").out.lines().toList();
        List<String> ours = apply(machine, "run vmstat -s").lines().toList();
        assertEquals(sums.size(), ours.size());
        for (int i = 0; i < ours.size(); i++) {
            boolean memory = i < 10 || i >= 20 && i < 24;
            assertEquals(
                    memory ? sums.get(i) : sums.get(i).substring(13),
                    memory ? ours.get(i) : ours.get(i).substring(13));
        }
        for (String options : List.of("", "-a", "-w", "-wa")) {
            List<String> theirs =
                    mounted(namespace, files, "vmstat " + options).out.lines().toList();
            List<String> table = apply(machine, "run vmstat " + options).lines().toList();
            assertEquals(theirs.subList(0, 2), table.subList(0, 2));
            int memory = theirs.get(1).indexOf("   si");
            int from = theirs.get(1).indexOf(" b ") + 2;
            assertEquals(theirs.get(2).substring(from, memory), table.get(2).substring(from, memory), options);
        }
        String screen = mounted(namespace, files, "top -b -n1").out;
        List<String> top = apply(machine, "run top").lines().toList();
        assertTrue(screen.contains("\n" + top.get(1) + "\n" + top.get(2) + "\n"), screen + String.join("\n", top));
        assertTrue(screen.contains("PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n"));
    }

    /** A machine that swaps, with zswap: what is in swap, and pages and kilobytes in and out. */
    @Test
    void procpsShowsTheSwapOfAMachine() throws Exception {
        List<String> namespace = namespace("free");
        Machine machine = Machine.boot(assertInstanceOf(
                        ConfigText.Result.Ok.class,
                        ConfigText.parse("preset=linux frames=30000 watermarks=on percpu=on oom=on reclaim=on"))
                .config());
        for (String line : List.of(
                "swapon path=/dev/vdb size=40M",
                "creat path=/f size=3M",
                "p = spawn comm=p",
                "read pid=p path=/f offset=0 len=3M",
                "a = mmap pid=p len=30M prot=rw flags=private,anon",
                "store pid=p addr=a len=30M",
                "madvise pid=p addr=a len=20M advice=pageout",
                "try_to_free_pages n=40",
                "load pid=p addr=a len=1M",
                "echo Y > /sys/module/zswap/parameters/enabled",
                "madvise pid=p addr=a+20M len=5M advice=pageout")) {
            apply(machine, line.replace("a+20M", "a+20971520"));
        }
        Path[] files = files(machine.readFile("/proc/meminfo"), machine.readFile("/proc/vmstat"));
        for (String options : List.of("", "-h", "-w", "-t", "-b")) {
            assertEquals(
                    mounted(namespace, files, "free " + options).out, apply(machine, "run free " + options), options);
        }
        List<String> sums = mounted(namespace, files, "vmstat -s").out.lines().toList();
        List<String> ours = apply(machine, "run vmstat -s").lines().toList();
        List<String> swapping = List.of("swap", "paged", "inactive memory", "active memory");
        int compared = 0;
        for (int i = 0; i < ours.size(); i++) {
            String line = ours.get(i);
            if (swapping.stream().anyMatch(line::contains)) {
                assertEquals(sums.get(i), line);
                compared++;
            }
        }
        assertTrue(compared >= 10, String.join("\n", ours));
        String swapped = ours.stream()
                .filter(line -> line.contains("pages swapped out"))
                .findFirst()
                .orElse("");
        assertTrue(Integer.parseInt(swapped.strip().split(" ")[0]) >= 5120, swapped);
    }

    /** Numbers of all sizes, to meet every unit and every rounding. */
    @Test
    void freeRoundsAsProcpsDoes() throws Exception {
        List<String> namespace = namespace("free");
        Xorshift random = new Xorshift(41, 7);
        for (int i = 0; i < 12; i++) {
            StringBuilder text = new StringBuilder();
            List<String> labels = List.of(
                    "MemTotal",
                    "MemFree",
                    "MemAvailable",
                    "Buffers",
                    "Cached",
                    "SwapTotal",
                    "SwapFree",
                    "Shmem",
                    "SReclaimable");
            long total = 1L << 10 + 2 * i;
            for (String label : labels) {
                long value =
                        label.equals("MemTotal") ? total : Math.floorMod(random.below(Integer.MAX_VALUE) * 3L, total);
                text.append(label).append(": ").append(value).append(" kB\n");
            }
            String meminfo = text.toString();
            Path[] files = files(meminfo, "pgpgin 0\n");
            for (String options : List.of("", "h", "mt", "hwt", "g")) {
                assertEquals(
                        mounted(namespace, files, "free" + (options.isEmpty() ? "" : " -" + options)).out,
                        FreeTool.print(meminfo, options),
                        meminfo);
            }
        }
        assertTrue(VmstatTool.sums("", "", 0).startsWith("            0 K total memory\n"));
    }

    private Path[] files(String meminfo, String vmstat) throws IOException {
        return new Path[] {
            Files.writeString(folder.resolve("meminfo"), meminfo), Files.writeString(folder.resolve("vmstat"), vmstat)
        };
    }

    /** How this system lets us have a mount namespace; a test that it forbids is skipped and named in the summary. */
    private List<String> namespace(String program) throws IOException, InterruptedException {
        Run version = run(List.of("sh", "-c", program + " --version"));
        Assumptions.assumeTrue(
                version.out.contains("procps-ng 4.0.2"),
                "there is no procps 4.0.2 here (Debian 12: apt-get install procps)");
        Path[] probe = files("probe", "probe");
        for (List<String> candidate : NAMESPACES) {
            if (mounted(candidate, probe, "cat /proc/meminfo").out.equals("probe")) {
                return candidate;
            }
        }
        return Assumptions.abort("this system lets nobody mount over /proc/meminfo, not even in a namespace");
    }

    private static Run mounted(List<String> namespace, Path[] files, String program)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(namespace);
        String mount = "mount --bind \"$0\" /proc/meminfo && mount --bind \"$1\" /proc/vmstat && ";
        command.addAll(List.of("sh", "-c", mount + program, files[0].toString(), files[1].toString()));
        return run(command);
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            process = builder.start();
        } catch (IOException e) {
            return new Run(false, e.toString());
        }
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(300, TimeUnit.SECONDS) && process.exitValue() == 0, out);
    }
}
