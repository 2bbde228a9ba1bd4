package pagewalk.engine.reclaim;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.filemap.Flusher;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.IntList;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/**
 * How many pages of files may be newer than the disk, and who writes them (mm/page-writeback.c, fs/fs-writeback.c): the
 * flusher above the lower threshold, the writer has to wait above the middle of both. A tick is a second here.
 */
public final class Dirty {
    /** The knobs, in this order. */
    public static final int BACKGROUND_RATIO = 0;

    public static final int RATIO = 1;
    public static final int BACKGROUND_BYTES = 2;
    public static final int BYTES = 3;
    public static final int EXPIRE = 4;
    public static final int INTERVAL = 5;

    /** Pages that a process makes dirty before it looks at the thresholds again (nr_dirtied_pause at first). */
    private static final int LOOK_EVERY = 32;
    /** Pages of a file that are written before the flusher looks again (MIN_WRITEBACK_PAGES). */
    private static final int CHUNK = 1024;

    private static final int PAGE_SIZE = 4096;
    private static final int CENTISECONDS = 100;

    /** vm.dirty_background_ratio, _ratio, _background_bytes, _bytes, _expire_centisecs, _writeback_centisecs. */
    private final int[] knobs = {10, 20, 0, 0, 3000, 500};

    private final Hold hold;
    private final FrameMaps frames;
    /** For each file one more than the second in which its oldest dirty page became so; 0 for none. */
    private final IntList since = new IntList();

    private int now;
    private int wakesAt;
    private int sinceLook;
    private boolean woken;

    public Dirty(Hold hold) {
        this.hold = hold;
        frames = hold.vec().frames;
    }

    /** Takes settings and what is known of files over from another one, of which this is a copy. */
    public void follow(Dirty other) {
        System.arraycopy(other.knobs, 0, knobs, 0, knobs.length);
        for (int file = 0; file < other.since.size(); file++) {
            since.add(other.since.get(file));
        }
        now = other.now;
        wakesAt = other.wakesAt;
        sinceLook = other.sinceLook;
        woken = other.woken;
    }

    public int knob(int which) {
        return knobs[which];
    }

    /** Sets a knob; a ratio and its bytes exclude one another: the one that is not set becomes 0. */
    public void setKnob(int which, int value) {
        boolean changes = knobs[which] != value;
        knobs[which] = value;
        switch (which) {
            case BACKGROUND_RATIO -> knobs[BACKGROUND_BYTES] = 0;
            case BACKGROUND_BYTES -> knobs[BACKGROUND_RATIO] = 0;
            case RATIO -> knobs[BYTES] = changes ? 0 : knobs[BYTES];
            case BYTES -> knobs[RATIO] = changes ? 0 : knobs[RATIO];
            default -> wakesAt = which == INTERVAL ? now * CENTISECONDS + value : wakesAt;
        }
    }

    /** Pages of files that are newer than the disk and not under way (nr_dirty). */
    public int pages() {
        int dirty = 0;
        for (int file = 0; file < hold.files().count(); file++) {
            dirty += pages(file);
        }
        return dirty;
    }

    private int pages(int file) {
        Files files = hold.files();
        int dirty = 0;
        int left = files.isShared(file) ? 0 : files.cached(file);
        for (int index = 0; left > 0 && index < files.pages(file); index++) {
            int pfn = files.page(file, index);
            left -= pfn == Files.NIL ? 0 : 1;
            dirty +=
                    pfn != Files.NIL && frames.is(pfn, FrameMaps.DIRTY) && !frames.is(pfn, FrameMaps.WRITEBACK) ? 1 : 0;
        }
        return dirty;
    }

    /** Pages that may hold what files say: free ones above the reserves, and files' own (global_dirtyable_memory()). */
    public int dirtyable() {
        int free = 0;
        int reserve = 0;
        int zones = hold.zones().size();
        for (int i = 0; i < zones; i++) {
            Zone zone = hold.zones().get(i);
            free += zone.lists().freePages();
            if (zone.watermarks().on()) {
                int most = 0;
                for (int higher = i; higher < zones; higher++) {
                    most = Math.max(most, zone.watermarks().lowmemReserve(higher));
                }
                reserve += Math.min(most + zone.watermarks().mark(Watermarks.HIGH), zone.managed());
            }
        }
        LruLists lists = hold.vec().lists;
        int files = lists.size(LruLists.INACTIVE_FILE) + lists.size(LruLists.ACTIVE_FILE);
        return free - Math.min(free, reserve) + files + 1;
    }

    /** Pages from which on a writer is slowed down (vm.dirty_ratio or _bytes). */
    public int threshold() {
        return threshold(dirtyable());
    }

    private int threshold(int dirtyable) {
        return knobs[BYTES] != 0 ? pagesOf(knobs[BYTES]) : share(knobs[RATIO], dirtyable);
    }

    /** Pages from which on the flusher writes; half of the other threshold if that is not higher. */
    public int background() {
        return background(dirtyable());
    }

    private int background(int dirtyable) {
        int own = knobs[BACKGROUND_BYTES] != 0
                ? pagesOf(knobs[BACKGROUND_BYTES])
                : share(knobs[BACKGROUND_RATIO], dirtyable);
        int other = threshold(dirtyable);
        return own >= other ? other / 2 : own;
    }

    private static int pagesOf(int bytes) {
        return bytes / PAGE_SIZE + (bytes % PAGE_SIZE == 0 ? 0 : 1);
    }

    /** As the kernel rounds: the percentage is one of a page first. */
    private static int share(int percent, int pages) {
        return (int) ((long) (percent * PAGE_SIZE / 100) * pages / PAGE_SIZE);
    }

    /** A process made so many pages of a file dirty (balance_dirty_pages_ratelimited()). */
    public void dirtied(int file, int pages) {
        hold.vec().stat.add(Count.NR_DIRTIED, pages);
        note(file);
        sinceLook += pages;
        if (sinceLook >= LOOK_EVERY) {
            sinceLook = 0;
            balance();
        }
    }

    private void note(int file) {
        while (since.size() <= file) {
            since.add(0);
        }
        since.set(file, since.get(file) == 0 ? now + 1 : since.get(file));
    }

    /** balance_dirty_pages(): wakes the flusher, and waits for it where too much is dirty. */
    private void balance() {
        int dirty = pages();
        int dirtyable = dirtyable();
        int threshold = threshold(dirtyable);
        int background = background(dirtyable);
        if (dirty > background) {
            woken = true;
            boolean waits = dirty + hold.disk().pages() > (threshold + background) / 2;
            Rule rule = waits ? Rule.DIRTY_THROTTLE : Rule.DIRTY_BACKGROUND;
            hold.tell(EventKind.DIRTY_LIMITS, rule, dirty, background, threshold, dirtyable);
            if (waits) {
                writeDown();
                hold.disk().arrive();
            }
        }
    }

    /** A command is over: the flusher does what it was woken for. */
    public void finish() {
        if (woken) {
            writeDown();
            hold.disk().arriveAtEnd();
        }
    }

    /** The flusher writes, the file that is dirty for longest first, until no more than the lower threshold is. */
    private void writeDown() {
        woken = false;
        int file = oldest(now);
        while (file != Files.NIL && pages() > background()) {
            if (write(file, CHUNK, Rule.FLUSH_BACKGROUND) == 0) {
                since.set(file, 0);
            }
            file = oldest(now);
        }
    }

    /** The file that has had dirty pages for longest, of those that have since a second; {@link Files#NIL} for none. */
    private int oldest(int second) {
        int oldest = Files.NIL;
        for (int file = 0; file < since.size(); file++) {
            boolean takes = since.get(file) != 0 && since.get(file) - 1 <= second;
            boolean older = oldest == Files.NIL || takes && since.get(file) < since.get(oldest);
            oldest = takes && older ? file : oldest;
        }
        return oldest;
    }

    private int write(int file, int most, Rule why) {
        Disk disk = hold.disk();
        int sent = new Flusher(hold.files(), frames, disk::send).flush(file, most);
        int left = pages(file);
        if (left == 0 && file < since.size()) {
            since.set(file, 0);
        }
        if (sent > 0) {
            hold.tell(EventKind.FLUSHED, why, file, sent, left, now);
        }
        return sent;
    }

    /** Writes a file, or all of them for {@link Files#NIL}, and waits (fsync(), sync()); returns the pages sent. */
    public int sync(int file) {
        int sent = 0;
        for (int each = 0; each < hold.files().count(); each++) {
            if (file == Files.NIL || each == file) {
                sent += write(each, Integer.MAX_VALUE, file == Files.NIL ? Rule.FLUSH_SYNC : Rule.FLUSH_FSYNC);
            }
        }
        hold.disk().arrive();
        return sent;
    }

    /**
     * A second passed: at its intervals the flusher writes files that were dirty for long (wb_check_old_data_flush()),
     * and down to the lower threshold (wb_check_background_flush()).
     */
    public void tick() {
        for (int file = 0; file < hold.files().count(); file++) {
            // Stores through mappings are not told; they are seen here.
            if ((file >= since.size() || since.get(file) == 0) && pages(file) > 0) {
                note(file);
            }
        }
        now++;
        if (knobs[INTERVAL] == 0 || now * CENTISECONDS < wakesAt) {
            return;
        }
        wakesAt = now * CENTISECONDS + knobs[INTERVAL];
        int expired = now - knobs[EXPIRE] / CENTISECONDS;
        for (int file = oldest(expired); file != Files.NIL; file = oldest(expired)) {
            write(file, Integer.MAX_VALUE, Rule.FLUSH_EXPIRED);
            since.set(file, 0);
        }
        writeDown();
        hold.disk().arriveAtEnd();
    }

    public void digest(Digest into) {
        for (int knob : knobs) {
            into.fold(knob);
        }
        into.fold(now, wakesAt, sinceLook, woken ? 1 : 0, since.size());
        for (int file = 0; file < since.size(); file++) {
            into.fold(since.get(file));
        }
    }
}
