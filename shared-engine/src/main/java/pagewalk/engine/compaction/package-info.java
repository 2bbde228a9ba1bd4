/**
 * Memory compaction: moving pages so that free memory lies in one piece.
 *
 * <p>Free memory can be plenty and still useless for a large request, when it lies in single pages between used ones.
 * Compaction sends two scanners through a zone. The migrate scanner goes up from the start and takes pages that can
 * move; the free scanner goes down from the end and takes free pages for them. Where they meet, the run is over: below
 * lies what could not move and free memory in large blocks, above lies what moved. Nobody notices, because pages of
 * processes are found through page tables, which are changed on the way. Pages of the kernel are found by their
 * address, so they stay; that is why the allocator keeps them in pageblocks of their own.
 *
 * <p>Same as Linux 6.12, held to recordings by {@code ./lab prove compaction}: batches of 32 pages, a pageblock visited
 * twice in a row is taken to its end, the highest page of a batch moves first; free blocks are taken whole, split for
 * the pages that come, and the rest goes back at the end; only MOVABLE pageblocks that do not begin with a free block
 * of their size take pages in; a free scanner that finds nothing in a pageblock looks at fewer pages of the next; the
 * min watermark holds for what is taken. Blocks of orders below 9 move as one. The fragmentation indexes and the score
 * of a node; when a zone is suitable; skip marks and cached positions; deferral; vm.compact_memory,
 * vm.compaction_proactiveness and vm.extfrag_threshold with their ranges.
 *
 * <p>Left out: the quick searches of the free lists for a first source or target (fast_find_migrateblock(),
 * fast_isolate_freepages()), which only runs for requests use: here those scan in a line from the cached positions. A
 * freed block is not captured for its request; it waits on its free list. A block that finds no place as large as
 * itself stays, where Linux splits a huge page. Marks are taken away for the whole zone at once. No pages are dirty,
 * locked or pinned yet, so no move fails but for lack of a place; {@link pagewalk.engine.compaction.MovablePages} is
 * where that will come in. kcompactd has no clock: it looks once when vm.compaction_proactiveness is set. kswapd does
 * not wake it. In a zone that does not group pages by mobility every pageblock takes pages in; Linux would count all of
 * them as UNMOVABLE there and compact nothing.
 */
@NullMarked
package pagewalk.engine.compaction;

import org.jspecify.annotations.NullMarked;
