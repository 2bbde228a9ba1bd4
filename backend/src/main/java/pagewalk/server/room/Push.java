package pagewalk.server.room;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Limits;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;
import pagewalk.server.page.Problem;

/** The machine that a push entry sets up: a config and the commands that lead to its first state. */
record Push(MachineConfig config, List<Command> commands) {
    Push {
        commands = List.copyOf(commands);
    }

    /** Reads an entry's text: the config on the first line, then a command a line. */
    static Push read(String text) {
        List<String> lines = text.lines().toList();
        return of(lines.isEmpty() ? "" : lines.getFirst(), lines.subList(Math.min(1, lines.size()), lines.size()));
    }

    /** Reads what an instructor sent; a {@link Problem} names the line and column of what is wrong. */
    static Push of(String config, List<String> lines) {
        MachineConfig machine = config(config);
        if (lines.size() > Limits.ROOM_COMMANDS) {
            throw Problem.bad(
                    "lines",
                    "A push has at most " + Limits.ROOM_COMMANDS + " commands; this one has " + lines.size() + ".");
        }
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            switch (CommandText.parse(lines.get(i))) {
                case Parsed.Ok ok -> commands.add(ok.command());
                case Parsed.Blank blank -> {}
                case Parsed.Malformed bad ->
                    throw Problem.bad(
                            "lines", "Line " + (i + 1) + ", column " + bad.column() + ": " + bad.message() + ".");
            }
        }
        return new Push(machine, commands);
    }

    private static MachineConfig config(String text) {
        return switch (ConfigText.parse(text)) {
            case ConfigText.Result.Ok ok -> fitting(ok.config());
            case ConfigText.Result.Malformed bad ->
                throw Problem.bad(
                        "config", "line " + bad.line() + ", column " + bad.column() + ": " + bad.message() + ".");
        };
    }

    private static MachineConfig fitting(MachineConfig config) {
        int frames = config.counts().isEmpty() ? config.frames() : MachineConfig.spanned(config.counts());
        if (frames > Limits.ROOM_FRAMES) {
            throw Problem.bad(
                    "config",
                    "A room's machine has at most " + Limits.ROOM_FRAMES + " frames; this one has " + frames + ".");
        }
        return config;
    }

    /** The entry's text; {@link #read} gives this again. */
    String text() {
        StringBuilder text = new StringBuilder(config.text());
        commands.forEach(command -> text.append('\n').append(command.text()));
        return text.toString();
    }

    Machine machine() {
        Machine machine = Machine.boot(config);
        commands.forEach(command -> machine.run(command, Events.NONE));
        return machine;
    }
}
