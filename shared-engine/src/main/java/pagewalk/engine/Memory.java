package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.buddy.AllocFlags;
import pagewalk.engine.buddy.BuddyAllocator;
import pagewalk.engine.buddy.ZoneAllocator;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/** Page frames, zones and their allocators, wired together: what an allocation walks through. */
final class Memory {
    static final int MAX_PAGE_ORDER = BuddyAllocator.MAX_PAGE_ORDER;
    static final int NIL = BuddyAllocator.NIL;

    private PageFrames frames;
    private List<Zone> zones;
    private List<ZoneAllocator> allocators = new ArrayList<>();
    private final boolean grouped;
    private final Recorder events;
    private Zonelist zonelist;

    Memory(MachineConfig config, PageFrames frames, List<Zone> zones, Recorder events) {
        this.frames = frames;
        this.zones = zones;
        this.grouped = config.migratetypes();
        this.events = events;
        this.zonelist = new Zonelist(zones);
        for (int i = 0; i < zones.size(); i++) {
            allocators.add(new ZoneAllocator(zones.get(i), i, frames, events, config.mergeLikely()));
        }
    }

    static Memory boot(MachineConfig config, Recorder events) {
        return MemoryBoot.boot(config, events);
    }

    Memory copy(MachineConfig config, Recorder newEvents) {
        List<Zone> zoneCopies = new ArrayList<>();
        for (Zone zone : zones) {
            zoneCopies.add(zone.copy());
        }
        return new Memory(config, frames.copy(), zoneCopies, newEvents);
    }

    /** Puts back what {@link #copy} kept, with the same events; the copy is used up by it. */
    void restore(Memory kept) {
        frames = kept.frames;
        zones = kept.zones;
        allocators = kept.allocators;
        zonelist = kept.zonelist;
    }

    PageFrames frames() {
        return frames;
    }

    List<Zone> zones() {
        return zones;
    }

    /** The buddy lists of a zone, for boot. */
    BuddyAllocator allocator(int zone) {
        return allocators.get(zone).buddy();
    }

    /** Free pages of the zones that {@code gfp} may use. */
    int freePages(int gfp) {
        int pages = 0;
        for (int i = 0; i < zones.size(); i++) {
            pages += zonelist.allows(i, gfp) ? zones.get(i).lists().freePages() : 0;
        }
        return pages;
    }

    /** Frames of all zones. */
    int managedPages() {
        int pages = 0;
        for (Zone zone : zones) {
            pages += zone.endPfn() - zone.startPfn();
        }
        return pages;
    }

    /** Whether so many single pages can be had, whatever the watermarks; false where it is not certain. */
    boolean surelyServes(int pages, int gfp) {
        int room = 0;
        for (int i = 0; i < zones.size() && room < pages; i++) {
            Zone zone = zones.get(i);
            int kept = zone.watermarks().on()
                    ? zone.watermarks().mark(Watermarks.HIGH)
                            + zone.watermarks().lowmemReserve(Zonelist.highestZone(gfp))
                            + zone.watermarks().reservedHighatomic()
                            + pages
                    : 0;
            room += zonelist.allows(i, gfp) ? Math.max(0, zone.lists().freePages() - kept) : 0;
        }
        return room >= pages;
    }

    boolean allowsEverything(int gfp) {
        for (int i = 0; i < zones.size(); i++) {
            if (!zonelist.allows(i, gfp)) {
                return false;
            }
        }
        return true;
    }

    /** Serves a request, in as many attempts as it may make (__alloc_pages_noprof()). */
    int allocate(int order, int gfp, int cpu) {
        int type = grouped ? Gfp.migratetype(gfp) : Zone.UNMOVABLE;
        int first = zonelist.first(gfp);
        events.emit(EventKind.REQUEST.code(), Rule.GFP_MIGRATETYPE.code(), order, shown(type), gfp, first);
        if (!zones.get(first).watermarks().on()) {
            return attempt(order, type, gfp, cpu, 0);
        }
        boolean normal = zones.get(first).name().equals("Normal");
        int flags = AllocFlags.firstAttempt(gfp, normal);
        int pfn = attempt(order, type, gfp, cpu, flags);
        if (pfn == NIL && (flags & AllocFlags.NOFRAGMENT) != 0) {
            retry(Rule.NOFRAGMENT_RETRY, order, type, 1);
            pfn = attempt(order, type, gfp, cpu, flags & ~AllocFlags.NOFRAGMENT);
        }
        return pfn == NIL ? slowPath(order, type, gfp, cpu) : pfn;
    }

    /** What is left when no zone stands above its low watermark (__alloc_pages_slowpath()). */
    private int slowPath(int order, int type, int gfp, int cpu) {
        retry(Rule.SLOW_PATH, order, type, 0);
        int pfn = attempt(order, type, gfp, cpu, AllocFlags.slowPath(order, gfp));
        if (pfn == NIL && (gfp & Gfp.MEMALLOC) != 0) {
            retry(Rule.WATERMARK_NONE, order, type, 2);
            pfn = attempt(order, type, gfp, cpu, AllocFlags.memalloc(gfp));
        }
        return pfn;
    }

    private void retry(Rule rule, int order, int type, int why) {
        events.emit(EventKind.RETRY.code(), rule.code(), order, shown(type), why, 0);
    }

    private int shown(int type) {
        return grouped ? type : -1;
    }

    /** Tries the zones that {@code gfp} allows, in their order (get_page_from_freelist()). */
    private int attempt(int order, int type, int gfp, int cpu, int flags) {
        int highest = Zonelist.highestZone(gfp);
        for (int place = 0; place < zonelist.size(); place++) {
            int zone = zonelist.zone(place);
            if (!zonelist.allows(zone, gfp) || !allocators.get(zone).allows(order, flags, highest)) {
                continue;
            }
            int pfn = allocators.get(zone).allocate(order, type, flags, cpu);
            if (pfn != NIL) {
                return pfn;
            }
            int free = zones.get(zone).lists().freePages();
            events.emit(EventKind.ZONE_DRY.code(), Rule.ZONELIST_DOWNWARD.code(), zone, order, free, shown(type));
        }
        return NIL;
    }

    /** Gives back all that a processor keeps of any zone. */
    void drain(int cpu) {
        for (ZoneAllocator allocator : allocators) {
            allocator.drain(cpu);
        }
    }

    /** Frees the block whose head is {@code pfn}; returns the pfn of the free block it ended in. */
    int free(int pfn, int cpu) {
        for (int i = 0; i < zones.size(); i++) {
            if (zones.get(i).contains(pfn)) {
                return allocators.get(i).free(pfn, frames.order(pfn), cpu);
            }
        }
        Check.that(false, "a zone holds the frame", "pfn", pfn);
        return NIL;
    }

    /** Bytes that this takes beside another copy of the memory; all its bytes beside null. */
    int bytesBeside(@Nullable Memory other) {
        int bytes = frames.bytesBeside(other == null ? null : other.frames);
        for (int i = 0; i < zones.size(); i++) {
            bytes += zones.get(i).bytesBeside(other == null ? null : other.zones.get(i));
        }
        return bytes;
    }
}
