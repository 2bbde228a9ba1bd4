package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.BootCommand.MemblockAlloc;
import pagewalk.engine.command.BootCommand.MemblockRange;
import pagewalk.engine.command.BootCommand.MemblockSetBottomUp;
import pagewalk.engine.command.BootCommand.MemblockSetCurrentLimit;
import pagewalk.engine.command.BootCommand.MemblockTrimMemory;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;

/** The part of the grammar that speaks to memblock. */
final class BootText extends AreaText {
    @Override
    boolean speaks(Verb verb) {
        return verb.word().startsWith("memblock_");
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return switch (verb) {
            case MEMBLOCK_ALLOC -> new Arguments(line, "size", "align", "min", "max");
            case MEMBLOCK_SET_BOTTOM_UP -> new Arguments(line, "enable");
            case MEMBLOCK_SET_CURRENT_LIMIT -> new Arguments(line, "limit");
            case MEMBLOCK_TRIM_MEMORY -> new Arguments(line, "align");
            case MEMBLOCK_FREE_ALL -> new Arguments(line);
            default -> new Arguments(line, "base", "size");
        };
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        Command command = switch (verb) {
            case MEMBLOCK_ALLOC ->
                new MemblockAlloc(
                        arguments.bytes("size"),
                        arguments.bytesOr("align", 0),
                        arguments.bytesOr("min", 0),
                        arguments.bytesOr("max", 0));
            case MEMBLOCK_SET_BOTTOM_UP -> new MemblockSetBottomUp(flag(arguments));
            case MEMBLOCK_SET_CURRENT_LIMIT -> new MemblockSetCurrentLimit(arguments.bytes("limit"));
            case MEMBLOCK_FREE_ALL -> new BootCommand.MemblockFreeAll();
            case MEMBLOCK_TRIM_MEMORY -> new MemblockTrimMemory(arguments.bytes("align"));
            default -> new MemblockRange(verb, arguments.bytes("base"), arguments.bytes("size"));
        };
        return arguments.wellFormed() ? command : null;
    }

    private static boolean flag(Arguments arguments) {
        Word word = arguments.need("enable", "0 or 1");
        if (word != null && !word.value().equals("0") && !word.value().equals("1")) {
            arguments.fail(word.valueColumn(), "enable is 0 or 1; this is " + word.value());
        }
        return word != null && word.value().equals("1");
    }
}
