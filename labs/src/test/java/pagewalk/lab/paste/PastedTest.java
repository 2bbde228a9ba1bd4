package pagewalk.lab.paste;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.Reply;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;

/** A real machine's files become machines whose own files say the same. */
final class PastedTest {
    private static final List<String> OF_A_ZONE =
            List.of("min", "low", "high", "spanned", "present", "managed", "protection:", "start_pfn:", "pages");
    private static final List<String> OF_A_MAPPING = List.of("Size:", "Rss:", "Anonymous:", "Locked:");
    private static final List<String> OF_MEMORY = List.of(
            "MemTotal", "MemFree", "Cached", "Active(file)", "AnonPages", "Shmem", "Mlocked", "SwapTotal", "Dirty");

    @Test
    void recordedZonesComeOutNumberByNumber() throws IOException {
        sameZones(recorded("zoneinfo"));
    }

    @Test
    void thisMachinesZonesComeOutNumberByNumber() throws IOException {
        String own = own("/proc/zoneinfo");
        Assumptions.assumeTrue(Pasted.read(own) instanceof Pasted.Start, "a machine cannot have this system's zones");
        sameZones(own);
    }

    @Test
    void aRecordedProcessComesOutMappingByMapping() throws IOException {
        sameMappings(recorded("self_smaps"));
    }

    @Test
    void aProcessOfThisSystemComesOutMappingByMapping() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/smaps")), "this system has no smaps");
        Process cat = new ProcessBuilder("cat", "/proc/self/smaps").start();
        sameMappings(new String(cat.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Without smaps' numbers nothing is touched, and the mappings are the same. */
    @Test
    void mapsAloneGivesTheMappings() throws IOException {
        String smaps = recorded("self_smaps");
        StringBuilder maps = new StringBuilder();
        smaps.lines()
                .filter(MappingLine::isOne)
                .forEach(line -> maps.append(line).append('\n'));
        Pasted.Start start = assertInstanceOf(Pasted.Start.class, Pasted.read(maps.toString()));
        assertEquals("/proc/PID/maps", start.file());
        assertTrue(start.commands().stream().noneMatch(command -> command.startsWith("store")));
        List<MappingLine> got = file(start, "/proc/1/maps")
                .lines()
                .map(line -> MappingLine.of(line, 1))
                .toList();
        for (MappingLine told :
                maps.toString().lines().map(line -> MappingLine.of(line, 1)).toList()) {
            // Neighbours of one file that nobody wrote to are one mapping, as Linux has them, too.
            boolean there = told.ofTheKernel()
                    || got.stream()
                            .anyMatch(mine -> mine.start() <= told.start()
                                    && told.end() <= mine.end()
                                    && mine.rights().equals(told.rights()));
            assertTrue(there, told.toString());
        }
    }

    /** A page of the machine stands for many, so a number may be off by the pages that do not make up one. */
    @Test
    void recordedMemoryComesOutInProportion() throws IOException {
        inProportion(recorded("meminfo"), 512);
    }

    @Test
    void memoryWithSwapComesOutPageByPage() {
        inProportion(
                "MemTotal: 40960 kB\nMemFree: 8192 kB\nBuffers: 400 kB\nCached: 12000 kB\nActive(file): 4000 kB\n"
                        + "AnonPages: 6000 kB\nMlocked: 400 kB\nShmem: 800 kB\nDirty: 40 kB\nSwapTotal: 8000 kB\n"
                        + "SwapFree: 6000 kB\n",
                1);
    }

    /** Linux keeps neighbours apart whose pages have different owners; so does the machine that is made. */
    @Test
    void neighboursStayTwoMappings() {
        String two = "10000000-10002000 rw-p 0 0:0 0\nRss: 4 kB\nAnonymous: 4 kB\n"
                + "10002000-10005000 rw-p 0 0:0 0\nRss: 8 kB\nAnonymous: 8 kB\n"
                + "10005000-10006000 rw-p 0 0:0 0 /a\nRss: 4 kB\nAnonymous: 4 kB\n"
                + "10006000-10007000 rw-p 1000 0:0 0 /a\nRss: 4 kB\nAnonymous: 4 kB\n";
        Pasted.Start start = assertInstanceOf(Pasted.Start.class, Pasted.read(two));
        assertEquals(5, file(start, "/proc/1/maps").lines().count());
        assertTrue(file(start, "/proc/1/maps").contains("10002000-10005000 rw-p"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                  | 1 | the text is empty
                    Linux version 6.12                                  | 1 | a paste is /proc/buddyinfo
                    Node 0, zone DMA 1 2                                | 1 | orders 0 to 10 make 11
                    Node 0, zone DMA                                    | 1 | has no line free
                    Node 1, zone DMA;pages free 3                       | 1 | machines of one node
                    Node 0, zone DMA;pages free -3                      | 2 | free is a number from 0 to
                    Node 0, zone DMA;pages free 99999999999             | 2 | free is a number from 0 to
                    MemTotal: 40960 kB                                  | 1 | no line MemFree
                    MemTotal: 40960 kB;MemFree: much kB                 | 2 | MemFree is a number
                    MemTotal: 40960 kB;rubbish                          | 2 | a line reads: MemFree: 1234 kB
                    MemTotal: 40 kB;MemFree: 1 kB                       | 1 | MemTotal is at least 2048 kB
                    MemTotal: 40960 kB;MemFree: 50000 kB                | 1 | and MemFree
                    1000-3000 r--p                                      | 1 | a mapping reads: start-end
                    10000-30001 r--p 00000000 00:00 0                   | 1 | begins and ends at pages of 4096
                    30000-10000 r--p 00000000 00:00 0                   | 1 | begins and ends at pages of 4096
                    10000-30000 rw-p 0 00:00 0;Rss: 8000 kB             | 2 | more than the mapping's 32
                    10000-30000 rw-p 0 00:00 0;Rss                      | 2 | a line of a mapping reads
                    0000-30000 rw-p 0 00:00 0;Rss: 8 kB                 | 1 | EPERM
                    10000-7f0000000000 rw-p 0 0:0 0;Rss: 99999999 kB;Anonymous: 99999999 kB | 1 | at most 262144 pages
                    """)
    void whatCannotBeUsedIsSaidWithItsLine(String text, int line, String message) {
        Pasted.Malformed bad = assertInstanceOf(Pasted.Malformed.class, Pasted.read(text.replace(";", "\n")));
        assertTrue(bad.message().contains(message), bad.message());
        assertEquals(line, bad.line(), bad.message());
    }

    @Test
    void hostileTextsMeetALimit() {
        assertInstanceOf(Pasted.Malformed.class, Pasted.read("1000-2000 rw-p\n".repeat(1_000_000)));
        assertInstanceOf(Pasted.Malformed.class, Pasted.read("10000-20000 rw-p 0 0:0 0\n".repeat(5_000)));
        assertInstanceOf(Pasted.Malformed.class, Pasted.read("\u0000".repeat(1_000)));
    }

    private static void sameZones(String text) {
        Pasted.Start start = assertInstanceOf(Pasted.Start.class, Pasted.read(text));
        assertEquals(zones(text), zones(file(start, "/proc/zoneinfo")));
    }

    /** The lines of zones with pages that a machine of the same zones has to say, too. */
    private static List<String> zones(String text) {
        List<String> lines = new ArrayList<>();
        List<String> zone = new ArrayList<>();
        boolean used = false;
        for (String line : (text + "\nNode end").lines().toList()) {
            String plain = line.strip().replaceAll(" +", " ");
            if (plain.startsWith("Node ")) {
                lines.addAll(used ? zone : List.of());
                zone.clear();
                zone.add(plain);
            }
            used = plain.startsWith("managed ") ? !plain.equals("managed 0") : used && !plain.startsWith("Node ");
            boolean told = OF_A_ZONE.contains(plain.split(" ")[0]);
            if (told && zone.stream().noneMatch(other -> other.split(" ")[0].equals(plain.split(" ")[0]))) {
                zone.add(plain);
            }
        }
        return lines;
    }

    private static void sameMappings(String text) {
        Pasted.Start start = assertInstanceOf(Pasted.Start.class, Pasted.read(text));
        Map<String, String> got = mappings(file(start, "/proc/1/smaps"), OF_A_MAPPING);
        Map<String, String> told = mappings(text, OF_A_MAPPING);
        assertTrue(told.size() > 20, "a program has mappings");
        told.forEach((range, numbers) -> assertEquals(numbers, got.get(range), range));
        assertEquals(told.size() + 1, got.size(), "the mappings and a stack");
    }

    /** What smaps says of each mapping that a program made, by its first address: its end, its rights, its numbers. */
    private static Map<String, String> mappings(String text, List<String> keys) {
        Map<String, String> found = new LinkedHashMap<>();
        MappingLine joined = null;
        long[] sums = new long[keys.size()];
        for (String line : (text + "\n0-1000 ---p 0 0:0 0 end").lines().toList()) {
            if (MappingLine.isOne(line)) {
                MappingLine next = MappingLine.of(line, 1);
                if (joined != null && joins(joined, next)) {
                    joined = new MappingLine(joined.start(), next.end(), joined.rights(), joined.offset(), "");
                    continue;
                }
                if (joined != null && !joined.ofTheKernel()) {
                    String rights = " " + joined.rights() + " " + joined.offset() + " ";
                    String end = Long.toHexString(joined.end());
                    found.put(Long.toHexString(joined.start()), end + rights + Arrays.toString(sums));
                }
                joined = next;
                Arrays.fill(sums, 0);
            }
            String[] words = line.strip().split("\\s+");
            int key = keys.indexOf(words[0]);
            if (key >= 0) {
                sums[key] += Long.parseLong(words[1]);
            }
        }
        return found;
    }

    /** Anonymous neighbours of the same rights are one mapping or two by what happened to them before. */
    private static boolean joins(MappingLine one, MappingLine next) {
        return one.end() == next.start()
                && one.rights().equals(next.rights())
                && one.path().isEmpty()
                && next.path().isEmpty();
    }

    private static void inProportion(String text, int scale) {
        Pasted.Start start = assertInstanceOf(Pasted.Start.class, Pasted.read(text));
        Map<String, Integer> told = memory(text);
        Map<String, Integer> got = memory(file(start, "/proc/meminfo"));
        for (String key : OF_MEMORY) {
            int expected = told.getOrDefault(key, 0) + (key.equals("Cached") ? told.getOrDefault("Buffers", 0) : 0);
            int pages = expected / 4 / scale;
            assertEquals(pages, got.get(key) / 4, 2, key);
        }
        // A processor holds up to 64 free slots, which count as used (mm/swap_slots.c).
        assertEquals(told.getOrDefault("SwapFree", 0) / 4 / scale, got.get("SwapFree") / 4, 64, "SwapFree");
    }

    private static Map<String, Integer> memory(String text) {
        Map<String, Integer> found = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split("[: ]+");
            if (!words[0].startsWith("Vmalloc")) {
                found.put(words[0], Integer.parseInt(words[1]));
            }
        }
        return found;
    }

    /** A file of the machine once it has carried out every command. */
    private static String file(Pasted.Start start, String path) {
        ConfigText.Result.Ok machine = assertInstanceOf(ConfigText.Result.Ok.class, ConfigText.parse(start.machine()));
        Machine made = Machine.boot(machine.config());
        for (String command : start.commands()) {
            Parsed.Ok parsed = assertInstanceOf(Parsed.Ok.class, CommandText.parse(command));
            Reply reply = made.apply(parsed.command(), Events.NONE);
            assertTrue(reply.ok(), command + " is " + reply.line());
        }
        return made.readFile(path);
    }

    private static String own(String path) throws IOException {
        Assumptions.assumeTrue(Files.isReadable(Path.of(path)), "this system has no readable " + path);
        return Files.readString(Path.of(path));
    }

    private static String recorded(String name) throws IOException {
        return new String(
                PastedTest.class.getResourceAsStream("/proc/" + name + ".txt").readAllBytes(), StandardCharsets.UTF_8);
    }
}
