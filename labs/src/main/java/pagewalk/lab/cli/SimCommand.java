package pagewalk.lab.cli;

import java.io.InputStream;
import java.util.List;
import pagewalk.engine.Limits;
import pagewalk.engine.Machine;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.event.Events;
import pagewalk.lab.paste.Pasted;

/**
 * {@code lab sim}: a machine that reads command lines and answers each with one line.
 *
 * <p>Answers are flushed whenever no further input is waiting, so a program at the other end of two pipes can talk
 * with it, and a long file still goes through at full speed.
 */
final class SimCommand {
    private static final List<String> OPTIONS = List.of(
            "--config=", "--buddyinfo=", "--paste=", "--preset=", "--frames=", "--set=", "--events", "" + "--digest");

    private final InputStream standardIn;
    private final Output out;
    private final EventLog log = new EventLog();
    private boolean events;
    private boolean digest;

    SimCommand(InputStream standardIn, Output out) {
        this.standardIn = standardIn;
        this.out = out;
    }

    int run(List<String> args) {
        Options options = Options.parse("sim", args, OPTIONS);
        if (options.rest().size() > 1) {
            throw CliFault.usage("one file is read, not " + options.rest().size());
        }
        events = options.has("--events");
        digest = options.has("--digest");
        String paste = options.value("--paste");
        Machine machine = paste == null ? Machine.boot(SimConfig.of(options)) : pasted(paste, options);
        String file = options.rest().isEmpty() ? "-" : options.rest().get(0);
        try (Input input = Input.lines(file, standardIn)) {
            answerAll(machine, input);
        }
        return 0;
    }

    /** A machine that has carried out what a file of a real machine's /proc comes to; its lines are told first. */
    private Machine pasted(String file, Options options) {
        for (String other : List.of("--config", "--buddyinfo", "--preset", "--frames", "--set")) {
            if (!options.all(other).isEmpty()) {
                throw CliFault.usage("--paste says what the machine is; leave out " + other);
            }
        }
        Pasted.Start start = switch (Pasted.read(Input.read(file, Limits.SESSION_CHARS * 4))) {
            case Pasted.Start found -> found;
            case Pasted.Malformed bad -> throw CliFault.usage(file + ", line " + bad.line() + ": " + bad.message());
        };
        Machine machine = Machine.boot(SimConfig.parse(start.machine(), null));
        out.line("# " + start.file() + ": " + start.machine());
        for (String note : start.notes()) {
            out.line("# " + note);
        }
        for (String command : start.commands()) {
            out.line("# " + command);
            machine.apply(((Parsed.Ok) CommandText.parse(command)).command(), Events.NONE);
        }
        out.flush();
        return machine;
    }

    private void answerAll(Machine machine, Input input) {
        int number = 0;
        for (String line = input.next(); line != null; line = input.next()) {
            number++;
            switch (CommandText.parse(line)) {
                case Parsed.Ok ok -> answer(machine, ok.command(), number);
                case Parsed.Blank blank -> {}
                case Parsed.Malformed bad ->
                    throw CliFault.usage(
                            input.name() + ", line " + number + ", column " + bad.column() + ": " + bad.message());
            }
            if (input.idle()) {
                out.flush();
            }
        }
    }

    private void answer(Machine machine, Command command, int number) {
        if (machine.commandsApplied() == Limits.COMMANDS) {
            throw CliFault.usage(
                    "line " + number + ": a session has at most " + Limits.COMMANDS + " commands, this is one more");
        }
        log.clear();
        Reply reply = machine.apply(command, events ? log : Events.NONE);
        for (int i = 0; i < log.size(); i++) {
            if (log.kind(i) != EventKind.COMMAND.code()) {
                step(log.event(i));
            }
        }
        out.text(reply.line());
        if (!(reply instanceof Reply.FileText)) {
            out.text("\n");
        }
        if (digest) {
            out.line("  digest=" + machine.digest());
        }
    }

    private void step(Event event) {
        out.line("  " + event.kind().label() + " " + event.sentence() + " ["
                + event.rule().id() + "]");
    }
}
