/**
 * Reverse mapping: from a frame to all who map it, and what Linux keeps in struct page for frames of processes.
 *
 * <p>A frame of a file leads to the file, whose list of VMAs tells who may map it. A frame without a file leads to an
 * anon_vma instead: the set of VMAs that may have the page, because one of them had it first and the others come from
 * it
 * by fork() or by a split.
 *
 * <pre>
 *     parent's VMA ----+---- anon_vma 0  (pages the parent touched before fork())
 *                      |
 *     child's VMA  ----+---- anon_vma 1  (pages the child copied since)
 * </pre>
 *
 * A VMA is on the list of each anon_vma that may hold pages of it, and has one where its own new pages go. How many
 * entries map a frame is counted as well, since most questions need no more than that number.
 *
 * <p>Same as Linux 6.12: which anon_vma a VMA gets at its first page, at a split, at fork() (a child of its own, or an
 * idle one of an ancestor that has fewer than two children); map counts; the exclusive mark of an anonymous page.
 *
 * <p>Left out: interval trees, for which lists stand; KSM; large folios; pins by devices.
 */
@NullMarked
package pagewalk.engine.rmap;

import org.jspecify.annotations.NullMarked;
