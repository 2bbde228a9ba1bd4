package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.PidRef;
import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.command.ReclaimCommand;
import pagewalk.engine.command.ShmCommand;
import pagewalk.engine.command.TlbCommand;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.mm.Thp;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.pagetable.OutOfFrames;
import pagewalk.engine.proc.SysvShm;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.task.Tasks;
import pagewalk.engine.util.Part;
import pagewalk.engine.view.ProcessView;
import pagewalk.engine.zswap.Fill;

/**
 * Processes and their memory as a part of the machine.
 *
 * <p>A command that might run out of frames is tried on a copy first, without a word: one that fails there is refused
 * here and changes nothing, and its attempt is told from another copy, step by step.
 */
final class ProcessMemory implements Area {
    private static final String SEGMENTS = "/proc/sysvipc/shm";

    private final MachineConfig config;
    private final Memory memory;
    private final Names names;
    private final Recorder events;
    private final SystemCalls calls;
    private final Tasks tasks;
    private final ProcessCalls commands;
    private final ShmCalls shared;
    private final ProcessFiles files;
    private final @Nullable TaskTlbs tlbs;
    private final @Nullable Reclaiming reclaim;
    private final @Nullable Thp thp;
    /** Who is killed when no frame is left; null where such a command is refused as a whole. */
    private @Nullable OomKiller killer;

    ProcessMemory(MachineConfig config, Memory memory, Names names, Recorder events) {
        this.config = config;
        this.memory = memory;
        this.names = names;
        this.events = events;
        int base = memory.frames().basePfn();
        int count = memory.frames().endPfn() - base;
        calls = new SystemCalls(
                new MmState(base, count, memory.freePages(Gfp.KERNEL), new FrameSource(memory), events));
        tasks = new Tasks(calls, config.layers().cpus(), Limits.PROCESSES, events);
        tlbs = tlbs(config, events);
        commands = new ProcessCalls(calls, tasks, names, events, tlbs);
        shared = new ShmCalls(calls, tasks, names, commands);
        files = new ProcessFiles(calls.state(), tasks);
        join(tlbs);
        reclaim = config.layers().reclaim() ? reclaim(memory, calls, events, null) : null;
        thp = config.layers().thp() < 0 ? null : thp(null);
        HugeFiles.fill(calls.state().huge(), config.firmware());
    }

    private ProcessMemory(ProcessMemory other, Memory memory, Names names, Recorder events) {
        config = other.config;
        this.memory = memory;
        this.names = names;
        this.events = events;
        calls = new SystemCalls(other.calls.state().copy(new FrameSource(memory), events));
        tasks = other.tasks.copy(calls, events);
        tlbs = other.tlbs == null ? null : other.tlbs.copy(events);
        commands = new ProcessCalls(calls, tasks, names, events, tlbs);
        shared = new ShmCalls(calls, tasks, names, commands);
        files = new ProcessFiles(calls.state(), tasks);
        join(tlbs);
        reclaim = other.reclaim == null ? null : reclaim(memory, calls, events, other.reclaim);
        thp = other.thp == null ? null : thp(other.thp);
    }

    /** Transparent huge pages, as far as those of a machine that this is a copy of have come. */
    @Part("reclaim")
    private @Nullable Thp thp(@Nullable Thp other) {
        return ThpMemory.begin(config, memory, calls, reclaim, other);
    }

    /** Reclaim and swap, as far as those of a machine that this is a copy of have come. */
    @Part("reclaim")
    private static @Nullable Reclaiming reclaim(
            Memory memory, SystemCalls calls, Recorder events, @Nullable Reclaiming other) {
        return new Reclaiming(memory, calls, new FrameSource(memory), events, other);
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

    @Override
    public ProcessMemory copy(Memory newMemory, Names newNames, Recorder newEvents) {
        return new ProcessMemory(this, newMemory, newNames, newEvents);
    }

    /** From now on a command for which no frame is left goes on with what {@code newKiller} frees. */
    void relieveBy(OomKiller newKiller) {
        killer = newKiller;
    }

    /** From now on {@code caches} give objects back when memory is short. */
    void shrink(ObjectMemory caches) {
        if (reclaim != null) {
            reclaim.shrinkers().ask(caches);
        }
    }

    @Nullable
    OomKiller killer() {
        return killer;
    }

    /** The process that the command of now is carried out for; 0 for none. */
    int current() {
        return commands.current();
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

    /** From now on {@code watch} hears of loads and stores. */
    void watchAccesses(AccessWatch watch) {
        commands.watchAccesses(watch);
    }

    @Nullable
    Refusal unresolved() {
        return commands.unresolved();
    }

    ProcessView view() {
        return new ProcessView(
                calls.state(), tasks, tlbs == null ? null : tlbs.view(), reclaim == null ? null : reclaim.view(), thp);
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof ProcessCommand
                || command instanceof ShmCommand
                || command instanceof TlbCommand
                || command instanceof ReclaimCommand && !ReserveRatio.isWrittenBy(command);
    }

    @Override
    public Reply apply(AreaCommand command) {
        if (command instanceof TlbCommand stat) {
            return tlbs == null
                    ? new Reply.Refused(new Refusal(Reason.TLB_NONE, 0, 0, 0, null))
                    : tlbs.count(stat.cpu());
        }
        if (command instanceof ReclaimCommand call) {
            return reclaim(call);
        }
        if (command instanceof ShmCommand call) {
            Reply reply = shared.apply(call);
            finish();
            return reply;
        }
        ProcessCommand call = (ProcessCommand) command;
        if (config.firmware().given() && !tasks.isUsed()) {
            calls.state().accounts().boot(ProcessCounts.managed(memory), memory.freePages(Gfp.KERNEL));
        }
        int frames = ThpMemory.frames(thp, commands.frames(call));
        if (frames > 0 && !memory.surelyServes(frames, Gfp.KERNEL)) {
            OomKiller oom = killer;
            if (oom != null && oom.isOn()) {
                return oom.carryOut(() -> commands.apply(call));
            }
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
        if (call instanceof ReclaimCommand.Echo echo) {
            return SysFolder.write(ThpMemory.folders(reclaim, thp), echo.path(), echo.value());
        }
        Reply ticked = ThpMemory.tick(thp, call, reclaim == null);
        if (ticked != null) {
            finish();
            return ticked;
        }
        if (reclaim == null) {
            return new Reply.Refused(new Refusal(Reason.RECLAIM_NONE, 0, 0, 0, null));
        }
        if (call instanceof ReclaimCommand.FillRange fill) {
            return fill(reclaim, fill);
        }
        OomKiller oom = killer;
        if (call instanceof ReclaimCommand.Swapoff off && off.pid() != null) {
            int pid = commands.resolveAlone(off.pid());
            if (pid == 0) {
                return new Reply.Refused(java.util.Objects.requireNonNull(commands.unresolved()));
            }
            if (oom != null && oom.isOn()) {
                return oom.swapOff(
                        pid,
                        () -> calls(reclaim).apply(off),
                        () -> calls(reclaim).swap().reopen(off.path()));
            }
        }
        if (ReclaimCalls.mayRunOut(call, memory) && !succeeds(call, new Recorder(new Digest(), 0))) {
            return new Reply.Refused(calls(reclaim).noFrames(call, memory.freePages(MmState.FRAMES)));
        }
        PidRef asker = call.asker();
        if (asker != null && commands.resolveAlone(asker) == 0) {
            return new Reply.Refused(java.util.Objects.requireNonNull(commands.unresolved()));
        }
        Reply reply = calls(reclaim).apply(call);
        finish();
        return reply;
    }

    private Reply fill(Reclaiming at, ReclaimCommand.FillRange fill) {
        at.fillWith(fill.fill());
        try {
            return apply(fill.stores());
        } finally {
            at.fillWith(Fill.NONE);
        }
    }

    private ReclaimCalls calls(Reclaiming at) {
        return new ReclaimCalls(at, calls.state());
    }

    /** Tries a command on a copy of everything; whether the frames sufficed. */
    private boolean succeeds(AreaCommand command, Recorder to) {
        try {
            ProcessMemory attempt = copy(memory.copy(config, to), names.copy(), to);
            if (command instanceof ProcessCommand call) {
                attempt.commands.apply(call);
            } else if (command instanceof ReclaimCommand call && attempt.reclaim != null) {
                attempt.calls(attempt.reclaim).apply(call);
            }
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
    public String name() {
        return "vm";
    }

    @Override
    public List<String> files() {
        List<String> paths = files.paths();
        if (reclaim != null) {
            paths.addAll(calls(reclaim).files());
        }
        if (calls.state().segments().isUsed()) {
            paths.add(SEGMENTS);
        }
        paths.addAll(HugeFiles.paths(calls.state().huge()));
        SysFolder.addPaths(ThpMemory.folders(reclaim, thp), paths);
        return paths;
    }

    @Override
    public @Nullable String readFile(String path) {
        if (path.equals(SEGMENTS)) {
            return SysvShm.print(calls.state());
        }
        String number = HugeFiles.read(calls.state().huge(), path);
        String body = number == null ? files.read(path) : number;
        body = body == null && reclaim != null ? calls(reclaim).readFile(path) : body;
        return body == null ? SysFolder.read(ThpMemory.folders(reclaim, thp), path) : body;
    }

    @Override
    public @Nullable Rule ruleOfFile(String path) {
        return path.equals("/proc/swaps") && reclaim != null
                ? Rule.FILE_RECLAIM
                : readFile(path) == null ? null : Rule.FILE_PROC_PID;
    }

    @Override
    public @Nullable Reply sysctl(String knob, int value) {
        Reply own = reclaim == null ? null : calls(reclaim).sysctl(knob, value);
        Reply reply = own == null ? ProcessKnobs.of(calls.state(), reclaim).set(knob, value) : own;
        boolean ofSegments = reply == null && calls.state().segments().set(knob, value);
        return ofSegments ? new Reply.Setting(knob, Integer.toString(value)) : reply;
    }

    @Override
    public List<String> knobNames() {
        return ProcessKnobs.of(calls.state(), reclaim).names();
    }

    @Override
    public int knob(String name) {
        return ProcessKnobs.of(calls.state(), reclaim).value(name);
    }

    @Override
    public int pages(String counter) {
        return ProcessCounts.pages(memory.frames(), calls.state(), counter)
                + HugeFiles.pages(calls.state().huge(), counter)
                + (reclaim == null ? 0 : reclaim.pages(counter))
                + (thp == null ? 0 : thp.pages(counter));
    }

    @Override
    public boolean owns(int pfn) {
        MmState state = calls.state();
        return state.tables().isTable(pfn) || state.frames().isHeld(pfn);
    }

    @Override
    public Refusal whyNotFreed(int pfn, int head, int order) {
        return new Refusal(Reason.PAGE_OF_TASK, pfn, ProcessCounts.kind(calls.state(), head), 0, null);
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
        if (thp != null) {
            thp.digest(into);
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
