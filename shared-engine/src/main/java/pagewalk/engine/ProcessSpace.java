package pagewalk.engine;

import pagewalk.engine.heap.HeapSpace;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.Advice;
import pagewalk.engine.mm.MapRequest;
import pagewalk.engine.mm.Mmu;
import pagewalk.engine.mm.VmFlags;
import pagewalk.engine.mm.Vmas;

/** The address space of a process as its C library uses it: system calls, and stores that fault pages in. */
final class ProcessSpace implements HeapSpace {
    private static final int PAGE_SHIFT = 12;
    /** Bits of a page number that its lower int has. */
    private static final int LO_BITS = 18;

    private final HeapMemory owner;
    private final int pid;

    ProcessSpace(HeapMemory owner, int pid) {
        this.owner = owner;
        this.pid = pid;
    }

    private AddressSpace mm() {
        return owner.processes().tasks().space(pid);
    }

    @Override
    public long sbrk(long increment) {
        long before = mm().brk();
        if (increment == 0) {
            return before;
        }
        long wanted = before + increment;
        return owner.processes().calls().brk(mm(), wanted) == wanted ? before : FAILED;
    }

    @Override
    public long mmap(long length) {
        MapRequest ask = new MapRequest(0, length, VmFlags.READ | VmFlags.WRITE, MapRequest.PRIVATE, Vmas.NIL, 0);
        return owner.processes().calls().mmap(mm(), ask) == null
                ? owner.processes().calls().result()
                : FAILED;
    }

    @Override
    public boolean munmap(long address, long length) {
        return owner.processes().calls().munmap(mm(), address, length) == null;
    }

    @Override
    public long mremap(long address, long oldLength, long newLength) {
        return owner.processes().calls().mremap(mm(), address, oldLength, newLength, true) == null
                ? owner.processes().calls().result()
                : FAILED;
    }

    @Override
    public void discard(long address, long length) {
        owner.processes().calls().madvise(mm(), address, length, Advice.DONTNEED);
    }

    @Override
    public boolean isMapped(long address) {
        Vmas vmas = owner.processes().calls().state().vmas();
        AddressSpace mm = mm();
        long page = address >>> PAGE_SHIFT;
        int low = 0;
        int high = mm.vmas() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int vma = mm.vma(middle);
            if (page < vmas.start(vma)) {
                high = middle - 1;
            } else if (page >= vmas.end(vma)) {
                low = middle + 1;
            } else {
                return (vmas.flags(vma) & (VmFlags.READ | VmFlags.WRITE | VmFlags.EXEC)) != 0;
            }
        }
        return false;
    }

    @Override
    public boolean touch(long address) {
        long page = address >>> PAGE_SHIFT;
        int hi = (int) (page >>> LO_BITS);
        int lo = (int) page & (1 << LO_BITS) - 1;
        int pfn = owner.processes().calls().mmu().access(mm(), hi, lo, Mmu.STORE);
        if (pfn >= 0) {
            owner.processes().calls().state().aging().stored(pfn, false);
        }
        return pfn >= 0;
    }
}
