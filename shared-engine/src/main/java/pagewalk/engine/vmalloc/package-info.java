/**
 * vmalloc: memory in a row of kernel addresses, over frames that lie anywhere (mm/vmalloc.c), and the mapping of
 * devices (arch/x86/mm/ioremap.c).
 *
 * <p>After a while no large block of frames is free, though frames are. vmalloc() needs no block: it takes frames one
 * by one and maps them side by side into a part of the kernel's addresses that is kept for this. The price is paid in
 * page tables, TLB entries and time; and a device that knows physical addresses only cannot use such memory.
 *
 * <pre>
 *     addresses   0xffffc90000000000   [ page 0 | page 1 | page 2 | guard ][ page 0 | guard ]   hole ...
 *     frames                             pfn 91   pfn 7    pfn 300           pfn 8
 * </pre>
 *
 * Holes between areas are kept in a tree by address in which every node knows the largest hole below it, so the lowest
 * hole that is large enough is found in a few steps. Behind each area one page of addresses maps nothing: whoever runs
 * over the end faults there.
 *
 * <p>Same as Linux 6.12 on x86-64 with four levels of page tables, without KASLR: the first address; the walk of the
 * tree of holes and its shape; how a hole is cut and joined; guard pages; the gfp flags of the frames and their order;
 * the area of its own that the list of more than 512 frames needs ("vpages"); that everything goes back when frames run
 * out midway; frames given back in the order of pages; addresses kept lazily after a free, up to 32 MiB for a
 * processor, in machines of the linux preset (in those of the textbook preset they are free at once); ioremap()'s
 * alignment, its refusal of memory and the offset in its result; /proc/vmallocinfo.
 *
 * <p>Left out: page tables of the area and their frames, which come with page tables; large pages (vmalloc_huge());
 * descriptors, and lists of up to 512 frames, in the object allocator's memory; the areas that a kernel has from boot,
 * and the part of the tree below the area; pools of areas by size, which Linux has with several processors; one check
 * of the watermark for up to 100 frames at once (each frame is asked for singly here); vmap() of given pages, memory
 * for modules and per-CPU data; 28 of the area's 32 TiB; memory types. vfree() of an address within an area frees that
 * area in Linux, and is refused here, as are frees of the wrong kind. ioremap() of less than a page of memory slips
 * through Linux's check and is refused here. A refusal changes nothing, where Linux would leave its lists in another
 * order: an attempt that fails is told step by step from a copy, so pictures stand still meanwhile.
 */
@NullMarked
package pagewalk.engine.vmalloc;

import org.jspecify.annotations.NullMarked;
