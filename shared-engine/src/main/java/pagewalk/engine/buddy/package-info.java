/**
 * The buddy allocator.
 *
 * <p>Memory is cut into blocks of 1, 2, 4 ... 1024 pages. A request takes the smallest free block that is large
 * enough and halves it until it fits; the halves it does not need go on the free lists. A block of order k has
 * exactly one buddy, the block whose pfn differs in bit k, and when both are free they become one block of order
 * k + 1 again. Nothing but an exclusive or finds the buddy: that is the whole trick.
 *
 * <p>Same as Linux 6.12: orders 0 to 10; the list head is taken; a split keeps the low half and lists the upper one at
 * the head; freed blocks go to the head, or to the tail when a merge of the parent is near; a free block returns to
 * the list of its pageblock's type; fallback claims whole or half-free pageblocks, then steals single blocks; blocks
 * above a pageblock come back one pageblock at a time.
 *
 * <p>In front of the free lists of a machine that asks for it stand a check of the watermarks, with what each request's
 * gfp flags open, and processors' own lists of orders 0 to 3 and 9, refilled and spilled in batches; beside them the
 * high-atomic reserve, and NOFRAGMENT, which tries other zones before pageblocks are mixed. A request that finds no
 * zone high enough goes the slow path, which asks a {@link pagewalk.engine.buddy.MemoryPressure} for help.
 *
 * <p>Left out: shuffling, CMA and isolation, time (throttling, waiting for writeback), cpusets and memory policies.
 * Pages held by commands are not on the LRU, so a movable request counts no movable neighbours when it asks for a
 * pageblock. A request that may not fail ends where Linux would loop for ever.
 */
@NullMarked
package pagewalk.engine.buddy;

import org.jspecify.annotations.NullMarked;
