package pagewalk.web.process;

import pagewalk.engine.filemap.Files;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.mm.VmFlags;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.PteRange;

/** What a VMA is to the program, and which of its pages are there. */
final class VmaFacts {
    private static final int BYTE_SHIFT = 12;

    private VmaFacts() {}

    /** What a VMA is for: text, data, bss, heap, stack, vdso, a file, shared or anonymous memory. */
    static String kind(MmState state, AddressSpace mm, int vma) {
        Vmas vmas = state.vmas();
        int file = vmas.file(vma);
        int flags = vmas.flags(vma);
        if (vmas.special(vma) != Vmas.ORDINARY) {
            return vmas.special(vma) == Vmas.VDSO ? "vdso" : "vvar";
        }
        if (file != Vmas.NIL) {
            return ofFile(state.files(), file, flags);
        }
        if (vmas.start(vma) << BYTE_SHIFT < mm.brk() && vmas.end(vma) << BYTE_SHIFT > mm.startBrk()) {
            return followsData(state, mm, vma) ? "bss and heap" : "heap";
        }
        if ((flags & VmFlags.GROWSDOWN) != 0) {
            return "stack";
        }
        return followsData(state, mm, vma) ? "bss" : "anonymous";
    }

    private static String ofFile(Files files, int file, int flags) {
        boolean shared = (flags & VmFlags.MAYSHARE) != 0;
        if (files.isShared(file)) {
            return "shared memory";
        }
        if (files.image(file) == null || shared) {
            return shared ? "file, shared" : "file, private";
        }
        return (flags & VmFlags.EXEC) != 0 ? "text" : (flags & VmFlags.WRITE) != 0 ? "data" : "rodata";
    }

    /** Whether anonymous memory goes on where a program's data ends. */
    private static boolean followsData(MmState state, AddressSpace mm, int vma) {
        Vmas vmas = state.vmas();
        for (int i = 0; i < mm.vmas(); i++) {
            int other = mm.vma(i);
            int file = vmas.file(other);
            if (vmas.end(other) == vmas.start(vma) && file != Vmas.NIL) {
                return state.files().image(file) != null && (vmas.flags(other) & VmFlags.WRITE) != 0;
            }
        }
        return false;
    }

    /** The VMA that holds a page; -1 if none does. */
    static int at(MmState state, AddressSpace mm, long page) {
        for (int i = 0; i < mm.vmas(); i++) {
            int vma = mm.vma(i);
            if (state.vmas().start(vma) <= page && page < state.vmas().end(vma)) {
                return vma;
            }
        }
        return -1;
    }

    /**
     * Which pages of a range are there.
     *
     * @param present pages that an entry maps
     * @param zero those of them that are the page of zeros
     * @param first number of the first present one, or -1
     * @param boxes how many are present in each of as many equal parts of the range
     * @param zeroBoxes how many of those are the page of zeros
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Presence(int present, int zero, long first, int[] boxes, int[] zeroBoxes) {}

    /** Counts the present pages from {@code start} up to {@code end}, in {@code boxes} equal parts of the range. */
    static Presence presence(MmState state, AddressSpace mm, long start, long end, int boxes) {
        int present = 0;
        int zero = 0;
        long first = -1;
        int[] counts = new int[boxes];
        int[] zeros = new int[boxes];
        PageTables tables = state.tables();
        PteRange range = new PteRange(tables, mm.root(), start, end);
        while (range.next()) {
            for (int index = range.from(); index < range.to(); index++) {
                int entry = tables.lo(range.table(), index);
                if (!Pte.isPresent(entry)) {
                    continue;
                }
                long number = Page.number(range.hi(), range.lo(index));
                int box = (int) ((number - start) * boxes / (end - start));
                first = first < 0 ? number : first;
                present++;
                counts[box]++;
                if ((entry & Pte.SPECIAL) != 0) {
                    zero++;
                    zeros[box]++;
                }
            }
        }
        return new Presence(present, zero, first, counts, zeros);
    }
}
