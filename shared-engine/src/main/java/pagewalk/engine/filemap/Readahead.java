package pagewalk.engine.filemap;

import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;

/** Reads pages of files before they are asked for (mm/readahead.c, mm/filemap.c do_sync_mmap_readahead()). */
public final class Readahead {
    private static final int NIL = Files.NIL;
    /** Pages read in one go (VM_READAHEAD_PAGES). */
    private static final int WINDOW = 32;
    /** Misses beyond hits after which a file is not read ahead any more (MMAP_LOTSAMISS). */
    private static final int MANY_MISSES = 100;

    private final Files files;
    private final FrameMaps frames;
    private final Events events;

    Readahead(Files files, FrameMaps frames, Events events) {
        this.files = files;
        this.frames = frames;
        this.events = events;
    }

    /**
     * A page that is not in memory was touched (do_sync_mmap_readahead()): reads it, and pages around it unless the
     * mapping is used at random.
     */
    public void readAround(int file, int index, boolean random, boolean sequential) {
        OpenFile open = files.open(file);
        if (!random && !sequential) {
            open.misses = Math.min(open.misses + 1, MANY_MISSES * 10);
        }
        if (random || open.misses > MANY_MISSES) {
            read(file, index, index + 1, NIL);
            return;
        }
        open.start = sequential ? index : Math.max(0, index - WINDOW / 2);
        open.size = WINDOW;
        open.asyncSize = sequential ? WINDOW / 2 : WINDOW / 4;
        readWindow(file, open);
    }

    private void readWindow(int file, OpenFile open) {
        int end = Math.min(open.pages, open.start + open.size);
        int mark = open.asyncSize <= end - open.start ? end - open.asyncSize : NIL;
        read(file, open.start, end, mark);
    }

    private void read(int file, int from, int end, int mark) {
        OpenFile open = files.open(file);
        if (from < end) {
            Rule rule = mark == NIL ? Rule.READ_ONE : Rule.READ_AROUND;
            events.emit(EventKind.READ_AHEAD.code(), rule.code(), file, from, end - from, mark);
        }
        for (int index = from; index < end; index++) {
            if (open.cache.get(index) == NIL) {
                int pfn = files.addRead(file, index);
                if (index == mark) {
                    frames.mark(pfn, FrameMaps.READAHEAD);
                }
            }
        }
    }

    /** A page with the mark was touched (page_cache_async_ra()): takes the mark away and reads the next window. */
    public void readAhead(int file, int index) {
        OpenFile open = files.open(file);
        frames.unmark(files.page(file, index), FrameMaps.READAHEAD);
        if (open.misses > 0) {
            open.misses--;
        }
        readNext(file, index);
    }

    /** Reads the window behind the one that a marked page belongs to (page_cache_async_ra()). */
    public void readNext(int file, int index) {
        // Whoever touched the page has a reference to it, so that making room for the window does not take it.
        int pfn = files.page(file, index);
        boolean free = !frames.is(pfn, FrameMaps.PINNED);
        frames.mark(pfn, FrameMaps.PINNED);
        readWindowBehind(file, index);
        if (free) {
            frames.unmark(pfn, FrameMaps.PINNED);
        }
    }

    private void readWindowBehind(int file, int index) {
        OpenFile open = files.open(file);
        if (index == open.start + open.size - open.asyncSize) {
            open.start += open.size;
            open.size = nextSize(open.size);
        } else {
            int miss = index + 1;
            while (miss < open.pages && open.cache.get(miss) != NIL && miss - index <= WINDOW) {
                miss++;
            }
            if (miss - index > WINDOW) {
                return;
            }
            open.start = miss;
            open.size = nextSize(miss - index + WINDOW);
        }
        open.asyncSize = open.size;
        int end = Math.min(open.pages, open.start + open.size);
        int mark = open.start < end && open.asyncSize <= end - open.start ? end - open.asyncSize : NIL;
        read(file, open.start, end, mark);
    }

    private static int nextSize(int size) {
        return size < WINDOW / 16 ? size * 4 : size <= WINDOW / 2 ? size * 2 : WINDOW;
    }

    /** So many pages were found by the pages around them: they count as hits. */
    public void hit(int file, int pages) {
        OpenFile open = files.open(file);
        open.misses = Math.max(0, open.misses - pages);
    }

    /** read() misses a page (page_cache_sync_ra()): {@code wanted} more pages follow in this call. */
    public void readSync(int file, int index, int wanted, boolean random) {
        OpenFile open = files.open(file);
        int most = random ? 1 : Math.min(wanted, WINDOW);
        int before = (int) (open.readTo >>> 12);
        if (random) {
            read(file, index, Math.min(open.pages, index + 1), NIL);
            return;
        }
        int cachedBefore = 0;
        while (cachedBefore < WINDOW && index - cachedBefore > 0 && files.page(file, index - cachedBefore - 1) != NIL) {
            cachedBefore++;
        }
        open.start = index;
        if (index == 0 || wanted > WINDOW || index - before == 0 || index - before == 1) {
            open.size = firstSize(most);
            open.asyncSize = open.size > most ? open.size - most : open.size >> 1;
        } else if (cachedBefore <= most) {
            read(file, index, Math.min(open.pages, index + most), NIL);
            return;
        } else {
            int run = cachedBefore == index ? cachedBefore * 2 : cachedBefore;
            open.size = Math.min(run + most, WINDOW);
            open.asyncSize = 1;
        }
        readWindow(file, open);
    }

    /** get_init_ra_size(). */
    private static int firstSize(int wanted) {
        int size = 1;
        while (size < wanted) {
            size <<= 1;
        }
        return size <= WINDOW / 32 ? size * 4 : size <= WINDOW / 4 ? size * 2 : WINDOW;
    }
}
