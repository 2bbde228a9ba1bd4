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
import pagewalk.engine.mm.MmState;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.pagetable.OutOfFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.task.TaskWatch;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.IntList;

/**
 * Carries out the calls of processes to the heaps of their C libraries; a refusal is told by the caller.
 *
 * <p>A heap writes to the memory of its process, and that may need frames: a call that might not get them is tried on a
 * copy first, without a word, and refused here if they do not suffice.
 */
final class HeapMemory implements Area, TaskWatch, AccessWatch {
    private final MachineConfig config;
    private final Memory memory;
    private final Names names;
    private final Recorder events;
    /** Processes that have a heap, in the order of their first call, and the heaps. */
    private final IntList pids;

    private final List<UserHeap> heaps;
    private @Nullable ProcessMemory processes;

    HeapMemory(MachineConfig config, Memory memory, Names names, Recorder events) {
        this.config = config;
        this.memory = memory;
        this.names = names;
        this.events = events;
        pids = new IntList();
        heaps = new ArrayList<>();
    }

    private HeapMemory(HeapMemory other, Memory memory, Names names, Recorder events) {
        config = other.config;
        this.memory = memory;
        this.names = names;
        this.events = events;
        pids = other.pids.copy();
        heaps = new ArrayList<>();
        for (int i = 0; i < other.heaps.size(); i++) {
            heaps.add(other.heaps.get(i).copy(new ProcessSpace(this, pids.get(i)), events));
        }
    }

    @Override
    public HeapMemory copy(Memory newMemory, Names newNames, Recorder newEvents) {
        return new HeapMemory(this, newMemory, newNames, newEvents);
    }

    /** From now on the heaps are those of the processes of {@code newProcesses}. */
    void standOn(ProcessMemory newProcesses) {
        processes = newProcesses;
        newProcesses.tasks().watchedBy(this);
        newProcesses.watchAccesses(this);
    }

    @Override
    public boolean watches(int pid) {
        return find(pid) >= 0;
    }

    @Override
    public void accessed(int pid, long addr, int bytes, int kind, @Nullable Long value) {
        heaps.get(find(pid)).touches().touched(addr, bytes, kind, value);
    }

    ProcessMemory processes() {
        ProcessMemory there = processes;
        if (there == null) {
            throw new IllegalStateException("PW-CHECK heaps stand on processes");
        }
        return there;
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
            heaps.add(new UserHeap(new ProcessSpace(this, pid), events));
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
        int pid = processes().resolve(call.pid());
        Refusal noProcess = processes().unresolved();
        if (noProcess != null) {
            return new Reply.Refused(noProcess);
        }
        int at = find(pid);
        long bytes = bytes(call);
        int pages = at < 0
                ? (int) (Math.min(bytes & Long.MAX_VALUE, 1 << 25) >> 12) + 80
                : heaps.get(at).pagesFor(bytes);
        boolean tight = !memory.surelyServes(pages, Gfp.KERNEL);
        OomKiller oom = processes().killer();
        if (tight && oom != null && oom.isOn()) {
            return oom.carryOut(() -> runOrDrop(pid, call));
        }
        if (tight && !succeeds(call, new Recorder(new Digest(), 0))) {
            succeeds(call, events);
            return new Reply.Refused(new Refusal(Reason.OUT_OF_FRAMES, memory.freePages(MmState.FRAMES), 0, 0, null));
        }
        return run(pid, call);
    }

    private static long bytes(HeapCommand call) {
        return switch (call) {
            case HeapCommand.Malloc ask -> ask.size();
            case HeapCommand.Calloc ask -> ask.n() * ask.size();
            case HeapCommand.Realloc ask -> ask.size();
            default -> 0;
        };
    }

    /** Tries a call on a copy of everything; whether the frames sufficed. */
    private boolean succeeds(HeapCommand call, Recorder to) {
        try {
            Memory copied = memory.copy(config, to);
            Names known = names.copy();
            HeapMemory attempt = copy(copied, known, to);
            attempt.standOn(processes().copy(copied, known, to));
            attempt.run(attempt.processes().resolve(call.pid()), call);
            return true;
        } catch (OutOfFrames none) {
            return false;
        }
    }

    /** Carries a call out; if its process is killed in the middle, its heap is lost before anybody looks at it. */
    private Reply runOrDrop(int pid, HeapCommand call) {
        try {
            return run(pid, call);
        } catch (OutOfFrames killed) {
            drop(pid);
            throw killed;
        }
    }

    private Reply run(int pid, HeapCommand call) {
        SystemCalls calls = processes().calls();
        calls.resetFaults();
        Reply reply = answer(pid, call);
        if (processes().tasks().find(pid) != null) {
            processes().tasks().count(pid, calls.minorFaults(), calls.majorFaults());
        }
        processes().finish();
        return reply;
    }

    private Reply answer(int pid, HeapCommand call) {
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
        return events.isAsked() ? new Reply.Pointer(at, heap.usable(at)) : Reply.DONE;
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
        if (complaint != null) {
            return ended(pid, complaint);
        }
        return events.isAsked() ? new Reply.HeapLeft(heap.arenaBytes(), heap.topBytes(), brk(pid)) : Reply.DONE;
    }

    private long brk(int pid) {
        return processes().tasks().space(pid).brk();
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
        int signal = switch (complaint.signal()) {
            case "SIGABRT" -> 6;
            case "SIGKILL" -> 9;
            default -> 11;
        };
        processes().tasks().exit(pid, 128 + signal);
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
            heaps.add(heaps.get(at).fork(new ProcessSpace(this, child), events));
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
