/**
 * Compressed pages in memory in front of swap: zswap and the allocator below it, zsmalloc (mm/zswap.c, mm/zsmalloc.c).
 *
 * <p>A page on its way to a slot is compressed into an object of a class of sizes; objects of a class share zspages
 * of one to eight frames, which are taken from the page allocator and given back when their last object goes. When the
 * pool has its share of memory it takes no more until it has shrunk, and the oldest entries are written to their slots.
 *
 * <p>Left out: memory cgroups but for the switch that they are; compaction of zspages; other compressors than lzo and
 * other pools than zsmalloc; slabs of entries and handles.
 */
@NullMarked
package pagewalk.engine.zswap;

import org.jspecify.annotations.NullMarked;
