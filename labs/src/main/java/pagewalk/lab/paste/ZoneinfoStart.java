package pagewalk.lab.paste;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Limits;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;
import pagewalk.engine.zone.ZoneSetup;
import pagewalk.engine.zone.ZoneSizing;

/**
 * The zones of /proc/zoneinfo: where each begins, what it spans, what of that is memory and what the buddy allocator
 * manages, its watermarks, and how much of it is free. Holes and what boot kept are places the file does not tell.
 */
final class ZoneinfoStart {
    /** Frames of the first MiB, where the processor's tables and the BIOS are. */
    private static final int LOW = 256;
    /** What lies behind a hole, so that a zone spans what it does. */
    private static final int BEHIND_HOLE = 512;

    private static final int SCALE_FACTOR = 10;
    private static final int MOST_SCALE = 3000;

    private final List<ZoneNumbers> zones;
    private final List<String> notes = new ArrayList<>();

    private ZoneinfoStart(List<ZoneNumbers> zones) {
        this.zones = zones;
    }

    static Pasted.Start of(List<String> lines, int first) {
        return new ZoneinfoStart(ZoneNumbers.read(lines, first)).write();
    }

    private Pasted.Start write() {
        int told = zones.stream().mapToInt(zone -> zone.cpus).max().orElse(1);
        int cpus = Math.min(Math.max(told, 1), Limits.CPUS);
        if (told > cpus) {
            notes.add("The file has " + told + " processors, this machine " + cpus + ".");
        }
        String map = map();
        int line = zones.get(0).line;
        Beginning begin =
                Beginning.of("preset=linux watermarks=on percpu=on cpus=" + cpus + marks(cpus) + " e820=" + map, line);
        for (ZoneNumbers zone : zones) {
            int kept = Math.max(0, LOW - zone.start) - holeBelow(zone);
            int more = zone.present - zone.managed - Math.max(kept, 0);
            if (more > 0) {
                int base = Math.max(zone.start, LOW);
                begin.run("memblock_reserve base=" + bytes(base) + " size=" + bytes(more), zone.line);
            }
        }
        begin.run("memblock_free_all", line);
        for (ZoneNumbers zone : zones) {
            use(begin, zone);
        }
        begin.run("drain_pages", line);
        notes.add("Holes are laid before a zone's last pages, what boot kept at its beginning; used memory is taken in"
                + " blocks as large as they come. The file does not say where they are.");
        notes.add("Pages that processors keep count as free here. Pages on LRU lists are used ones without an owner.");
        return begin.start("/proc/zoneinfo", notes);
    }

    /** In bytes, as a size or an address is written. */
    private static String bytes(int frames) {
        return Long.toString((long) frames << 12);
    }

    private static int holeBelow(ZoneNumbers zone) {
        return zone.start < LOW ? Math.min(zone.spanned - zone.present, LOW - zone.start) : 0;
    }

    /** Usable memory with a hole in each zone that has less of it than it spans. */
    private String map() {
        StringBuilder map = new StringBuilder();
        for (ZoneNumbers zone : zones) {
            int hole = zone.spanned - zone.present;
            int end = zone.start + zone.spanned;
            int upper = zone.start < LOW ? LOW : end - Math.min(BEHIND_HOLE, zone.present / 2);
            if (hole == 0) {
                range(map, zone.start, end);
            } else {
                range(map, zone.start, upper - hole);
                range(map, upper, end);
            }
        }
        return map.toString();
    }

    private static void range(StringBuilder map, int from, int end) {
        if (from < end) {
            map.append(map.isEmpty() ? "" : ",").append("0x").append(Long.toHexString((long) from << 12));
            map.append("-0x").append(Long.toHexString(((long) end << 12) - 1)).append(":usable");
        }
    }

    /** The knobs by which the file's watermarks come out, where there are such. */
    private String marks(int cpus) {
        List<Zone> sized = new ArrayList<>();
        int at = 0;
        int sum = 0;
        for (ZoneNumbers zone : zones) {
            sized.add(new Zone(0, zone.name, at, at + zone.managed, true));
            at += zone.managed;
            sum += zone.min;
        }
        for (int pages = sum; pages <= sum + zones.size(); pages++) {
            int scale = scale(sized, pages * 4, cpus);
            if (scale > 0) {
                return " min_free_kbytes=" + pages * 4
                        + (scale == SCALE_FACTOR ? "" : " watermark_scale_factor=" + scale);
            }
        }
        notes.add("No vm.min_free_kbytes gives the file's watermarks (some zone grew after boot): they are those that"
                + " this machine computes.");
        return "";
    }

    /** The smallest watermark_scale_factor for which all zones' min and low come out; 0 if there is none. */
    private int scale(List<Zone> sized, int kilobytes, int cpus) {
        if (fits(sized, kilobytes, SCALE_FACTOR, cpus)) {
            return SCALE_FACTOR;
        }
        for (int scale = 1; scale <= MOST_SCALE; scale++) {
            if (fits(sized, kilobytes, scale, cpus)) {
                return scale;
            }
        }
        return 0;
    }

    private boolean fits(List<Zone> sized, int kilobytes, int scale, int cpus) {
        ZoneSetup[] setups = ZoneSizing.of(sized, kilobytes, scale, cpus);
        boolean same = true;
        for (int i = 0; i < setups.length && same; i++) {
            int[] marks = setups[i].marks();
            same = marks[Watermarks.MIN] == zones.get(i).min && marks[Watermarks.MIN + 1] == zones.get(i).low;
        }
        return same;
    }

    /** Takes blocks of a zone, the largest first, until no more is free than the file says. */
    private void use(Beginning begin, ZoneNumbers zone) {
        MemoryView memory = begin.machine().memory();
        int index = memory.zoneOf(Math.max(zone.start, LOW));
        String gfp = zone.name.equals("Normal") ? "KERNEL" : "KERNEL," + zone.name;
        int rest = memory.freePages(index) - zone.free;
        int order = FreeLists.ORDERS - 1;
        while (rest > 0 && order >= 0) {
            if (1 << order > rest || !hasBlock(memory, index, order)) {
                order--;
            } else if (begin.size() > Pasted.COMMANDS - 100) {
                notes.add("In zone " + zone.name + " " + rest + " pages more are free than the file says: a start has"
                        + " at most " + Pasted.COMMANDS + " commands.");
                return;
            } else {
                begin.run("alloc_pages order=" + order + " gfp=" + gfp + ",MEMALLOC", zone.line);
                rest -= 1 << order;
            }
        }
    }

    private static boolean hasBlock(MemoryView memory, int zone, int order) {
        boolean has = false;
        for (int larger = order; larger < FreeLists.ORDERS; larger++) {
            has |= memory.freeCount(zone, larger) > 0;
        }
        return has;
    }
}
