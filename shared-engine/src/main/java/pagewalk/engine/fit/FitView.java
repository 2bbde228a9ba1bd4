package pagewalk.engine.fit;

import org.jspecify.annotations.Nullable;

/** Looks at a range and its chunks; valid at every event. */
public final class FitView {
    private final @Nullable FitSetup setup;
    private final ChunkTable chunks;
    private final FitRange range;

    FitView(@Nullable FitSetup setup, ChunkTable chunks, FitRange range) {
        this.setup = setup;
        this.chunks = chunks;
        this.range = range;
    }

    /**
     * One chunk.
     *
     * @param start its first address
     * @param size its bytes, header and padding among them
     * @param asked bytes that the owner asked for, -1 for a free chunk
     */
    public record Chunk(int start, int size, int asked) {
        public boolean free() {
            return asked < 0;
        }
    }

    /** The range; null before it was begun. */
    public @Nullable FitSetup setup() {
        return setup;
    }

    /** All chunks by address: together they cover the range, each byte once. */
    public Chunk[] chunks() {
        Chunk[] all = new Chunk[chunks.chunks()];
        int slot = chunks.lowest();
        for (int i = 0; i < all.length; i++) {
            all[i] = chunk(slot);
            slot = chunks.above(slot);
        }
        return all;
    }

    /** The free list, in its order. */
    public Chunk[] freeList() {
        Chunk[] list = new Chunk[chunks.listed()];
        for (int i = 0; i < list.length; i++) {
            list[i] = chunk(chunks.listAt(i));
        }
        return list;
    }

    /** Number of free chunks. */
    public int freeChunks() {
        return chunks.listed();
    }

    /** All free bytes. */
    public int freeBytes() {
        return range.freeBytes();
    }

    /**
     * Bytes of the largest free chunk; 0 if there is none. How far it is below {@link #freeBytes} is the external
     * fragmentation.
     */
    public int largestFree() {
        return range.largestFree();
    }

    /** Free chunks that the last search looked at. */
    public int searched() {
        return range.searched();
    }

    /** The chunk that holds an address; null outside the range. */
    public @Nullable Chunk at(int address) {
        for (int slot = chunks.lowest(); slot != ChunkTable.NIL; slot = chunks.above(slot)) {
            if (address >= chunks.start(slot) && address < chunks.end(slot)) {
                return chunk(slot);
            }
        }
        return null;
    }

    private Chunk chunk(int slot) {
        return new Chunk(chunks.start(slot), chunks.size(slot), chunks.isFree(slot) ? -1 : chunks.asked(slot));
    }
}
