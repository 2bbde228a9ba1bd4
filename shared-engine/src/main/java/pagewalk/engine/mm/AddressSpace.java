package pagewalk.engine.mm;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.pagetable.Root;
import pagewalk.engine.util.IntList;

/** One address space (struct mm_struct): its VMAs in order, its tables, where things lie, and its counters. */
public final class AddressSpace {
    public static final int NIL = -1;
    /** Counters of frames by kind (MM_ANONPAGES and its kin). */
    static final int RSS_ANON = 0;

    static final int RSS_FILE = 1;
    static final int RSS_SHMEM = 2;

    final int id;
    final Root root;
    final RLimits limits;
    /** VMAs by address. */
    final IntList order;

    long totalPages;
    long dataPages;
    long stackPages;
    long codePages;
    long lockedPages;
    long peakPages;
    int peakRss;
    private final int[] rss;
    private int swapents;
    /** Frames of huge pages that are mapped, which rss does not count (hugetlb_usage). */
    int hugeFrames;

    /** Addresses in bytes, as prctl() and /proc tell them. */
    long startCode;

    long endCode;
    long startData;
    long endData;
    long startBrk;
    long brk;
    long startStack;
    /** Page below which mmap() looks for room. */
    long mmapBase;

    private int last = NIL;

    AddressSpace(int id, Root root, RLimits limits) {
        this.id = id;
        this.root = root;
        this.limits = limits;
        order = new IntList();
        rss = new int[3];
    }

    private AddressSpace(AddressSpace other, int id, Root root, IntList order, int[] rss) {
        this.id = id;
        this.root = root;
        this.order = order;
        this.rss = rss;
        limits = other.limits.copy();
        startCode = other.startCode;
        endCode = other.endCode;
        startData = other.startData;
        endData = other.endData;
        startBrk = other.startBrk;
        brk = other.brk;
        startStack = other.startStack;
        mmapBase = other.mmapBase;
        peakPages = other.peakPages;
        peakRss = other.peakRss;
    }

    /** The same address space in a copy of the machine. */
    AddressSpace copy() {
        AddressSpace copy = new AddressSpace(this, id, root.copy(), order.copy(), rss.clone());
        copy.totalPages = totalPages;
        copy.dataPages = dataPages;
        copy.stackPages = stackPages;
        copy.codePages = codePages;
        copy.lockedPages = lockedPages;
        copy.swapents = swapents;
        copy.hugeFrames = hugeFrames;
        return copy;
    }

    /** Another address space for a child: the same places and limits, no VMAs yet (dup_mm()). */
    AddressSpace child(int newId, Root newRoot) {
        AddressSpace child = new AddressSpace(this, newId, newRoot, new IntList(), new int[3]);
        child.peakPages = totalPages;
        child.peakRss = rss();
        return child;
    }

    /** Its number, which stands for it in events and VMAs. */
    public int id() {
        return id;
    }

    public Root root() {
        return root;
    }

    /** Number of VMAs. */
    public int vmas() {
        return order.size();
    }

    /** The {@code i}-th VMA by address. */
    public int vma(int i) {
        return order.get(i);
    }

    /** Frames mapped (VmRSS). */
    public int rss() {
        return rss[RSS_ANON] + rss[RSS_FILE] + rss[RSS_SHMEM];
    }

    public int rssAnon() {
        return rss[RSS_ANON];
    }

    public int rssFile() {
        return rss[RSS_FILE];
    }

    public int rssShared() {
        return rss[RSS_SHMEM];
    }

    /** Frames of huge pages that are mapped (HugetlbPages); no part of {@link #rss}. */
    public int hugeFrames() {
        return hugeFrames;
    }

    void addRss(int kind, int pages) {
        rss[kind] += pages;
        peakRss = Math.max(peakRss, rss());
    }

    /** Pages in swap (VmSwap). */
    public int swapEntries() {
        return swapents;
    }

    void addSwap(int pages) {
        swapents += pages;
    }

    /** Pages promised (VmSize). */
    public long totalPages() {
        return totalPages;
    }

    /** Most pages promised so far (VmPeak). */
    public long peakPages() {
        return Math.max(peakPages, totalPages);
    }

    /** Most frames mapped so far (VmHWM). */
    public int peakRss() {
        return peakRss;
    }

    public long dataPages() {
        return dataPages;
    }

    public long stackPages() {
        return stackPages;
    }

    public long codePages() {
        return codePages;
    }

    public long lockedPages() {
        return lockedPages;
    }

    /** End of the heap, in bytes. */
    public long brk() {
        return brk;
    }

    /** Where the heap begins, in bytes. */
    public long startBrk() {
        return startBrk;
    }

    public long startCode() {
        return startCode;
    }

    public long endCode() {
        return endCode;
    }

    /** An address in the first stack, in bytes. */
    public long startStack() {
        return startStack;
    }

    public RLimits limits() {
        return limits;
    }

    /** A VMA's pages come to or leave the counters (vm_stat_account()). */
    void account(int flags, long pages) {
        totalPages += pages;
        if (VmFlags.isCode(flags)) {
            codePages += pages;
        } else if ((flags & VmFlags.GROWSDOWN) != 0) {
            stackPages += pages;
        } else if (VmFlags.isData(flags)) {
            dataPages += pages;
        }
        peakPages = Math.max(peakPages, totalPages);
    }

    /** Place in the order of the first VMA that ends above a page (find_vma()); the number of VMAs if none does. */
    int place(Vmas vmas, int hi, int lo) {
        if (last >= 0 && last < order.size()) {
            int vma = order.get(last);
            if (vmas.startsBy(vma, hi, lo) && vmas.endsAbove(vma, hi, lo)) {
                return last;
            }
        }
        int low = 0;
        int high = order.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (vmas.endsAbove(order.get(middle), hi, lo)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        last = low;
        return low;
    }

    int place(Vmas vmas, long page) {
        return page >= 1L << 35 ? order.size() : place(vmas, (int) (page >>> 18), (int) page & 0x3ffff);
    }

    /** The VMA at a place of the order; {@link #NIL} beyond either end. */
    int at(int place) {
        return place >= 0 && place < order.size() ? order.get(place) : NIL;
    }

    void digest(Vmas vmas, Digest into) {
        into.fold(id);
        into.fold(root.pgd());
        into.fold(rss[0], rss[1], rss[2], (int) lockedPages, peakRss);
        fold(into, totalPages);
        fold(into, dataPages);
        fold(into, stackPages);
        fold(into, codePages);
        fold(into, peakPages);
        fold(into, brk);
        fold(into, startBrk);
        fold(into, mmapBase);
        limits.digest(into);
        if (swapents > 0) {
            into.fold(swapents);
        }
        for (int i = 0; i < order.size(); i++) {
            vmas.digest(order.get(i), into);
        }
    }

    static void fold(Digest into, long value) {
        into.fold((int) (value >>> 32));
        into.fold((int) value);
    }

    int bytes() {
        return 400 + order.size() * 4;
    }
}
