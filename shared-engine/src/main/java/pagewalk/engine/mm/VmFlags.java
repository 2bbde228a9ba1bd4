package pagewalk.engine.mm;

import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.pagetable.Pte;

/** The flags of a VMA (include/linux/mm.h) and the entry bits that follow from them. */
public final class VmFlags {
    public static final int READ = 1;
    public static final int WRITE = 1 << 1;
    public static final int EXEC = 1 << 2;
    public static final int SHARED = 1 << 3;
    public static final int MAYREAD = 1 << 4;
    public static final int MAYWRITE = 1 << 5;
    public static final int MAYEXEC = 1 << 6;
    public static final int MAYSHARE = 1 << 7;
    public static final int GROWSDOWN = 1 << 8;
    public static final int PFNMAP = 1 << 10;
    public static final int LOCKED = 1 << 13;
    public static final int IO = 1 << 14;
    public static final int SEQ_READ = 1 << 15;
    public static final int RAND_READ = 1 << 16;
    public static final int DONTCOPY = 1 << 17;
    public static final int DONTEXPAND = 1 << 18;
    public static final int LOCKONFAULT = 1 << 19;
    public static final int ACCOUNT = 1 << 20;
    public static final int NORESERVE = 1 << 21;
    /** Pages of the pool of huge pages (VM_HUGETLB). */
    public static final int HUGETLB = 1 << 22;
    /** What Linux keeps in vm_private_data: this VMA was promised its huge pages (HPAGE_RESV_OWNER). */
    static final int HUGE_OWNER = 1 << 23;
    /** Likewise: the owner took a huge page of this VMA away (HPAGE_RESV_UNMAPPED). */
    static final int HUGE_ROBBED = 1 << 24;
    /** What Linux reads from the file: huge pages of 1 GiB. */
    static final int HUGE_1GB = 1 << 12;

    public static final int WIPEONFORK = 1 << 25;
    public static final int DONTDUMP = 1 << 26;
    public static final int SOFTDIRTY = 1 << 27;
    public static final int HUGEPAGE = 1 << 29;
    public static final int NOHUGEPAGE = 1 << 30;

    /** What a program may do with it now. */
    public static final int ACCESS = READ | WRITE | EXEC;
    /** VMAs with these never merge. */
    static final int SPECIAL = IO | DONTEXPAND | PFNMAP;

    private static final int[] SHOWN = {
        READ,
        WRITE,
        EXEC,
        SHARED,
        MAYREAD,
        MAYWRITE,
        MAYEXEC,
        MAYSHARE,
        GROWSDOWN,
        PFNMAP,
        LOCKED,
        IO,
        SEQ_READ,
        RAND_READ,
        DONTCOPY,
        DONTEXPAND,
        LOCKONFAULT,
        ACCOUNT,
        NORESERVE,
        HUGETLB,
        WIPEONFORK,
        DONTDUMP,
        SOFTDIRTY,
        HUGEPAGE,
        NOHUGEPAGE
    };
    private static final String LETTERS = "rdwrexshmrmwmemsgdpfloiosrrrdcdelfacnrhtwfddsdhgnh";

    private VmFlags() {}

    /** The four letters of /proc/PID/maps, such as {@code rw-p}. */
    public static String permissions(int flags) {
        return ((flags & READ) != 0 ? "r" : "-")
                + ((flags & WRITE) != 0 ? "w" : "-")
                + ((flags & EXEC) != 0 ? "x" : "-")
                + ((flags & MAYSHARE) != 0 ? "s" : "p");
    }

    /** The two-letter codes of VmFlags in /proc/PID/smaps, each with a space behind it. */
    public static String letters(int flags) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SHOWN.length; i++) {
            if ((flags & SHOWN[i]) != 0) {
                text.append(LETTERS, i * 2, i * 2 + 2).append(' ');
            }
        }
        return text.toString();
    }

    /** Order of its pages: 0, or 9 or 18 for huge ones. */
    public static int pageOrder(int flags) {
        return (flags & HUGETLB) == 0 ? 0 : (flags & HUGE_1GB) == 0 ? HugePool.PMD_ORDER : HugePool.PUD_ORDER;
    }

    /** Whether a program may do anything with it at all (vma_is_accessible()). */
    static boolean isAccessible(int flags) {
        return (flags & ACCESS) != 0;
    }

    /** Whether its pages are copied before they are written (is_cow_mapping()). */
    static boolean isCow(int flags) {
        return (flags & (SHARED | MAYWRITE)) == MAYWRITE;
    }

    /** Whether it counts against the limit of overcommit (accountable_mapping()). */
    static boolean isAccountable(int flags) {
        return (flags & (NORESERVE | SHARED | WRITE | HUGETLB)) == WRITE;
    }

    /** Whether it is private, writable and does not grow down (is_data_mapping()). */
    static boolean isData(int flags) {
        return (flags & (WRITE | SHARED | GROWSDOWN)) == WRITE;
    }

    /** Whether it is code (is_exec_mapping()). */
    static boolean isCode(int flags) {
        return (flags & (EXEC | WRITE | GROWSDOWN)) == EXEC;
    }

    /**
     * Lower lane of new entries (arch/x86/mm/pgprot.c protection_map): private pages begin without write permission, so
     * that the first write is noticed, and so do shared pages of a disk.
     */
    static int entryLo(int flags, boolean noticeWrites) {
        if (!isAccessible(flags)) {
            return Pte.PROTNONE | Pte.ACCESSED;
        }
        boolean write = (flags & (WRITE | SHARED)) == (WRITE | SHARED) && !noticeWrites;
        return Pte.PRESENT | Pte.USER | Pte.ACCESSED | (write ? Pte.WRITE : 0);
    }

    /** Upper lane of new entries. */
    static int entryHi(int flags) {
        return isAccessible(flags) && (flags & EXEC) == 0 ? Pte.NO_EXEC : 0;
    }
}
