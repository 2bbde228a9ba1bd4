/**
 * Contiguous allocation as textbooks have it: a range of bytes, blocks of any size, one free list.
 *
 * <p>Linux hands out memory in powers of two and in objects of equal size, so that finding a place is a matter of a
 * few looks and every hole fits again. What it avoids so is shown here. A request walks the list of free chunks and
 * takes one that is large enough:
 *
 * <pre>
 *     first fit   the first one                     the fewest looks; small chunks gather at the list's head
 *     next fit    the first one, from where the     spreads the small chunks, and breaks up the large one
 *                 last search ended
 *     best fit    the smallest one                  looks at all of them; what is left over is too small to use
 *     worst fit   the largest one                   looks at all of them; soon no large chunk is left
 * </pre>
 *
 * What is left of a chunk stays free. After a while there may be room in plenty and no chunk that is large enough: the
 * distance between all free bytes and the largest free chunk is the external fragmentation; the bytes that alignment
 * and headers add to a block are the internal one. Neighbours that are free may become one chunk again (coalescing).
 *
 * <p>Two conventions, {@link pagewalk.engine.fit.Convention}: {@code exact} is an allocator one could use;
 * {@code ostep} does what the free-space exercise of the OSTEP course does, step by step, and its looks are counted
 * the same way. Next fit is not in that exercise; with {@code ostep} it uses that convention's list.
 *
 * <p>Same as Linux 6.12: nothing; it stands beside the machine's memory. The kernel's memblock searches ranges by first
 * fit, and its vmalloc finds the lowest hole that fits, which is first fit by address with a tree instead of a list.
 *
 * <p>Left out: links and sizes written into the bytes themselves, since the range has no contents; lists by size class;
 * and what a program does after a request was refused.
 */
@NullMarked
package pagewalk.engine.fit;

import org.jspecify.annotations.NullMarked;
