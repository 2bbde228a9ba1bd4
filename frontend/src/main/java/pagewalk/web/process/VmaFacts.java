package pagewalk.web.process;

import pagewalk.engine.filemap.Files;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.mm.VmFlags;
import pagewalk.engine.mm.Vmas;

/** What a VMA is to the program, and where one is. */
final class VmaFacts {
    private static final int BYTE_SHIFT = 12;

    private VmaFacts() {}

    /** What a VMA is for: text, data, bss, heap, stack, vdso, a file, shared or anonymous memory. */
    static VmaKind kind(MmState state, AddressSpace mm, int vma) {
        Vmas vmas = state.vmas();
        int file = vmas.file(vma);
        int flags = vmas.flags(vma);
        if (vmas.special(vma) != Vmas.ORDINARY) {
            return vmas.special(vma) == Vmas.VDSO ? VmaKind.VDSO : VmaKind.VVAR;
        }
        if (file != Vmas.NIL) {
            return ofFile(state.files(), file, flags);
        }
        if (vmas.start(vma) << BYTE_SHIFT < mm.brk() && vmas.end(vma) << BYTE_SHIFT > mm.startBrk()) {
            return followsData(state, mm, vma) ? VmaKind.BSS_AND_HEAP : VmaKind.HEAP;
        }
        if ((flags & VmFlags.GROWSDOWN) != 0) {
            return VmaKind.STACK;
        }
        return followsData(state, mm, vma) ? VmaKind.BSS : VmaKind.ANONYMOUS;
    }

    private static VmaKind ofFile(Files files, int file, int flags) {
        boolean shared = (flags & VmFlags.MAYSHARE) != 0;
        if (files.isShared(file)) {
            // Private memory in huge pages has a file too, which nobody else maps.
            return files.path(file).startsWith("/SYSV") ? VmaKind.SEGMENT : shared ? VmaKind.SHARED : VmaKind.ANONYMOUS;
        }
        if (files.image(file) == null || shared) {
            return shared ? VmaKind.SHARED_FILE : VmaKind.PRIVATE_FILE;
        }
        VmaKind data = (flags & VmFlags.WRITE) != 0 ? VmaKind.DATA : VmaKind.RODATA;
        return (flags & VmFlags.EXEC) != 0 ? VmaKind.TEXT : data;
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
}
