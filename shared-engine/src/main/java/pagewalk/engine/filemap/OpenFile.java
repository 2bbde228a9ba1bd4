package pagewalk.engine.filemap;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.IntMap;

/** A file: what struct inode, struct address_space and struct file_ra_state hold of it. */
final class OpenFile {
    String path;
    final int pages;
    int inode;
    final boolean shmem;
    final IntMap cache;
    /** VMAs that map it (i_mmap), in the order they came. */
    final IntList mappings;

    /** Bytes of code, constants, data and bss, if it is a program. */
    long @Nullable [] image;

    /** What it has beside that if it is in huge pages. */
    @Nullable
    HugeMemory huge;

    /** Whether it stays when nobody maps it. */
    boolean kept;

    /** What evicted pages left behind, made when the first one does. */
    @Nullable
    IntMap shadows;

    int cached;
    int charged;
    /** Pages of shared memory that are in swap. */
    int swapped;
    /** Byte after the last that read() ended with. */
    long readTo;

    int start;
    int size;
    int asyncSize;
    int misses;

    OpenFile(String path, int pages, int inode, boolean shmem) {
        this.path = path;
        this.pages = pages;
        this.inode = inode;
        this.shmem = shmem;
        cache = new IntMap();
        mappings = new IntList();
    }

    OpenFile(OpenFile other) {
        path = other.path;
        pages = other.pages;
        inode = other.inode;
        shmem = other.shmem;
        cache = other.cache.copy();
        mappings = other.mappings.copy();
        image = other.image;
        huge = other.huge == null ? null : other.huge.copy();
        kept = other.kept;
        shadows = other.shadows == null ? null : other.shadows.copy();
        cached = other.cached;
        charged = other.charged;
        swapped = other.swapped;
        readTo = other.readTo;
        start = other.start;
        size = other.size;
        asyncSize = other.asyncSize;
        misses = other.misses;
    }
}
