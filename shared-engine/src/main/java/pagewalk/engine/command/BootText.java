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
final class BootText {
    private BootText() {}

    /** The keys that a verb of this area takes; null for another verb. */
    static @Nullable Arguments arguments(String word, List<Word> line) {
        Verb verb = verb(word);
        return verb == null
                ? null
                : switch (verb) {
                    case MEMBLOCK_ALLOC -> new Arguments(line, "size", "align", "min", "max");
                    case MEMBLOCK_SET_BOTTOM_UP -> new Arguments(line, "enable");
                    case MEMBLOCK_SET_CURRENT_LIMIT -> new Arguments(line, "limit");
                    case MEMBLOCK_TRIM_MEMORY -> new Arguments(line, "align");
                    default -> new Arguments(line, "base", "size");
                };
    }

    /** The command, or null with a fault in {@code arguments}. */
    static @Nullable Command command(Arguments arguments) {
        Verb verb = verb(arguments.verb().value());
        Command command = verb == null
                ? null
                : switch (verb) {
                    case MEMBLOCK_ALLOC ->
                        new MemblockAlloc(
                                arguments.bytes("size"),
                                arguments.bytesOr("align", 0),
                                arguments.bytesOr("min", 0),
                                arguments.bytesOr("max", 0));
                    case MEMBLOCK_SET_BOTTOM_UP -> new MemblockSetBottomUp(flag(arguments));
                    case MEMBLOCK_SET_CURRENT_LIMIT -> new MemblockSetCurrentLimit(arguments.bytes("limit"));
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

    private static @Nullable Verb verb(String word) {
        for (Verb verb : Verb.values()) {
            if (verb.word().equals(word) && word.startsWith("memblock_")) {
                return verb;
            }
        }
        return null;
    }
}
