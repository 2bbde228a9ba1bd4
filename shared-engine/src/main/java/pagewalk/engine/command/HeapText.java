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
        PidRef pid = References.pid("pid", arguments);
        Command command = switch (verb) {
            case MALLOC -> new HeapCommand.Malloc(name, pid, arguments.bytes("size"));
            case CALLOC -> new HeapCommand.Calloc(name, pid, arguments.bytes("n"), arguments.bytes("size"));
            case REALLOC ->
                new HeapCommand.Realloc(name, pid, References.address("ptr", arguments), arguments.bytes("size"));
            case FREE -> new HeapCommand.Free(pid, References.address("ptr", arguments));
            case MALLOC_TRIM -> new HeapCommand.MallocTrim(pid, arguments.bytesOr("pad", 0));
            case MALLINFO -> new HeapCommand.Mallinfo(pid);
            default -> new HeapCommand.Mtrace(pid);
        };
        return arguments.wellFormed() ? command : null;
    }
}
