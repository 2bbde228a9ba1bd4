package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;

/** The part of the grammar that speaks about kernel addresses in a row. */
final class VmallocText extends AreaText {
    @Override
    boolean speaks(Verb verb) {
        return verb.code() >= Verb.VMALLOC.code() && verb.code() <= Verb.IOUNMAP.code();
    }

    @Override
    boolean hasResult(Verb verb) {
        return verb == Verb.VMALLOC || verb == Verb.IOREMAP;
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return switch (verb) {
            case VMALLOC -> new Arguments(line, "size");
            case IOREMAP -> new Arguments(line, "phys_addr", "size");
            default -> new Arguments(line, "area", "-addr");
        };
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        Command command = switch (verb) {
            case VMALLOC -> new VmallocCommand.Vmalloc(name, arguments.bytes("size"));
            case IOREMAP -> new VmallocCommand.Ioremap(name, arguments.bytes("phys_addr"), arguments.bytes("size"));
            case VFREE -> new VmallocCommand.Vfree(arguments.reference("area"));
            default -> new VmallocCommand.Iounmap(arguments.reference("area"));
        };
        return arguments.wellFormed() ? command : null;
    }
}
