package pagewalk.engine.proc;

import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.mm.VmFlags;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.pagetable.HugeRange;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.view.ProcessView;

/** /proc/PID/smaps: what each VMA has in memory, and with how many others it shares that (fs/proc/task_mmu.c). */
public final class Smaps {
    private static final int PAGE_KB = 4;
    private static final int BLOCK_ORDER = 9;
    /** Shares are counted in 1/4096 of a byte (PSS_SHIFT). */
    private static final int PSS_SHIFT = 12;

    private static final int LABEL_WIDTH = 16;
    private static final int NUMBER_WIDTH = 8;

    private Smaps() {}

    public static String print(ProcessView view, int pid) {
        StringBuilder text = new StringBuilder();
        AddressSpace mm = view.space(pid);
        for (int i = 0; mm != null && i < mm.vmas(); i++) {
            int vma = mm.vma(i);
            Maps.line(view.state(), mm, vma, text);
            Sizes sizes = new Sizes();
            sizes.add(view.state(), mm, vma);
            sizes.print(text, view.vmas().pages(vma) * PAGE_KB);
            text.append("VmFlags: ")
                    .append(VmFlags.letters(view.vmas().flags(vma)))
                    .append('\n');
        }
        return text.toString();
    }

    /** What a VMA has in memory (struct mem_size_stats), in pages; shares in 1/4096 of a byte. */
    private static final class Sizes {
        private int resident;
        private int sharedHuge;
        private int privateHuge;
        private int pageKb = PAGE_KB;
        private int anonymous;
        private int anonHuge;
        private int swapped;
        private long swapPss;
        private int lazyFree;
        private boolean eligible;
        /** Whether pages that can be done without are marked at all. */
        private boolean canGo;

        private int referenced;
        private int sharedClean;
        private int sharedDirty;
        private int privateClean;
        private int privateDirty;
        private long pss;
        private long pssDirty;
        private long pssLocked;

        void add(MmState state, AddressSpace mm, int vma) {
            Vmas vmas = state.vmas();
            int order = VmFlags.pageOrder(vmas.flags(vma));
            if (order > 0) {
                pageKb = PAGE_KB << order;
                addHuge(state, mm, vma, order);
                return;
            }
            boolean locked = (vmas.flags(vma) & VmFlags.LOCKED) != 0;
            eligible = state.isThpEligible(vma);
            canGo = state.reclaims();
            blocks(state, mm, vma, locked);
            addShared(state, vma);
            PteRange range = new PteRange(state.tables(), mm.root(), vmas.start(vma), vmas.end(vma));
            while (range.next()) {
                for (int index = range.from(); index < range.to(); index++) {
                    int lo = state.tables().lo(range.table(), index);
                    if (Pte.isPresent(lo) && (lo & Pte.SPECIAL) == 0) {
                        page(state.frames(), lo, state.tables().hi(range.table(), index), locked);
                    } else if (SwapPte.is(lo)) {
                        int uses = state.swapUses(lo, state.tables().hi(range.table(), index));
                        swapped++;
                        swapPss += (PAGE_KB * 1024L << PSS_SHIFT) / Math.max(uses, 1);
                    }
                }
            }
        }

        /** smaps_pmd_entry(): a huge entry counts for each of its pages; the page of zeros for none. */
        private void blocks(MmState state, AddressSpace mm, int vma, boolean locked) {
            long[] all = {state.vmas().start(vma), state.vmas().end(vma)};
            HugeRange range = new HugeRange(state.tables(), mm.root(), BLOCK_ORDER, all);
            while (range.next()) {
                int lo = range.lower();
                int pfn = Pte.pfn(lo, range.upper());
                boolean huge = (lo & Pte.HUGE) != 0 && !state.frames().is(pfn, FrameMaps.ZERO);
                for (int i = 0; huge && i < 1 << BLOCK_ORDER; i++) {
                    page(state.frames(), Pte.lo(pfn + i, Pte.flags(lo)), range.upper(), locked);
                }
                anonHuge += huge ? 1 << BLOCK_ORDER : 0;
            }
        }

        /** Pages of shared memory that are in swap, of which tables know nothing (shmem_swap_usage()). */
        private void addShared(MmState state, int vma) {
            Vmas vmas = state.vmas();
            int file = vmas.file(vma);
            if (file == Vmas.NIL || !state.files().isShared(file)) {
                return;
            }
            int first = (int) vmas.pgoff(vma);
            for (int page = first; page < first + (int) vmas.pages(vma); page++) {
                boolean inFile = page < state.files().pages(file);
                swapped += inFile && state.files().swapped(file, page) != Vmas.NIL ? 1 : 0;
            }
        }

        /** smaps_hugetlb_range(): counted apart, and not as resident. */
        private void addHuge(MmState state, AddressSpace mm, int vma, int order) {
            long[] all = {state.vmas().start(vma), state.vmas().end(vma)};
            HugeRange range = new HugeRange(state.tables(), mm.root(), order, all);
            while (range.next()) {
                boolean alone = state.frames().mapCount(Pte.pfn(range.lower(), range.upper())) < 2;
                privateHuge += alone ? 1 << order : 0;
                sharedHuge += alone ? 0 : 1 << order;
            }
        }

        /** smaps_account(). */
        private void page(FrameMaps frames, int lo, int hi, boolean locked) {
            int pfn = Pte.pfn(lo, hi);
            resident++;
            anonymous += frames.is(pfn, FrameMaps.ANON) ? 1 : 0;
            int head = frames.head(pfn);
            referenced += (lo & Pte.ACCESSED) != 0 || frames.is(head, FrameMaps.REFERENCED) ? 1 : 0;
            int mapped = frames.mapCount(pfn);
            long share = (PAGE_KB * 1024L << PSS_SHIFT) / Math.max(mapped, 1);
            pss += share;
            pssLocked += locked ? share : 0;
            boolean alone = mapped < 2;
            boolean dirty = Pte.isDirty(lo, hi) || frames.is(head, FrameMaps.DIRTY);
            boolean spared = frames.is(pfn, FrameMaps.ANON) && !frames.is(head, FrameMaps.SWAPBACKED);
            lazyFree += canGo && spared && !dirty ? 1 : 0;
            if (dirty) {
                pssDirty += share;
                privateDirty += alone ? 1 : 0;
                sharedDirty += alone ? 0 : 1;
            } else {
                privateClean += alone ? 1 : 0;
                sharedClean += alone ? 0 : 1;
            }
        }

        void print(StringBuilder text, long sizeKb) {
            row(text, "Size:", sizeKb);
            row(text, "KernelPageSize:", pageKb);
            row(text, "MMUPageSize:", pageKb);
            row(text, "Rss:", (long) resident * PAGE_KB);
            row(text, "Pss:", pss >> PSS_SHIFT + 10);
            row(text, "Pss_Dirty:", pssDirty >> PSS_SHIFT + 10);
            row(text, "Shared_Clean:", (long) sharedClean * PAGE_KB);
            row(text, "Shared_Dirty:", (long) sharedDirty * PAGE_KB);
            row(text, "Private_Clean:", (long) privateClean * PAGE_KB);
            row(text, "Private_Dirty:", (long) privateDirty * PAGE_KB);
            row(text, "Referenced:", (long) referenced * PAGE_KB);
            row(text, "Anonymous:", (long) anonymous * PAGE_KB);
            row(text, "KSM:", 0);
            row(text, "LazyFree:", (long) lazyFree * PAGE_KB);
            row(text, "AnonHugePages:", (long) anonHuge * PAGE_KB);
            row(text, "ShmemPmdMapped:", 0);
            row(text, "FilePmdMapped:", 0);
            row(text, "Shared_Hugetlb:", (long) sharedHuge * PAGE_KB);
            row(text, "Private_Hugetlb:", (long) privateHuge * PAGE_KB);
            row(text, "Swap:", (long) swapped * PAGE_KB);
            row(text, "SwapPss:", swapPss >> PSS_SHIFT + 10);
            row(text, "Locked:", pssLocked >> PSS_SHIFT + 10);
            label(text, "THPeligible:", eligible ? 1 : 0);
            text.append('\n');
        }

        private static void row(StringBuilder text, String label, long kb) {
            label(text, label, kb);
            text.append(" kB\n");
        }

        private static void label(StringBuilder text, String label, long number) {
            text.append(label);
            for (int i = label.length(); i < LABEL_WIDTH; i++) {
                text.append(' ');
            }
            ProcText.right(text, Long.toString(number), NUMBER_WIDTH);
        }
    }
}
