package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.pagetable.TlbLookup;
import pagewalk.engine.rule.Rule;

/**
 * Every access of a program: the walk, the check of rights, the fault, and the walk again (arch/x86/mm/fault.c).
 *
 * <p>The error code of a fault: 1 the entry was there and forbids it, 2 it was a write, 4 a program did it, 16 it was a
 * fetch.
 */
public final class Mmu {
    public static final int LOAD = 0;
    public static final int STORE = 1;
    public static final int FETCH = 2;

    /** SIGSEGV: nothing is mapped there. */
    public static final int MAPERR = -2;
    /** SIGSEGV: what is mapped there forbids it. */
    public static final int ACCERR = -3;
    /** SIGBUS: the file has no such page. */
    public static final int BUS = -4;
    /** SIGSEGV from the processor itself: the address is none. */
    public static final int NO_ADDRESS = -5;

    private static final int CODE_PRESENT = 1;
    private static final int CODE_WRITE = 2;
    private static final int CODE_USER = 4;
    private static final int CODE_FETCH = 16;
    private static final int NIL = -1;
    private static final int ENTRY_BITS = 9;

    private final MmState state;
    private final Faults faults;

    Mmu(MmState state, Faults faults) {
        this.state = state;
        this.faults = faults;
    }

    /**
     * Carries out one access to a page of a program.
     *
     * @param kind {@link #LOAD}, {@link #STORE} or {@link #FETCH}
     * @return the frame that was reached, or {@link #MAPERR}, {@link #ACCERR}, {@link #BUS}
     */
    public int access(AddressSpace mm, int hi, int lo, int kind) {
        TlbLookup tlb = state.lookup();
        while (true) {
            int known = tlb == null ? TlbLookup.MISS : tlb.translate(mm.id, hi, lo, kind);
            if (known != TlbLookup.MISS) {
                state.tell(EventKind.TRANSLATED, Rule.WALK_DONE, known, kind, hi, lo);
                return known;
            }
            int level = state.tables.walk(mm.root, hi, lo);
            if (tlb != null) {
                tlb.walked(PageTables.PGD - level + 1);
            }
            int table = state.tables.walkTable();
            int index = state.tables.walkIndex();
            int entry = state.tables.lo(table, index);
            int upper = state.tables.hi(table, index);
            int code = errorCode(entry, upper, kind);
            if (code == 0) {
                touch(table, index, kind, hi, lo);
                if (tlb != null) {
                    tlb.found(hi, lo, state.tables.lo(table, index), upper, level);
                }
                int below = ENTRY_BITS * (level - 1);
                int inside = level == PageTables.PTE ? 0 : lo & (1 << below) - 1;
                int pfn = Pte.pfn(entry, upper) + inside;
                state.tell(EventKind.TRANSLATED, Rule.WALK_DONE, pfn, kind, hi, lo);
                return pfn;
            }
            Rule why = (code & CODE_PRESENT) != 0 ? Rule.FAULT_PROTECTION : Rule.FAULT_NOT_PRESENT;
            state.tell(EventKind.FAULT, why, code, mm.id, hi, lo);
            int outcome = fault(mm, hi, lo, code);
            if (outcome < 0) {
                return outcome;
            }
        }
    }

    /** An address whose upper 17 bits are not all the same: general protection, not a page fault. */
    public int notCanonical() {
        state.tell(EventKind.SIGNALLED, Rule.NOT_CANONICAL, 11, 128, 0, 0);
        return NO_ADDRESS;
    }

    private static int errorCode(int entry, int upper, int kind) {
        int code = CODE_USER | (kind == STORE ? CODE_WRITE : 0) | (kind == FETCH ? CODE_FETCH : 0);
        if ((entry & Pte.PRESENT) == 0) {
            return code;
        }
        boolean allowed = (entry & Pte.USER) != 0
                && (kind != STORE || (entry & Pte.WRITE) != 0)
                && (kind != FETCH || (upper & Pte.NO_EXEC) == 0);
        return allowed ? 0 : code | CODE_PRESENT;
    }

    /** The processor notes the access, and a write, in the entry. */
    private void touch(int table, int index, int kind, int hi, int lo) {
        int entry = state.tables.lo(table, index);
        int bits = Pte.ACCESSED | (kind == STORE ? Pte.DIRTY | Pte.SOFT_DIRTY : 0);
        if ((entry & bits & (Pte.ACCESSED | Pte.DIRTY)) != (bits & (Pte.ACCESSED | Pte.DIRTY))) {
            state.tables.set(table, index, entry | bits, state.tables.hi(table, index));
            Rule rule = kind == STORE ? Rule.DIRTY_BIT : Rule.ACCESSED_BIT;
            state.tell(EventKind.PTE_MARKED, rule, entry | bits, state.tables.hi(table, index), hi, lo);
        }
    }

    /** do_user_addr_fault(): 0 or more if the access may be tried again. */
    private int fault(AddressSpace mm, int hi, int lo, int code) {
        Vmas vmas = state.vmas;
        int vma = mm.at(mm.place(vmas, hi, lo));
        if (vma != NIL && !vmas.startsBy(vma, hi, lo)) {
            vma = (vmas.flags(vma) & VmFlags.GROWSDOWN) != 0 && grow(mm, vma, hi, lo) ? vma : NIL;
        }
        if (vma == NIL) {
            return signal(MAPERR, Rule.SEGV_MAPERR, hi, lo);
        }
        if (forbids(vmas.flags(vma), code)) {
            return signal(ACCERR, Rule.SEGV_ACCERR, hi, lo);
        }
        int result = faults.handle(mm, vma, hi, lo, (code & CODE_WRITE) != 0);
        return result == Faults.BUS ? signal(BUS, faults.whyBus(), hi, lo) : result;
    }

    private int signal(int outcome, Rule rule, int hi, int lo) {
        int number = outcome == BUS ? 7 : 11;
        state.tell(EventKind.SIGNALLED, rule, number, outcome == MAPERR ? 1 : 2, hi, lo);
        return outcome;
    }

    /** access_error(). */
    private static boolean forbids(int flags, int code) {
        if ((code & CODE_WRITE) != 0) {
            return (flags & VmFlags.WRITE) == 0;
        }
        return (code & CODE_PRESENT) != 0 || !VmFlags.isAccessible(flags);
    }

    /** A stack grows down to a page (expand_downwards()); false if it may not. */
    private boolean grow(AddressSpace mm, int vma, int hi, int lo) {
        Vmas vmas = state.vmas;
        long page = (long) hi << MmState.LO_BITS | lo;
        Refusal no = whyNotGrown(mm, vma, page);
        if (no != null) {
            state.tell(EventKind.STACK_REFUSED, no.reason().rule(), no.reason().code(), 0, hi, lo);
            return false;
        }
        long more = vmas.start(vma) - page;
        int flags = vmas.flags(vma);
        long old = vmas.start(vma);
        faults.prepareAnon(
                new Faults.Site(mm, vma, NIL, 0, (int) (old >>> MmState.LO_BITS), (int) old & MmState.LO_MASK));
        vmas.setPgoff(vma, vmas.pgoff(vma) - more);
        vmas.setStart(vma, page);
        mm.account(flags, more);
        mm.lockedPages += (flags & VmFlags.LOCKED) != 0 ? more : 0;
        state.tellRange(EventKind.STACK_GROWN, Rule.STACK_GROW, page, more, vma);
        return true;
    }

    private @Nullable Refusal whyNotGrown(AddressSpace mm, int vma, long page) {
        Vmas vmas = state.vmas;
        if (page < state.accounts.mmapMinPage) {
            return MmState.refusal(Reason.ADDR_TOO_LOW);
        }
        int prev = mm.at(mm.place(vmas, vmas.start(vma)) - 1);
        boolean gap = prev != NIL
                && (vmas.flags(prev) & VmFlags.GROWSDOWN) == 0
                && VmFlags.isAccessible(vmas.flags(prev))
                && page - vmas.end(prev) < Places.STACK_GAP;
        if (gap) {
            return MmState.refusal(Reason.STACK_NEAR);
        }
        long more = vmas.start(vma) - page;
        int flags = vmas.flags(vma);
        Refusal limit = Mmap.mayExpand(mm, flags, more);
        if (limit == null && mm.limits.exceeded(RLimits.Resource.STACK, vmas.end(vma) - page)) {
            limit = MmState.refusal(Reason.RLIMIT_STACK);
        }
        if (limit == null && (flags & VmFlags.LOCKED) != 0 && !Lock.allowed(mm, more)) {
            limit = MmState.refusal(Reason.LOCK_LIMIT);
        }
        if (limit == null && (flags & VmFlags.ACCOUNT) != 0 && !state.accounts.charge(more, mm)) {
            limit = MmState.refusal(Reason.OVERCOMMIT);
        }
        return limit;
    }
}
