/**
 * The page cache: files, which of their pages are in memory, and what is read ahead.
 *
 * <p>A file on the machine's disk has pages; one that was read stays in a frame, and every process that maps it maps
 * that frame. Shared memory (MAP_SHARED without a file, /dev/zero) is the same without a disk: its pages exist nowhere
 * else, and go with the last mapping.
 *
 * <p>A fault that finds its page here is minor; one that must read is major. Reading one page of a mapping reads around
 * it: half of the window before it, half behind, with a mark on the page from which on the next window is read.
 *
 * <p>Same as Linux 6.12: the window of 32 pages (128 KiB), read-around and the marked page at three quarters of it, the
 * next window when the mark is touched, no readahead with MADV_RANDOM, none after 100 misses more than hits.
 *
 * <p>Left out: the time that reading takes, so that a window is complete when the fault goes on; large folios; writing
 * back; metadata. All mappings of a path share one open file.
 */
@NullMarked
package pagewalk.engine.filemap;

import org.jspecify.annotations.NullMarked;
