package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.rule.Rule;

/** Where a new mapping goes (arch/x86/kernel/sys_x86_64.c, mm/mmap.c vm_unmapped_area()); all in pages. */
final class Places {
    /** Pages of user addresses but the last, which stays free (TASK_SIZE_MAX). */
    static final long TASK_PAGES = (1L << 35) - 1;
    /** Pages that stay free below a stack (stack_guard_gap). */
    static final int STACK_GAP = 256;

    /** What {@link #find} answers where there is no room. */
    static final long NONE = -1;

    private static final long GAP_MIN = 128L << 8;
    private static final long LEGACY_BASE = TASK_PAGES / 3 + 1;

    private final MmState state;
    private final Vmas vmas;

    Places(MmState state) {
        this.state = state;
        vmas = state.vmas;
    }

    /** Below which page mappings are put, for a stack that may grow to {@code stackLimit} bytes (mmap_base()). */
    static long mmapBase(long stackLimit) {
        long gap = stackLimit == RLimits.INFINITY ? TASK_PAGES : (stackLimit >>> 12) + STACK_GAP;
        long clamped = Math.max(GAP_MIN, Math.min(gap, TASK_PAGES / 6 * 5));
        return TASK_PAGES - clamped;
    }

    /** Whether a mapping may lie at a page that was asked for; null if it may. */
    @Nullable
    Refusal check(long page, long pages) {
        if (pages > TASK_PAGES || page > TASK_PAGES - pages) {
            return MmState.refusal(Reason.RANGE_TOO_HIGH, page);
        }
        return page < state.accounts.mmapMinPage
                ? new Refusal(
                        Reason.ADDR_TOO_LOW,
                        state.accounts.mmapMinPage,
                        0,
                        0,
                        pagewalk.engine.util.Bits.hex(page << 12))
                : null;
    }

    /** The page for a new mapping: at {@code hint} if there is room, else in the highest gap that holds it. */
    long find(AddressSpace mm, long hint, long pages) {
        return find(mm, hint, pages, 0);
    }

    /**
     * The same for huge pages: {@code inside} are the bits of a page that lie within one
     * (arch/x86/mm/hugetlbpage.c hugetlb_get_unmapped_area()).
     */
    long find(AddressSpace mm, long asked, long pages, long inside) {
        long hint = asked & ~inside;
        if (hint != 0 && hint <= TASK_PAGES - pages && pages <= TASK_PAGES) {
            long from = Math.max(hint, state.accounts.mmapMinPage);
            int next = mm.at(mm.place(vmas, from));
            if (next == Vmas.NIL || from + pages <= gapEnd(next)) {
                return told(Rule.MMAP_HINT, from, pages);
            }
        }
        long found = topDown(mm, pages, inside);
        return found != NONE
                ? told(Rule.MMAP_TOPDOWN, found, pages)
                : told(Rule.MMAP_BOTTOMUP, bottomUp(mm, pages, inside), pages);
    }

    /** A page for private memory of whole 2 MiB, that begins at 2 MiB if there is room (thp_get_unmapped_area()). */
    long findAligned(AddressSpace mm, long pages) {
        int block = ThpEntries.PAGES;
        long found = topDown(mm, pages + block, 0);
        if (found == NONE) {
            return find(mm, 0, pages);
        }
        long off = -found & block - 1;
        return told(Rule.THP_ALIGNED, found + (off == 0 ? block : off), pages);
    }

    private long told(Rule rule, long page, long pages) {
        if (page != NONE) {
            state.tellRange(EventKind.GAP_FOUND, rule, page, pages, 0);
        }
        return page;
    }

    /** Where the room below a VMA ends: a stack keeps its gap (vm_start_gap()). */
    long gapEnd(int vma) {
        long start = vmas.start(vma);
        return (vmas.flags(vma) & VmFlags.GROWSDOWN) != 0 ? Math.max(0, start - STACK_GAP) : start;
    }

    private long topDown(AddressSpace mm, long pages, long inside) {
        long low = Math.max(1, state.accounts.mmapMinPage);
        long high = mm.mmapBase;
        int place = mm.place(vmas, high);
        while (place >= 0) {
            int above = mm.at(place);
            int below = mm.at(place - 1);
            long end = Math.min(high, above == Vmas.NIL ? high : gapEnd(above));
            long start = Math.max(low, below == Vmas.NIL ? low : vmas.end(below));
            if (end - start >= pages + inside) {
                return end - pages & ~inside;
            }
            place--;
        }
        return NONE;
    }

    private long bottomUp(AddressSpace mm, long pages, long inside) {
        long from = LEGACY_BASE;
        int place = mm.place(vmas, from);
        while (true) {
            int next = mm.at(place);
            long end = next == Vmas.NIL ? TASK_PAGES : gapEnd(next);
            if (end - from >= pages + inside) {
                return from + inside & ~inside;
            }
            if (next == Vmas.NIL) {
                return NONE;
            }
            from = Math.max(from, vmas.end(next));
            place++;
        }
    }

    /** Whether anything is mapped in {@code [start, end)}. */
    boolean isUsed(AddressSpace mm, long start, long end) {
        int vma = mm.at(mm.place(vmas, start));
        return vma != Vmas.NIL && vmas.start(vma) < end;
    }
}
