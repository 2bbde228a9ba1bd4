/**
 * SLUB, the allocator of objects smaller than a page (mm/slub.c, mm/slab_common.c).
 *
 * <p>A cache serves objects of one size. It cuts slabs, blocks of pages from the page allocator, into objects and
 * keeps the free ones of each slab in a list, whose links Linux writes into the free objects themselves. Most requests
 * touch nothing but the list of the CPU they run on:
 *
 * <pre>
 *     CPU      its slab with a freelist of its own        taken from first
 *              partial slabs, newest first                then one of these
 *     node     partial slabs                              then these, several at once
 *     buddy    pages                                      then a new slab
 * </pre>
 *
 * A slab that is full is on no list at all; the first object that comes back to it puts it on the list of the CPU that
 * freed. A slab that is empty goes back to the page allocator, but only once its node keeps enough partial ones.
 *
 * <p>Same as Linux 6.12: the order of a slab, the objects in it and the limits of both partial lists; where the free
 * pointer and the red zones lie; alignment, merging with caches of alike size, and the names of merged caches; the
 * order of every list after every allocation and free; caches with debugging, which work without the CPU's lists; the
 * smaller slab when pages are scattered; shrinking, destroying; the size classes and types of kmalloc(), and large
 * requests that go to the page allocator.
 *
 * <p>Left out: the memory of the descriptors themselves, more than one node, memory groups, KASAN and KFENCE, bulk
 * allocation, the delay of SLAB_TYPESAFE_BY_RCU, the mangling of free pointers, and what objects contain. An
 * allocation that fails for want of pages leaves a full slab with its CPU; Linux has let go of it by then.
 */
@NullMarked
package pagewalk.engine.slab;

import org.jspecify.annotations.NullMarked;
