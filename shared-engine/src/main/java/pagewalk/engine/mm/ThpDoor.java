package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.rule.Rule;

/** What address spaces ask of transparent huge pages; a machine without them has none. */
interface ThpDoor {
    /** What {@link #next} answers if there is no huge entry. */
    long NONE = -1;

    /** Serves a fault by a huge entry; false if it is for a lowest table (create_huge_pmd(), wp_huge_pmd()). */
    boolean fault(AddressSpace mm, int vma, int hi, int lo, boolean write);

    /** Whether a huge entry allows an access. */
    boolean isMapped(AddressSpace mm, int hi, int lo, boolean write);

    /** First page of the first huge entry that shows a page of {@code [from, to)}, or {@link #NONE}. */
    long next(AddressSpace mm, long from, long to);

    /** A VMA ends or begins at a page: a huge entry across it is split (vma_adjust_trans_huge()). */
    void cut(AddressSpace mm, int vma, long page);

    /** Clears the huge entry at a page, or splits it if {@code part} does not have all of it (zap_huge_pmd()). */
    void zap(AddressSpace mm, int vma, long page, long[] part, Rule rule);

    /** fork(): the child gets the huge entry at a page (copy_huge_pmd()). */
    void copy(AddressSpace parent, AddressSpace child, int vma, long page);

    /** mprotect() of the huge entry at a page, which is split if {@code part} has only some (change_huge_pmd()). */
    void protect(AddressSpace mm, int vma, long page, long[] part);

    /** mremap() of {@code [ask[0], ask[1])} to {@code ask[2]}: moves the huge entry at a page, or splits it. */
    void move(AddressSpace mm, int vma, long page, long[] ask);

    /** mlock() or munlock() of the huge entry at a page (mlock_pte_range()). */
    void lock(AddressSpace mm, long page, boolean lock);

    /** The block that a huge entry at a page shows, or -1 for the page of zeros; of one that all of a part has. */
    int block(AddressSpace mm, long page);

    /** Takes marks out of the huge entry at a page. */
    void clear(AddressSpace mm, long page, int bits);

    /** Makes single pages of the block of a frame; false if somebody works on it (split_folio()). */
    boolean split(int pfn);

    /** Makes single pages of a block because there is no run of slots for it; false if somebody works on it. */
    boolean splitForSwap(int head);

    /** Whether other address spaces map the block of a frame. */
    boolean isShared(int pfn);

    /** One entry more maps a page of a block; returns how many do. */
    int map(int pfn);

    /** One entry less maps each of some pages of a block, which may be freed with it; how many map the first. */
    int unmap(int pfn, int pages);

    /** Whether an entry and those behind it show a block from its first page to its last. */
    boolean isWhole(int table, int index, int to);

    /** A mapping may have huge pages from now on (khugepaged_enter_vma()). */
    void enter(AddressSpace mm, int vma);

    /** fork(): khugepaged looks after the child as it does after the parent (khugepaged_fork()). */
    void forked(AddressSpace parent, AddressSpace child);

    /** MADV_COLLAPSE; null if all ranges are huge pages now. */
    @Nullable
    Refusal collapse(AddressSpace mm, int vma, long from, long to);

    /** Whether a mapping may have huge pages, for smaps (THPeligible). */
    boolean isEligible(int vma);

    /** VMAs that used a block since somebody looked last, 0 or 1; see {@link Rmap#flags}. */
    int young(int vma, int head);

    /** What {@link #young} met: flags of {@link pagewalk.engine.rmap.RmapWalk}. */
    int youngFlags();

    /** Takes all entries of a block that can be done without away; false if it was written since. */
    boolean discard(int head);

    /** An address space goes. */
    void ended(AddressSpace mm);
}
