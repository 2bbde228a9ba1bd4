package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.engine.util.IntList;

/** A part carried out from its start, forwards only: how graders and reference runs execute. */
public final class PartRun implements RunView {
    private final Machine machine;
    private final EventLog log;
    private final List<Command> commands = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private final IntList ends = new IntList();
    private int startCommands;

    private PartRun(Machine machine, EventLog log) {
        this.machine = machine;
        this.log = log;
    }

    /** Boots the machine and runs the start; throws {@link TextFault} when one of the two is malformed. */
    public static PartRun begin(PartSpec.Setup setup) {
        PartRun run = new PartRun(Machine.boot(config(setup.config())), new EventLog());
        for (int i = 0; i < setup.start().size(); i++) {
            run.apply(command(setup.start().get(i), i + 1));
        }
        run.startCommands = run.commands.size();
        return run;
    }

    private static MachineConfig config(String text) {
        return switch (ConfigText.parse(text)) {
            case ConfigText.Result.Ok ok -> ok.config();
            case ConfigText.Result.Malformed bad -> throw new TextFault(bad.line(), bad.column(), bad.message());
        };
    }

    /** Reads one command of a lab; {@code line} is where a fault says it is. */
    public static Command command(String text, int line) {
        return switch (CommandText.parse(text)) {
            case Parsed.Ok ok -> ok.command();
            case Parsed.Malformed bad -> throw new TextFault(line, bad.column(), bad.message() + " in '" + text + "'");
            case Parsed.Blank blank -> throw new TextFault(line, 1, "expected a command");
        };
    }

    /** A deep copy that can go another way. */
    public PartRun copy() {
        PartRun copy = new PartRun(machine.copy(), log.copy());
        copy.commands.addAll(commands);
        copy.replies.addAll(replies);
        for (int i = 0; i < ends.size(); i++) {
            copy.ends.add(ends.get(i));
        }
        copy.startCommands = startCommands;
        return copy;
    }

    public Reply apply(Command command) {
        return applied(command, machine.apply(command, log));
    }

    /** Lets somebody hear every event, who stops the run for good by throwing. */
    public Reply apply(Command command, Events beside) {
        return applied(command, machine.apply(command, (kind, rule, a, b, c, d) -> {
            log.emit(kind, rule, a, b, c, d);
            beside.emit(kind, rule, a, b, c, d);
        }));
    }

    private Reply applied(Command command, Reply reply) {
        commands.add(command);
        replies.add(reply);
        ends.add(log.size());
        return reply;
    }

    /** A copy for which everything done so far belongs to the start, so that counts begin anew. */
    public PartRun continued() {
        PartRun copy = copy();
        copy.startCommands = copy.commands.size();
        return copy;
    }

    /** A copy for which nothing belongs to the start, so that counts speak of all that happened. */
    public PartRun whole() {
        PartRun copy = copy();
        copy.startCommands = 0;
        return copy;
    }

    @Override
    public Reply reply(int i) {
        return replies.get(i);
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public int startCommands() {
        return startCommands;
    }

    @Override
    public int commands() {
        return commands.size();
    }

    @Override
    public Command command(int i) {
        return commands.get(i);
    }

    @Override
    public int firstEvent(int i) {
        return i == 0 ? 0 : ends.get(i - 1);
    }

    @Override
    public int endEvent(int i) {
        return ends.get(i);
    }
}
