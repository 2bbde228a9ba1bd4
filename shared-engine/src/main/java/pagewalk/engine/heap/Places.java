package pagewalk.engine.heap;

import java.util.Arrays;
import pagewalk.engine.digest.Digest;

/**
 * Which addresses the heap's places have. Those that the break has moved over count from its first page; where the
 * break could not move, mapped memory follows, each piece at places of its own.
 */
final class Places {
    static final int NONE = -1;
    /** Places of the break are below this, those of mapped pieces are not. */
    static final int BREAK_END = Chunks.PLACES / 4 * 3;

    /** Address of place 0; -1 before the break moved. */
    private long base = -1;

    /** Where in its page the break was first. */
    private int firstOffset;

    private long[] address = new long[0];
    private int[] start = new int[0];
    /** The place after the last mapped piece. */
    private int end = BREAK_END;

    Places() {}

    Places copy() {
        Places copy = new Places();
        copy.base = base;
        copy.firstOffset = firstOffset;
        copy.address = address.clone();
        copy.start = start.clone();
        copy.end = end;
        return copy;
    }

    /** Whether the break was moved yet. */
    boolean begun() {
        return base >= 0;
    }

    /** The break was first at {@code brk}; place 0 is the page that holds it. */
    void begin(long brk) {
        base = brk & -Chunks.PAGE;
        firstOffset = (int) (brk & Chunks.PAGE - 1);
    }

    int firstOffset() {
        return firstOffset;
    }

    long base() {
        return base;
    }

    /** Whether as many bytes can still follow as a mapped piece. */
    boolean hasRoom(int bytes) {
        return Chunks.PLACES - end > bytes;
    }

    /** A piece was mapped; returns the place of its first byte. */
    int addPiece(long at, int bytes) {
        int count = address.length;
        address = Arrays.copyOf(address, count + 1);
        start = Arrays.copyOf(start, count + 1);
        address[count] = at;
        start[count] = end;
        end += bytes;
        return start[count];
    }

    /** Whether a place has an address. */
    boolean isKnown(int place) {
        return place >= 0 && place < end && (place < BREAK_END ? base >= 0 : true);
    }

    long addressOf(int place) {
        if (place < BREAK_END) {
            return base + place;
        }
        int piece = start.length - 1;
        while (start[piece] > place) {
            piece--;
        }
        return address[piece] + (place - start[piece]);
    }

    /** The place of an address that may be in the heap; {@link #NONE} for one that never was. */
    int placeOf(long at) {
        if (base >= 0 && at >= base && at - base < BREAK_END) {
            return (int) (at - base);
        }
        for (int piece = 0; piece < start.length; piece++) {
            int bytes = (piece + 1 < start.length ? start[piece + 1] : end) - start[piece];
            if (at >= address[piece] && at - address[piece] < bytes) {
                return start[piece] + (int) (at - address[piece]);
            }
        }
        return NONE;
    }

    void digest(Digest into) {
        into.fold((int) (base >> 12));
        into.fold((int) (base >> 44));
        for (int piece = 0; piece < start.length; piece++) {
            into.fold((int) (address[piece] >> 12));
            into.fold((int) (address[piece] >> 44));
            into.fold(start[piece]);
        }
        into.fold(end);
    }
}
