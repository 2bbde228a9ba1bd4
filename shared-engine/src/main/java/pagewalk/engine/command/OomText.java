package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;

/** The part of the grammar that speaks about the OOM killer and the tools that show memory. */
final class OomText extends AreaText {
    @Override
    boolean speaks(Verb verb) {
        return verb.code() >= Verb.CHOOM.code() && verb.code() <= Verb.RUN.code();
    }

    @Override
    String words(String key) {
        return key.equals("program") ? "free, vmstat, top, dmesg" : "";
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return switch (verb) {
            case CHOOM -> new Arguments(line, "pid", "adj");
            case SETUID -> new Arguments(line, "pid", "uid");
            default -> new Arguments(line, "program", "options");
        };
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        Command command = switch (verb) {
            case CHOOM -> new OomCommand.Choom(References.pid("pid", arguments), adj(arguments));
            case SETUID -> new OomCommand.SetUid(References.pid("pid", arguments), uid(arguments));
            default -> run(arguments);
        };
        return arguments.wellFormed() ? command : null;
    }

    private static int adj(Arguments arguments) {
        Word word = arguments.need("adj", "a number from -1000 to 1000");
        String value = word == null ? "0" : word.value();
        boolean negative = value.startsWith("-");
        int number = Numbers.parse(negative ? value.substring(1) : value);
        if (word != null && number < 0) {
            arguments.fail(word.valueColumn(), "adj is a number from -1000 to 1000; this is " + value);
        }
        return negative ? -number : number;
    }

    private static int uid(Arguments arguments) {
        Word word = arguments.need("uid", "a user, 0 for root");
        return word == null ? 0 : arguments.number(word, "uid");
    }

    private static OomCommand.Run run(Arguments arguments) {
        Word program = arguments.need("program", "free, vmstat, top or dmesg");
        Word options = arguments.find("options");
        String name = program == null || program.value().indexOf('=') >= 0 ? "none" : program.value();
        if (program != null && !program.value().equals(name)) {
            arguments.fail(program.valueColumn(), "program is one word without =; this is " + program.value());
        }
        return new OomCommand.Run(name.isEmpty() ? "none" : name, options == null ? "" : options.value());
    }
}
