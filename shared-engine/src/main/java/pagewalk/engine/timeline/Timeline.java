package pagewalk.engine.timeline;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.IntList;

/**
 * A session that can be walked: by command or by event, back and forth, and along branches.
 *
 * <p>The position is a number of events, 0 to {@link #events()}. Stepping back runs the commands again from the
 * nearest checkpoint; a position inside a command is reached by leaving it after so many events. A command given in
 * the past starts a branch and destroys nothing.
 */
public final class Timeline {
    private final List<Line> lines = new ArrayList<>();
    /** All commands of the current branch; other branches keep only their own, so that many branches stay cheap. */
    private final List<Command> commands = new ArrayList<>();

    /** Commands that the machine had applied before the timeline began. */
    private final int first;

    private final EventLog log = new EventLog();
    private final Checkpoints checkpoints;
    private final List<Reply> replies = new ArrayList<>();
    private final IntList ends = new IntList();
    private final IntList digests = new IntList();
    private int branch = 1;
    private Machine live;
    private Machine shown;
    private int position;

    /** A branch: the parent it left after {@code at} commands, and the commands that are its own. */
    private record Line(int parent, int at, List<Command> own) {
        int length() {
            return at + own.size();
        }
    }

    public Timeline(MachineConfig config) {
        this(Machine.boot(config));
    }

    /** A timeline that begins at the state of {@code start}, which must stand between commands; it is copied. */
    public Timeline(Machine start) {
        first = start.commandsApplied();
        live = start.copy();
        shown = live;
        checkpoints = new Checkpoints(live);
        lines.add(new Line(0, 0, new ArrayList<>()));
    }

    /** Commands on the current branch. */
    public int commands() {
        return commands.size();
    }

    /** Events of the current branch. */
    public int events() {
        return log.size();
    }

    /** The position: events shown. */
    public int event() {
        return position;
    }

    /** Commands begun at the position. */
    public int command() {
        return position == 0 ? 0 : commandOfEvent(position - 1) + 1;
    }

    /** Whether the position is between two commands. */
    public boolean atCommandEnd() {
        return position == 0 || endEventOf(command() - 1) == position;
    }

    /** Whether the position is the end of the branch. */
    public boolean atEnd() {
        return position == events();
    }

    /** The machine at the position, to be looked at only. */
    public Machine machine() {
        return shown;
    }

    /** All events of the current branch, those after the position too. */
    public EventLog log() {
        return log;
    }

    /** The first event of a command, counted from 0. */
    public int firstEventOf(int command) {
        return command == 0 ? 0 : ends.get(command - 1);
    }

    /** The event after the last of a command: the position at which it is done. */
    public int endEventOf(int command) {
        return ends.get(command);
    }

    /** The command, counted from 0, that an event belongs to. */
    public int commandOfEvent(int event) {
        Check.index(event, events(), "event");
        int low = 0;
        int high = ends.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends.get(middle) > event) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    public Command commandAt(int command) {
        return commands.get(command);
    }

    public Reply replyAt(int command) {
        return replies.get(command);
    }

    /** The event chain after a command. */
    public String digestAfter(int command) {
        return Digest.hex(digests.get(2 * command), digests.get(2 * command + 1));
    }

    /**
     * Gives a command at the position. In the past it starts a branch, which shares the commands that are done at the
     * position; a command only half shown is not shared.
     */
    public Reply apply(Command command) {
        if (!atEnd()) {
            fork(atCommandEnd() ? command() : command() - 1);
        }
        lines.get(branch - 1).own().add(command);
        return run(command);
    }

    /** Moves by events; stops at both ends. */
    public void stepEvent(int delta) {
        seekEvent(moved(position, delta));
    }

    /** Moves by commands; from inside a command, back goes to its start and forward to its end. */
    public void stepCommand(int delta) {
        int done = atCommandEnd() ? command() : command() - 1;
        seekCommand(moved(!atCommandEnd() && delta < 0 ? done + 1 : done, delta));
    }

    /** Moves to the end of the {@code count}-th command; 0 is the start. Values outside are cut. */
    public void seekCommand(int count) {
        int target = Math.max(0, Math.min(count, commands()));
        seekEvent(target == 0 ? 0 : endEventOf(target - 1));
    }

    /** Moves to a position in events. Values outside are cut. */
    public void seekEvent(int event) {
        int target = Math.max(0, Math.min(event, events()));
        if (target == position) {
            return;
        }
        position = target;
        shown = target == events() ? live : machineAt(target);
    }

    /** The current branch's number. */
    public int branch() {
        return branch;
    }

    /** Number of branches; they are numbered from 1. */
    public int branches() {
        return lines.size();
    }

    public Branch branch(int id) {
        Line line = lines.get(id - 1);
        return new Branch(id, line.parent(), line.at(), line.length());
    }

    /** Goes to the end of another branch. */
    public void switchTo(int id) {
        Check.index(id - 1, lines.size(), "branch");
        if (id == branch) {
            return;
        }
        List<Command> target = commandsOf(id);
        int shared = shared(commands, target);
        branch = id;
        rewind(shared);
        for (int i = shared; i < target.size(); i++) {
            run(target.get(i));
        }
    }

    /** Starts a branch that shares the first {@code count} commands of the current one, and goes there. */
    public void fork(int count) {
        Check.that(count >= 0 && count <= commands(), "a branch starts within its parent", "at", count);
        lines.add(new Line(branch, count, new ArrayList<>()));
        branch = lines.size();
        rewind(count);
    }

    private List<Command> commandsOf(int id) {
        List<Line> path = new ArrayList<>();
        for (int i = id; i > 0; i = lines.get(i - 1).parent()) {
            path.add(lines.get(i - 1));
        }
        List<Command> all = new ArrayList<>();
        for (int i = path.size() - 1; i >= 0; i--) {
            Line line = path.get(i);
            all.subList(line.at(), all.size()).clear();
            all.addAll(line.own());
        }
        return all;
    }

    private Reply run(Command command) {
        Reply reply = live.apply(command, log);
        commands.add(command);
        replies.add(reply);
        ends.add(log.size());
        digests.add(live.digestHigh());
        digests.add(live.digestLow());
        checkpoints.offer(live);
        position = log.size();
        shown = live;
        return reply;
    }

    /** Forgets all commands after {@code count} and their results, and shows the machine as it is then. */
    private void rewind(int count) {
        live = copyAt(count);
        checkpoints.truncate(first + count);
        commands.subList(count, commands.size()).clear();
        replies.subList(count, replies.size()).clear();
        ends.truncate(count);
        digests.truncate(2 * count);
        log.truncate(count == 0 ? 0 : ends.get(count - 1));
        position = log.size();
        shown = live;
    }

    /** A machine of its own, as it stands after {@code count} commands of the branch. */
    public Machine copyAt(int count) {
        Machine machine = checkpoints.before(first + count);
        for (int i = machine.commandsApplied() - first; i < count; i++) {
            machine.run(commands.get(i), Events.NONE);
        }
        return machine;
    }

    private Machine machineAt(int event) {
        int command = event == 0 ? 0 : commandOfEvent(event - 1);
        if (event == 0 || endEventOf(command) == event) {
            return copyAt(event == 0 ? 0 : command + 1);
        }
        Machine machine = copyAt(command);
        try {
            machine.apply(commands.get(command), new StopAfter(event - firstEventOf(command)));
            Check.that(false, "a command tells the same events again", "command", command);
        } catch (StopAfter.Reached reached) {
            return machine;
        }
        return machine;
    }

    /** {@code from + delta}, cut at the ends of int. */
    private static int moved(int from, int delta) {
        return delta > Integer.MAX_VALUE - from ? Integer.MAX_VALUE : from + delta;
    }

    private static int shared(List<Command> a, List<Command> b) {
        int shared = 0;
        while (shared < a.size() && shared < b.size() && a.get(shared).equals(b.get(shared))) {
            shared++;
        }
        return shared;
    }
}
