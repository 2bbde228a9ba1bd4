package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.buddy.AllocFlags;
import pagewalk.engine.buddy.AllocRequest;
import pagewalk.engine.buddy.BuddyAllocator;
import pagewalk.engine.buddy.MemoryPressure;
import pagewalk.engine.buddy.ZoneAllocator;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.Part;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/** Page frames, zones and their allocators, wired together: what an allocation walks through. */
final class Memory {
    static final int MAX_PAGE_ORDER = BuddyAllocator.MAX_PAGE_ORDER;
    static final int NIL = BuddyAllocator.NIL;

    private final PageFrames frames;
    private final List<Zone> zones;
    private final List<ZoneAllocator> allocators = new ArrayList<>();
    private final boolean grouped;
    private final int cpus;
    private final Recorder events;
    private final Zonelist zonelist;
    private final AllocRequest request = new AllocRequest();
    private final SlowPath slowPath;

    Memory(MachineConfig config, PageFrames frames, List<Zone> zones, Recorder events) {
        this.frames = frames;
        this.zones = zones;
        this.grouped = config.migratetypes();
        this.cpus = config.layers().cpus();
        this.events = events;
        this.zonelist = new Zonelist(zones);
        this.slowPath = new SlowPath(this, events);
        for (int i = 0; i < zones.size(); i++) {
            allocators.add(new ZoneAllocator(zones.get(i), i, frames, events, config.mergeLikely()));
        }
    }

    /** Whether anybody wants the reply of the command that is carried out. */
    boolean isAsked() {
        return events.isAsked();
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

    /**
     * Takes over a run of frames from memblock in the largest aligned blocks, ascending; of a run that reaches beyond
     * the zones' memory only what they have (__free_memory_core()).
     *
     * @param told whether events tell of it
     * @return pages taken over
     */
    int handOver(int from, int end, boolean told) {
        int pages = 0;
        for (int i = 0; i < zones.size(); i++) {
            Zone zone = zones.get(i);
            int pfn = Math.max(from, zone.startPfn());
            int last = Math.min(end, zone.endPfn());
            while (pfn < last) {
                int runEnd = pfn;
                while (runEnd < last && frames.kind(runEnd) == PageFrames.RESERVED) {
                    runEnd++;
                }
                handOver(zone, allocators.get(i).buddy(), pfn, runEnd, told);
                pages += runEnd - pfn;
                pfn = runEnd + 1;
            }
        }
        return pages;
    }

    private void handOver(Zone zone, BuddyAllocator buddy, int from, int end, boolean told) {
        frames.setPresent(from, end);
        zone.addManaged(end - from);
        int pfn = from;
        while (pfn < end) {
            int order = MemoryBoot.chunkOrder(pfn, end);
            frames.setHead(pfn, PageFrames.MOVING, order);
            pfn += 1 << order;
        }
        pfn = from;
        while (pfn < end) {
            int order = MemoryBoot.chunkOrder(pfn, end);
            if (told) {
                buddy.freeAtBoot(pfn, order);
            } else {
                buddy.putFree(pfn, order, zone.typeOf(pfn), true);
            }
            pfn += 1 << order;
        }
    }

    /** Everything is handed over: zones get their watermarks, processors their lists (init_per_zone_wmark_min()). */
    void settle(MachineConfig config) {
        MemoryBoot.setUp(config, zones);
        allocators.forEach(ZoneAllocator::settle);
    }

    /** How many zones an allocation can try, one after another. */
    int places() {
        return zonelist.size();
    }

    /** The zone that an allocation tries at {@code place}, {@link #NIL} if {@code gfp} may not use it. */
    int zoneAt(int place, int gfp) {
        int zone = zonelist.zone(place);
        return zonelist.allows(zone, gfp) ? zone : NIL;
    }

    /** Processors there are. */
    int cpus() {
        return cpus;
    }

    /** The allocators of all zones, in their order. */
    List<ZoneAllocator> allocators() {
        return allocators;
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
        request.begin(order, gfp, type, Zonelist.highestZone(gfp), cpu);
        return zones.get(first).watermarks().on() ? underWatermarks(first) : attempt(request);
    }

    /** Serves the request that was begun, as far as the watermarks allow. */
    @Part("layers")
    private int underWatermarks(int first) {
        boolean normal = zones.get(first).name().equals("Normal");
        request.setFlags(AllocFlags.firstAttempt(request.gfp(), normal));
        int pfn = attempt(request);
        if (pfn == NIL && (request.flags() & AllocFlags.NOFRAGMENT) != 0) {
            request.setFlags(request.flags() & ~AllocFlags.NOFRAGMENT);
            events.emit(
                    EventKind.RETRY.code(), Rule.NOFRAGMENT_RETRY.code(), request.order(), shown(request.type()), 1, 0);
            pfn = attempt(request);
        }
        return pfn == NIL ? slowPath.allocate(request) : pfn;
    }

    /** Whom the slow path asks for help; to be wrapped by who adds help of another kind. */
    MemoryPressure pressure() {
        return slowPath.pressure();
    }

    /** From now on the slow path asks {@code pressure} for help. */
    void relieveBy(MemoryPressure pressure) {
        slowPath.relieveBy(pressure);
    }

    /** The type as events carry it: -1 when pages are not grouped by mobility. */
    int shown(int type) {
        return grouped ? type : -1;
    }

    /** Tries the zones that the request allows, in their order (get_page_from_freelist()). */
    int attempt(AllocRequest asked) {
        int order = asked.order();
        for (int place = 0; place < zonelist.size(); place++) {
            int zone = zonelist.zone(place);
            ZoneAllocator allocator = allocators.get(zone);
            if (!zonelist.allows(zone, asked.gfp()) || !allocator.allows(order, asked.flags(), asked.highestZone())) {
                continue;
            }
            int pfn = allocator.allocate(order, asked.type(), asked.flags(), asked.cpu());
            if (pfn != NIL) {
                return pfn;
            }
            int free = zones.get(zone).lists().freePages();
            int type = shown(asked.type());
            events.emit(EventKind.ZONE_DRY.code(), Rule.ZONELIST_DOWNWARD.code(), zone, order, free, type);
        }
        return NIL;
    }

    /**
     * Whether a zone could serve at its min watermark, were all that can be reclaimed free (should_reclaim_retry()).
     */
    boolean wouldServe(AllocRequest asked, MemoryPressure pressure) {
        for (int place = 0; place < zonelist.size(); place++) {
            int zone = zonelist.zone(place);
            if (zonelist.allows(zone, asked.gfp())
                    && allocators.get(zone).wouldServe(asked, pressure.reclaimable(zone))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Gives a pageblock of some zone's high-atomic reserve to the request's type (unreserve_highatomic_pageblock()).
     */
    boolean unreserve(AllocRequest asked, boolean last) {
        for (int place = 0; place < zonelist.size(); place++) {
            int zone = zonelist.zone(place);
            if (zonelist.allows(zone, asked.gfp()) && allocators.get(zone).unreserve(asked.type(), last)) {
                return true;
            }
        }
        return false;
    }

    /** Index of the zone that holds {@code pfn}. */
    int zoneOf(int pfn) {
        for (int i = 0; i < zones.size(); i++) {
            if (zones.get(i).contains(pfn)) {
                return i;
            }
        }
        Check.that(false, "a zone holds the frame", "pfn", pfn);
        return NIL;
    }

    /** Gives back all that processors keep (drain_all_pages()). */
    void drainAll() {
        for (int cpu = 0; cpu < cpus; cpu++) {
            drain(cpu);
        }
    }

    /** Gives back all that a processor keeps of any zone. */
    void drain(int cpu) {
        for (ZoneAllocator allocator : allocators) {
            allocator.drain(cpu);
        }
    }

    /** Frees the block whose head is {@code pfn}; returns the pfn of the free block it ended in. */
    int free(int pfn, int cpu) {
        return allocators.get(zoneOf(pfn)).free(pfn, frames.order(pfn), cpu);
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
