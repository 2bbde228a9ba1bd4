/**
 * The allocator that Linux uses before there is a page allocator.
 *
 * <p>At boot the firmware's map is all the kernel knows. memblock keeps it in two sorted tables of physical ranges:
 * {@code memory}, what there is, and {@code reserved}, what is taken. Free memory is never written down; it is what
 * the first table has and the second has not. An allocation is a search for a hole and one more reserved range. When
 * the zones are ready, everything free goes to the buddy lists and memblock has done its work.
 *
 * <p>Same as Linux 6.12: both tables and their order; ranges that overlap keep the flags they had; neighbours merge
 * when they touch and have equal flags; removing, freeing and marking split a range at both ends; the search from the
 * top down or from the bottom up, its alignment and limits; page 0 is never handed out; a full table of 128 ranges
 * doubles into memory that memblock finds for it.
 *
 * <p>A machine with a firmware's map has it in these tables before its first command: usable memory but for page 0 and
 * the hole below 1 MiB, and the first MiB reserved. memblock_free_all() hands every free run of whole pages over,
 * ascending, in the largest aligned blocks, and ends memblock's time.
 *
 * <p>Left out: NUMA nodes, mirrored memory, the physmem table, and the doubling with kmalloc() after the slab
 * allocator is up.
 */
@NullMarked
package pagewalk.engine.memblock;

import org.jspecify.annotations.NullMarked;
