/**
 * Page tables of x86-64: four levels of 512 entries, in frames of the machine.
 *
 * <p>A user address has 47 bits. The engine never computes with them in one piece: a page is two ints.
 *
 * <pre>
 *     47        39 38       30 29       21 20       12 11          0
 *     +-----------+-----------+-----------+-----------+-------------+
 *     |  PGD index | PUD index | PMD index | PTE index |   offset    |
 *     +-----------+-----------+-----------+-----------+-------------+
 *      `----- hi: 17 bits ---'  `---- lo: 18 bits ---'
 * </pre>
 *
 * An entry has 64 bits in two lanes, {@link pagewalk.engine.pagetable.Pte}. A table is a frame of the buddy allocator
 * that {@link pagewalk.engine.pagetable.PageTables} made one; its contents exist from then on.
 *
 * <p>Same as Linux 6.12: which tables are made for an address and when, in what order, with which flags in the entries
 * above (_PAGE_TABLE); which tables go when a range is unmapped, by the neighbours' borders (free_pgd_range()); entry
 * bits, SavedDirty and soft-dirty among them; a walk that stops at a huge entry.
 *
 * <p>Left out: five levels, the kernel's half of the top table, page-table isolation, protection keys, and that the
 * kernel keeps freed tables back until every processor has flushed.
 */
@NullMarked
package pagewalk.engine.pagetable;

import org.jspecify.annotations.NullMarked;
