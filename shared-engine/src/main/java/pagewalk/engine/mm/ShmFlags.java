package pagewalk.engine.mm;

import pagewalk.engine.hugetlb.HugePool;

/** The flags of shmget() and shmat() (include/uapi/linux/shm.h); the numbers are ours. */
public final class ShmFlags {
    /** Make a segment if none has the key (IPC_CREAT). */
    public static final int CREAT = 1;
    /** With {@link #CREAT}: fail if one has it (IPC_EXCL). */
    public static final int EXCL = 1 << 1;

    public static final int HUGETLB = 1 << 2;
    public static final int HUGE_2MB = 1 << 3;
    public static final int HUGE_1GB = 1 << 4;
    public static final int NORESERVE = 1 << 5;

    /** Of shmat(): only for reading. */
    public static final int RDONLY = 1 << 6;
    /** The address is rounded down to a page. */
    public static final int RND = 1 << 7;
    /** In place of what is mapped there. */
    public static final int REMAP = 1 << 8;

    public static final int EXEC = 1 << 9;

    private ShmFlags() {}

    /** Order of a segment's pages. */
    static int order(int flags) {
        return (flags & HUGETLB) == 0 ? 0 : (flags & HUGE_1GB) != 0 ? HugePool.PUD_ORDER : HugePool.PMD_ORDER;
    }
}
