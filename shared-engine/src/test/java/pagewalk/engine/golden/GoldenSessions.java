package pagewalk.engine.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import pagewalk.engine.CommandStream;
import pagewalk.engine.CompactionStream;
import pagewalk.engine.DirtyCorners;
import pagewalk.engine.FitStream;
import pagewalk.engine.HeapStream;
import pagewalk.engine.HugeStream;
import pagewalk.engine.LayersStream;
import pagewalk.engine.Machine;
import pagewalk.engine.MemblockStream;
import pagewalk.engine.OomStream;
import pagewalk.engine.Play;
import pagewalk.engine.PoolStream;
import pagewalk.engine.ProcessCorners;
import pagewalk.engine.ProcessStream;
import pagewalk.engine.ReclaimCorners;
import pagewalk.engine.ReclaimStream;
import pagewalk.engine.SegmentStream;
import pagewalk.engine.SlabStream;
import pagewalk.engine.StaleStream;
import pagewalk.engine.SwapCorners;
import pagewalk.engine.ThpCorners;
import pagewalk.engine.ThpStream;
import pagewalk.engine.TlbStream;
import pagewalk.engine.VmallocStream;
import pagewalk.engine.ZswapCorners;
import pagewalk.engine.ZswapStream;
import pagewalk.engine.event.Events;
import pagewalk.engine.util.Xorshift;

/**
 * How the golden sessions are made: a machine, a seed and a number of commands each. The files are the truth, not
 * this; it is kept so that a widened engine can be given new ones the same way, in shared-engine/ after test-compile:
 * {@code java -Dpagewalk.golden.regenerate=an-adr-says-why -cp target/classes:target/test-classes
 * pagewalk.engine.golden.GoldenSessions [NAME]}, for all of them or for those whose name begins so.
 */
final class GoldenSessions {
    /** One session, stored as {@code NAME.pw} and {@code NAME.digests}. */
    record Plan(String name, String config, int seed, int commands) {}

    private static final String WORKSTATION = "0:DMA:0,0,0,0,0,0,0,0,1,1,3;0:DMA32:1,2,4,2,5,4,3,3,4,2,752;"
            + "0:Normal:8402,23518,9385,5534,3162,2947,2250,960,344,74,287";

    private static final int SWAP = new SwapCorners().size();
    private static final int ZSWAP = new ZswapCorners().size();
    private static final int CORNERS = new ReclaimCorners("87-reclaim-corners").size();

    private static final int CORNERS_OF_THP = new ThpCorners(false).size();
    private static final int TIGHT_OF_THP = new ThpCorners(true).size();

    static final List<Plan> PLANS = List.of(
            new Plan("01-textbook-64", "frames=64", 101, 500),
            new Plan("02-one-frame", "frames=1", 102, 120),
            new Plan("03-a-hundred-frames", "frames=100", 103, 500),
            new Plan("04-one-short-of-1024", "frames=1023", 104, 500),
            new Plan("05-textbook-1024", "frames=1024", 105, 500),
            new Plan("06-one-more-than-1024", "frames=1025", 106, 500),
            new Plan("07-from-pfn-1", "frames=4095 start_pfn=1", 107, 500),
            new Plan("08-always-to-the-head", "frames=512 merge_likely=off", 108, 500),
            new Plan("09-textbook-4096", "frames=4096", 109, 700),
            new Plan("10-mobility-2560", "frames=2560 migratetypes=on", 110, 600),
            new Plan("11-mobility-odd-edges", "frames=3001 start_pfn=700 migratetypes=on", 111, 600),
            new Plan("12-linux-64", "preset=linux frames=64", 112, 400),
            new Plan("13-linux-2560", "preset=linux frames=2560", 113, 600),
            new Plan("14-linux-from-pfn-1", "preset=linux frames=3000 start_pfn=1", 114, 600),
            new Plan("15-linux-one-page-of-dma32", "preset=linux frames=4097", 115, 600),
            new Plan("16-linux-32-mib", "preset=linux frames=8192", 116, 700),
            new Plan("17-linux-256-mib", "preset=linux frames=65536", 117, 600),
            new Plan("18-linux-without-mobility", "preset=linux frames=6000 migratetypes=off", 118, 500),
            new Plan("19-linux-to-the-head", "preset=linux frames=5000 merge_likely=off", 119, 500),
            new Plan("20-pasted-small", "buddyinfo=0:Normal:3,1,4,1,5,9,2,6,5,3,1", 120, 500),
            new Plan(
                    "21-pasted-256-mib",
                    "preset=linux buddyinfo=0:DMA:0,0,0,0,0,1,1,1,0,1,3;" + "0:DMA32:21,12,10,7,4,6,5,4,2,1,42",
                    121,
                    600),
            new Plan(
                    "22-pasted-two-nodes",
                    "preset=linux buddyinfo=0:DMA:1,1,1,0,2,1,1,0,1,1,3;"
                            + "0:DMA32:9,8,7,6,5,4,3,2,1,0,1;0:Normal:2,0,0,3,1,0,0,1,0,0,2;"
                            + "1:Normal:5,3,1,1,0,2,0,0,1,1,0;1:Movable:1,0,0,2,0,1,0,0,0,1,1",
                    122,
                    600),
            new Plan("23-pasted-workstation", "preset=linux buddyinfo=" + WORKSTATION, 123, 150),
            new Plan("24-four-gib", "frames=1048576", 124, 150),
            new Plan("25-nothing-free", "buddyinfo=0:Normal:0,0,0,0,0,0,0,0,0,0,0", 125, 80),
            new Plan("26-memblock", "frames=64", 126, 900),
            new Plan("27-memblock-full-tables", "frames=64", 127, 900),
            new Plan("28-layers-64-mib", "preset=linux frames=16384 watermarks=on percpu=on", 128, 900),
            new Plan(
                    "29-layers-three-zones",
                    "preset=linux watermarks=on percpu=on min_free_kbytes=3000 "
                            + "buddyinfo=0:DMA:3,1,1,1,0,1,1,0,1,1,1;0:DMA32:9,8,7,6,5,4,3,2,1,2,9;"
                            + "0:Normal:21,12,10,7,4,6,5,4,2,1,70",
                    129,
                    900),
            new Plan("30-layers-two-processors", "frames=3000 migratetypes=on percpu=on cpus=2", 130, 500),
            new Plan("32-layers-four-processors", "preset=linux frames=70000 watermarks=on percpu=on cpus=4", 132, 900),
            new Plan(
                    "31-layers-watermarks-only",
                    "preset=linux frames=60000 start_pfn=1 watermarks=on min_free_kbytes=4096",
                    156,
                    1500),
            new Plan(
                    "33-e820-boot",
                    "e820=0x0-0x9fbff:usable,0x9fc00-0x9ffff:reserved,0x100000-0x3fdcfff:usable"
                            + ",0x3fdd000-0x3ffffff:acpi"
                            + " watermarks=on percpu=on cpus=2",
                    133,
                    700),
            new Plan("40-slab-one-cpu", "frames=700", 140, 1500),
            new Plan("41-slab-tight", "frames=64", 141, 900),
            new Plan("42-slab-four-cpus", "preset=linux frames=3000 cpus=4", 142, 1500),
            new Plan("43-slab-random-freelists", "frames=1024 cpus=2 freelist_random=20", 143, 900),
            new Plan("44-slab-many-caches", "frames=64", 144, 230),
            new Plan("45-pools-and-wrong-writes", "frames=256", 145, 4000),
            new Plan("46-pools-four-cpus", "preset=linux frames=3000 cpus=4", 146, 1500),
            new Plan("50-compaction", "preset=linux frames=5000 start_pfn=1", 150, 4000),
            new Plan(
                    "51-compaction-for-requests",
                    "frames=6144 migratetypes=on watermarks=on compaction=on min_free_kbytes=200",
                    152,
                    2000),
            new Plan(
                    "52-compaction-near-min",
                    "frames=6144 migratetypes=on watermarks=on compaction=on min_free_kbytes=6000",
                    152,
                    4000),
            new Plan(
                    "53-compaction-two-zones",
                    "preset=linux frames=6144 watermarks=on percpu=on compaction=on min_free_kbytes=600",
                    153,
                    3000),
            new Plan("55-fit", "frames=1", 155, 2400),
            new Plan("56-fit-many-chunks", "frames=1", 156, 2100),
            new Plan("57-vmalloc", "frames=200", 157, 1200),
            new Plan("58-vmalloc-lazy", "preset=linux frames=64", 158, 1200),
            new Plan("59-frees-name-an-order", "frames=256", 159, 400),
            new Plan("60-processes", "frames=900 cpus=2", 160, 2500),
            new Plan("61-processes-tight", "frames=64 cpus=2", 161, 1200),
            new Plan("62-processes-linux", "preset=linux frames=6000 watermarks=on percpu=on cpus=2", 162, 2500),
            new Plan("63-processes-corners", "frames=1024", 163, 318),
            new Plan("70-segment", "frames=1", 170, 3000),
            new Plan("71-tlb", "frames=2000 cpus=3 tlb=2x2", 171, 2500),
            new Plan("72-tlb-isolated-tree", "frames=2000 cpus=2 tlb=2x4,1x4,plru,pti", 172, 600),
            new Plan("73-tlb-no-identifiers", "frames=2000 cpus=2 tlb=1x2,fifo,nopcid", 173, 600),
            new Plan("74-tlb-random", "frames=2000 cpus=2 tlb=1x3,random:5,ceiling:2", 174, 600),
            new Plan("75-heap", "frames=9000", 175, 4000),
            new Plan("76-heap-few-frames", "frames=90", 176, 900),
            new Plan("77-heap-full", "frames=6000", 177, 1130),
            new Plan("85-reclaim", "frames=300 reclaim=on", 185, 1500),
            new Plan("86-reclaim-linux", "preset=linux frames=400 watermarks=on percpu=on reclaim=on", 186, 1500),
            new Plan("87-reclaim-corners", "preset=linux frames=4200 watermarks=on reclaim=on cpus=2", 289, CORNERS),
            new Plan("88-reclaim-two-zones", "preset=linux frames=4700 watermarks=on reclaim=on", 188, 500),
            new Plan("89-reclaim-none", "frames=64", 290, 6),
            new Plan("90-reclaim-kswapd", "preset=linux frames=500 watermarks=on reclaim=on", 291, 310),
            new Plan("91-dirty", "preset=linux frames=3000 watermarks=on reclaim=on", 292, 99),
            new Plan("97-thp-corners", "frames=5120 thp=always reclaim=on", 197, CORNERS_OF_THP),
            new Plan("103-thp", "frames=6000 thp=always tlb=on", 203, 700),
            new Plan("104-thp-reclaim", "preset=linux frames=4700 thp=always reclaim=on watermarks=on", 204, 700),
            new Plan("105-thp-tight-corners", "frames=2048 thp=always reclaim=on watermarks=on", 205, TIGHT_OF_THP),
            new Plan("94-zswap", "preset=linux frames=700 watermarks=on percpu=on reclaim=on", 194, 1500),
            new Plan("95-zswap-corners", "frames=1200 reclaim=on", 295, ZSWAP),
            new Plan("96-swap-corners", "frames=1200 reclaim=on oom=on", 296, SWAP),
            new Plan("78-huge", "frames=8192 cpus=2", 178, 2500),
            new Plan("79-huge-tlb", "frames=8192 cpus=2 tlb=2x2,1x2", 179, 800),
            new Plan(
                    "80-huge-gigantic",
                    "preset=linux frames=530000 watermarks=on percpu=on tlb=on hugepages=3 hugepages_1g=1",
                    180,
                    400),
            new Plan("81-heap-stale", "frames=3000", 181, 900),
            new Plan("98-oom", "frames=600 watermarks=on min_free_kbytes=128 oom=on", 198, 3000),
            new Plan(
                    "99-oom-linux",
                    "preset=linux frames=9000 watermarks=on percpu=on cpus=2 tlb=2x2 oom=on compaction=on",
                    199,
                    1500),
            new Plan("100-oom-deadlock", "frames=400 watermarks=on min_free_kbytes=64 oom=on", 200, 400),
            new Plan("101-oom-panic-on-oom", "frames=400 watermarks=on min_free_kbytes=64 oom=on", 201, 120),
            new Plan("102-knobs", "preset=linux frames=5000 watermarks=on percpu=on", 202, 600));

    /** Sessions from this number on have processes, or address spaces beside the machine. */
    private static final int FIRST_OF_PROCESSES = 60;

    private GoldenSessions() {}

    /** The lines of a plan's session. */
    static List<String> lines(Plan plan) {
        Machine machine = Machine.boot(Play.config(plan.config()));
        Xorshift random = new Xorshift(0x601d, plan.seed());
        Supplier<String> stream = stream(plan, random, machine);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < plan.commands(); i++) {
            String line = stream.get();
            machine.apply(Play.command(line), Events.NONE);
            lines.add(line);
        }
        return lines;
    }

    private static Supplier<String> stream(Plan plan, Xorshift random, Machine machine) {
        if (plan.name().contains("-pools-")) {
            return new PoolStream(random, machine.config().slab().cpus())::next;
        }
        if (plan.name().contains("memblock")) {
            return new MemblockStream(random, plan.name().endsWith("-tables"))::next;
        }
        if (plan.name().contains("many-caches")) {
            return () -> "kmem_cache_create name=c" + machine.commandsApplied() + " size=" + (8 + random.below(900))
                    + " flags=NO_MERGE";
        }
        if (plan.name().contains("many-chunks")) {
            return () -> machine.fit().setup() == null ? "fit_init size=9000 policy=next" : "fit_alloc size=2";
        }
        if (plan.name().contains("-thp")) {
            return plan.name().endsWith("-corners")
                    ? new ThpCorners(plan.name().contains("-tight"))::next
                    : new ThpStream(random, machine)::next;
        }
        if (plan.name().contains("-oom") || plan.name().contains("-knobs")) {
            String kind = plan.name().substring(plan.name().indexOf('-') + 1);
            return new OomStream(random, machine, kind)::next;
        }
        if (Integer.parseInt(plan.name().substring(0, 2)) >= FIRST_OF_PROCESSES) {
            return ofProcesses(plan, random, machine);
        }
        if (plan.name().contains("vmalloc")) {
            return new VmallocStream(random, machine.memory().frames())::next;
        }
        if (plan.name().contains("fit")) {
            return new FitStream(random)::next;
        }
        if (plan.name().contains("compaction")) {
            return plan.name().startsWith("50")
                    ? new CompactionStream(random, machine, 80, 1, 9)::next
                    : new CompactionStream(random, machine, 90, 3, 3)::next;
        }
        if (plan.name().contains("e820")) {
            return ofFirmware(random, machine);
        }
        if (plan.name().contains("frees")) {
            CommandStream commands = new CommandStream(random, machine);
            return () -> {
                String line = commands.next();
                return line.startsWith("free_pages ") ? line + " order=" + random.below(3) : line;
            };
        }
        if (plan.name().contains("layers")) {
            return new LayersStream(random, machine)::next;
        }
        return plan.name().contains("slab")
                ? new SlabStream(random, machine.config().slab().cpus())::next
                : new CommandStream(random, machine)::next;
    }

    /** Boot memory first, then pages. */
    private static Supplier<String> ofFirmware(Xorshift random, Machine machine) {
        MemblockStream before = new MemblockStream(random, false);
        LayersStream after = new LayersStream(random, machine);
        return () -> {
            int done = machine.commandsApplied();
            return switch (done) {
                case 60 -> "memblock_free_all";
                case 61 -> "cat /proc/zoneinfo";
                case 62 -> "cat /proc/iomem";
                case 63 -> "free_pages pfn=5";
                default -> done < 60 || done % 100 == 0 ? before.next() : after.next();
            };
        };
    }

    private static Supplier<String> ofProcesses(Plan plan, Xorshift random, Machine machine) {
        if (plan.name().contains("processes")) {
            return plan.name().endsWith("-corners")
                    ? new ProcessCorners()::next
                    : new ProcessStream(random, machine, plan.name().endsWith("-tight") ? 3 : 8)::next;
        }
        if (plan.name().contains("swap-corners") && plan.seed() == 296) {
            return new SwapCorners()::next;
        }
        if (plan.name().contains("zswap")) {
            return plan.seed() >= 289 ? new ZswapCorners()::next : new ZswapStream(random, machine, 6)::next;
        }
        if (plan.name().contains("dirty")) {
            return new DirtyCorners()::next;
        }
        if (plan.name().contains("reclaim") && plan.seed() >= 289) {
            return new ReclaimCorners(plan.name())::next;
        }
        if (plan.name().contains("reclaim")) {
            return new ReclaimStream(random, machine, 6)::next;
        }
        if (plan.name().contains("huge")) {
            return new HugeStream(random, machine)::next;
        }
        if (plan.name().contains("heap-stale")) {
            return new StaleStream(random, machine)::next;
        }
        if (plan.name().contains("heap-full")) {
            return () -> {
                int done = machine.commandsApplied();
                return done == 0
                        ? "p = spawn comm=a"
                        : done < 1100 ? "malloc p 2000" : done < 1128 ? "fork p" : "malloc p 1";
            };
        }
        if (plan.name().contains("heap")) {
            return new HeapStream(random, machine, true)::next;
        }
        if (plan.name().contains("-tlb")) {
            return new TlbStream(random, machine.config().layers().cpus())::next;
        }
        return new SegmentStream(random)::next;
    }

    /** The digest after each line. */
    static List<String> digests(String config, List<String> lines) {
        Machine machine = Machine.boot(Play.config(config));
        List<String> digests = new ArrayList<>();
        for (String line : lines) {
            machine.apply(Play.command(line), Events.NONE);
            digests.add(machine.digest());
        }
        return digests;
    }

    public static void main(String[] args) throws IOException {
        if (!"an-adr-says-why".equals(System.getProperty("pagewalk.golden.regenerate"))) {
            System.err.println("New digests mean that old sessions replay differently, which is a decision: write why"
                    + " in docs/adr, then run this with -Dpagewalk.golden.regenerate=an-adr-says-why");
            System.exit(2);
        }
        Path folder = Path.of("src/test/resources/golden");
        for (Plan plan : PLANS) {
            if (args.length > 0 && !plan.name().startsWith(args[0])) {
                continue;
            }
            List<String> lines = lines(plan);
            String config = Play.config(plan.config()).text();
            Files.writeString(
                    folder.resolve(plan.name() + ".pw"),
                    "config: " + config + "\n\n" + String.join("\n", lines) + "\n");
            Files.writeString(
                    folder.resolve(plan.name() + ".digests"), String.join("\n", digests(config, lines)) + "\n");
        }
    }
}
