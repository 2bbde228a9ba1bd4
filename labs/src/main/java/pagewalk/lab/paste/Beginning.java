package pagewalk.lab.paste;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;

/** A machine and the commands it has carried out so far; a paste is written by running it. */
final class Beginning {
    private final String text;
    private final Machine machine;
    private final List<String> commands = new ArrayList<>();

    private Beginning(String text, Machine machine) {
        this.text = text;
        this.machine = machine;
    }

    /** Boots the machine; a fault at {@code line} of the paste if there can be none of that kind. */
    static Beginning of(String text, int line) {
        return switch (ConfigText.parse(text)) {
            case ConfigText.Result.Ok ok -> new Beginning(ok.config().text(), Machine.boot(ok.config()));
            case ConfigText.Result.Malformed bad ->
                throw new PasteFault(line, "no machine can be made of it: " + bad.message());
        };
    }

    /** Carries out a command and gives its answer; a fault at {@code line} of the paste if it is refused. */
    Reply run(String command, int line) {
        if (commands.size() == Pasted.COMMANDS) {
            throw new PasteFault(line, "the text makes more than " + Pasted.COMMANDS + " commands");
        }
        Command read = switch (CommandText.parse(command)) {
            case Parsed.Ok ok -> ok.command();
            case Parsed.Malformed bad -> throw new PasteFault(line, bad.message());
            case Parsed.Blank blank -> throw new IllegalStateException("a command is not blank");
        };
        Reply reply = machine.apply(read, Events.NONE);
        if (!reply.ok()) {
            throw new PasteFault(line, "the machine cannot follow: " + command + " is " + reply.line());
        }
        commands.add(command);
        return reply;
    }

    Machine machine() {
        return machine;
    }

    int size() {
        return commands.size();
    }

    Pasted.Start start(String file, List<String> notes) {
        return new Pasted.Start(file, text, commands, notes);
    }
}
