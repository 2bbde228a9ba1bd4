package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** madvise(): says how a range will be used, or gives its frames back (mm/madvise.c). */
final class Madvise {
    private static final int NIL = Vmas.NIL;

    private final MmState state;
    private final VmaEdits edits;
    private final Unmap unmap;
    private final Lock lock;
    private final Vmas vmas;

    Madvise(MmState state, VmaEdits edits, Unmap unmap, Lock lock) {
        this.state = state;
        this.edits = edits;
        this.unmap = unmap;
        this.lock = lock;
        vmas = state.vmas;
    }

    /** Addresses in bytes; null if all could be done. A hole is passed over and told at the end. */
    @Nullable
    Refusal madvise(AddressSpace mm, long addr, long len, Advice advice) {
        if ((addr & 0xfff) != 0) {
            return new Refusal(Reason.ADDR_UNALIGNED, 0, 0, 0, Bits.hex(addr));
        }
        long pages = len + 0xfff >>> 12;
        long at = addr >>> 12;
        long end = at + pages;
        if (len != 0 && pages == 0 || end > 1L << 52) {
            return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "the range reaches beyond the last address");
        }
        Refusal hole = null;
        while (at < end) {
            int vma = mm.at(mm.place(vmas, at));
            if (vma == NIL) {
                return MmState.refusal(Reason.HOLE, at);
            }
            if (vmas.start(vma) > at) {
                hole = hole == null ? MmState.refusal(Reason.HOLE, at) : hole;
                at = vmas.start(vma);
            }
            long to = Math.min(end, vmas.end(vma));
            Refusal refusal = at < end ? advise(mm, vma, at, to, advice) : null;
            if (refusal != null) {
                return refusal;
            }
            at = to;
        }
        return hole;
    }

    private @Nullable Refusal advise(AddressSpace mm, int vma, long from, long to, Advice advice) {
        int old = vmas.flags(vma);
        switch (advice) {
            case DONTNEED -> {
                if ((old & VmFlags.LOCKED) != 0) {
                    return MmState.refusal(Reason.ADVICE_LOCKED, from);
                }
                return dontNeed(mm, vma, from, to);
            }
            case POPULATE_READ, POPULATE_WRITE -> {
                boolean fits = advice == Advice.POPULATE_READ ? VmFlags.isAccessible(old) : (old & VmFlags.WRITE) != 0;
                return fits && lock.fill(mm, vma, new long[] {from, to}, advice == Advice.POPULATE_WRITE)
                        ? null
                        : MmState.refusal(Reason.POPULATE_DENIED, from);
            }
            case COLLAPSE -> {
                return state.thp == null ? MmState.refusal(Reason.THP_NONE) : state.thp.collapse(mm, vma, from, to);
            }
            case FREE, COLD, PAGEOUT -> {
                return spare(mm, vma, from, to, advice);
            }
            case WIPEONFORK -> {
                if (!vmas.isAnonymous(vma) || (old & VmFlags.SHARED) != 0) {
                    return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "wipeonfork is for private memory without a file");
                }
            }
            default -> {}
        }
        Refusal cut = unmap.huge.whyNotCut(vma, from, to);
        if (cut != null) {
            return cut;
        }
        int flags = old & ~advice.clears() | advice.sets();
        int changed = flags == old ? vma : edits.modify(mm, vma, from, to, flags);
        boolean done = changed != NIL;
        if (done && advice == Advice.HUGEPAGE && state.thp != null) {
            state.thp.enter(mm, changed);
        }
        return done ? null : new Refusal(Reason.MAPS_FULL, state.accounts.maxMapCount, 0, 0, null);
    }

    /** Of huge pages only whole ones go, and the range begins with one (madvise_dontneed_free_valid_vma()). */
    private @Nullable Refusal dontNeed(AddressSpace mm, int vma, long from, long to) {
        int order = unmap.huge.order(vma);
        if ((from & (1L << order) - 1) != 0) {
            return HugeEntries.unaligned(order, from);
        }
        unmap.zap(mm, vma, from, to & -(1L << order), Rule.MADV_DONTNEED);
        return null;
    }

    /** The program can do without the pages, for now or for good. */
    private @Nullable Refusal spare(AddressSpace mm, int vma, long from, long to, Advice advice) {
        if (state.swap == null) {
            return MmState.refusal(Reason.RECLAIM_NONE);
        }
        if ((vmas.flags(vma) & VmFlags.LOCKED) != 0) {
            return MmState.refusal(Reason.ADVICE_LOCKED, from);
        }
        if (advice == Advice.FREE && !vmas.isAnonymous(vma)) {
            return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "free is for private memory without a file");
        }
        state.swap.advise(mm, from, to, advice);
        return null;
    }
}
