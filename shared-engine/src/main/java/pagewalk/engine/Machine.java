package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.compaction.Compaction;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.fit.FitView;
import pagewalk.engine.heap.HeapView;
import pagewalk.engine.memblock.Memblock;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.segment.SegmentView;
import pagewalk.engine.slab.PoolView;
import pagewalk.engine.slab.SlabView;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.Part;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.view.ProcessView;
import pagewalk.engine.vmalloc.VmallocView;

/**
 * The deterministic Linux memory machine: {@code machine = f(config, seed, commands)}.
 *
 * <p>The only public door: boot one, apply commands, look at views. It never throws for a well-formed command; what
 * cannot be done comes back as a refusal, and a failed {@link Check} is a bug of ours.
 */
public final class Machine {
    private final MachineConfig config;
    private final Memory memory;
    private final Areas areas;
    private final ProcFiles files;
    private final Names names;
    private final Recorder recorder;
    private int commands;
    private boolean applying;

    private Machine(MachineConfig config, Recorder recorder) {
        this.config = config;
        memory = Memory.boot(config, recorder);
        names = new Names();
        areas = Areas.boot(config, memory, names, recorder);
        files = new ProcFiles(config, memory, areas);
        this.recorder = recorder;
    }

    private Machine(Machine parent, Recorder recorder) {
        config = parent.config;
        memory = parent.memory.copy(config, recorder);
        names = parent.names.copy();
        areas = parent.areas.copy(memory, names, recorder);
        files = new ProcFiles(config, memory, areas);
        this.recorder = recorder;
        commands = parent.commands;
    }

    /** A machine in its first state; the same config always gives the same machine. */
    public static Machine boot(MachineConfig config) {
        Digest chain = new Digest();
        chain.fold(config.text());
        return new Machine(config, new Recorder(chain, 0));
    }

    /** An independent copy: what is large is shared until one of the two writes to it. */
    public Machine copy() {
        Check.that(!applying, "a machine is copied between commands");
        return new Machine(this, new Recorder(recorder.chain().copy(), recorder.count()));
    }

    /**
     * Carries out one command and tells every micro-step to {@code sink}.
     *
     * <p>If the sink throws, the machine stays in the middle of the command: it can be looked at, and nothing else.
     */
    public Reply apply(Command command, Events sink) {
        recorder.sendTo(sink, true);
        return carryOut(command);
    }

    /**
     * Like {@link #apply}, for callers that want no reply: with {@link Events#NONE} no Java object is made for pages
     * and
     * objects that come and go, unless they get a name or are refused.
     *
     * @return false for a refusal
     */
    public boolean run(Command command, Events sink) {
        recorder.sendTo(sink, false);
        return carryOut(command).ok();
    }

    private Reply carryOut(Command command) {
        Check.that(!applying, "a machine stopped inside a command applies no other");
        applying = true;
        recorder.begin(commands);
        int cpu = command instanceof Command.Frames frames ? Math.max(frames.cpu(), 0) : 0;
        tell(EventKind.COMMAND, Rule.COMMAND_IN_ORDER, commands, command.verb().code(), cpu, 0);
        commands++;
        Refusal halted = command instanceof Command.Cat ? null : areas.panic();
        Reply reply = halted != null
                ? refuse(halted)
                : switch (command) {
                    case Command.Frames frames -> frames(frames);
                    case Command.Control control -> control(control);
                    case AreaCommand area -> area(area);
                };
        Refusal panic = halted == null && !(command instanceof Command.Cat) ? areas.panic() : null;
        reply = panic == null ? reply : refuse(panic);
        recorder.sendTo(Events.NONE, true);
        applying = false;
        return reply;
    }

    private Reply frames(Command.Frames command) {
        int cpus = config.layers().cpus();
        if (command.cpu() >= cpus) {
            return refuse(new Refusal(Reason.CPU_UNKNOWN, command.cpu(), cpus, 0, null));
        }
        return switch (command) {
            case Command.AllocPages alloc -> allocPages(alloc);
            case Command.FreePages free -> freePages(free);
            case Command.DrainPages drain -> drain(drain.cpu());
        };
    }

    private Reply control(Command.Control command) {
        return switch (command) {
            case Command.Cat cat -> cat(cat);
            case Command.Sysctl sysctl -> sysctl(sysctl);
        };
    }

    private Reply area(AreaCommand command) {
        Reply reply = areas.apply(command);
        if (reply instanceof Reply.Refused refused) {
            return refuse(refused.refusal());
        }
        String name = command.as();
        if (name != null) {
            recorder.chain().fold(name);
        }
        return reply;
    }

    private Reply allocPages(Command.AllocPages command) {
        int order = command.order();
        if (order > Memory.MAX_PAGE_ORDER) {
            return refuse(new Refusal(Reason.ORDER_TOO_LARGE, order, Memory.MAX_PAGE_ORDER, 0, null));
        }
        int pfn = memory.allocate(order, command.gfp(), command.cpu());
        if (pfn == Memory.NIL) {
            int gfp = command.gfp();
            int restricted = memory.allowsEverything(gfp) ? 0 : 1;
            return refuse(new Refusal(Reason.NO_FREE_BLOCK, order, memory.freePages(gfp), restricted, null));
        }
        areas.allocated(pfn, command.gfp());
        String name = command.as();
        if (name != null) {
            names.bind(name, pfn);
            recorder.chain().fold(name);
        }
        return recorder.isAsked() ? new Reply.Allocated(pfn, order) : Reply.DONE;
    }

    @Part("layers")
    private Reply drain(int cpu) {
        if (cpu == Command.DrainPages.ALL) {
            memory.drainAll();
        } else {
            memory.drain(cpu);
        }
        return new Reply.Setting("free", Integer.toString(memory().freePages()));
    }

    private Reply freePages(Command.FreePages command) {
        int pfn;
        switch (command.page()) {
            case PageRef.Named named -> {
                pfn = names.pfn(named.name());
                if (pfn == Names.NIL) {
                    return refuse(new Refusal(Reason.NAME_UNKNOWN, 0, 0, 0, named.name()));
                }
            }
            case PageRef.Pfn frame -> pfn = frame.pfn();
        }
        Refusal refusal = whyNotFreeable(pfn, command.order());
        if (refusal != null) {
            return refuse(refusal);
        }
        names.released(pfn);
        areas.freed(pfn);
        int block = memory.free(pfn, command.cpu());
        return recorder.isAsked() ? new Reply.Freed(block, memory.frames().order(block)) : Reply.DONE;
    }

    private @Nullable Refusal whyNotFreeable(int pfn, int order) {
        PageFrames frames = memory.frames();
        int head = frames.headOf(pfn);
        if (head == PageFrames.NIL) {
            return new Refusal(Reason.PFN_OUTSIDE, pfn, frames.basePfn(), frames.endPfn(), null);
        }
        if (frames.kind(head) == PageFrames.FREE || frames.kind(head) == PageFrames.CACHED) {
            return new Refusal(Reason.PFN_FREE, pfn, head, frames.order(head), null);
        }
        if (frames.kind(head) == PageFrames.RESERVED) {
            return new Refusal(Reason.PFN_RESERVED, pfn, 0, 0, null);
        }
        Refusal ofArea = areas.whyNotFreed(pfn, head, frames.order(head));
        if (ofArea != null) {
            return ofArea;
        }
        if (head != pfn) {
            return new Refusal(Reason.PFN_TAIL, pfn, head, frames.order(head), null);
        }
        boolean right = order == Command.FreePages.ITS_OWN || order == frames.order(head);
        return right ? null : new Refusal(Reason.WRONG_ORDER, pfn, frames.order(head), order, null);
    }

    @Part("layers")
    private Reply sysctl(Command.Sysctl command) {
        int stands = command.value() == Command.Sysctl.READ ? areas.knob(command.name()) : Knobs.NONE;
        if (stands != Knobs.NONE) {
            return new Reply.Setting(command.name(), Integer.toString(stands));
        }
        Reply ofArea = command.value() == Command.Sysctl.READ ? null : areas.sysctl(command.name(), command.value());
        if (ofArea != null) {
            return ofArea instanceof Reply.Refused refused ? refuse(refused.refusal()) : ofArea;
        }
        return refuse(new Refusal(Reason.SYSCTL_UNKNOWN, 0, 0, 0, command.name()));
    }

    /**
     * What kswapd does to a zone's boost when it has made room (mm/vmscan.c balance_pgdat()). The machine has no kswapd
     * of its own yet, so whoever replays a recording says when.
     */
    public void settleBoost(int zone) {
        memory.zones().get(zone).watermarks().setBoost(0);
    }

    /**
     * Says that a block in use since before the first command may move, because it is on the LRU: a recorded state has
     * free lists, and does not tell that of used pages.
     */
    public void setMovable(int pfn) {
        areas.compaction().set(pfn, true);
    }

    /** Compaction as it stands, to be looked at only. */
    public Compaction compaction() {
        return areas.compaction().state();
    }

    private Reply cat(Command.Cat command) {
        String body = files.read(command.path());
        if (body == null) {
            return refuse(new Refusal(Reason.FILE_UNKNOWN, 0, 0, 0, command.path()));
        }
        Rule rule = files.rule(command.path());
        tell(EventKind.FILE_READ, rule, rule.code(), 0, 0, 0);
        return new Reply.FileText(body);
    }

    /** The file at {@code path} as it reads now, or null if there is none; not a command, so no event tells of it. */
    public @Nullable String readFile(String path) {
        return files.read(path);
    }

    /** Paths that {@link #readFile} knows. */
    public List<String> files() {
        return files.paths();
    }

    public MachineConfig config() {
        return config;
    }

    /** Looks at the state as it is; every answer is of the moment it is given. */
    public MemoryView memory() {
        return new MemoryView(memory.zones(), memory.frames());
    }

    /** The tables of memblock, to be looked at only. */
    public Memblock memblock() {
        return areas.tables();
    }

    /** Looks at caches and slabs as they are. */
    public SlabView slabs() {
        return areas.objects().view();
    }

    /** Looks at memory pools as they are. */
    public PoolView pools() {
        return areas.objects().pools();
    }

    /** The name that an object of the slab at {@code pfn} is held under; null for a free one, or without a name. */
    public @Nullable String holder(int pfn, int object) {
        return areas.objects().holder(pfn, object);
    }

    /** Looks at the range beside the machine as it is. */
    public FitView fit() {
        return areas.fit();
    }

    /** Looks at the address space of segments or small page tables beside the machine as it is. */
    public SegmentView segment() {
        return areas.segment();
    }

    /** Looks at the areas of kernel addresses as they are. */
    public VmallocView vmalloc() {
        return areas.vmalloc();
    }

    /** Looks at processes and their memory as they are. */
    public ProcessView processes() {
        return areas.processes();
    }

    /** Looks at the heap of a process as it is; null if it has none. */
    public @Nullable HeapView heap(int pid) {
        return areas.heap(pid);
    }

    public Names names() {
        return names;
    }

    /** Commands begun so far, refused ones too. */
    public int commandsApplied() {
        return commands;
    }

    /** Events told so far. */
    public int eventsEmitted() {
        return recorder.count();
    }

    /** The event chain: 16 hexadecimal digits that every earlier event, and every word it named, has a part in. */
    public String digest() {
        return recorder.chain().hex();
    }

    /** The chain's high lane, for callers that compare without text. */
    public int digestHigh() {
        return recorder.chain().high();
    }

    /** The chain's low lane. */
    public int digestLow() {
        return recorder.chain().low();
    }

    /** A digest of the state, one for each subsystem, so that a mismatch names it. */
    public String stateDigest() {
        Digest page = new Digest();
        memory.frames().digest(page);
        Digest zone = new Digest();
        memory.zones().forEach(z -> z.digest(zone));
        Digest name = new Digest();
        names.digest(name);
        return "page=" + page.hex() + " zone=" + zone.hex() + " names=" + name.hex() + areas.digests();
    }

    /**
     * About how many bytes this machine takes beside another copy of it, for budgets: what the two share is not
     * counted. All its bytes beside null.
     */
    public int bytesBeside(@Nullable Machine other) {
        return memory.bytesBeside(other == null ? null : other.memory)
                + areas.bytesBeside(other == null ? null : other.areas)
                + names.size() * 64
                + 1024;
    }

    private Reply refuse(Refusal refusal) {
        Reason reason = refusal.reason();
        tell(EventKind.REFUSED, reason.rule(), reason.code(), refusal.a(), refusal.b(), refusal.c());
        String word = refusal.word();
        if (word != null) {
            recorder.chain().fold(word);
        }
        return new Reply.Refused(refusal);
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        recorder.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
