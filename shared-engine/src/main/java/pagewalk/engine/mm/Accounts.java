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

    private static final int ADMIN_RESERVE = 8 << 8;
    private static final int USER_RESERVE = 128 << 8;

    private final Events events;
    private final HugePool huge;
    /** Frames of the machine. */
    private final int ramPages;

    private final int adminReserve;
    private final int userReserve;
    private long committed;
    int overcommit = GUESS;
    int overcommitRatio = 50;
    int maxMapCount = 65530;
    int mmapMinPage = 16;

    Accounts(int ramPages, int freePages, HugePool huge, Events events) {
        this.events = events;
        this.huge = huge;
        this.ramPages = ramPages;
        adminReserve = Math.min(freePages / 32, ADMIN_RESERVE);
        userReserve = Math.min(freePages / 32, USER_RESERVE);
    }

    private Accounts(Accounts other, HugePool huge, Events events) {
        this.events = events;
        this.huge = huge;
        ramPages = other.ramPages;
        adminReserve = other.adminReserve;
        userReserve = other.userReserve;
        committed = other.committed;
        overcommit = other.overcommit;
        overcommitRatio = other.overcommitRatio;
        maxMapCount = other.maxMapCount;
        mmapMinPage = other.mmapMinPage;
    }

    Accounts copy(HugePool newHuge, Events newEvents) {
        return new Accounts(this, newHuge, newEvents);
    }

    /** Pages promised to all processes (Committed_AS). */
    public long committed() {
        return committed;
    }

    /** Pages that may be promised in mode 2 (CommitLimit). */
    public long limit() {
        return (long) (ramPages - huge.frames()) * overcommitRatio / 100;
    }

    /** Promises pages to an address space; false, and nothing is promised, if that is too many. */
    boolean charge(long pages, AddressSpace mm) {
        return charge(pages, mm.totalPages);
    }

    /** Promises pages to whoever has {@code total} pages already. */
    boolean charge(long pages, long total) {
        if (pages == 0) {
            return true;
        }
        boolean fits = fits(pages, total);
        if (fits) {
            committed += pages;
        }
        tell(fits ? Rule.ACCOUNT_CHARGE : Rule.ACCOUNT_REFUSE, pages);
        return fits;
    }

    /** Whether so many pages more may be promised to an address space of {@code total} pages. */
    boolean fits(long pages, long total) {
        return switch (overcommit) {
            case ALWAYS -> true;
            case GUESS -> pages <= ramPages;
            default -> committed + pages < limit() - adminReserve - Math.min(total / 32, userReserve);
        };
    }

    /** Takes promises back (vm_unacct_memory()). */
    void uncharge(long pages) {
        if (pages != 0) {
            committed -= pages;
            tell(Rule.ACCOUNT_RETURN, pages);
        }
    }

    /** Sets a knob of vm.*; false if it is none of these, or cannot have the value. */
    public boolean set(String knob, int value) {
        switch (knob) {
            case "vm.overcommit_memory" -> overcommit = Math.min(value, NEVER);
            case "vm.overcommit_ratio" -> overcommitRatio = value;
            case "vm.max_map_count" -> maxMapCount = value;
            case "vm.mmap_min_addr" -> mmapMinPage = value + 0xfff >>> 12;
            default -> {
                return false;
            }
        }
        return true;
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
        into.fold(maxMapCount);
        into.fold(mmapMinPage);
    }
}
