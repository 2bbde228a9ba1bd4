package pagewalk.engine.fit;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.IntMap;

/** A range of bytes that is handed out in blocks of any size, by one free list. */
public final class FitRange {
    public static final int NIL = -1;
    /** Most chunks of a range: every search may look at all that are free. */
    public static final int MAX_CHUNKS = 2048;

    /** Each request may cut a chunk into three. */
    private static final int CUTS = 2;

    private final Events events;
    private @Nullable FitSetup setup;
    private ChunkTable chunks;
    /** Slots of blocks by the address their owners have. */
    private IntMap blocks;

    private int freeBytes;
    /** The chunk that next fit looks at first; {@link #NIL} for the first of the list. */
    private int rover = NIL;

    private int searched;
    /** Slot of the block that was handed out last; no part of the state. */
    private int lastBlock;

    /** Place in the list of the chunk that the search chose. */
    private int chosenPlace;

    public FitRange(Events events) {
        this.events = events;
        chunks = new ChunkTable();
        blocks = new IntMap();
    }

    private FitRange(FitRange other, Events events) {
        this.events = events;
        setup = other.setup;
        chunks = other.chunks.copy();
        blocks = other.blocks.copy();
        freeBytes = other.freeBytes;
        rover = other.rover;
        searched = other.searched;
    }

    /** An independent copy that tells {@code newEvents}. */
    public FitRange copy(Events newEvents) {
        return new FitRange(this, newEvents);
    }

    /** Whether there is a range. */
    public boolean isUsed() {
        return setup != null;
    }

    /** Looks at the range; its answers are of the moment they are given. */
    public FitView view() {
        return new FitView(setup, chunks, this);
    }

    /** Begins a range, all of it free; one that was there before is gone. */
    public void begin(FitSetup newSetup) {
        setup = newSetup;
        chunks = new ChunkTable();
        blocks = new IntMap();
        chunks.insert(0, chunks.begin(newSetup.base(), newSetup.size()));
        freeBytes = newSetup.size();
        rover = NIL;
        tell(
                EventKind.FIT_BEGUN,
                Rule.FIT_RANGE,
                newSetup.base(),
                newSetup.size(),
                newSetup.header(),
                newSetup.align());
    }

    public boolean hasRoomForChunk() {
        return chunks.chunks() + CUTS <= MAX_CHUNKS;
    }

    /** All free bytes. */
    public int freeBytes() {
        return freeBytes;
    }

    /** Bytes of the largest free chunk; 0 if there is none. */
    public int largestFree() {
        int largest = 0;
        for (int i = 0; i < chunks.listed(); i++) {
            largest = Math.max(largest, chunks.size(chunks.listAt(i)));
        }
        return largest;
    }

    /** Number of free chunks. */
    public int freeChunks() {
        return chunks.listed();
    }

    /** Chunks of the range, free or not. */
    public int chunks() {
        return chunks.chunks();
    }

    /** First byte of the block that was handed out last. */
    public int blockStart() {
        return chunks.start(lastBlock);
    }

    /** Bytes of the block that was handed out last. */
    public int blockSize() {
        return chunks.size(lastBlock);
    }

    /** Free chunks that the last search looked at. */
    public int searched() {
        return searched;
    }

    private FitSetup setup() {
        FitSetup now = setup;
        if (now == null) {
            throw new IllegalStateException("PW-CHECK a range was begun");
        }
        return now;
    }

    /**
     * Hands out a block for {@code asked} bytes, 1 to {@link FitSetup#MAX_SIZE}.
     *
     * @return the address behind its header; {@link #NIL} if no chunk is large enough, and then nothing changed
     */
    public int allocate(int asked) {
        FitSetup now = setup();
        Check.that(asked >= 1 && asked <= FitSetup.MAX_SIZE, "a block has bytes", "asked", asked);
        Check.that(hasRoomForChunk(), "there is room for another chunk");
        int needed = now.blockSize(asked);
        Rule rule = now.exact() ? Rule.FIT_BLOCK_SIZE : Rule.FIT_BLOCK_SIZE_OSTEP;
        tell(EventKind.FIT_ASKED, rule, asked, needed, now.header(), freeBytes);
        int chosen = now.policy() == FitPolicy.NEXT ? searchNext(needed) : search(needed, now.policy());
        if (chosen == NIL) {
            return NIL;
        }
        Rule why = decided(now.policy());
        tell(EventKind.FIT_CHOSEN, why, chunks.start(chosen), chunks.size(chosen), searched, needed);
        int block = carve(chosen, needed);
        chunks.take(block, asked);
        lastBlock = block;
        freeBytes -= needed;
        int address = chunks.start(block) + now.header();
        blocks.put(address, block);
        tell(EventKind.FIT_HANDED, Rule.FIT_HEADER, address, chunks.start(block), needed, asked);
        return address;
    }

    private static Rule decided(FitPolicy policy) {
        return switch (policy) {
            case FIRST -> Rule.FIT_FIRST;
            case BEST -> Rule.FIT_BEST;
            case WORST -> Rule.FIT_WORST;
            case NEXT -> Rule.FIT_NEXT;
        };
    }

    private boolean fits(int slot, int needed) {
        return chunks.size(slot) - setup().lead(chunks.start(slot)) >= needed;
    }

    private int search(int needed, FitPolicy policy) {
        int chosen = NIL;
        searched = 0;
        for (int place = 0; place < chunks.listed(); place++) {
            int slot = chunks.listAt(place);
            searched++;
            boolean fits = fits(slot, needed);
            boolean better = fits && (chosen == NIL || isBetter(slot, chosen, policy));
            Rule rule = policy == FitPolicy.FIRST && fits ? Rule.FIT_FIRST : verdict(fits, better);
            look(rule, slot, needed);
            if (better) {
                chosen = slot;
                chosenPlace = place;
            }
            if (better && policy == FitPolicy.FIRST) {
                break;
            }
        }
        return chosen;
    }

    private static Rule verdict(boolean fits, boolean better) {
        return better ? Rule.FIT_CANDIDATE : fits ? Rule.FIT_NOT_BETTER : Rule.FIT_TOO_SMALL;
    }

    private boolean isBetter(int slot, int chosen, FitPolicy policy) {
        int size = chunks.size(slot);
        return policy == FitPolicy.BEST ? size < chunks.size(chosen) : size > chunks.size(chosen);
    }

    private int searchNext(int needed) {
        int count = chunks.listed();
        int first = rover == NIL ? 0 : Math.max(0, chunks.placeOf(rover));
        searched = 0;
        for (int i = 0; i < count; i++) {
            int place = first + i < count ? first + i : first + i - count;
            int slot = chunks.listAt(place);
            searched++;
            boolean fits = fits(slot, needed);
            look(fits ? Rule.FIT_NEXT : Rule.FIT_TOO_SMALL, slot, needed);
            if (fits) {
                chosenPlace = place;
                return slot;
            }
        }
        return NIL;
    }

    private void look(Rule rule, int slot, int needed) {
        tell(EventKind.FIT_LOOKED, rule, chunks.start(slot), chunks.size(slot), searched, needed);
    }

    /** Takes {@code needed} bytes out of the chosen chunk; what is left of it stays free. */
    private int carve(int chunk, int needed) {
        int lead = setup().lead(chunks.start(chunk));
        int gap = lead == 0 ? NIL : chunks.cutLow(chunk, lead);
        int block;
        if (chunks.size(chunk) == needed) {
            chunks.removeAt(chosenPlace);
            block = chunk;
            rover = chunks.listed() == 0 ? NIL : chunks.listAt(chosenPlace < chunks.listed() ? chosenPlace : 0);
            tell(EventKind.FIT_CARVED, Rule.FIT_WHOLE, chunks.start(chunk), needed, 0, 0);
        } else {
            block = chunks.cutLow(chunk, needed);
            rover = chunk;
            int rest = chunks.start(chunk);
            tell(EventKind.FIT_CARVED, Rule.FIT_SPLIT, chunks.start(block), needed, rest, chunks.size(chunk));
            if (setup().exact() && bySize()) {
                chunks.removeAt(chosenPlace);
                list(chunk);
            }
        }
        if (gap != NIL) {
            tell(EventKind.FIT_CARVED, Rule.FIT_LEAD, chunks.start(block), needed, chunks.start(gap), lead);
            list(gap);
        }
        return block;
    }

    private boolean bySize() {
        return setup().order() == ListOrder.SMALLEST_FIRST || setup().order() == ListOrder.LARGEST_FIRST;
    }

    /** The slot of the block whose owner has {@code address}; {@link #NIL} if no block begins there. */
    private int blockAt(int address) {
        int slot = address < 0 ? NIL : blocks.get(address);
        return slot == IntMap.NIL ? NIL : slot;
    }

    /** Whether a block that is handed out has this address. */
    public boolean isHeld(int address) {
        return blockAt(address) != NIL;
    }

    /** Takes back the block whose owner has {@code address}, which {@link #isHeld}. */
    public void free(int address) {
        int slot = blockAt(address);
        Check.that(slot != NIL, "a block is handed out", "address", address);
        blocks.put(address, NIL);
        chunks.release(slot);
        freeBytes += chunks.size(slot);
        tell(EventKind.FIT_RETURNED, Rule.FIT_HEADER, address, chunks.start(slot), chunks.size(slot), freeBytes);
        if (setup().exact()) {
            list(setup().coalesce() ? joinNeighbours(slot) : slot);
        } else {
            listAndSort(slot);
            if (setup().coalesce()) {
                joinAlongTheList();
            }
        }
    }

    /** Joins a chunk that is on no list with the free ones on both sides, which leave the list. */
    private int joinNeighbours(int slot) {
        int high = chunks.above(slot);
        if (high != ChunkTable.NIL && chunks.isFree(high)) {
            chunks.removeAt(chunks.placeOf(high));
            join(Rule.FIT_JOIN, slot, high);
        }
        int low = chunks.below(slot);
        if (low == ChunkTable.NIL || !chunks.isFree(low)) {
            return slot;
        }
        chunks.removeAt(chunks.placeOf(low));
        join(Rule.FIT_JOIN, low, slot);
        return low;
    }

    private void join(Rule rule, int slot, int gone) {
        int swallowed = chunks.start(gone);
        int bytes = chunks.size(gone);
        chunks.joinAbove(slot);
        if (rover == gone) {
            rover = slot;
        }
        tell(EventKind.FIT_JOINED, rule, chunks.start(slot), chunks.size(slot), swallowed, bytes);
    }

    /** Goes through the list once, as it is, and joins what follows each other there and in memory. */
    private void joinAlongTheList() {
        int place = 0;
        while (place + 1 < chunks.listed()) {
            int slot = chunks.listAt(place);
            int next = chunks.listAt(place + 1);
            if (chunks.end(slot) == chunks.start(next)) {
                chunks.removeAt(place + 1);
                join(Rule.FIT_JOIN_LISTED, slot, next);
            } else {
                place++;
            }
        }
    }

    /** Puts a chunk where it belongs in a list that is in order. */
    private void list(int slot) {
        int place = 0;
        switch (setup().order()) {
            case ADDRESS -> {
                while (place < chunks.listed() && chunks.start(chunks.listAt(place)) < chunks.start(slot)) {
                    place++;
                }
            }
            case SMALLEST_FIRST -> {
                while (place < chunks.listed() && chunks.size(chunks.listAt(place)) <= chunks.size(slot)) {
                    place++;
                }
            }
            case LARGEST_FIRST -> {
                while (place < chunks.listed() && chunks.size(chunks.listAt(place)) >= chunks.size(slot)) {
                    place++;
                }
            }
            case FRONT -> {}
            case BACK -> place = chunks.listed();
        }
        chunks.insert(place, slot);
        tellListed(slot, place);
    }

    /** Appends a chunk and then sorts the whole list, if it is a sorted one. */
    private void listAndSort(int slot) {
        if (!bySize()) {
            list(slot);
            return;
        }
        chunks.insert(chunks.listed(), slot);
        chunks.sortBySize(setup().order() == ListOrder.SMALLEST_FIRST);
        tellListed(slot, chunks.placeOf(slot));
    }

    private void tellListed(int slot, int place) {
        Rule rule = switch (setup().order()) {
            case ADDRESS -> Rule.FIT_BY_ADDRESS;
            case SMALLEST_FIRST -> Rule.FIT_SMALLEST_FIRST;
            case LARGEST_FIRST -> Rule.FIT_LARGEST_FIRST;
            case FRONT -> Rule.FIT_FRONT;
            case BACK -> Rule.FIT_BACK;
        };
        tell(EventKind.FIT_LISTED, rule, chunks.start(slot), chunks.size(slot), place, chunks.listed());
    }

    public void digest(Digest into) {
        FitSetup now = setup;
        if (now != null) {
            now.digest(into);
            chunks.digest(into);
            into.fold(rover == NIL ? NIL : chunks.start(rover));
        }
    }

    /** Bytes that a copy takes, for budgets. */
    public int bytes() {
        return chunks.bytes() + chunks.chunks() * 16 + 256;
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
