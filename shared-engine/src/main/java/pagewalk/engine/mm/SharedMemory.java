package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.filemap.HugeMemory;
import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.ipc.Segment;
import pagewalk.engine.ipc.Segments;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** shmget(), shmat(), shmdt() and shmctl(IPC_RMID) (ipc/shm.c). */
final class SharedMemory {
    private static final int NIL = Vmas.NIL;

    private final MmState state;
    private final Unmap unmap;
    private final Mmap mmap;
    private final Segments segments;
    private int result;

    SharedMemory(MmState state, Unmap unmap, Mmap mmap) {
        this.state = state;
        this.unmap = unmap;
        this.mmap = mmap;
        segments = state.segments;
    }

    /** Number of the segment that the last {@link #get} found or made. */
    int result() {
        return result;
    }

    /** shmget(): flags of {@link ShmFlags}. */
    @Nullable
    Refusal get(int key, long bytes, int flags) {
        Segment there = segments.byKey(key);
        if (there != null) {
            if ((flags & ShmFlags.CREAT) != 0 && (flags & ShmFlags.EXCL) != 0) {
                return refusal(Reason.SHM_THERE, Bits.hex(key & 0xffffffffL));
            }
            if (Long.compareUnsigned(there.bytes(), bytes) < 0) {
                return refusal(Reason.SHM_SIZE, "the segment has only " + there.bytes() + " bytes");
            }
            result = there.id();
            state.tell(EventKind.SHM_MADE, Rule.SHM_GET, result, key, 0, NIL);
            return null;
        }
        return key != Segments.PRIVATE && (flags & ShmFlags.CREAT) == 0
                ? refusal(Reason.SHM_MISSING, Bits.hex(key & 0xffffffffL))
                : make(key, bytes, flags);
    }

    private static Refusal refusal(Reason reason, String word) {
        return new Refusal(reason, 0, 0, 0, word);
    }

    /** newseg(). */
    private @Nullable Refusal make(int key, long bytes, int flags) {
        if (bytes == 0 || Long.compareUnsigned(bytes, segments.mostBytes()) > 0) {
            String most = Long.toUnsignedString(segments.mostBytes());
            return refusal(Reason.SHM_SIZE, "size is from 1 to " + most + " (kernel.shmmax)");
        }
        long pages = (bytes >>> 12) + ((bytes & 0xfff) == 0 ? 0 : 1);
        if (!segments.hasRoom(pages)) {
            return refusal(Reason.SHM_FULL, "all segments together would have more pages than kernel.shmall");
        }
        if (segments.isFull()) {
            return refusal(Reason.SHM_FULL, "there are " + segments.most() + " segments already (kernel.shmmni)");
        }
        int order = ShmFlags.order(flags);
        long whole = pages + (1L << order) - 1 & -(1L << order);
        Refusal no = whole > MapRequest.FILE_PAGES ? tooMany(whole) : promise(order, whole, flags);
        if (no != null) {
            return no;
        }
        boolean promised = (flags & ShmFlags.NORESERVE) == 0;
        int id = segments.nextId();
        String path = "/SYSV" + Bits.hex8(key) + " (deleted)";
        int file =
                order == 0 ? state.files.createShared((int) whole) : state.files.createHuge(path, (int) whole, order);
        state.files.keep(file, path, id);
        state.files.setCharged(file, promised && order == 0 ? (int) whole : 0);
        HugeMemory memory = state.files.huge(file);
        if (memory != null && promised) {
            memory.promise();
        }
        segments.add(key, bytes, file);
        result = id;
        state.tell(EventKind.SHM_MADE, Rule.SHM_GET, id, key, (int) whole, file);
        return null;
    }

    private static Refusal tooMany(long pages) {
        return new Refusal(Reason.OVERCOMMIT, Mmap.clip(pages), 0, 0, null);
    }

    private @Nullable Refusal promise(int order, long pages, int flags) {
        if ((flags & ShmFlags.NORESERVE) != 0) {
            return null;
        }
        if (order == 0) {
            return state.accounts.charge(pages, 0L) ? null : tooMany(pages);
        }
        HugePool pool = state.huge;
        int count = (int) (pages >> order);
        return pool.promise(order, count)
                ? null
                : new Refusal(Reason.HUGE_NO_PAGES, count, pool.free(order), pool.promised(order), null);
    }

    /** The segment with a number, or why there is none. */
    private @Nullable Refusal missing(int id) {
        Segment segment = segments.byId(id);
        return segment == null
                ? new Refusal(Reason.SHM_UNKNOWN, id, 0, 0, null)
                : segment.id() == id ? null : new Refusal(Reason.SHM_REMOVED, id, 0, 0, null);
    }

    /** shmat(): {@code addr} in bytes, 0 for anywhere; flags of {@link ShmFlags}. */
    @Nullable
    Refusal attach(AddressSpace mm, int id, long addr, int flags) {
        long at = (flags & ShmFlags.RND) != 0 ? addr & ~0xfffL : addr;
        boolean over = (flags & ShmFlags.REMAP) != 0;
        if (over && at == 0) {
            return refusal(Reason.VM_ARGUMENT, "remap needs an address");
        }
        if ((at & 0xfff) != 0) {
            return refusal(Reason.ADDR_UNALIGNED, Bits.hex(at));
        }
        Segment segment = segments.byId(id);
        Refusal no = missing(id);
        if (no != null || segment == null) {
            return no;
        }
        long bytes = (long) state.files.pages(segment.file()) << 12;
        if (at != 0 && !over && isUsed(mm, at, bytes)) {
            return refusal(Reason.VM_ARGUMENT, "something is mapped at " + Bits.hex(at) + " or behind it");
        }
        boolean readOnly = (flags & ShmFlags.RDONLY) != 0;
        int prot = VmFlags.READ | (readOnly ? 0 : VmFlags.WRITE);
        prot |= (flags & ShmFlags.EXEC) != 0 ? VmFlags.EXEC : 0;
        int how = MapRequest.SHARED | (at != 0 ? MapRequest.FIXED : 0) | (readOnly ? MapRequest.READ_ONLY : 0);
        no = mmap.mmap(mm, new MapRequest(at, bytes, prot, how, segment.file(), 0));
        if (no == null) {
            state.tell(EventKind.SHM_ATTACHED, Rule.SHM_ATTACH, id, attachments(segment), mm.id, 0);
        }
        return no;
    }

    private boolean isUsed(AddressSpace mm, long at, long bytes) {
        long page = at >>> 12;
        int vma = mm.at(mm.place(state.vmas, page));
        return vma != NIL && state.vmas.start(vma) < page + (bytes >>> 12);
    }

    private int attachments(Segment segment) {
        return state.files.mappings(segment.file());
    }

    /** shmdt(): every part of the attachment that begins at an address goes. */
    @Nullable
    Refusal detach(AddressSpace mm, long addr) {
        if ((addr & 0xfff) != 0) {
            return refusal(Reason.ADDR_UNALIGNED, Bits.hex(addr));
        }
        long page = addr >>> 12;
        int file = NIL;
        long end = page;
        for (int i = mm.place(state.vmas, page); i < mm.vmas(); ) {
            int vma = mm.at(i);
            if (file != NIL && state.vmas.start(vma) >= end) {
                break;
            }
            boolean fits = state.vmas.start(vma) - page == state.vmas.pgoff(vma)
                    && (file == NIL ? isSegment(vma) : state.vmas.file(vma) == file);
            if (!fits) {
                i++;
                continue;
            }
            file = state.vmas.file(vma);
            end = page + state.files.pages(file);
            leave(mm, vma);
        }
        return file == NIL ? refusal(Reason.SHM_NOT_ATTACHED, Bits.hex(addr)) : null;
    }

    private boolean isSegment(int vma) {
        return state.vmas.file(vma) != NIL && segments.byFile(state.vmas.file(vma)) != null;
    }

    private void leave(AddressSpace mm, int vma) {
        Segment segment = segments.byFile(state.vmas.file(vma));
        if (segment != null) {
            state.tell(EventKind.SHM_DETACHED, Rule.SHM_ATTACH, segment.id(), attachments(segment) - 1, mm.id, 0);
        }
        unmap.remove(mm, state.vmas.start(vma), state.vmas.end(vma));
    }

    /** shmctl(IPC_RMID). */
    @Nullable
    Refusal remove(int id) {
        Segment segment = segments.byId(id);
        Refusal no = missing(id);
        if (no != null || segment == null) {
            return no;
        }
        segments.remove(segment);
        int attached = attachments(segment);
        state.tell(EventKind.SHM_REMOVED, Rule.SHM_RMID, id, attached, 0, 0);
        if (attached == 0) {
            state.accounts.uncharge(state.files.charged(segment.file()));
        }
        state.files.letGo(segment.file());
        if (attached == 0) {
            state.segmentGone(segment.file());
        }
        return null;
    }
}
