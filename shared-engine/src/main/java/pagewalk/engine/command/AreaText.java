package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;

/** The part of the grammar that speaks to one area of the machine. */
abstract class AreaText {
    /** Whether {@code verb} belongs to this area. */
    abstract boolean speaks(Verb verb);

    /** The keys that one of its verbs takes. */
    abstract Arguments arguments(Verb verb, List<Word> line);

    /** Whether the result of one of its verbs can be named. */
    boolean hasResult(Verb verb) {
        return false;
    }

    /** The command of one of its verbs, or null with a fault in {@code arguments}. */
    abstract @Nullable Command command(Verb verb, @Nullable String name, Arguments arguments);

    /** What can be written for a key of this area, as a list with commas; empty where there is no list. */
    String words(String key) {
        return "";
    }
}
