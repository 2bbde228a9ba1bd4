package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.PidRef;
import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.command.ReclaimCommand;
import pagewalk.engine.command.TlbCommand;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.pagetable.OutOfFrames;
import pagewalk.engine.pagetable.PageSource;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.task.Tasks;
import pagewalk.engine.tlb.Counter;
import pagewalk.engine.tlb.TlbView;
import pagewalk.engine.util.Part;
import pagewalk.engine.view.ProcessView;

/**
 * Processes and their memory as a part of the machine.
 *
 * <p>A command that might run out of frames is tried on a copy first, without a word: one that fails there is refused
 * here and changes nothing, and its attempt is told from another copy, step by step.
 */
final class ProcessMemory implements Area {
    private final MachineConfig config;
    private final Memory memory;
    private final Names names;
    private final Recorder events;
    private final SystemCalls calls;
    private final Tasks tasks;
    private final ProcessCalls commands;
    private final ProcessFiles files;
    private final @Nullable TaskTlbs tlbs;
    private final @Nullable Reclaiming reclaim;

    ProcessMemory(MachineConfig config, Memory memory, Names names, Recorder events) {
        this.config = config;
        this.memory = memory;
        this.names = names;
        this.events = events;
        int base = memory.frames().basePfn();
        int count = memory.frames().endPfn() - base;
        calls = new SystemCalls(new MmState(base, count, memory.freePages(Gfp.KERNEL), source(memory), events));
        tasks = new Tasks(calls, config.layers().cpus(), Limits.PROCESSES, events);
        tlbs = tlbs(config, events);
        commands = new ProcessCalls(calls, tasks, names, events, tlbs);
        files = new ProcessFiles(calls.state(), tasks);
        join(tlbs);
        reclaim = config.layers().reclaim() ? reclaim(memory, calls, events, null) : null;
    }

    private ProcessMemory(ProcessMemory other, Memory memory, Names names, Recorder events) {
        config = other.config;
        this.memory = memory;
        this.names = names;
        this.events = events;
        calls = new SystemCalls(other.calls.state().copy(source(memory), events));
        tasks = other.tasks.copy(calls, events);
        tlbs = other.tlbs == null ? null : other.tlbs.copy(events);
        commands = new ProcessCalls(calls, tasks, names, events, tlbs);
        files = new ProcessFiles(calls.state(), tasks);
        join(tlbs);
        reclaim = other.reclaim == null ? null : reclaim(memory, calls, events, other.reclaim);
    }

    /** Reclaim and swap, as far as those of a machine that this is a copy of have come. */
    @Part("reclaim")
    private static @Nullable Reclaiming reclaim(
            Memory memory, SystemCalls calls, Recorder events, @Nullable Reclaiming other) {
        return new Reclaiming(memory, calls, source(memory), events, other);
    }

    /** Translation buffers, if the machine has them. */
    @Part("tlb")
    private static @Nullable TaskTlbs tlbs(MachineConfig config, Recorder events) {
        return config.tlb().isOn() ? new TaskTlbs(config.tlb(), config.layers().cpus(), events) : null;
    }

    private void join(@Nullable TaskTlbs buffers) {
        if (buffers != null) {
            calls.state().flushTo(buffers);
            calls.state().translateBy(buffers);
            tasks.loadBy(buffers);
        }
    }

    private static PageSource source(Memory memory) {
        return new PageSource() {
            @Override
            public int allocate(int gfp) {
                int pfn = memory.allocate(0, gfp, 0);
                if (pfn == Memory.NIL) {
                    throw new OutOfFrames();
                }
                return pfn;
            }

            @Override
            public void release(int pfn) {
                memory.free(pfn, 0);
            }
        };
    }

    @Override
    public ProcessMemory copy(Memory newMemory, Names newNames, Recorder newEvents) {
        return new ProcessMemory(this, newMemory, newNames, newEvents);
    }

    SystemCalls calls() {
        return calls;
    }

    Tasks tasks() {
        return tasks;
    }

    /** The process that is meant and has not exited; otherwise 0, and {@link #unresolved} says why. */
    int resolve(PidRef ref) {
        return commands.resolveAlone(ref);
    }

    @Nullable
    Refusal unresolved() {
        return commands.unresolved();
    }

    ProcessView view() {
        return new ProcessView(
                calls.state(), tasks, tlbs == null ? null : tlbs.view(), reclaim == null ? null : reclaim.view());
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof ProcessCommand || command instanceof TlbCommand || command instanceof ReclaimCommand;
    }

    @Override
    public Reply apply(AreaCommand command) {
        if (command instanceof TlbCommand stat) {
            return count(stat.cpu());
        }
        if (command instanceof ReclaimCommand call) {
            return reclaim(call);
        }
        ProcessCommand call = (ProcessCommand) command;
        int frames = commands.frames(call);
        if (frames > 0 && !memory.surelyServes(frames, Gfp.KERNEL)) {
            Recorder silent = new Recorder(new Digest(), 0);
            if (!succeeds(call, silent)) {
                succeeds(call, events);
                return new Reply.Refused(
                        new Refusal(Reason.OUT_OF_FRAMES, memory.freePages(MmState.FRAMES), 0, 0, null));
            }
        }
        Reply reply = commands.apply(call);
        finish();
        return reply;
    }

    /** Ends a command: translation buffers forget what it changed. */
    void finish() {
        if (tlbs != null) {
            tlbs.finish();
        }
        if (reclaim != null) {
            reclaim.finish();
        }
    }

    private Reply reclaim(ReclaimCommand call) {
        if (reclaim == null) {
            return new Reply.Refused(new Refusal(Reason.RECLAIM_NONE, 0, 0, 0, null));
        }
        if (call.needsFrames() && !succeeds(call, new Recorder(new Digest(), 0))) {
            boolean off = call instanceof ReclaimCommand.Swapoff;
            return new Reply.Refused(
                    off
                            ? calls(reclaim).noRoom(((ReclaimCommand.Swapoff) call).path())
                            : new Refusal(Reason.OUT_OF_FRAMES, memory.freePages(MmState.FRAMES), 0, 0, null));
        }
        if (call instanceof ReclaimCommand.Transfer transfer && commands.resolveAlone(transfer.pid()) == 0) {
            return new Reply.Refused(java.util.Objects.requireNonNull(commands.unresolved()));
        }
        Reply reply = calls(reclaim).apply(call);
        finish();
        return reply;
    }

    private ReclaimCalls calls(Reclaiming at) {
        return new ReclaimCalls(at, calls.state());
    }

    private boolean succeeds(ReclaimCommand command, Recorder to) {
        try {
            ProcessMemory attempt = copy(memory.copy(config, to), names.copy(), to);
            if (attempt.reclaim != null) {
                attempt.calls(attempt.reclaim).apply(command);
            }
            return true;
        } catch (OutOfFrames none) {
            return false;
        }
    }

    private Reply count(int cpu) {
        if (tlbs == null) {
            return new Reply.Refused(new Refusal(Reason.TLB_NONE, 0, 0, 0, null));
        }
        TlbView view = tlbs.view();
        if (cpu >= view.cpus()) {
            return new Reply.Refused(new Refusal(Reason.CPU_UNKNOWN, cpu, view.cpus(), 0, null));
        }
        int[] counts = new int[Counter.values().length];
        for (Counter counter : Counter.values()) {
            counts[counter.ordinal()] = view.count(cpu, counter);
        }
        return new Reply.Counted(cpu, counts);
    }

    /** Tries a command on a copy of everything; whether the frames sufficed. */
    private boolean succeeds(ProcessCommand command, Recorder to) {
        try {
            copy(memory.copy(config, to), names.copy(), to).commands.apply(command);
            return true;
        } catch (OutOfFrames none) {
            return false;
        }
    }

    @Override
    public boolean watchesPages() {
        return reclaim != null;
    }

    @Override
    public void allocated(int pfn, int gfp) {
        if (reclaim != null) {
            reclaim.finish();
        }
    }

    @Override
    public int pages(String counter) {
        return reclaim == null ? 0 : reclaim.pages(counter);
    }

    @Override
    public String name() {
        return "vm";
    }

    @Override
    public List<String> files() {
        List<String> paths = files.paths();
        if (reclaim != null) {
            paths.addAll(calls(reclaim).files());
        }
        return paths;
    }

    @Override
    public @Nullable String readFile(String path) {
        String body = files.read(path);
        return body == null && reclaim != null ? calls(reclaim).readFile(path) : body;
    }

    @Override
    public @Nullable Rule ruleOfFile(String path) {
        if (files.read(path) != null) {
            return Rule.FILE_PROC_PID;
        }
        return readFile(path) == null ? null : Rule.FILE_RECLAIM;
    }

    @Override
    public @Nullable Reply sysctl(String knob, int value) {
        Reply reply = reclaim == null ? null : calls(reclaim).sysctl(knob, value);
        return reply == null ? commands.sysctl(knob, value) : reply;
    }

    @Override
    public boolean owns(int pfn) {
        MmState state = calls.state();
        return state.tables().isTable(pfn) || state.frames().isHeld(pfn);
    }

    @Override
    public Refusal whyNotFreed(int pfn, int head, int order) {
        FrameMaps frames = calls.state().frames();
        boolean table = calls.state().tables().isTable(head);
        boolean file = frames.is(head, FrameMaps.FILE | FrameMaps.SHMEM);
        int kind = table ? 2 : file ? 1 : frames.is(head, FrameMaps.ANON) ? 0 : 3;
        return new Refusal(Reason.PAGE_OF_TASK, pfn, kind, 0, null);
    }

    @Override
    public void digest(Digest into) {
        calls.state().digest(into);
        tasks.digest(into);
        if (tlbs != null) {
            tlbs.tlbs().digest(into);
        }
        if (reclaim != null) {
            reclaim.digest(into);
        }
    }

    @Override
    public int bytesBeside(@Nullable Area other) {
        MmState beside = other instanceof ProcessMemory process ? process.calls.state() : null;
        return calls.state().bytesBeside(beside)
                + tasks.bytes()
                + (tlbs == null ? 0 : tlbs.tlbs().bytes())
                + (reclaim == null ? 0 : reclaim.bytesBeside(other instanceof ProcessMemory p ? p.reclaim : null));
    }
}
