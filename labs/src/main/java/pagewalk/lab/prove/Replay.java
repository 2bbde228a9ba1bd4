package pagewalk.lab.prove;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.rule.Rule;

/** Replays a recording on a machine started from its first dump. */
public final class Replay {
    private final Recording recording;
    private final ZoneRecord expected = new ZoneRecord();
    private final TreeSet<Integer> held = new TreeSet<>();
    /** Blocks that another zone served. */
    private final TreeSet<Integer> elsewhere = new TreeSet<>();

    private final EventLog log = new EventLog();
    private @Nullable Machine machine;
    private int agreed;

    private Replay(Recording recording) {
        this.recording = recording;
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no recording. */
    public static Proof of(Recording recording) {
        return new Replay(recording).run();
    }

    private Proof run() {
        int operations = operations();
        for (Recording.Step step : recording.steps()) {
            Machine running = machine;
            if (running == null) {
                start(step);
                continue;
            }
            log.clear();
            String trouble = carryOut(step.op(), running);
            expected.read(step);
            if (trouble == null) {
                trouble = expected.difference(running.memory());
            }
            if (trouble != null) {
                return new Proof(agreed, operations, differs(step, trouble));
            }
            agreed++;
        }
        return new Proof(agreed, operations, "");
    }

    /** Operations after the first dump: those that are compared. */
    private int operations() {
        int i = 0;
        while (!(recording.steps().get(i).op() instanceof Recording.Dump)) {
            i++;
        }
        return recording.steps().size() - i - 1;
    }

    private void start(Recording.Step step) {
        if (step.op() instanceof Recording.Dump) {
            expected.read(step);
            machine = Machine.boot(expected.machine(step.line()));
        }
    }

    private @Nullable String carryOut(Recording.Op op, Machine running) {
        return switch (op) {
            case Recording.Alloc alloc -> alloc(alloc, running);
            case Recording.Free free -> free(free, running);
            case Recording.FreeAll all -> freeAll(all, running);
            case Recording.Dump dump -> null;
            case Recording.Drain drain -> control(new Command.DrainPages(), running);
            case Recording.Boost boost -> boost(boost, running);
        };
    }

    private @Nullable String control(Command command, Machine running) {
        Reply reply = running.apply(command, log);
        return reply.ok() ? null : reply.line();
    }

    private @Nullable String boost(Recording.Boost op, Machine running) {
        if (op.factor() >= 0) {
            return control(new Command.Sysctl("vm.watermark_boost_factor", op.factor()), running);
        }
        running.settleBoost(running.memory().zones() - 1);
        return null;
    }

    /**
     * What other zones do is not recorded, only that they served: so there is one other zone, which has a block when
     * the recording says that another zone served, and none when it does not.
     */
    private @Nullable String alloc(Recording.Alloc op, Machine running) {
        LowerZone.setFree(running, op.otherZone());
        Reply reply = running.apply(new Command.AllocPages("b" + op.id(), op.order(), gfp(op), ""), log);
        int pfn = reply instanceof Reply.Allocated allocated ? allocated.pfn() : -1;
        if (pfn >= 0 && pfn < LowerZone.END_PFN && running.memory().zones() > 1) {
            running.apply(new Command.FreePages(new PageRef.Pfn(pfn)), Events.NONE);
            elsewhere.add(op.id());
            return op.otherZone() ? null : "zone: expected this one, got another";
        }
        if (op.otherZone()) {
            return "zone: expected another one, got " + shown(pfn) + " of this one";
        }
        if (pfn >= 0) {
            held.add(op.id());
        }
        return pfn == op.pfn() ? null : "pfn: expected " + shown(op.pfn()) + ", got " + shown(pfn);
    }

    private int gfp(Recording.Alloc op) {
        int bits = expected.modifier();
        bits |= switch (op.type()) {
            case 1 -> Gfp.MOVABLE;
            case 2 -> Gfp.RECLAIMABLE;
            default -> 0;
        };
        bits |= op.flags().contains("w") ? Gfp.MEMALLOC : 0;
        bits |= op.flags().contains("h") ? Gfp.HIGH : 0;
        return bits | (op.flags().contains("k") ? Gfp.KSWAPD_RECLAIM : 0);
    }

    private static String shown(int pfn) {
        return pfn < 0 ? "FAIL" : Integer.toString(pfn);
    }

    private @Nullable String free(Recording.Free op, Machine running) {
        if (elsewhere.remove(op.id())) {
            return null;
        }
        boolean has = held.contains(op.id());
        if (op.pfn() < 0) {
            return has ? "block " + op.id() + ": expected none, but it is held" : null;
        }
        String name = "b" + op.id();
        int pfn = has ? running.names().pfn(name) : -1;
        int order = has ? running.memory().blockOrder(pfn) : -1;
        if (pfn != op.pfn() || order != op.order()) {
            return "block " + op.id() + ": expected pfn " + op.pfn() + " order " + op.order() + ", got pfn "
                    + shown(pfn) + " order " + order;
        }
        return free(op.id(), running);
    }

    private @Nullable String free(int id, Machine running) {
        Reply reply = running.apply(new Command.FreePages(new PageRef.Named("b" + id)), log);
        held.remove(id);
        return reply.ok() ? null : "free of block " + id + ": " + reply.line();
    }

    private @Nullable String freeAll(Recording.FreeAll op, Machine running) {
        int blocks = held.size() + elsewhere.size();
        if (op.blocks() >= 0 && op.blocks() != blocks) {
            return "blocks held: expected " + op.blocks() + ", got " + blocks;
        }
        elsewhere.clear();
        String trouble = null;
        for (int id : new TreeSet<>(held)) {
            String one = free(id, running);
            trouble = trouble == null ? one : trouble;
        }
        String drained = control(new Command.DrainPages(), running);
        return trouble == null ? drained : trouble;
    }

    private String differs(Recording.Step step, String trouble) {
        Rule rule = decided();
        String why = rule == Rule.NONE ? "" : "; decided by " + rule.id() + ": " + rule.sentence();
        return "differs at line " + step.line() + ", operation '" + step.op().text() + "': " + trouble + why;
    }

    /** The last rule that decided something in this operation. */
    private Rule decided() {
        for (int e = log.size() - 1; e >= 0; e--) {
            if (log.rule(e) != 0 && log.kind(e) != EventKind.COMMAND.code()) {
                return Rule.of(log.rule(e));
            }
        }
        return Rule.NONE;
    }
}
