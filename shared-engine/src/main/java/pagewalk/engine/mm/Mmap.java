package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.filemap.HugeMemory;
import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.mm.VmaEdits.Range;
import pagewalk.engine.util.Bits;

/** mmap(): finds a place, checks the limits in the kernel's order, and adds the VMA (do_mmap(), mmap_region()). */
final class Mmap {
    private static final int NIL = Vmas.NIL;

    private final MmState state;
    private final VmaEdits edits;
    private final Unmap unmap;
    private final Places places;
    private long result;
    private int added = NIL;

    Mmap(MmState state, VmaEdits edits, Unmap unmap, Places places) {
        this.state = state;
        this.edits = edits;
        this.unmap = unmap;
        this.places = places;
    }

    /** The first page of the last mapping that was made. */
    long result() {
        return result;
    }

    /** The VMA of the last mapping that was made. */
    int added() {
        return added;
    }

    /** Null if the mapping was made. */
    @Nullable
    Refusal mmap(AddressSpace mm, MapRequest ask) {
        if (ask.len() == 0) {
            return MmState.refusal(Reason.LEN_ZERO);
        }
        if ((ask.offset() & 0xfff) != 0) {
            return new Refusal(Reason.ADDR_UNALIGNED, 1, 0, 0, Bits.hex(ask.offset()));
        }
        boolean shared = ask.has(MapRequest.SHARED);
        if (shared == ask.has(MapRequest.PRIVATE)) {
            return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "flags name one of private and shared");
        }
        if (ask.has(MapRequest.HUGETLB) && ask.file() != NIL) {
            return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "hugetlb is for memory without a file");
        }
        long pages = ask.pages();
        long pgoff = ask.offset() >>> 12;
        if (pages > Places.TASK_PAGES) {
            return MmState.refusal(Reason.RANGE_TOO_HIGH, ask.addr() >>> 12);
        }
        if (mm.vmas() > state.accounts.maxMapCount) {
            return new Refusal(Reason.MAPS_FULL, state.accounts.maxMapCount, 0, 0, null);
        }
        return place(mm, ask, pages, pgoff);
    }

    private @Nullable Refusal place(AddressSpace mm, MapRequest ask, long pages, long pgoff) {
        boolean fixed = ask.has(MapRequest.FIXED) || ask.has(MapRequest.FIXED_NOREPLACE);
        long page = ask.addr() >>> 12;
        int order = ask.file() == NIL ? ask.order() : order(ask.file());
        long inside = (1L << order) - 1;
        if (fixed && (page & inside) != 0) {
            return HugeEntries.unaligned(order, page);
        }
        if (fixed && page < 1L << 36) {
            Refusal wrong = places.check(page, pages);
            boolean low = wrong != null && wrong.reason() == Reason.ADDR_TOO_LOW;
            if ((wrong == null || low) && (ask.addr() & 0xfff) != 0) {
                return new Refusal(Reason.ADDR_UNALIGNED, 0, 0, 0, Bits.hex(ask.addr()));
            }
            if (wrong != null) {
                return wrong;
            }
        } else if (fixed) {
            return new Refusal(Reason.RANGE_TOO_HIGH, 0, 0, 0, Bits.hex(ask.addr()));
        } else {
            boolean aligns = state.thp != null && page == 0 && ask.file() == NIL && order == 0;
            aligns = aligns && !ask.has(MapRequest.SHARED) && pages % ThpEntries.PAGES == 0;
            page = aligns ? places.findAligned(mm, pages) : places.find(mm, page, pages, inside);
        }
        if (page == Places.NONE) {
            return new Refusal(Reason.NO_GAP, clip(pages), 0, 0, null);
        }
        if (ask.has(MapRequest.FIXED_NOREPLACE) && places.isUsed(mm, page, page + pages)) {
            return MmState.refusal(Reason.MAP_EXISTS, page);
        }
        int huge = order == 0 ? 0 : VmFlags.HUGETLB | VmFlags.DONTEXPAND;
        huge |= order == HugePool.PUD_ORDER ? VmFlags.HUGE_1GB : 0;
        return flags(mm, ask, new Range(page, page + pages, huge, pgoff, ask.file()));
    }

    private int order(int file) {
        HugeMemory memory = state.files.huge(file);
        return memory == null ? 0 : memory.order();
    }

    static int clip(long pages) {
        return (int) Math.min(pages, Integer.MAX_VALUE);
    }

    private @Nullable Refusal flags(AddressSpace mm, MapRequest ask, Range where) {
        int flags = where.flags() | ask.prot() | VmFlags.MAYREAD | VmFlags.MAYWRITE | VmFlags.MAYEXEC;
        flags |= ask.has(MapRequest.GROWSDOWN) ? VmFlags.GROWSDOWN : 0;
        flags |= ask.has(MapRequest.LOCKED) ? VmFlags.LOCKED : 0;
        flags |= ask.has(MapRequest.SHARED) ? VmFlags.SHARED | VmFlags.MAYSHARE : 0;
        boolean huge = (flags & VmFlags.HUGETLB) != 0;
        if (ask.has(MapRequest.NORESERVE) && (huge || state.accounts.overcommit != Accounts.NEVER)) {
            flags |= VmFlags.NORESERVE;
        }
        flags &= ask.has(MapRequest.READ_ONLY) ? ~(VmFlags.SHARED | VmFlags.MAYWRITE) : ~0;
        long pages = where.end() - where.start();
        if ((flags & VmFlags.LOCKED) != 0 && !Lock.allowed(mm, pages)) {
            return new Refusal(Reason.LOCK_LIMIT_AGAIN, clip(pages), clip(mm.lockedPages), 0, null);
        }
        flags &= huge ? ~VmFlags.LOCKED : ~0;
        boolean anonymous = ask.file() == NIL && !huge;
        if (!anonymous && ask.has(MapRequest.GROWSDOWN)) {
            return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "growsdown is for memory without a file");
        }
        if (anonymous && ask.has(MapRequest.SHARED) && ask.has(MapRequest.GROWSDOWN)) {
            return new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, "growsdown is for private memory");
        }
        long pgoff = !anonymous ? where.pgoff() : ask.has(MapRequest.SHARED) ? 0 : where.start();
        return region(mm, new Range(where.start(), where.end(), flags, pgoff, where.file()));
    }

    /** Adds the VMA, after what was there is gone (mmap_region()). */
    @Nullable
    Refusal region(AddressSpace mm, Range range) {
        long pages = range.end() - range.start();
        long replaced = overlap(mm, range.start(), range.end());
        Refusal limit = mayExpand(mm, range.flags(), pages - replaced);
        if (limit == null) {
            limit = unmap.remove(mm, range.start(), range.end());
        }
        if (limit != null) {
            return limit;
        }
        int flags = range.flags();
        if (VmFlags.isAccountable(flags)) {
            if (!state.accounts.charge(pages, mm)) {
                return new Refusal(Reason.OVERCOMMIT, clip(pages), 0, 0, null);
            }
            flags |= VmFlags.ACCOUNT;
        }
        int file = range.file();
        if ((flags & VmFlags.HUGETLB) != 0 && file == NIL) {
            Range promised = promise(range);
            if (promised == null) {
                int order = VmFlags.pageOrder(flags);
                return new Refusal(
                        Reason.HUGE_NO_PAGES,
                        clip(pages >> order),
                        state.huge.free(order),
                        state.huge.promised(order),
                        null);
            }
            flags = promised.flags();
            file = promised.file();
        }
        boolean sharedMemory = file == NIL && (flags & VmFlags.SHARED) != 0;
        if (sharedMemory) {
            boolean promised = (flags & VmFlags.NORESERVE) == 0;
            if (pages > MapRequest.FILE_PAGES || promised && !state.accounts.charge(pages, mm)) {
                return new Refusal(Reason.OVERCOMMIT, clip(pages), 0, 0, null);
            }
            file = state.files.createShared((int) pages);
            state.files.setCharged(file, promised ? (int) pages : 0);
        }
        added = edits.insert(mm, new Range(range.start(), range.end(), flags | VmFlags.SOFTDIRTY, range.pgoff(), file));
        mm.account(flags, pages);
        mm.lockedPages += (flags & VmFlags.LOCKED) != 0 ? pages : 0;
        result = range.start();
        return null;
    }

    /** A mapping in huge pages gets its file, and is promised its pages; null if there are too few. */
    private @Nullable Range promise(Range range) {
        int flags = range.flags();
        int order = VmFlags.pageOrder(flags);
        long pages = range.end() - range.start();
        boolean promised = (flags & VmFlags.NORESERVE) == 0;
        if (pages > MapRequest.FILE_PAGES || promised && !state.huge.promise(order, (int) (pages >> order))) {
            return null;
        }
        int file = state.files.createHuge("/anon_hugepage (deleted)", (int) pages, order);
        boolean shared = (flags & VmFlags.MAYSHARE) != 0;
        HugeMemory memory = state.files.huge(file);
        if (promised && shared && memory != null) {
            memory.promise();
        } else if (promised) {
            flags |= VmFlags.HUGE_OWNER;
        }
        return new Range(range.start(), range.end(), flags, range.pgoff(), file);
    }

    private long overlap(AddressSpace mm, long start, long end) {
        long pages = 0;
        for (int i = mm.place(state.vmas, start); i < mm.vmas() && state.vmas.start(mm.at(i)) < end; i++) {
            int vma = mm.at(i);
            pages += Math.min(end, state.vmas.end(vma)) - Math.max(start, state.vmas.start(vma));
        }
        return pages;
    }

    /** Whether so many more pages stay within RLIMIT_AS and RLIMIT_DATA (may_expand_vm()); null if they do. */
    static @Nullable Refusal mayExpand(AddressSpace mm, int flags, long pages) {
        if (mm.limits.exceeded(RLimits.Resource.AS, mm.totalPages + pages)) {
            return new Refusal(Reason.RLIMIT_AS, clip(mm.totalPages), clip(pages), 0, null);
        }
        return VmFlags.isData(flags) && mm.limits.exceeded(RLimits.Resource.DATA, mm.dataPages + pages)
                ? new Refusal(Reason.RLIMIT_DATA, clip(mm.dataPages), clip(pages), 0, null)
                : null;
    }
}
