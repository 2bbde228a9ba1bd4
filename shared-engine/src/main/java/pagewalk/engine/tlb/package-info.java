/**
 * Translation buffers: the copies of page-table entries that a processor keeps, and how Linux keeps them true.
 *
 * <p>A walk reads four entries before the access itself. A processor remembers where walks ended, and from then on it
 * does not look at the page table: whoever changes an entry has to tell every processor that may have a copy. Telling
 * is the expensive part, and most of Linux's rules are about having to tell less:
 *
 * <pre>
 *     entries are told apart by identifiers, so that a switch of address spaces forgets nothing      (PCID, slots)
 *     each address space counts its changes, and each slot the changes it has heard of               (generations)
 *     a processor that only borrows an address space is not told, and looks when it comes back       (lazy)
 *     a few pages are flushed one by one, many all at once                                           (33 pages)
 * </pre>
 *
 * The buffer itself is hardware, and processors differ: sets, ways and replacement are settings of the machine
 * ({@link pagewalk.engine.tlb.TlbConfig}). What is in it must never disagree with the page table unless a flush is
 * pending: a slot that is behind its address space, or marked for the way back to the program.
 *
 * <p>Same as Linux 6.12 (arch/x86/mm/tlb.c): six slots a processor, chosen by context number or else in turn; which
 * switch flushes and which does not; lazy processors, what they are spared and when they give up what they borrowed;
 * generations; the ceiling of 33 pages; the processors of mm_cpumask, which a switch leaves at once; identifiers of
 * both halves under page-table isolation, and the mark that is redeemed on the way back.
 *
 * <p>Conventions of ours: an empty way is filled first, the lowest one; a store through an entry that does not know
 * of a
 * dirty page, or an access that an entry forbids, drops the entry and walks, so that a fault is always the page
 * table's;
 * other processors do their flush in the order of their numbers, then the own one; random replacement has its own seed.
 *
 * <p>Left out: a second level, buffers for instructions only, places of their own for 1 GiB (they share those of 2 MiB), caches of
 * upper levels of page tables, kernel addresses and global pages of Linux, INVLPGB, processors that are late: a flush
 * is done when the call returns, so that two never meet and nobody is more than one generation behind unless lazy.
 */
@NullMarked
package pagewalk.engine.tlb;

import org.jspecify.annotations.NullMarked;
