package pagewalk.engine.proc;

import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.mm.VmFlags;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.view.ProcessView;

/** /proc/PID/maps: a VMA a line (fs/proc/task_mmu.c show_map_vma()). */
public final class Maps {
    /** The device of the machine's disk, a partition of virtio: 254:16. */
    private static final String DISK = "fe:10";
    /** The device of shared memory. */
    private static final String SHMEM = "00:01";

    /** The devices of the kernel's own two hugetlbfs. */
    private static final String HUGETLB = "00:0f";

    private static final String HUGETLB_1GB = "00:10";

    private static final int NAME_COLUMN = 73;

    private Maps() {}

    public static String print(ProcessView view, int pid) {
        StringBuilder text = new StringBuilder();
        AddressSpace mm = view.space(pid);
        for (int i = 0; mm != null && i < mm.vmas(); i++) {
            line(view.state(), mm, mm.vma(i), text);
        }
        return text.toString();
    }

    /** The line of one VMA, with its newline. */
    static void line(MmState state, AddressSpace mm, int vma, StringBuilder text) {
        Vmas vmas = state.vmas();
        int from = text.length();
        int file = vmas.file(vma);
        hex(text, vmas.start(vma) << 12, 8).append('-');
        hex(text, vmas.end(vma) << 12, 8).append(' ');
        text.append(VmFlags.permissions(vmas.flags(vma))).append(' ');
        hex(text, file == Vmas.NIL ? 0 : vmas.pgoff(vma) << 12, 8).append(' ');
        boolean disk = file != Vmas.NIL && !state.files().isShared(file);
        int order = VmFlags.pageOrder(vmas.flags(vma));
        String memory = order == 0 ? SHMEM : order == HugePool.PMD_ORDER ? HUGETLB : HUGETLB_1GB;
        text.append(file == Vmas.NIL ? "00:00" : disk ? DISK : memory).append(' ');
        text.append(file == Vmas.NIL ? 0 : state.files().inode(file)).append(' ');
        String name = name(state, mm, vma);
        if (!name.isEmpty()) {
            while (text.length() - from < NAME_COLUMN) {
                text.append(' ');
            }
            text.append(name);
        }
        text.append('\n');
    }

    private static String name(MmState state, AddressSpace mm, int vma) {
        Vmas vmas = state.vmas();
        int file = vmas.file(vma);
        if (file != Vmas.NIL) {
            return state.files().path(file);
        }
        switch (vmas.special(vma)) {
            case Vmas.VDSO -> {
                return "[vdso]";
            }
            case Vmas.VVAR -> {
                return "[vvar]";
            }
            default -> {}
        }
        long start = vmas.start(vma) << 12;
        long end = vmas.end(vma) << 12;
        if (start < mm.brk() && end > mm.startBrk()) {
            return "[heap]";
        }
        return start <= mm.startStack() && end >= mm.startStack() ? "[stack]" : "";
    }

    private static StringBuilder hex(StringBuilder text, long value, int digits) {
        int width = digits;
        while (width < 16 && value >>> (4 * width) != 0) {
            width++;
        }
        for (int i = width - 1; i >= 0; i--) {
            text.append("0123456789abcdef".charAt((int) (value >>> (4 * i)) & 15));
        }
        return text;
    }
}
