package pagewalk.engine.heap;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;

/**
 * Loads and stores of a program in chunks that it does not hold. The C library notices none of them; a store that hits
 * a link is noticed, if at all, by whoever follows the link.
 */
public final class Touches {
    public static final int STORE = 1;

    /** Bytes before an access in which a pointer that the program holds is looked for first. */
    private static final int NEAR = 1024;

    private static final int WORD = 8;
    /** Bytes of links and keys at the beginning of a free chunk. */
    private static final int LINKS = 16;

    private static final int LARGE_LINKS = 32;

    private final Arena arena;
    private final Chunks chunks;
    private final Places places;
    private final Ledger ledger;
    private final HeapView view;

    Touches(Arena arena, Places places, Ledger ledger, HeapView view) {
        this.arena = arena;
        chunks = arena.chunks;
        this.places = places;
        this.ledger = ledger;
        this.view = view;
    }

    /**
     * The program touched bytes that are mapped.
     *
     * @param kind 0 load, {@link #STORE}, 2 fetch
     * @param value what a store wrote, lowest byte first; null if nobody knows
     */
    public void touched(long at, int bytes, int kind, @Nullable Long value) {
        int place = places.placeOf(at);
        if (place < 0 || place >= Places.BREAK_END || arena.top == Arena.NO_TOP || isHeld(place, bytes)) {
            return;
        }
        int p = chunkAt(place);
        int size = p < 0 ? 0 : chunks.size(p);
        int state = p < 0 || ledger.holds(p + Chunks.HEADER) ? HeapView.IN_USE : view.kind(p, size);
        if (state == HeapView.IN_USE || state == HeapView.OWN || place < p + Chunks.HEADER) {
            return;
        }
        arena.tell(EventKind.HEAP_TOUCHED, Rule.HEAP_USE_FREED, place, p, state, kind);
        if (kind == STORE && value != null && state != HeapView.TOP) {
            overwrite(p, state, at, new long[] {bytes, value});
        }
    }

    /** Whether a pointer shortly before reaches over the whole access, as it does for nearly all. */
    private boolean isHeld(int place, int bytes) {
        for (int mem = place & -16; mem > Math.max(0, place - NEAR); mem -= 16) {
            if (ledger.holds(mem)) {
                return place + bytes <= mem + chunks.size(mem - Chunks.HEADER) - WORD;
            }
        }
        return false;
    }

    /** The chunk that a place belongs to, up to the size field of the next; -1 if there is none. */
    private int chunkAt(int place) {
        int p = places.firstOffset() + 15 & -16;
        while (p <= place) {
            int size = chunks.size(p);
            if (p == arena.top || place < p + size + WORD) {
                return p;
            }
            if (size < Chunks.HEADER || size >= Chunks.PLACES) {
                return -1;
            }
            p += size;
        }
        return -1;
    }

    private void overwrite(int p, int state, long at, long[] bytesAndValue) {
        int first = places.placeOf(at);
        int end = first + (int) bytesAndValue[0];
        int links = state == HeapView.FREE && !Arena.isSmall(chunks.size(p)) ? LARGE_LINKS : LINKS;
        boolean hit = false;
        for (int word = p + Chunks.HEADER; word < p + Chunks.HEADER + links; word += WORD) {
            if (first < word + WORD && end > word) {
                boolean whole = first == word && end == word + WORD;
                write(p, state, word, whole ? bytesAndValue[1] : -1L);
                hit = true;
            }
        }
        if (hit) {
            arena.tell(EventKind.HEAP_TOUCHED, Rule.HEAP_WRITE_LINK, first, p, state, STORE);
        }
    }

    /** What malloc() will read where a link or a key was: a place, if the value is the address of one. */
    private void write(int p, int state, int word, long value) {
        boolean mixed = state != HeapView.FREE;
        if (mixed && word > p + Chunks.HEADER) {
            chunks.setKey(p, false);
            return;
        }
        long pointer = mixed ? value ^ places.addressOf(word) >>> 12 : value;
        int to = pointer == 0 ? Chunks.NULL : places.placeOf(pointer);
        chunks.smash(word, mixed, (to & 15) != 0 || to < 0 ? Chunks.WILD : to);
    }
}
