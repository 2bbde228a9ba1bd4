package pagewalk.engine.mm;

import pagewalk.engine.hugetlb.HugePool;

/**
 * What mmap() is asked for.
 *
 * @param addr where, in bytes: a wish, or with {@link #FIXED} an order; 0 for anywhere
 * @param len bytes
 * @param prot {@link VmFlags#READ}, {@link VmFlags#WRITE}, {@link VmFlags#EXEC}
 * @param flags the constants below
 * @param file number of the file, {@link Vmas#NIL} for anonymous memory
 * @param offset first byte in the file
 */
public record MapRequest(long addr, long len, int prot, int flags, int file, long offset) {
    public static final int PRIVATE = 1;
    public static final int SHARED = 1 << 1;
    public static final int FIXED = 1 << 2;
    public static final int FIXED_NOREPLACE = 1 << 3;
    public static final int POPULATE = 1 << 4;
    public static final int GROWSDOWN = 1 << 5;
    public static final int LOCKED = 1 << 6;
    public static final int NORESERVE = 1 << 7;
    /** Says only that there is no file. */
    public static final int ANON = 1 << 8;
    /** In huge pages (MAP_HUGETLB). */
    public static final int HUGETLB = 1 << 9;
    /** Of 2 MiB, as they are anyway, or of 1 GiB. */
    public static final int HUGE_2MB = 1 << 10;

    public static final int HUGE_1GB = 1 << 11;
    /** The file was opened to be read only. */
    public static final int READ_ONLY = 1 << 12;

    /** Most pages of a file or of shared memory: 1 TiB. */
    public static final int FILE_PAGES = 1 << 28;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Order of its pages, if the file does not say. */
    int order() {
        return !has(HUGETLB) ? 0 : has(HUGE_1GB) ? HugePool.PUD_ORDER : HugePool.PMD_ORDER;
    }

    /** Pages that it takes: whole huge ones, if it is in huge pages. */
    long pages() {
        long pages = (len >>> 12) + ((len & 0xfff) == 0 ? 0 : 1);
        long more = (1L << order()) - 1;
        return pages + more & ~more;
    }
}
