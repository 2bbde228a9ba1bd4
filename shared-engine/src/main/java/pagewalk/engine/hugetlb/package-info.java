/**
 * The pool of huge pages that hugetlb hands out: 2 MiB and 1 GiB, taken from the page allocator long before anybody
 * needs them, because a machine that has run for a while has few such blocks left.
 *
 * <pre>
 *     pages of the pool  =  free (list, last in first out)  +  in use
 *     free               =  promised to mappings            +  for everybody
 *     surplus            =  pages that stay only until they come back
 * </pre>
 *
 * A mapping is promised its pages when it is made, so that a later fault finds one; mmap() fails with ENOMEM when more
 * would be promised than is free.
 *
 * <p>Same as Linux 6.12: the order of the free list; what set_max_huge_pages() takes and gives and what becomes
 * surplus; promises of shared and private mappings, who owns them after fork(), and when they come back.
 *
 * <p>Left out: nodes, nr_overcommit_hugepages (0, as it is by default), page sizes other than these two, hugetlbfs as a
 * file system, cgroups, poisoned pages, gigantic pages after boot, page tables that processes share. A promise that a
 * page of a private mapping goes back to counts when its last mapping goes, not when its owner's does.
 */
@NullMarked
package pagewalk.engine.hugetlb;

import org.jspecify.annotations.NullMarked;
