package pagewalk.web.bench;

import java.util.List;
import pagewalk.engine.command.Command;

/** The others, when the machine is shared: commands go to them first, and what they point at is shown. */
public interface Company {
    /** A frame that somebody else points at. */
    record Pointer(String name, int pfn) {}

    /** Takes a command that was typed here; it comes back when everybody carries it out. */
    Outcome take(Command command);

    /** Whose the timeline's command is, as words before "; step on". */
    String whose(int command);

    List<Pointer> pointers();
}
