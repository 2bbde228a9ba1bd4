package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.GrowingInts;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.IntMap;

/** The bytes of frames that a program wrote a value to; all others read as zeros. */
public final class Contents {
    private static final int NIL = -1;
    private static final int WORDS = 1024;

    private final IntMap places;
    private final GrowingInts words;
    private final IntList spare;
    /** Frames with contents, in no order that matters, and their places. */
    private final IntList written;
    /** Where in {@link #written} the frame of a place is. */
    private final IntList at;

    Contents() {
        places = new IntMap();
        words = new GrowingInts();
        spare = new IntList();
        written = new IntList();
        at = new IntList();
    }

    private Contents(Contents other) {
        places = other.places.copy();
        words = other.words.copy();
        spare = other.spare.copy();
        written = other.written.copy();
        at = other.at.copy();
    }

    Contents copy() {
        return new Contents(this);
    }

    /** Whether somebody wrote a value to a frame. */
    public boolean isWritten(int pfn) {
        return places.get(pfn) != NIL;
    }

    /** One byte of a frame, 0 to 255. */
    public int get(int pfn, int offset) {
        int place = places.get(pfn);
        return place == NIL ? 0 : words.get(place * WORDS + (offset >> 2)) >>> ((offset & 3) << 3) & 255;
    }

    /** Whether all bytes of a frame are zeros, as far as they are known. */
    boolean isZeros(int pfn) {
        int place = places.get(pfn);
        for (int i = 0; place != NIL && i < WORDS; i++) {
            if (words.get(place * WORDS + i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Writes one byte of a frame. */
    void set(int pfn, int offset, int value) {
        int place = places.get(pfn);
        if (place == NIL) {
            place = begin(pfn);
        }
        int word = place * WORDS + (offset >> 2);
        int shift = (offset & 3) << 3;
        words.set(word, words.get(word) & ~(255 << shift) | (value & 255) << shift);
    }

    private int begin(int pfn) {
        int place;
        if (spare.size() > 0) {
            place = spare.last();
            spare.truncate(spare.size() - 1);
            for (int i = 0; i < WORDS; i++) {
                words.set(place * WORDS + i, 0);
            }
        } else {
            place = words.grow(WORDS) / WORDS;
            at.add(NIL);
        }
        places.put(pfn, place);
        at.set(place, written.size());
        written.add(pfn);
        return place;
    }

    /** A frame gets the bytes of another. */
    void copyPage(int from, int to) {
        int source = places.get(from);
        if (source != NIL) {
            int place = begin(to);
            for (int i = 0; i < WORDS; i++) {
                words.set(place * WORDS + i, words.get(source * WORDS + i));
            }
        }
    }

    /** The bytes of a frame go to a place on disk, or come back from one; both are numbers that nothing else has. */
    void move(int from, int to) {
        copyPage(from, to);
        forget(from);
    }

    /** A frame is freed, and its bytes with it. */
    void forget(int pfn) {
        int place = places.get(pfn);
        if (place != NIL) {
            int hole = at.get(place);
            written.set(hole, written.last());
            at.set(places.get(written.last()), hole);
            written.truncate(written.size() - 1);
            places.put(pfn, NIL);
            spare.add(place);
        }
    }

    /** A block of {@code count} frames gets the bytes of another; it has none before. */
    void copyBlock(int from, int to, int count) {
        int known = written.size();
        for (int i = 0; i < known; i++) {
            int at = written.get(i) - from;
            if (at >= 0 && at < count) {
                copyPage(from + at, to + at);
            }
        }
    }

    /** The bytes of a block of {@code count} frames are gone. */
    void forgetBlock(int pfn, int count) {
        for (int i = written.size() - 1; i >= 0; i--) {
            int at = written.get(i) - pfn;
            if (at >= 0 && at < count) {
                forget(pfn + at);
            }
        }
    }

    void digest(Digest into) {
        for (int i = 0; i < written.size(); i++) {
            int place = places.get(written.get(i));
            into.fold(written.get(i));
            for (int w = 0; w < WORDS; w++) {
                if (words.get(place * WORDS + w) != 0) {
                    into.fold(w);
                    into.fold(words.get(place * WORDS + w));
                }
            }
        }
    }

    int bytesBeside(@Nullable Contents other) {
        return words.bytesBeside(other == null ? null : other.words) + written.size() * 16;
    }
}
