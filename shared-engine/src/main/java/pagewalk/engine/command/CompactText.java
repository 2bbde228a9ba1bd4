package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;

/** The part of the grammar that speaks to compaction. */
final class CompactText extends AreaText {
    @Override
    boolean speaks(Verb verb) {
        return verb == Verb.COMPACT_MEMORY;
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return new Arguments(line);
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        return arguments.wellFormed() ? new CompactCommand.CompactMemory() : null;
    }
}
