package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AddrRef;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.HeapCommand;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.HeapComplaint;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.heap.HeapLeaks;
import pagewalk.engine.heap.HeapView;
import pagewalk.engine.heap.Mallinfo;
import pagewalk.engine.heap.UserHeap;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.IntList;

/** Carries out the calls of processes to the heaps of their C libraries; a refusal is told by the caller. */
final class HeapMemory implements Area {
    private final HeapProcesses processes;
    private final Names names;
    private final Recorder events;
    /** Processes that have a heap, in the order of their first call, and the heaps. */
    private final IntList pids;

    private final List<UserHeap> heaps;

    HeapMemory(HeapProcesses processes, Names names, Recorder events) {
        this(processes, names, events, new IntList(), new ArrayList<>());
    }

    private HeapMemory(HeapProcesses processes, Names names, Recorder events, IntList pids, List<UserHeap> heaps) {
        this.processes = processes;
        this.names = names;
        this.events = events;
        this.pids = pids;
        this.heaps = heaps;
    }

    @Override
    public HeapMemory copy(Memory newMemory, Names newNames, Recorder newEvents) {
        HeapProcesses newProcesses = processes.copy(newMemory);
        List<UserHeap> copies = new ArrayList<>();
        for (int i = 0; i < heaps.size(); i++) {
            copies.add(heaps.get(i).copy(newProcesses.space(pids.get(i)), newEvents));
        }
        return new HeapMemory(newProcesses, newNames, newEvents, pids.copy(), copies);
    }

    /** Looks at the heap of a process; null if it has none. */
    @Nullable
    HeapView view(int pid) {
        int at = find(pid);
        return at < 0 ? null : heaps.get(at).view();
    }

    private int find(int pid) {
        for (int i = 0; i < pids.size(); i++) {
            if (pids.get(i) == pid) {
                return i;
            }
        }
        return -1;
    }

    private UserHeap heap(int pid) {
        int at = find(pid);
        if (at < 0) {
            pids.add(pid);
            heaps.add(new UserHeap(processes.space(pid), events));
            return heaps.get(heaps.size() - 1);
        }
        return heaps.get(at);
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof HeapCommand;
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Reply apply(AreaCommand command) {
        HeapCommand call = (HeapCommand) command;
        int pid = processes.pid(call.pid(), names);
        Refusal noProcess = processes.whyNot(pid, call.pid());
        if (noProcess != null) {
            return new Reply.Refused(noProcess);
        }
        return switch (call) {
            case HeapCommand.Malloc ask -> allocate(pid, ask.as(), ask.size(), false);
            case HeapCommand.Calloc ask -> calloc(pid, ask);
            case HeapCommand.Realloc ask -> realloc(pid, ask);
            case HeapCommand.Free give -> free(pid, give.ptr());
            case HeapCommand.MallocTrim trim -> trim(pid, trim.pad());
            case HeapCommand.Mallinfo count -> count(pid);
            case HeapCommand.Mtrace list -> new Reply.FileText(HeapLeaks.text(view(pid), names::ofAddress));
        };
    }

    private @Nullable Reply full() {
        int bytes = 0;
        for (int i = 0; i < heaps.size(); i++) {
            bytes += heaps.get(i).bytes();
        }
        return bytes < Limits.HEAP_BYTES ? null : refused(Reason.HEAP_FULL, Limits.HEAP_BYTES, null);
    }

    private Reply allocate(int pid, @Nullable String as, long bytes, boolean zero) {
        Reply full = full();
        if (full != null) {
            return full;
        }
        if (!zero && UserHeap.isTooLarge(bytes)) {
            return refused(Reason.HEAP_TOO_LARGE, 0, Bits.hex(bytes));
        }
        UserHeap heap = heap(pid);
        int command = events.command();
        long at = zero ? heap.calloc(bytes, command) : heap.malloc(bytes, command);
        return pointer(pid, heap, as, at);
    }

    private Reply pointer(int pid, UserHeap heap, @Nullable String as, long at) {
        HeapComplaint complaint = heap.complaint();
        if (complaint != null) {
            return ended(pid, complaint);
        }
        if (at == 0) {
            return new Reply.NullPointer(true);
        }
        if (as != null) {
            names.bindAddress(as, at);
        }
        return new Reply.Pointer(at, heap.usable(at));
    }

    private Reply calloc(int pid, HeapCommand.Calloc ask) {
        long n = ask.n();
        long size = ask.size();
        long bytes = n * size;
        boolean over = n != 0 && Long.divideUnsigned(bytes, n) != size;
        return over
                ? refused(Reason.HEAP_TOO_LARGE, 0, Bits.hex(n) + " times " + Bits.hex(size))
                : allocate(pid, ask.as(), bytes, true);
    }

    private Reply realloc(int pid, HeapCommand.Realloc ask) {
        Reply full = full();
        if (full != null) {
            return full;
        }
        AddrRef ptr = ask.ptr();
        if (isUnknown(ptr)) {
            return refused(Reason.NAME_UNKNOWN, 0, ptr.name());
        }
        long at = address(ptr);
        if (at == 0 && UserHeap.isTooLarge(ask.size())) {
            return refused(Reason.HEAP_TOO_LARGE, 0, Bits.hex(ask.size()));
        }
        UserHeap heap = heap(pid);
        long to = heap.realloc(at, ask.size(), events.command());
        boolean freed = at != 0 && ask.size() == 0 && heap.complaint() == null;
        return freed ? new Reply.NullPointer(false) : pointer(pid, heap, ask.as(), to);
    }

    private boolean isUnknown(AddrRef ptr) {
        return ptr.name() != null && !names.isAddress(ptr.name());
    }

    private long address(AddrRef ptr) {
        String name = ptr.name();
        return name == null ? ptr.offset() : names.address(name) + ptr.offset();
    }

    private Reply free(int pid, AddrRef ptr) {
        if (isUnknown(ptr)) {
            return refused(Reason.NAME_UNKNOWN, 0, ptr.name());
        }
        UserHeap heap = heap(pid);
        heap.free(address(ptr));
        HeapComplaint complaint = heap.complaint();
        return complaint != null
                ? ended(pid, complaint)
                : new Reply.HeapLeft(heap.view().systemBytes(), heap.view().topBytes(), brk(pid));
    }

    private long brk(int pid) {
        return processes.space(pid).sbrk(0);
    }

    private Reply trim(int pid, long pad) {
        UserHeap heap = heap(pid);
        boolean released = heap.trim(pad);
        HeapComplaint complaint = heap.complaint();
        return complaint != null ? ended(pid, complaint) : new Reply.Trimmed(released, brk(pid));
    }

    private Reply count(int pid) {
        UserHeap heap = heap(pid);
        Mallinfo counts = heap.mallinfo();
        HeapComplaint complaint = heap.complaint();
        if (complaint != null || counts == null) {
            return ended(pid, complaint == null ? HeapComplaint.ENDLESS : complaint);
        }
        return new Reply.HeapCounts(counts, brk(pid));
    }

    /** The C library ends its process, and the heap goes with it. */
    private Reply ended(int pid, HeapComplaint complaint) {
        drop(pid);
        processes.kill(pid, complaint.signal());
        return new Reply.Ended(complaint.signal(), complaint.message());
    }

    private void drop(int pid) {
        int at = find(pid);
        if (at >= 0) {
            pids.removeAt(at);
            heaps.remove(at);
        }
    }

    @Override
    public void forked(int parent, int child) {
        int at = find(parent);
        if (at >= 0) {
            drop(child);
            pids.add(child);
            heaps.add(heaps.get(at).fork(processes.space(child), events));
        }
    }

    @Override
    public void execed(int pid) {
        drop(pid);
    }

    @Override
    public void exited(int pid) {
        HeapView view = view(pid);
        if (view != null) {
            HeapLeaks.tell(view, events, Limits.LEAKS);
            drop(pid);
        }
    }

    @Override
    public List<String> files() {
        return List.of();
    }

    @Override
    public @Nullable String readFile(String path) {
        return null;
    }

    @Override
    public @Nullable Rule ruleOfFile(String path) {
        return null;
    }

    @Override
    public void digest(Digest into) {
        for (int i = 0; i < heaps.size(); i++) {
            into.fold(pids.get(i));
            heaps.get(i).digest(into);
        }
        processes.digest(into);
    }

    @Override
    public int bytesBeside(@Nullable Area other) {
        int bytes = 64;
        HeapMemory theirs = other instanceof HeapMemory heap ? heap : null;
        for (int i = 0; i < heaps.size(); i++) {
            int at = theirs == null ? -1 : theirs.find(pids.get(i));
            bytes += heaps.get(i).bytesBeside(theirs == null || at < 0 ? null : theirs.heaps.get(at));
        }
        return bytes;
    }

    private static Reply refused(Reason reason, int a, @Nullable String word) {
        return new Reply.Refused(new Refusal(reason, a, 0, 0, word));
    }
}
