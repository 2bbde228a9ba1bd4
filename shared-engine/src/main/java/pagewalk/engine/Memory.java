package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.buddy.BuddyAllocator;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;
import pagewalk.engine.zone.Zone;

/** Page frames, zones and their allocators, wired together: what an allocation walks through. */
final class Memory {
    static final int MAX_PAGE_ORDER = BuddyAllocator.MAX_PAGE_ORDER;
    static final int NIL = BuddyAllocator.NIL;

    private final PageFrames frames;
    private final List<Zone> zones;
    private final List<BuddyAllocator> allocators = new ArrayList<>();
    private final boolean grouped;
    private final Recorder events;

    Memory(MachineConfig config, PageFrames frames, List<Zone> zones, Recorder events) {
        this.frames = frames;
        this.zones = zones;
        this.grouped = config.migratetypes();
        this.events = events;
        for (int i = 0; i < zones.size(); i++) {
            allocators.add(new BuddyAllocator(zones.get(i), i, frames, events, config.mergeLikely()));
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

    PageFrames frames() {
        return frames;
    }

    List<Zone> zones() {
        return zones;
    }

    BuddyAllocator allocator(int zone) {
        return allocators.get(zone);
    }

    int freePages() {
        int pages = 0;
        for (Zone zone : zones) {
            pages += zone.lists().freePages();
        }
        return pages;
    }

    /** Tries the zones from the highest that {@code gfp} allows downwards (get_page_from_freelist()). */
    int allocate(int order, int gfp) {
        int type = grouped ? Gfp.migratetype(gfp) : Zone.UNMOVABLE;
        int shownType = grouped ? type : -1;
        int first = highestZone(gfp);
        events.emit(EventKind.REQUEST.code(), Rule.GFP_MIGRATETYPE.code(), order, shownType, gfp, first);
        for (int i = first; i >= 0; i--) {
            if (!allows(zones.get(i), gfp)) {
                continue;
            }
            int pfn = allocators.get(i).allocate(order, type);
            if (pfn != NIL) {
                return pfn;
            }
            int free = zones.get(i).lists().freePages();
            events.emit(EventKind.ZONE_DRY.code(), Rule.ZONELIST_DOWNWARD.code(), i, order, free, shownType);
        }
        return NIL;
    }

    /** Frees the block whose head is {@code pfn}; returns the pfn of the free block it ended in. */
    int free(int pfn) {
        for (int i = 0; i < zones.size(); i++) {
            if (zones.get(i).contains(pfn)) {
                return allocators.get(i).free(pfn, frames.order(pfn));
            }
        }
        Check.that(false, "a zone holds the frame", "pfn", pfn);
        return NIL;
    }

    int bytes() {
        int bytes = frames.bytes();
        for (Zone zone : zones) {
            bytes += zone.bytes();
        }
        return bytes;
    }

    private int highestZone(int gfp) {
        int highest = zones.size() - 1;
        while (highest > 0 && !allows(zones.get(highest), gfp)) {
            highest--;
        }
        return highest;
    }

    /** Whether {@code gfp} may use the zone at all (gfp_zone()); the lowest zone serves everybody. */
    private boolean allows(Zone zone, int gfp) {
        if (zone == zones.get(0)) {
            return true;
        }
        return switch (zone.name()) {
            case "DMA" -> true;
            case "DMA32" -> (gfp & Gfp.DMA) == 0;
            case "Movable" -> (gfp & (Gfp.DMA | Gfp.DMA32)) == 0 && (gfp & Gfp.MOVABLE) != 0;
            default -> (gfp & (Gfp.DMA | Gfp.DMA32)) == 0;
        };
    }
}
