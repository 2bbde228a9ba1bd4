/**
 * What came before the page tables of today: base and bounds, segments, and page tables small enough to be read whole.
 *
 * <p>A program is compiled as if it were alone and memory began at 0. Something has to put its addresses elsewhere, at
 * every access, in hardware. Each scheme here mends what the one before it wastes:
 *
 * <pre>
 *     base        pa = base + va, if va &lt; bound     one piece; what lies between heap and stack is wasted
 *     segments    the same for each half            little is wasted inside, but holes of all sizes outside
 *     linear      pa = table[vpn] and the offset    no holes; an entry for each page, used or not
 *     two-level   a directory of pieces of a table  no entries where nothing is, and one look more
 * </pre>
 *
 * A stack grows downwards, and so may a segment: its base is then its upper end, and an address is counted from the
 * upper end of the address space, so that the limit can rise without anything moving.
 *
 * <p>The conventions are those of the exercises of the OSTEP course (relocation, segmentation, paging-linear-translate,
 * paging-multilevel-translate): the highest bit of an address is its segment; an entry of a linear table has its valid
 * bit on top and no other bits; the two-level table lies in the memory that it describes, with entries of one byte. The
 * exercises themselves, drawn from a seed, are {@link pagewalk.engine.segment.RelocationDraws} and its neighbours.
 *
 * <p>Same as Linux 6.12: nothing; it stands beside the machine. On x86-64 the segments of old are still loaded, with
 * base 0 and no limit, and only FS and GS keep a base. The kernel's own page tables are in {@code pagetable}.
 *
 * <p>Left out: permissions of segments, segments that programs share, moving a segment to make room, a process for each
 * space and the switch between them, tables of more than two levels, inverted tables. Nothing here is a bottleneck, so
 * addresses are {@code long}: base and bounds know no pages that could split them.
 */
@NullMarked
package pagewalk.engine.segment;

import org.jspecify.annotations.NullMarked;
