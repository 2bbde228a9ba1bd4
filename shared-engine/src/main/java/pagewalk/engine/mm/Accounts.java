package pagewalk.engine.mm;

import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.rule.Rule;

/** What was promised in all, and whether more may be (mm/util.c __vm_enough_memory()); the knobs of it. */
public final class Accounts {
    /** Refuse only what could never be (OVERCOMMIT_GUESS). */
    public static final int GUESS = 0;
    /** Never refuse (OVERCOMMIT_ALWAYS). */
    public static final int ALWAYS = 1;
    /** Promise no more than the limit (OVERCOMMIT_NEVER). */
    public static final int NEVER = 2;

    private static final int ADMIN_RESERVE_KBYTES = 8 << 10;
    private static final int USER_RESERVE_KBYTES = 128 << 10;

    private final Events events;
    private final HugePool huge;
    /** Frames of the machine. */
    private int ramPages;

    private int adminReserveKbytes;
    private int userReserveKbytes;
    private int swapPages;
    private long committed;
    int overcommit = GUESS;
    private int overcommitRatio = 50;
    private int overcommitKbytes;
    int maxMapCount = 65530;
    private int mmapMinAddr = 65536;
    int mmapMinPage = 16;

    Accounts(int ramPages, int freePages, HugePool huge, Events events) {
        this.events = events;
        this.huge = huge;
        boot(ramPages, freePages);
    }

    /** Says how much memory the allocator has, and how much of it is free (init_admin_reserve()). */
    public void boot(int memory, int free) {
        ramPages = memory;
        adminReserveKbytes = Math.min(free / 8, ADMIN_RESERVE_KBYTES);
        userReserveKbytes = Math.min(free / 8, USER_RESERVE_KBYTES);
    }

    private Accounts(Accounts other, HugePool huge, Events events) {
        this.events = events;
        this.huge = huge;
        ramPages = other.ramPages;
        adminReserveKbytes = other.adminReserveKbytes;
        userReserveKbytes = other.userReserveKbytes;
        swapPages = other.swapPages;
        committed = other.committed;
        overcommit = other.overcommit;
        overcommitRatio = other.overcommitRatio;
        overcommitKbytes = other.overcommitKbytes;
        maxMapCount = other.maxMapCount;
        mmapMinAddr = other.mmapMinAddr;
        mmapMinPage = other.mmapMinPage;
    }

    Accounts copy(HugePool newHuge, Events newEvents) {
        return new Accounts(this, newHuge, newEvents);
    }

    /** Pages promised to all processes (Committed_AS). */
    public long committed() {
        return committed;
    }

    /** Pages that may be promised in mode 2, for all reserves together (mm/util.c vm_commit_limit()). */
    public long limit() {
        long share = overcommitKbytes != 0
                ? overcommitKbytes >> 2
                : (long) (ramPages - huge.frames()) * overcommitRatio / 100;
        return share + swapPages;
    }

    /** All of memory in pages, without swap (totalram_pages()). */
    public int ramPages() {
        return ramPages;
    }

    /** Pages of all swap areas in use (total_swap_pages). */
    public int swapPages() {
        return swapPages;
    }

    /** From now on so many pages can be swapped out in all; said by whoever takes swap areas into use. */
    public void setSwapPages(int pages) {
        swapPages = pages;
    }

    /** Promises pages to an address space; false, and nothing is promised, if that is too many. */
    boolean charge(long pages, AddressSpace mm) {
        return charge(pages, mm.totalPages, mm.limits.isAdmin());
    }

    /** Promises pages to whoever has {@code total} pages already. */
    boolean charge(long pages, long total) {
        return charge(pages, total, false);
    }

    private boolean charge(long pages, long total, boolean admin) {
        if (pages == 0) {
            return true;
        }
        boolean fits = fits(pages, total, admin);
        if (fits) {
            committed += pages;
        }
        tell(fits ? Rule.ACCOUNT_CHARGE : Rule.ACCOUNT_REFUSE, pages);
        return fits;
    }

    /**
     * Whether so many pages more may be promised to an address space of {@code total} pages; root's ({@code admin}) may
     * have what is kept for it.
     */
    public boolean fits(long pages, long total, boolean admin) {
        return switch (overcommit) {
            case ALWAYS -> true;
            case GUESS -> pages <= (long) ramPages + swapPages;
            default -> committed + pages < limit() - kept(total, admin);
        };
    }

    /** Pages of the limit that a process may not have. */
    private long kept(long total, boolean admin) {
        return (admin ? 0 : adminReserveKbytes >> 2) + Math.min(total / 32, userReserveKbytes >> 2);
    }

    /** Takes promises back (vm_unacct_memory()). */
    void uncharge(long pages) {
        if (pages != 0) {
            committed -= pages;
            tell(Rule.ACCOUNT_RETURN, pages);
        }
    }

    /** vm.overcommit_memory: {@link #GUESS}, {@link #ALWAYS} or {@link #NEVER}. */
    public int overcommit() {
        return overcommit;
    }

    public void setOvercommit(int mode) {
        overcommit = mode;
    }

    /** vm.overcommit_ratio: the share of memory that may be promised, in percent; 0 while kilobytes are set. */
    public int overcommitRatio() {
        return overcommitRatio;
    }

    /** Sets the share of memory; what was set in kilobytes is forgotten (overcommit_ratio_handler()). */
    public void setOvercommitRatio(int percent) {
        overcommitRatio = percent;
        overcommitKbytes = 0;
    }

    /** vm.overcommit_kbytes: what may be promised beside swap, in KiB; 0 while a share is set. */
    public int overcommitKbytes() {
        return overcommitKbytes;
    }

    /** Sets what may be promised in KiB; the share is forgotten (overcommit_kbytes_handler()). */
    public void setOvercommitKbytes(int kbytes) {
        overcommitKbytes = kbytes;
        overcommitRatio = 0;
    }

    /** vm.admin_reserve_kbytes: what is kept for root, in KiB. */
    public int adminReserveKbytes() {
        return adminReserveKbytes;
    }

    public void setAdminReserveKbytes(int kbytes) {
        adminReserveKbytes = kbytes;
    }

    /** vm.user_reserve_kbytes: most of what is kept from one process, in KiB. */
    public int userReserveKbytes() {
        return userReserveKbytes;
    }

    public void setUserReserveKbytes(int kbytes) {
        userReserveKbytes = kbytes;
    }

    /** vm.max_map_count: most VMAs of an address space. */
    public int maxMapCount() {
        return maxMapCount;
    }

    public void setMaxMapCount(int count) {
        maxMapCount = count;
    }

    /** vm.mmap_min_addr: the lowest address that can be mapped. */
    public int mmapMinAddr() {
        return mmapMinAddr;
    }

    public void setMmapMinAddr(int address) {
        mmapMinAddr = address;
        mmapMinPage = address + 0xfff >>> 12;
    }

    /** A promise is counted twice for a moment, because what it was for moves. */
    void keep(long pages) {
        committed += pages;
    }

    private void tell(Rule rule, long pages) {
        events.emit(EventKind.COMMITTED.code(), rule.code(), clip(pages), clip(committed), clip(limit()), overcommit);
    }

    private static int clip(long pages) {
        return (int) Math.min(pages, Integer.MAX_VALUE);
    }

    void digest(Digest into) {
        AddressSpace.fold(into, committed);
        into.fold(overcommit);
        into.fold(overcommitRatio);
        into.fold(overcommitKbytes, adminReserveKbytes, userReserveKbytes, swapPages, 0);
        into.fold(maxMapCount);
        into.fold(mmapMinPage);
    }
}
