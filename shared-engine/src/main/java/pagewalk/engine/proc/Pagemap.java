package pagewalk.engine.proc;

import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.VmFlags;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.pagetable.HugeRange;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.util.Bits;
import pagewalk.engine.view.ProcessView;

/**
 * /proc/PID/pagemap: 64 bits a page (fs/proc/task_mmu.c pte_to_pagemap_entry()).
 *
 * <p>The kernel's file is binary, with 8 bytes for each of 2^35 pages. As text it has a line for each page that is
 * there: its address and the 64 bits, hexadecimal, as a program with CAP_SYS_ADMIN reads them. A huge page has one
 * line, that of its first page.
 */
public final class Pagemap {
    /** Upper halves of the bits. */
    private static final int SOFT_DIRTY = 1 << 55 - 32;

    private static final int EXCLUSIVE = 1 << 56 - 32;
    private static final int FILE = 1 << 61 - 32;
    private static final int SWAP = 1 << 62 - 32;
    private static final int PRESENT = 1 << 63 - 32;
    /** Bits below the slot, for the device (MAX_SWAPFILES_SHIFT). */
    private static final int DEVICE_BITS = 5;

    private static final int BLOCK_ORDER = 9;

    private Pagemap() {}

    public static String print(ProcessView view, int pid) {
        StringBuilder text = new StringBuilder();
        AddressSpace mm = view.space(pid);
        for (int i = 0; mm != null && i < mm.vmas(); i++) {
            Vmas vmas = view.vmas();
            int vma = mm.vma(i);
            if (VmFlags.pageOrder(vmas.flags(vma)) > 0) {
                huge(view, mm, vma, text);
                continue;
            }
            entries(view, mm, vma, text);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, long page, int upper, int pfn) {
        text.append(Bits.hex(page << 12).substring(2)).append(' ');
        text.append(Bits.hex8(upper)).append(Bits.hex8(pfn)).append('\n');
    }

    /** What is below each entry of the PMD tables: a line for each page of a huge one (pagemap_pmd_range()). */
    private static void entries(ProcessView view, AddressSpace mm, int vma, StringBuilder text) {
        long[] all = {view.vmas().start(vma), view.vmas().end(vma)};
        HugeRange range = new HugeRange(view.tables(), mm.root(), BLOCK_ORDER, all);
        while (range.next()) {
            int lo = range.lower();
            int pfn = Pte.pfn(lo, range.upper());
            long first = (long) range.hi() << 18 | range.lo() & -(1 << BLOCK_ORDER);
            long end = first + (1 << BLOCK_ORDER);
            if ((lo & Pte.HUGE) == 0) {
                pages(view, mm, new long[] {Math.max(first, all[0]), Math.min(end, all[1])}, text);
                continue;
            }
            int zero = view.frames().is(pfn, FrameMaps.ZERO) ? Pte.SPECIAL : 0;
            for (int i = 0; i < 1 << BLOCK_ORDER; i++) {
                line(text, first + i, upper(view.frames(), zero, pfn + i), pfn + i);
            }
        }
    }

    private static void pages(ProcessView view, AddressSpace mm, long[] part, StringBuilder text) {
        PteRange range = new PteRange(view.tables(), mm.root(), part[0], part[1]);
        while (range.next()) {
            for (int index = range.from(); index < range.to(); index++) {
                int lo = view.tables().lo(range.table(), index);
                int hi = view.tables().hi(range.table(), index);
                long page = (long) range.hi() << 18 | range.lo(index);
                if (Pte.isPresent(lo)) {
                    int pfn = Pte.pfn(lo, hi);
                    line(text, page, upper(view.frames(), lo, pfn), pfn);
                } else if (SwapPte.is(lo)) {
                    int place = SwapPte.offset(lo) << DEVICE_BITS | SwapPte.device(hi);
                    line(text, page, SWAP | SOFT_DIRTY, place);
                }
            }
        }
    }

    /** pagemap_hugetlb_range(). */
    private static void huge(ProcessView view, AddressSpace mm, int vma, StringBuilder text) {
        long[] all = {view.vmas().start(vma), view.vmas().end(vma)};
        int order = VmFlags.pageOrder(view.vmas().flags(vma));
        HugeRange range = new HugeRange(view.tables(), mm.root(), order, all);
        while (range.next()) {
            int pfn = Pte.pfn(range.lower(), range.upper());
            line(text, (long) range.hi() << 18 | range.lo(), upper(view.frames(), 0, pfn), pfn);
        }
    }

    /** The upper 32 bits of a page that is there. */
    private static int upper(FrameMaps frames, int lo, int pfn) {
        boolean special = (lo & Pte.SPECIAL) != 0;
        int bits = PRESENT | SOFT_DIRTY;
        bits |= !special && !frames.is(pfn, FrameMaps.ANON) ? FILE : 0;
        bits |= !special && frames.mapCount(pfn) == 1 ? EXCLUSIVE : 0;
        return bits;
    }
}
