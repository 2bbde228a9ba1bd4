package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.MachineConfig.Preset;
import pagewalk.engine.buddy.BuddyAllocator;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Part;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.PerCpuPages;
import pagewalk.engine.zone.Zone;
import pagewalk.engine.zone.ZoneCounts;
import pagewalk.engine.zone.ZoneSetup;
import pagewalk.engine.zone.ZoneSizing;
import pagewalk.engine.zone.ZoneState;

/** How a machine's memory comes to be: all free, laid out from counts, or as recorded. */
final class MemoryBoot {
    /** Where the zones of x86-64 end: 16 MiB, 4 GiB, and no end (arch/x86/mm/init.c zone_sizes_init()). */
    private static final int[] ZONE_ENDS = {4096, 1 << 20, Integer.MAX_VALUE};

    private static final String[] ZONE_NAMES = {"DMA", "DMA32", "Normal"};

    private MemoryBoot() {}

    static Memory boot(MachineConfig config, Recorder events) {
        Memory mapped = config.firmware().given() ? fromFirmware(config, events) : null;
        if (mapped != null) {
            return mapped;
        }
        if (!config.states().isEmpty()) {
            return fromStates(config, config.states(), events);
        }
        return config.counts().isEmpty() ? allFree(config, events) : fromStates(config, layOut(config), events);
    }

    @Part("pasted")
    private static List<ZoneState> layOut(MachineConfig config) {
        int type = config.migratetypes() ? Zone.MOVABLE : Zone.UNMOVABLE;
        List<ZoneState> states = new ArrayList<>();
        int start = 0;
        for (ZoneCounts zone : config.counts()) {
            ZoneState state = zone.layOut(start, type);
            states.add(state);
            start = ZoneCounts.nextStart(start + state.spanned());
        }
        return states;
    }

    private static Memory allFree(MachineConfig config, Recorder events) {
        int start = config.startPfn();
        int end = start + config.frames();
        PageFrames frames = new PageFrames(start, config.frames());
        frames.setPresent(start, end);
        List<Zone> zones = new ArrayList<>();
        if (config.preset() == Preset.TEXTBOOK) {
            zones.add(new Zone(0, "Normal", start, end, config.migratetypes()));
        } else {
            int from = start;
            for (int i = 0; i < ZONE_ENDS.length; i++) {
                int to = Math.min(end, ZONE_ENDS[i]);
                if (from < to) {
                    zones.add(new Zone(0, ZONE_NAMES[i], from, to, config.migratetypes()));
                    from = to;
                }
            }
        }
        setUp(config, zones);
        Memory memory = new Memory(config, frames, zones, events);
        for (int i = 0; i < zones.size(); i++) {
            freeAll(zones.get(i), memory.allocator(i));
        }
        return memory;
    }

    /**
     * Zones over the memory of a firmware's map, nothing of it handed over yet: each kind of zone spans its addresses
     * from the first to the last frame of the machine, holes included (free_area_init()).
     */
    @Part("memblock")
    private static @Nullable Memory fromFirmware(MachineConfig config, Recorder events) {
        int[] pages = config.firmware().map().pages();
        int base = pages[0];
        int end = pages[pages.length - 1];
        PageFrames frames = new PageFrames(base, end - base);
        for (int i = 0; i < pages.length; i += 2) {
            frames.setReserved(pages[i], pages[i + 1]);
        }
        int movable = MovableZone.startPfn(config.firmware(), pages, ZONE_ENDS);
        List<Zone> zones = new ArrayList<>();
        int from = base;
        for (int i = 0; i < ZONE_ENDS.length; i++) {
            int to = Math.min(movable, Math.min(end, ZONE_ENDS[i]));
            int present = present(pages, from, to);
            if (present > 0) {
                zones.add(zone(ZONE_NAMES[i], from, to, present, config));
            }
            from = Math.max(from, to);
        }
        int present = present(pages, movable, end);
        if (present > 0) {
            zones.add(zone("Movable", movable, end, present, config));
        }
        return new Memory(config, frames, zones, events);
    }

    /** Frames of the ranges {@code pages} that lie in a zone. */
    private static int present(int[] pages, int from, int to) {
        int present = 0;
        for (int i = 0; i < pages.length; i += 2) {
            present += Math.max(0, Math.min(to, pages[i + 1]) - Math.max(from, pages[i]));
        }
        return present;
    }

    private static Zone zone(String name, int from, int to, int present, MachineConfig config) {
        Zone zone = new Zone(0, name, from, to, config.migratetypes());
        zone.setPresent(present);
        return zone;
    }

    /** Puts in front of the free lists what the config asks for; recorded zones have been set up already. */
    static void setUp(MachineConfig config, List<Zone> zones) {
        Layers layers = config.layers();
        if (config.states().isEmpty() && (layers.watermarks() || layers.perCpu())) {
            setUpLayers(layers, zones);
        }
    }

    @Part("layers")
    private static void setUpLayers(Layers layers, List<Zone> zones) {
        int pages = 0;
        for (Zone zone : zones) {
            pages += zone.name().equals("Movable") ? 0 : zone.managed();
        }
        int kbytes =
                layers.minFreeKbytes() == Layers.AUTOMATIC ? ZoneSizing.minFreeKbytes(pages) : layers.minFreeKbytes();
        ZoneSetup[] setups = ZoneSizing.of(zones, kbytes, layers.scaleFactor(), layers.cpus());
        for (int i = 0; i < setups.length; i++) {
            zones.get(i).setUpLimits(setups[i], layers.watermarks());
            if (layers.perCpu()) {
                zones.get(i).setUpPerCpu(layers.cpus(), 0);
            }
        }
    }

    /** Hands a zone's frames to its lists: largest aligned chunks, ascending, to the tail (memblock_free_all()). */
    private static void freeAll(Zone zone, BuddyAllocator allocator) {
        int pfn = zone.startPfn();
        while (pfn < zone.endPfn()) {
            int order = chunkOrder(pfn, zone.endPfn());
            allocator.putFree(pfn, order, zone.typeOf(pfn), true);
            pfn += 1 << order;
        }
    }

    /** Order of the largest aligned block that begins at {@code pfn} and ends by {@code end}. */
    static int chunkOrder(int pfn, int end) {
        int order = pfn == 0
                ? BuddyAllocator.MAX_PAGE_ORDER
                : Math.min(BuddyAllocator.MAX_PAGE_ORDER, Bits.lowestSetBit(pfn));
        while ((1 << order) > end - pfn) {
            order--;
        }
        return order;
    }

    @Part("pasted")
    private static Memory fromStates(MachineConfig config, List<ZoneState> states, Recorder events) {
        int base = Integer.MAX_VALUE;
        int end = 0;
        for (ZoneState state : states) {
            base = Math.min(base, state.startPfn());
            end = Math.max(end, state.startPfn() + state.spanned());
        }
        PageFrames frames = new PageFrames(base, end - base);
        List<Zone> zones = new ArrayList<>();
        for (ZoneState state : states) {
            int start = state.startPfn();
            Zone zone = new Zone(state.node(), state.name(), start, start + state.spanned(), config.migratetypes());
            ZoneState.Limits limits = state.limits();
            if (limits != null) {
                zone.setUp(limits);
            }
            zones.add(zone);
            frames.setPresent(start, start + state.spanned());
        }
        setUp(config, zones);
        Memory memory = new Memory(config, frames, zones, events);
        for (int i = 0; i < states.size(); i++) {
            fill(states.get(i), zones.get(i), memory.allocator(i), frames);
        }
        return memory;
    }

    private static void fill(ZoneState state, Zone zone, BuddyAllocator allocator, PageFrames frames) {
        for (int i = 0; i < state.blockTypes().length; i++) {
            int pfn =
                    Math.max(zone.startPfn(), ((zone.startPfn() >> Zone.PAGEBLOCK_ORDER) + i) << Zone.PAGEBLOCK_ORDER);
            zone.setType(pfn, state.blockTypes()[i]);
        }
        for (int order = 0; order < FreeLists.ORDERS; order++) {
            for (int type = 0; type < state.lists()[order].length; type++) {
                for (int pfn : state.lists()[order][type]) {
                    allocator.putFree(pfn, order, type, true);
                }
            }
        }
        for (int list = 0; zone.cpus() > 0 && list < PerCpuPages.LISTS; list++) {
            for (int pfn : zone.perCpu(0).lists().pfns(list)) {
                frames.setHead(pfn, PageFrames.CACHED, PerCpuPages.orderOf(list));
            }
        }
        for (int i = 0; i < state.used().length; i += 2) {
            frames.setHead(state.used()[i], PageFrames.USED, state.used()[i + 1]);
        }
        markLoneFrames(zone, frames);
    }

    /** Frames that no block covers are in use, each by itself. */
    private static void markLoneFrames(Zone zone, PageFrames frames) {
        int pfn = zone.startPfn();
        while (pfn < zone.endPfn()) {
            if (frames.kind(pfn) == PageFrames.TAIL) {
                frames.setHead(pfn, PageFrames.USED, 0);
            }
            pfn += 1 << frames.order(pfn);
        }
    }
}
