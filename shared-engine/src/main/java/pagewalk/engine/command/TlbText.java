package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;

/** The part of the grammar that speaks to translation buffers. */
final class TlbText extends AreaText {
    @Override
    boolean speaks(Verb verb) {
        return verb == Verb.TLB_STAT;
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return new Arguments(line, "cpu");
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        Word word = arguments.find("cpu");
        int cpu = word == null ? 0 : arguments.number(word, "cpu");
        return arguments.wellFormed() ? new TlbCommand(cpu) : null;
    }
}
