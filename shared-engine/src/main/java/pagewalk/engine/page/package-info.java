/**
 * Page frames: struct page as parallel arrays.
 *
 * <p>Same as Linux 6.12: a block is known by its first frame (PageBuddy and the order in page_private for free ones),
 * and a frame's number is its only name.
 *
 * <p>Left out: flags for the LRU, writeback and locking; reference counts, since a block has one owner here; compound
 * pages and folios. They come with the subsystems that need them.
 */
@NullMarked
package pagewalk.engine.page;

import org.jspecify.annotations.NullMarked;
