package pagewalk.engine;

import pagewalk.engine.mm.MmState;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.zone.Zone;

/** What processes and files add to the counters of /proc/zoneinfo and /proc/meminfo, counted when they are read. */
final class ProcessCounts {
    private ProcessCounts() {}

    /** Pages of a counter by its name in mm/vmstat.c; 0 for one of another area. */
    static int pages(PageFrames frames, MmState state, String counter) {
        return switch (counter) {
            case "nr_anon_pages" -> mapped(frames, state, FrameMaps.ANON);
            // Pages of the swap cache count as those of a file do.
            case "nr_file_pages" -> count(frames, state, FrameMaps.FILE | FrameMaps.SHMEM | FrameMaps.SWAPCACHE, 0);
            case "nr_shmem" -> count(frames, state, FrameMaps.SHMEM, 0);
            case "nr_dirty" -> count(frames, state, FrameMaps.FILE, FrameMaps.DIRTY);
            case "nr_mlock" -> count(frames, state, FrameMaps.ANON | FrameMaps.FILE, FrameMaps.MLOCKED);
            case "nr_mapped" -> mapped(frames, state, FrameMaps.FILE | FrameMaps.SHMEM);
            case "nr_page_table_pages" -> state.tables().tables();
            default -> 0;
        };
    }

    /** Pages that memblock has handed over until now. */
    static int managed(Memory memory) {
        int pages = 0;
        for (Zone zone : memory.zones()) {
            pages += zone.managed();
        }
        return pages;
    }

    /** What a frame is that belongs to a process, as the refusal to free it says it. */
    static int kind(MmState state, int pfn) {
        FrameMaps frames = state.frames();
        boolean file = frames.is(pfn, FrameMaps.FILE | FrameMaps.SHMEM);
        int ofPage = file ? 1 : frames.is(pfn, FrameMaps.ANON) ? 0 : 3;
        return frames.is(pfn, FrameMaps.HUGE) ? 4 : state.tables().isTable(pfn) ? 2 : ofPage;
    }

    /** Frames with one of {@code kinds} and all of {@code marks}. */
    private static int count(PageFrames frames, MmState state, int kinds, int marks) {
        FrameMaps maps = state.frames();
        int count = 0;
        for (int pfn = frames.basePfn(); maps.held() > 0 && pfn < frames.endPfn(); pfn++) {
            int flags = maps.flags(pfn);
            count += (flags & kinds) != 0 && (flags & marks) == marks ? weight(maps, pfn, marks) : 0;
        }
        return count;
    }

    /** A mark on the first page of a block holds for all of it. */
    private static int weight(FrameMaps maps, int pfn, int marks) {
        return marks == 0 ? 1 : maps.pages(pfn);
    }

    /** Frames with one of {@code kinds} that somebody maps. */
    private static int mapped(PageFrames frames, MmState state, int kinds) {
        FrameMaps maps = state.frames();
        int count = 0;
        for (int pfn = frames.basePfn(); maps.held() > 0 && pfn < frames.endPfn(); pfn++) {
            count += maps.is(pfn, kinds) && maps.mapCount(pfn) > 0 ? 1 : 0;
        }
        return count;
    }
}
