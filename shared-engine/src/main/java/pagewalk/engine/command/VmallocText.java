package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;

/** The part of the grammar that speaks about kernel addresses in a row. */
final class VmallocText {
    private VmallocText() {}

    static boolean speaks(String word) {
        return verb(word) != null;
    }

    /** Whether the result of a verb of this area can be named. */
    static boolean hasResult(String word) {
        return word.equals(Verb.VMALLOC.word()) || word.equals(Verb.IOREMAP.word());
    }

    /** The keys that a verb of this area takes; null for another verb. */
    static @Nullable Arguments arguments(String word, List<Word> line) {
        Verb verb = verb(word);
        return verb == null
                ? null
                : switch (verb) {
                    case VMALLOC -> new Arguments(line, "size");
                    case IOREMAP -> new Arguments(line, "phys_addr", "size");
                    default -> new Arguments(line, "area", "-addr");
                };
    }

    /** The command, or null with a fault in {@code arguments}. */
    static @Nullable Command command(String word, @Nullable String name, Arguments arguments) {
        Verb verb = verb(word);
        Command command = verb == null
                ? null
                : switch (verb) {
                    case VMALLOC -> new VmallocCommand.Vmalloc(name, arguments.bytes("size"));
                    case IOREMAP ->
                        new VmallocCommand.Ioremap(name, arguments.bytes("phys_addr"), arguments.bytes("size"));
                    case VFREE -> new VmallocCommand.Vfree(ObjectText.reference("area", arguments));
                    default -> new VmallocCommand.Iounmap(ObjectText.reference("area", arguments));
                };
        return arguments.wellFormed() ? command : null;
    }

    private static @Nullable Verb verb(String word) {
        for (Verb verb : Verb.values()) {
            if (verb.word().equals(word) && verb.code() >= Verb.VMALLOC.code() && verb.code() <= Verb.IOUNMAP.code()) {
                return verb;
            }
        }
        return null;
    }
}
