package pagewalk.engine.view;

import java.util.List;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.util.Check;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.PerCpuPages;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/** Small read-only answers about memory, for pictures, inspectors and checks; valid at every event. */
public final class MemoryView {
    /** No memory at this pfn. */
    public static final int ABSENT = 0;
    /** In a free block. */
    public static final int FREE = 1;
    /** In a block that a command allocated. */
    public static final int ALLOCATED = 2;
    /** In a block that was in use before the first command. */
    public static final int USED = 3;
    /** In a block that is being split, merged or handed over at this very event. */
    public static final int MOVING = 4;

    /** In a free block that a processor keeps for itself. */
    public static final int CACHED = 5;

    private final List<Zone> zones;
    private final PageFrames frames;

    public MemoryView(List<Zone> zones, PageFrames frames) {
        this.zones = zones;
        this.frames = frames;
    }

    public int zones() {
        return zones.size();
    }

    public String zoneName(int zone) {
        return zones.get(zone).name();
    }

    public int zoneNode(int zone) {
        return zones.get(zone).node();
    }

    /** First pfn of a zone. */
    public int zoneStart(int zone) {
        return zones.get(zone).startPfn();
    }

    /** Pfn after the last of a zone. */
    public int zoneEnd(int zone) {
        return zones.get(zone).endPfn();
    }

    /** Index of the zone that holds {@code pfn}, or -1. */
    public int zoneOf(int pfn) {
        for (int i = 0; i < zones.size(); i++) {
            if (zones.get(i).contains(pfn)) {
                return i;
            }
        }
        return -1;
    }

    /** First pfn of the machine. */
    public int startPfn() {
        return frames.basePfn();
    }

    /** Pfn after the last of the machine. */
    public int endPfn() {
        return frames.endPfn();
    }

    /** Frames from the first to the last, holes between zones included. */
    public int frames() {
        return frames.endPfn() - frames.basePfn();
    }

    public int freePages() {
        int pages = 0;
        for (Zone zone : zones) {
            pages += zone.lists().freePages();
        }
        return pages;
    }

    public int freePages(int zone) {
        return zones.get(zone).lists().freePages();
    }

    /** State of a frame, one of the constants; {@link #ABSENT} also outside the machine. */
    public int state(int pfn) {
        int head = frames.headOf(pfn);
        return head == PageFrames.NIL ? ABSENT : stateOfKind(frames.kind(head));
    }

    /** Whether memblock kept the frame when it handed memory over, or still has it. */
    public boolean reserved(int pfn) {
        int head = frames.headOf(pfn);
        return head != PageFrames.NIL && frames.kind(head) == PageFrames.RESERVED;
    }

    /** Frames of a zone that are memory. */
    public int present(int zone) {
        return zones.get(zone).present();
    }

    /** Frames of a zone that the page allocator got. */
    public int managed(int zone) {
        return zones.get(zone).managed();
    }

    /** First pfn of the block that holds {@code pfn}, or -1 where there is no memory. */
    public int blockHead(int pfn) {
        return frames.headOf(pfn);
    }

    /** Order of the block that holds {@code pfn}, or -1 where there is no memory. */
    public int blockOrder(int pfn) {
        int head = frames.headOf(pfn);
        return head == PageFrames.NIL ? -1 : frames.order(head);
    }

    /** Whether pages are grouped by mobility. */
    public boolean grouped() {
        return zones.get(0).grouped();
    }

    /** Lists in use for each order: 1, 3 when pages are grouped by mobility, 4 with the high-atomic reserve. */
    public int migratetypes() {
        boolean reserve = zones.get(zones.size() - 1).watermarks().on();
        return Math.min(zones.get(0).lists().types(), reserve ? Zone.TYPES : Zone.HIGHATOMIC);
    }

    /** Migratetype of the pageblock that holds {@code pfn}; -1 where there is no memory. */
    public int migratetype(int pfn) {
        int zone = zoneOf(pfn);
        return zone < 0 ? -1 : zones.get(zone).typeOf(pfn);
    }

    /** Free blocks of an order in a zone, all types. */
    public int freeCount(int zone, int order) {
        return zones.get(zone).lists().count(order);
    }

    /** Free blocks of an order and a type in a zone. */
    public int freeCount(int zone, int order, int type) {
        return zones.get(zone).lists().count(order, type);
    }

    /** Pfns of a free list, head first. */
    public int[] freeList(int zone, int order, int type) {
        return zones.get(zone).lists().pfns(order, type);
    }

    /** The first {@code limit} pfns of a free list, head first; for lists too long to show. */
    public int[] freeListHead(int zone, int order, int type, int limit) {
        FreeLists lists = zones.get(zone).lists();
        int[] pfns = new int[Math.min(limit, lists.count(order, type))];
        int pfn = lists.head(order, type);
        for (int i = 0; i < pfns.length; i++) {
            pfns[i] = pfn;
            pfn = lists.next(pfn);
        }
        return pfns;
    }

    /** Processors that keep pages of a zone. */
    public int cpus(int zone) {
        return zones.get(zone).cpus();
    }

    /** What a processor keeps of a zone, to be looked at only. */
    public PerCpuPages perCpu(int zone, int cpu) {
        return zones.get(zone).perCpu(cpu);
    }

    /** The watermarks of a zone, to be looked at only. */
    public Watermarks watermarks(int zone) {
        return zones.get(zone).watermarks();
    }

    private static int stateOfKind(int kind) {
        return switch (kind) {
            case PageFrames.FREE -> FREE;
            case PageFrames.ALLOCATED -> ALLOCATED;
            case PageFrames.USED, PageFrames.RESERVED -> USED;
            case PageFrames.MOVING -> MOVING;
            case PageFrames.CACHED -> CACHED;
            default -> {
                Check.that(false, "a block has a head", "kind", kind);
                yield ABSENT;
            }
        };
    }
}
