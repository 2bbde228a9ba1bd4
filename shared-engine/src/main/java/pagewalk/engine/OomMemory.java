package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.Numbers;
import pagewalk.engine.command.OomCommand;
import pagewalk.engine.command.ReclaimCommand;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.oom.Badness;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.task.Task;

/**
 * Who is killed when memory runs out, the knobs of zones and of the killer, and the files and tools that show memory as
 * a whole.
 */
final class OomMemory implements Area {
    private static final String MEMINFO = "/proc/meminfo";
    private static final String VMSTAT = "/proc/vmstat";
    private static final String SCORE = "oom_score";
    private static final String ADJ = "oom_score_adj";

    private final MachineConfig config;
    private final Memory memory;
    private final Recorder events;
    private final OomState state;
    private final ZoneKnobs zones;
    private @Nullable OomKiller killer;
    private @Nullable ProcessMemory processes;
    private @Nullable MemoryFiles files;

    OomMemory(MachineConfig config, Memory memory, Names names, Recorder events) {
        this.config = config;
        this.memory = memory;
        this.events = events;
        state = new OomState();
        zones = new ZoneKnobs(config.layers(), memory, events);
    }

    private OomMemory(OomMemory other, Memory memory, Recorder events) {
        config = other.config;
        this.memory = memory;
        this.events = events;
        state = other.state.copy();
        zones = other.zones.copy(config.layers(), memory, events);
    }

    @Override
    public OomMemory copy(Memory newMemory, Names newNames, Recorder newEvents) {
        return new OomMemory(this, newMemory, newEvents);
    }

    /** From now on processes of {@code newProcesses} are killed, and files tell what {@code areas} count. */
    void standOn(ProcessMemory newProcesses, Areas areas) {
        processes = newProcesses;
        OomKiller made = new OomKiller(memory.pressure(), newProcesses, state, events);
        killer = made;
        files = new MemoryFiles(memory, areas, newProcesses, state);
        if (config.layers().oom()) {
            memory.relieveBy(made);
            newProcesses.relieveBy(made);
        }
    }

    private ProcessMemory processes() {
        ProcessMemory there = processes;
        if (there == null) {
            throw new IllegalStateException("PW-CHECK there are processes to kill");
        }
        return there;
    }

    private MemoryFiles memoryFiles() {
        MemoryFiles there = files;
        if (there == null) {
            throw new IllegalStateException("PW-CHECK there is memory to show");
        }
        return there;
    }

    /** Why the machine stands still; null if it runs. */
    @Nullable
    Refusal panic() {
        return state.panic == null ? null : new Refusal(Reason.PANICKED, 0, 0, 0, state.panic);
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof OomCommand || ReserveRatio.isWrittenBy(command);
    }

    @Override
    public Reply apply(AreaCommand command) {
        if (command instanceof ReclaimCommand.Echo echo) {
            return ReserveRatio.write(zones, echo.value());
        }
        return switch ((OomCommand) command) {
            case OomCommand.Choom choom -> choom(choom);
            case OomCommand.SetUid user -> setUid(user);
            case OomCommand.Run run -> run(run);
        };
    }

    private Reply choom(OomCommand.Choom command) {
        int pid = processes().resolve(command.pid());
        Refusal none = processes().unresolved();
        if (none != null) {
            return new Reply.Refused(none);
        }
        int adj = command.adj();
        if (adj < Badness.ADJ_MIN || adj > Badness.ADJ_MAX) {
            return new Reply.Refused(new Refusal(Reason.ADJ_RANGE, adj, 0, 0, null));
        }
        Task task = processes().tasks().get(pid);
        int before = task.oomScoreAdj();
        task.setOomScoreAdj(adj);
        events.emit(EventKind.OOM_ADJUSTED.code(), Rule.OOM_ADJ.code(), pid, before, adj, 0);
        return new Reply.Judged(pid, adj, score(pid));
    }

    private Reply setUid(OomCommand.SetUid command) {
        int pid = processes().resolve(command.pid());
        Refusal none = processes().unresolved();
        if (none != null) {
            return new Reply.Refused(none);
        }
        Task task = processes().tasks().get(pid);
        int before = task.uid();
        task.setUid(command.uid());
        processes().tasks().space(pid).limits().setAdmin(command.uid() == 0);
        events.emit(EventKind.USER_SET.code(), Rule.USER_SET.code(), pid, before, command.uid(), 0);
        return new Reply.Setting("uid", Integer.toString(command.uid()));
    }

    private Reply run(OomCommand.Run command) {
        Refusal no = MemoryFiles.whyNot(command.program(), command.options());
        if (no != null) {
            return new Reply.Refused(no);
        }
        int number = MemoryFiles.number(command.program());
        events.emit(EventKind.TOOL_RUN.code(), Rule.TOOL.code(), number, 0, 0, 0);
        return new Reply.FileText(memoryFiles().run(number, command.options()));
    }

    private int score(int pid) {
        OomKiller judge = killer;
        Task task = processes().tasks().find(pid);
        if (judge == null || task == null || task.isZombie()) {
            return 0;
        }
        return Badness.score(judge.pages(pid), task.oomScoreAdj(), judge.totalPages());
    }

    private Knobs knobs() {
        return zones.table()
                .add("vm.oom_kill_allocating_task", () -> state.killAllocating, on -> state.killAllocating = on)
                .add("vm.panic_on_oom", 0, 2, () -> state.panicOnOom, how -> state.panicOnOom = how)
                .add("vm.oom_dump_tasks", () -> state.dumpTasks, on -> state.dumpTasks = on);
    }

    @Override
    public @Nullable Reply sysctl(String knob, int value) {
        if (ZoneKnobs.isTooSmall(knob, value)) {
            return new Reply.Refused(new Refusal(Reason.KNOB_RANGE, value, 8, Integer.MAX_VALUE, knob));
        }
        return knobs().set(knob, value);
    }

    @Override
    public int knob(String name) {
        return name.startsWith("vm.") ? knobs().value(name) : Knobs.NONE;
    }

    @Override
    public List<String> knobNames() {
        return knobs().names();
    }

    @Override
    public String name() {
        return "oom";
    }

    @Override
    public List<String> files() {
        List<String> paths = new ArrayList<>(List.of(MEMINFO, VMSTAT));
        for (int pid = 1; pid < processes().tasks().nextPid(); pid++) {
            if (processes().tasks().find(pid) != null) {
                paths.add("/proc/" + pid + "/" + SCORE);
                paths.add("/proc/" + pid + "/" + ADJ);
            }
        }
        return paths;
    }

    @Override
    public @Nullable String readFile(String path) {
        return switch (path) {
            case MEMINFO -> memoryFiles().meminfo();
            case VMSTAT -> memoryFiles().vmstat();
            case ReserveRatio.PATH -> ReserveRatio.print(zones);
            default -> ofProcess(path);
        };
    }

    private @Nullable String ofProcess(String path) {
        int slash = path.startsWith("/proc/") ? path.indexOf('/', 6) : -1;
        int pid = slash < 0 ? -1 : Numbers.parse(path.substring(6, slash));
        Task task = pid < 1 ? null : processes().tasks().find(pid);
        if (task == null) {
            return null;
        }
        return switch (path.substring(slash + 1)) {
            case SCORE -> score(pid) + "\n";
            case ADJ -> task.oomScoreAdj() + "\n";
            default -> null;
        };
    }

    @Override
    public @Nullable Rule ruleOfFile(String path) {
        return switch (path) {
            case MEMINFO -> Rule.FILE_MEMINFO;
            case VMSTAT -> Rule.FILE_VMSTAT;
            case ReserveRatio.PATH -> Rule.FILE_KNOB;
            default -> ofProcess(path) == null ? null : Rule.FILE_OOM;
        };
    }

    @Override
    public void digest(Digest into) {
        state.digest(into);
        zones.digest(into);
    }

    @Override
    public int bytesBeside(@Nullable Area other) {
        return state.bytes();
    }
}
