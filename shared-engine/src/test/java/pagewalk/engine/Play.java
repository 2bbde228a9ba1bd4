package pagewalk.engine;

import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;

/** A machine driven by lines of text, with the log of its last command: what most tests start from. */
public final class Play {
    private final Machine machine;
    private final EventLog last = new EventLog();

    private Play(Machine machine) {
        this.machine = machine;
    }

    /** A machine from its one-line text. */
    public static Play on(String config) {
        return new Play(Machine.boot(config(config)));
    }

    public static Play on(Machine machine) {
        return new Play(machine);
    }

    public static MachineConfig config(String text) {
        if (ConfigText.parse(text) instanceof ConfigText.Result.Ok ok) {
            return ok.config();
        }
        throw new AssertionError(ConfigText.parse(text));
    }

    public static Command command(String line) {
        if (CommandText.parse(line) instanceof Parsed.Ok ok) {
            return ok.command();
        }
        throw new AssertionError(line + ": " + CommandText.parse(line));
    }

    /** Carries out one line and gives the reply's line. */
    public String run(String line) {
        last.clear();
        return machine.apply(command(line), last).line();
    }

    /** Runs several lines and gives the last reply. */
    public String runAll(String... lines) {
        String reply = "";
        for (String line : lines) {
            reply = run(line);
        }
        return reply;
    }

    public Machine machine() {
        return machine;
    }

    /** Events of the last command. */
    public EventLog last() {
        return last;
    }

    /** How many events of a kind the last command told. */
    public int count(EventKind kind) {
        int count = 0;
        for (int i = 0; i < last.size(); i++) {
            count += last.kind(i) == kind.code() ? 1 : 0;
        }
        return count;
    }

    /** The last event of a kind in the last command. */
    public Event event(EventKind kind) {
        for (int i = last.size() - 1; i >= 0; i--) {
            if (last.kind(i) == kind.code()) {
                return last.event(i);
            }
        }
        throw new AssertionError("no " + kind + " among " + last.size() + " events");
    }

    /** The pfns of a free list of zone 0, head first, as text. */
    public String list(int order, int type) {
        StringBuilder text = new StringBuilder();
        for (int pfn : machine.memory().freeList(0, order, type)) {
            text.append(text.isEmpty() ? "" : " ").append(pfn);
        }
        return text.toString();
    }

    public String list(int order) {
        return list(order, 0);
    }
}
