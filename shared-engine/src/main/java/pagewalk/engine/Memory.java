package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private final Zonelist zonelist;

    Memory(MachineConfig config, PageFrames frames, List<Zone> zones, Recorder events) {
        this.frames = frames;
        this.zones = zones;
        this.grouped = config.migratetypes();
        this.events = events;
        this.zonelist = new Zonelist(zones);
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

    /** Free pages of the zones that {@code gfp} may use. */
    int freePages(int gfp) {
        int pages = 0;
        for (int i = 0; i < zones.size(); i++) {
            pages += zonelist.allows(i, gfp) ? zones.get(i).lists().freePages() : 0;
        }
        return pages;
    }

    boolean allowsEverything(int gfp) {
        for (int i = 0; i < zones.size(); i++) {
            if (!zonelist.allows(i, gfp)) {
                return false;
            }
        }
        return true;
    }

    /** Tries the zones that {@code gfp} allows, in their order (get_page_from_freelist()). */
    int allocate(int order, int gfp) {
        int type = grouped ? Gfp.migratetype(gfp) : Zone.UNMOVABLE;
        int shownType = grouped ? type : -1;
        int first = zonelist.first(gfp);
        events.emit(EventKind.REQUEST.code(), Rule.GFP_MIGRATETYPE.code(), order, shownType, gfp, first);
        for (int place = 0; place < zonelist.size(); place++) {
            int zone = zonelist.zone(place);
            if (!zonelist.allows(zone, gfp)) {
                continue;
            }
            int pfn = allocators.get(zone).allocate(order, type);
            if (pfn != NIL) {
                return pfn;
            }
            int free = zones.get(zone).lists().freePages();
            events.emit(EventKind.ZONE_DRY.code(), Rule.ZONELIST_DOWNWARD.code(), zone, order, free, shownType);
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

    /** Bytes that this takes beside another copy of the memory; all its bytes beside null. */
    int bytesBeside(@Nullable Memory other) {
        int bytes = frames.bytesBeside(other == null ? null : other.frames);
        for (int i = 0; i < zones.size(); i++) {
            bytes += zones.get(i).bytesBeside(other == null ? null : other.zones.get(i));
        }
        return bytes;
    }
}
