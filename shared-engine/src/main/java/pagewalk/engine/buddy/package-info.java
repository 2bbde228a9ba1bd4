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
 * <p>Left out: per-CPU lists, watermarks and what waits on them (kswapd, reclaim, compaction, the OOM killer), the
 * HIGHATOMIC reserve, watermark boost, NOFRAGMENT, shuffling, CMA and isolation. Pages held by commands are not on the
 * LRU, so a movable request counts no movable neighbours when it asks for a pageblock.
 */
@NullMarked
package pagewalk.engine.buddy;

import org.jspecify.annotations.NullMarked;
