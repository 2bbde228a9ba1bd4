/**
 * Address spaces: the VMAs of a process, the system calls that change them, and the faults that fill them.
 *
 * <p>A process is promised addresses long before it gets frames. mmap() and its kin write promises into a sorted list
 * of
 * VMAs, each a range with one set of flags; neighbours that agree in everything are kept as one. Only when an address
 * is touched does a fault look the VMA up and put a frame behind the page:
 *
 * <pre>
 *     load, store, fetch -> walk the four tables -> entry there and allowed: done
 *                                                -> else fault -> no VMA: SIGSEGV, MAPERR
 *                                                              -> VMA forbids it: SIGSEGV, ACCERR
 *                                                              -> anonymous, read: the page of zeros
 *                                                              -> anonymous, write: a new frame
 *                                                              -> file: page cache, or a copy of it
 *                                                              -> write to a shared frame: reuse it or copy it
 * </pre>
 *
 * <p>{@link pagewalk.engine.mm.MmState} holds what all of it works on; each system call is a class of its own, with the
 * kernel's checks in the kernel's order. A system call that fails half way keeps what it did, where Linux does.
 *
 * <p>Same as Linux 6.12: order and errno of the checks; merge and split of VMAs with anon_vma and accounting; placement
 * top-down below mmap_base, without randomness; max_map_count, mmap_min_addr, RLIMIT_AS, DATA, STACK, MEMLOCK; modes 0,
 * 1 and 2 of overcommit; fault paths, fault-around of 16 pages, copy on write; fork by VMA. One place follows 6.16 and
 * the recordings of 6.18 instead: a VMA with pages merges into a neighbour that never had any
 * (is_mergeable_anon_vma()).
 *
 * <p>Huge pages of hugetlb are mapped by one entry of an upper table: their faults, copies, fork(), mprotect(),
 * mremap() and where such a VMA may be cut are those of mm/hugetlb.c. A call that would cut one at both ends checks
 * both before it cuts, where Linux leaves the first cut behind.
 *
 * <p>Left out: transparent huge pages, NUMA policies, userfaultfd, memory groups, swap, protection keys, shadow stacks;
 * moving whole page tables in mremap(). A command that finds no frame is refused as a whole, unless {@code oom=on}.
 */
@NullMarked
package pagewalk.engine.mm;

import org.jspecify.annotations.NullMarked;
