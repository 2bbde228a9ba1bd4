package pagewalk.engine.filemap;

import pagewalk.engine.rmap.Aging;
import pagewalk.engine.rmap.FrameMaps;

/** read() and write() of files through their cached pages (mm/filemap.c). */
public final class PageCache {
    private static final int NIL = Files.NIL;
    private static final int PAGE_SHIFT = 12;

    private final Files files;
    private final FrameMaps frames;
    private final Aging aging;

    public PageCache(Files files, FrameMaps frames, Aging aging) {
        this.files = files;
        this.frames = frames;
        this.aging = aging;
    }

    /** Reads bytes that the file has (filemap_read()): each page counts as used, but for one just read to its end. */
    public void read(int file, long offset, long len, boolean random) {
        int from = (int) (offset >>> PAGE_SHIFT);
        int last = (int) (offset + len - 1 >>> PAGE_SHIFT);
        long before = files.readTo(file);
        for (int index = from; index <= last; index++) {
            int pfn = files.page(file, index);
            if (pfn == NIL) {
                files.readahead().readSync(file, index, last - index + 1, random);
                pfn = files.page(file, index);
            } else if (frames.is(pfn, FrameMaps.READAHEAD) && !frames.is(pfn, FrameMaps.WRITEBACK)) {
                frames.unmark(pfn, FrameMaps.READAHEAD);
                if (!random) {
                    files.readahead().readNext(file, index);
                }
            }
            boolean same = index == from && before - 1 >>> PAGE_SHIFT == offset >>> PAGE_SHIFT && before > 0;
            if (pfn != NIL && !same) {
                aging.accessed(pfn);
            }
            aging.readDone();
        }
        files.setReadTo(file, offset + len);
    }

    /**
     * Writes bytes: pages that are there, or come as new ones, are newer than the file from now on.
     *
     * @return pages that were not before
     */
    public int write(int file, long offset, long len) {
        int dirtied = 0;
        int from = (int) (offset >>> PAGE_SHIFT);
        int last = (int) (offset + len - 1 >>> PAGE_SHIFT);
        for (int index = from; index <= last; index++) {
            int pfn = files.page(file, index);
            if (pfn == NIL) {
                pfn = files.addForWrite(file, index);
            }
            dirtied += frames.is(pfn, FrameMaps.DIRTY) ? 0 : 1;
            frames.mark(pfn, FrameMaps.DIRTY);
        }
        return dirtied;
    }

    /** Drops all pages that are clean and nowhere mapped. */
    public void drop() {
        for (int file = 0; file < files.count(); file++) {
            int left = files.isShared(file) ? 0 : files.cached(file);
            for (int index = 0; left > 0 && index < files.pages(file); index++) {
                int pfn = files.page(file, index);
                left -= pfn == NIL ? 0 : 1;
                int busy = FrameMaps.DIRTY | FrameMaps.WRITEBACK | FrameMaps.PINNED | FrameMaps.UNEVICTABLE;
                if (pfn != NIL && frames.mapCount(pfn) == 0 && !frames.is(pfn, busy)) {
                    files.drop(file, index);
                }
            }
        }
    }
}
