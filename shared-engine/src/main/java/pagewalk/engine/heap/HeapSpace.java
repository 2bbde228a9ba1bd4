package pagewalk.engine.heap;

/**
 * Where a heap gets its memory: the system calls that glibc makes, and what a process sees of its own pages.
 *
 * <p>Addresses are of the process, lengths in bytes and whole pages. No call throws for a request that cannot be met.
 */
public interface HeapSpace {
    /** What a call answers that fails. */
    long FAILED = -1;

    /** Moves the break by {@code increment}, which may be 0 or negative; answers the old break or {@link #FAILED}. */
    long sbrk(long increment);

    /** Maps private anonymous memory that can be read and written; answers its address or {@link #FAILED}. */
    long mmap(long length);

    /** Unmaps a range; false if that failed. */
    boolean munmap(long address, long length);

    /** Resizes a mapping, wherever it lies then; answers its address or {@link #FAILED}, and then nothing changed. */
    long mremap(long address, long oldLength, long newLength);

    /** Says that the contents of a range are not needed (madvise() with MADV_DONTNEED). */
    void discard(long address, long length);

    /** Whether a byte can be read. */
    boolean isMapped(long address);

    /** Writes to the page at {@code address}, for the first time since it was mapped or shared; false if it may not. */
    boolean touch(long address);
}
