/**
 * The heap of a process as its C library keeps it: malloc() and free() of glibc 2.36 on x86-64.
 *
 * <p>The kernel gives a process pages; a program wants 24 bytes here and 3,000 there. In between stands the C library.
 * It moves the break, or maps memory, and cuts chunks from what it got. A chunk's size stands right before the bytes
 * that the program has, so that free() needs nothing but the pointer. What comes back is kept, and where it is kept
 * decides how soon it can merge with its neighbours:
 *
 * <pre>
 *     free(p)                                        malloc(n)
 *       |  at most 1040 bytes, fewer than 7            ^  1  the thread's cache, if it has exactly this size
 *       +--> tcache: 64 stacks                 --------+
 *       |  at most 128 bytes                           ^  2  the fast bin of this size
 *       +--> fast bins: 7 stacks, no merging   --------+
 *       |  larger ones merge with free neighbours      ^  3  the small bin of this size, oldest first
 *       |  borders on the top? part of the top         |  4  the unsorted bin, oldest first: exact fit, or sorted into
 *       +--> unsorted bin --> small bins (62)   -------+     5  the best fit of the large bins, or the next larger bin
 *                         --> large bins (63)          ^  6  the low end of the top
 *     from 128 KiB on: a mapping of its own            +  7  the system: mmap() for large ones, the break for others
 * </pre>
 *
 * Much that surprises follows from this: freed memory does not go back to the system, because a chunk of the cache or a
 * fast bin looks in use and keeps its neighbours apart, or because something small lies above it; a size that was
 * mapped once comes from the heap later, since freeing it moved the threshold; and a double free is noticed at the
 * second call, at some later malloc(), or never.
 *
 * <p>The words that glibc writes into the memory of the process are kept one by one ({@link
 * pagewalk.engine.heap.Chunks}): sizes, links, keys, and what is left of them when a chunk is gone. So a wrong free()
 * reads what it would read there, and comes to the same check and the same message.
 *
 * <p>Same as glibc 2.36 (malloc/malloc.c), and compared with it over random programs, call by call:
 * <ul>
 * <li>chunk sizes and headers, the thread's cache, fast bins, the unsorted, small and large bins, the ring of sizes,
 *     the map of bins, best fit, splitting, the last remainder, merging and consolidation;
 * <li>growth and trimming of the top with DEFAULT_TOP_PAD 131072, somebody else's sbrk() in between, mapped pieces
 *     where the break is blocked, chunks that are mappings and the threshold that moves;
 * <li>realloc() in place, into the top, into the next chunk, by copying and by mremap(); calloc(), malloc_trim(),
 *     mallinfo2();
 * <li>the checks and their messages, as far as they depend on the heap's own words.
 * </ul>
 *
 * <p>Left out:
 * <ul>
 * <li>threads and their arenas, aligned allocation, tunables and hooks, huge pages;
 * <li>the random key of the cache and the mixing of links with their addresses (safe-linking): a link is only known to
 *     be mixed or not, so a check that would fail for 15 addresses of 16 always fails;
 * <li>what a program writes, but for links and keys of free chunks (a link is followed where it leads within the heap,
 *     mixed as glibc mixes it): no store changes a header, no load finds a link, and the bytes that realloc() copies
 *     are the allocator's own; the C library writes its headers through the page tables, which faults pages in, but
 *     reads them without;
 * <li>heaps of more than 768 MiB below the break, or 256 MiB of pieces; larger requests are mappings anyway.
 * </ul>
 */
@NullMarked
package pagewalk.engine.heap;

import org.jspecify.annotations.NullMarked;
