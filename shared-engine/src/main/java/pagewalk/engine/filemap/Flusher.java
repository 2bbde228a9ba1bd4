package pagewalk.engine.filemap;

import pagewalk.engine.rmap.FrameMaps;

/** Sends dirty pages of files to the disk (mm/page-writeback.c write_cache_pages()). */
public final class Flusher {
    private final Files files;
    private final FrameMaps frames;
    private final Sender sender;

    /** Who takes a page to the disk. */
    public interface Sender {
        /** A page goes to its place, in pages of its file. */
        void send(int pfn, int place);
    }

    public Flusher(Files files, FrameMaps frames, Sender sender) {
        this.files = files;
        this.frames = frames;
        this.sender = sender;
    }

    /** All dirty pages of all files, by file and place; returns how many. */
    public int flush() {
        int sent = 0;
        for (int file = 0; file < files.count(); file++) {
            sent += flush(file, Integer.MAX_VALUE);
        }
        return sent;
    }

    /** Up to {@code most} dirty pages of one file, by place; returns how many. */
    public int flush(int file, int most) {
        int sent = 0;
        int left = files.isShared(file) ? 0 : files.cached(file);
        for (int index = 0; left > 0 && sent < most && index < files.pages(file); index++) {
            int pfn = files.page(file, index);
            left -= pfn == Files.NIL ? 0 : 1;
            if (pfn != Files.NIL && frames.is(pfn, FrameMaps.DIRTY) && !frames.is(pfn, FrameMaps.WRITEBACK)) {
                frames.unmark(pfn, FrameMaps.DIRTY);
                sender.send(pfn, index);
                sent++;
            }
        }
        return sent;
    }
}
