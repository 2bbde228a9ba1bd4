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
 * <h2>Mistakes</h2>
 *
 * <p>An allocator trusts its users: who writes past an object writes into the next, and who writes to a freed object
 * may
 * write over the pointer that the freelist hangs on. A cache can be made to watch for that. It surrounds objects with
 * red zones and fills free ones with a poison, and whoever allocates or frees looks at these bytes first:
 *
 * <pre>
 *     left red zone | object | right red zone | free pointer | who and when | padding
 *         bb / cc       6b..a5     bb / cc                                     5a
 * </pre>
 *
 * What is wrong is reported and repaired. An object that fails its check is not freed; a slab whose next object fails
 * is
 * given up, with all its free objects, because nobody knows what else is wrong with it. Only the bytes that somebody
 * wrote by mistake are kept here ({@link Stains}); of the rest the rules say what they are.
 *
 * <h2>Memory pools</h2>
 *
 * <p>Some requests must not fail, because what they are for frees memory: writing a dirty page needs a descriptor. A
 * pool
 * ({@link Mempools}) keeps a few elements back for them. It asks the allocator below first, takes from its reserve only
 * when that has nothing, and fills the reserve first when something comes back. Who may sleep and finds the reserve
 * empty
 * waits, and cannot fail: each element that is out will come back.
 *
 * <p>Same as Linux 6.12: the order of a slab, the objects in it and the limits of both partial lists; where the free
 * pointer and the red zones lie; alignment, merging with caches of alike size, and the names of merged caches; the
 * order of every list after every allocation and free; caches with debugging, which work without the CPU's lists; the
 * smaller slab when pages are scattered; red zones, poison, paddings and free pointers with all that follows from a
 * wrong
 * byte; shrinking, destroying; the order of a pool's attempts; the size classes and types of kmalloc(), and large
 * requests that go to the page allocator.
 *
 * <p>Left out: the memory of the descriptors themselves, more than one node, memory groups, KASAN and KFENCE, bulk
 * allocation, the delay of SLAB_TYPESAFE_BY_RCU, the mangling of free pointers, the records of SLAB_STORE_USER beyond
 * their room, the poison of a pool's reserve, a pool's own descriptor, and what objects contain. A request to a pool
 * that
 * would wait is refused and asked again. An
 * allocation that fails for want of pages leaves a full slab with its CPU; Linux has let go of it by then.
 */
@NullMarked
package pagewalk.engine.slab;

import org.jspecify.annotations.NullMarked;
