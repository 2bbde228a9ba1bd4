package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;

/** The part of the grammar that speaks to the heap of a process. */
final class HeapText extends AreaText {
    @Override
    boolean speaks(Verb verb) {
        return verb.code() >= Verb.MALLOC.code() && verb.code() <= Verb.MTRACE.code();
    }

    @Override
    boolean hasResult(Verb verb) {
        return verb == Verb.MALLOC || verb == Verb.CALLOC || verb == Verb.REALLOC;
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return switch (verb) {
            case MALLOC -> new Arguments(line, "pid", "size");
            case CALLOC -> new Arguments(line, "pid", "n", "size");
            case REALLOC -> new Arguments(line, "pid", "ptr", "size");
            case FREE -> new Arguments(line, "pid", "ptr");
            case MALLOC_TRIM -> new Arguments(line, "pid", "pad");
            default -> new Arguments(line, "pid");
        };
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        PidRef pid = pid(arguments);
        Command command = switch (verb) {
            case MALLOC -> new HeapCommand.Malloc(name, pid, arguments.bytes("size"));
            case CALLOC -> new HeapCommand.Calloc(name, pid, arguments.bytes("n"), arguments.bytes("size"));
            case REALLOC -> new HeapCommand.Realloc(name, pid, pointer(arguments), arguments.bytes("size"));
            case FREE -> new HeapCommand.Free(pid, pointer(arguments));
            case MALLOC_TRIM -> new HeapCommand.MallocTrim(pid, arguments.bytesOr("pad", 0));
            case MALLINFO -> new HeapCommand.Mallinfo(pid);
            default -> new HeapCommand.Mtrace(pid);
        };
        return arguments.wellFormed() ? command : null;
    }

    private static PidRef pid(Arguments arguments) {
        Word word = arguments.need("pid", "a process");
        String value = word == null ? "1" : word.value();
        String name = value.startsWith("$") ? value.substring(1) : value;
        if (CommandText.isName(name)) {
            return new PidRef.Named(name);
        }
        int number = Numbers.parse(name);
        if (word != null && number < 0) {
            arguments.fail(word.valueColumn(), "pid is a number or the name of a process; this is " + value);
        }
        return new PidRef.Number(Math.max(number, 0));
    }

    /** An address: a number, a name, or a name and bytes behind it. */
    private static AddrRef pointer(Arguments arguments) {
        Word word = arguments.need("ptr", "an address");
        if (word == null) {
            return new AddrRef(0L);
        }
        String value = word.value().startsWith("$") ? word.value().substring(1) : word.value();
        int plus = value.indexOf('+');
        String base = plus < 0 ? value : value.substring(0, plus);
        String rest = plus < 0 ? "0" : value.substring(plus + 1);
        boolean named = CommandText.isName(base);
        if (!Numbers.isBytes(named ? rest : value)) {
            arguments.fail(
                    word.valueColumn(), "ptr is a number below 2^64, a name, or a name+bytes; this is " + word.value());
        }
        return named ? new AddrRef(base, Numbers.bytes(rest)) : new AddrRef(Numbers.bytes(value));
    }
}
