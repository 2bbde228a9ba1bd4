package pagewalk.engine.ipc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;

/** The segments of a machine and their limits (struct ipc_ids, struct ipc_namespace). */
public final class Segments {
    /** A key that no segment is found by (IPC_PRIVATE). */
    public static final int PRIVATE = 0;

    /** Places are counted up to at least this before they begin again (ipc_min_cycle). */
    private static final int CYCLE = 64;

    private static final int PLACES = 1 << 15;
    private static final int SEQUENCE_SHIFT = 15;
    private static final int SEQUENCES = 1 << 16;

    private final List<@Nullable Segment> places = new ArrayList<>();
    private int used;
    private int next;
    private int last = -1;
    private int sequence;
    private long pages;
    private int most = 4096;
    private long mostBytes = -1L - (1 << 24);
    private long mostPages = -1L - (1 << 24);

    /** An independent copy. */
    public Segments copy() {
        Segments copy = new Segments();
        for (Segment segment : places) {
            copy.places.add(segment == null ? null : segment.copy());
        }
        copy.used = used;
        copy.next = next;
        copy.last = last;
        copy.sequence = sequence;
        copy.pages = pages;
        copy.most = most;
        copy.mostBytes = mostBytes;
        copy.mostPages = mostPages;
        return copy;
    }

    /** Whether there ever was one. */
    public boolean isUsed() {
        return !places.isEmpty();
    }

    /** Places of segments are below this. */
    public int places() {
        return places.size();
    }

    /** The segment at a place; null if there is none. */
    public @Nullable Segment at(int place) {
        return place < places.size() ? places.get(place) : null;
    }

    /** The segment at the place of a number, which may have another number; null if there is none. */
    public @Nullable Segment byId(int id) {
        return at(id & PLACES - 1);
    }

    /** The segment with a key; null if there is none. */
    public @Nullable Segment byKey(int key) {
        for (Segment segment : places) {
            if (segment != null && segment.key == key && key != PRIVATE) {
                return segment;
            }
        }
        return null;
    }

    /** The segment whose pages a file has; null if there is none. */
    public @Nullable Segment byFile(int file) {
        for (Segment segment : places) {
            if (segment != null && segment.file() == file) {
                return segment;
            }
        }
        return null;
    }

    /** Most segments (kernel.shmmni). */
    public int most() {
        return most;
    }

    public boolean isFull() {
        return used >= most;
    }

    /** Most bytes of one, without sign (kernel.shmmax). */
    public long mostBytes() {
        return mostBytes;
    }

    /** Whether so many more pages are within kernel.shmall. */
    public boolean hasRoom(long more) {
        return Long.compareUnsigned(pages + more, mostPages) <= 0;
    }

    /** Sets a knob of kernel.shm*; false if it is none of these. */
    public boolean set(String knob, int value) {
        switch (knob) {
            case "kernel.shmmni" -> most = Math.min(value, PLACES);
            case "kernel.shmmax" -> mostBytes = value;
            case "kernel.shmall" -> mostPages = value;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Number of the next segment: places in turn, and a sequence that counts the rounds (ipc_idr_alloc()). */
    public int nextId() {
        int end = Math.min(Math.max(used * 3 / 2, CYCLE), PLACES);
        int place = free(next, end);
        place = place < 0 ? free(0, end) : place;
        boolean again = place <= last;
        return ((again ? (sequence + 1) % SEQUENCES : sequence) << SEQUENCE_SHIFT) + place;
    }

    private int free(int from, int end) {
        for (int place = from; place < end; place++) {
            if (at(place) == null) {
                return place;
            }
        }
        return -1;
    }

    /** Adds a segment that has the number {@link #nextId}. */
    public Segment add(int key, long bytes, int file) {
        int id = nextId();
        int place = id & PLACES - 1;
        Segment segment = new Segment(id, key, bytes, file);
        while (places.size() <= place) {
            places.add(null);
        }
        places.set(place, segment);
        sequence = id >>> SEQUENCE_SHIFT;
        last = place;
        next = place + 1;
        used++;
        pages += pages(bytes);
        return segment;
    }

    /** Nobody finds the segment by its key any more, and it goes with its last attachment. */
    public void remove(Segment segment) {
        segment.key = PRIVATE;
        segment.removed = true;
    }

    /** The segment is gone. */
    public void drop(Segment segment) {
        places.set(segment.id() & PLACES - 1, null);
        used--;
        pages -= pages(segment.bytes());
    }

    private static long pages(long bytes) {
        return bytes + 0xfff >>> 12;
    }

    public void digest(Digest into) {
        into.fold(used, next, last, sequence, most);
        into.fold((int) pages, (int) mostBytes, (int) (mostBytes >>> 32), (int) mostPages, (int) (mostPages >>> 32));
        for (Segment segment : places) {
            if (segment != null) {
                int flags = segment.removed ? 1 : 0;
                into.fold(segment.id(), segment.key, segment.file(), flags, (int) segment.bytes());
                into.fold((int) (segment.bytes() >>> 32));
            }
        }
    }
}
