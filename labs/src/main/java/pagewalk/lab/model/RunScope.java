package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.util.Part;
import pagewalk.engine.view.MemoryView;

/**
 * The values of check expressions on a running part.
 *
 * <p>Counters of events ({@code splits}, {@code merges}, {@code refused}, {@code commands}, {@code count(...)}) speak
 * of the student's own commands, not of the start. Counts are kept and continued, so that checking after every
 * command reads every event once.
 */
public class RunScope implements Expr.Scope {
    /** The counters; any other name is the result of a command. */
    static final List<String> COUNTERS = List.of(
            "free_pages",
            "frames",
            "largest_free_order",
            "commands",
            "splits",
            "merges",
            "refused",
            "start_splits",
            "start_merges",
            "events");

    private final RunView run;
    private final List<Tally> tallies = new ArrayList<>();

    public RunScope(RunView run) {
        this.run = run;
    }

    @Override
    public int value(String name) {
        MemoryView memory = run.machine().memory();
        return switch (name) {
            case "free_pages" -> memory.freePages();
            case "frames" -> memory.frames();
            case "largest_free_order" -> largestFreeOrder(memory);
            case "commands" -> run.commands() - run.startCommands();
            case "start_splits" -> count(EventKind.SPLIT, EVERY, 0, run.firstOwnEvent());
            case "start_merges" -> count(EventKind.MERGED, EVERY, 0, run.firstOwnEvent());
            case "events" -> run.endOfLog() - run.firstOwnEvent();
            case "splits" -> count(EventKind.SPLIT, EVERY);
            case "merges" -> count(EventKind.MERGED, EVERY);
            case "refused" -> count(EventKind.REFUSED, EVERY);
            default -> result(name);
        };
    }

    @Override
    public int call(Expr.Function function, String name, int number) {
        MemoryView memory = run.machine().memory();
        return switch (function) {
            case NR_FREE -> number < 0 || number > MAX_ORDER ? ABSENT : nrFree(memory, number);
            case BUDDYINFO -> buddyinfo(memory, name, number);
            case HELD -> run.machine().names().held(name) ? 1 : 0;
            case SPLITS -> countOf(name, EventKind.SPLIT);
            case MERGES -> countOf(name, EventKind.MERGED);
            case HAPPENED -> countOf(name, EventKind.of(number));
            default -> ABSENT;
        };
    }

    @Part("files")
    @Override
    public int ask(Expr.Function function, String name, String text) {
        return switch (function) {
            case FILE -> FileNumbers.labelled(run.machine().readFile(name), text);
            case LINES -> FileNumbers.lines(run.machine().readFile(name), text);
            case ZONEINFO -> FileNumbers.ofZone(run.machine().readFile("/proc/zoneinfo"), name, text);
            case SAID -> said(name, text);
            case APART -> apart(name, text);
            default -> ABSENT;
        };
    }

    /** How far the first address lies above the second, which may be below it by less than 2 GiB. */
    private int apart(String name, String from) {
        long at = address(name);
        long base = address(from);
        long bytes = at - base;
        return at == 0 || base == 0 || (int) bytes != bytes ? ABSENT : (int) bytes;
    }

    private long address(String name) {
        if (!name.equals(LAST)) {
            return run.machine().names().address(name);
        }
        Reply reply = run.commands() == 0 ? null : run.reply(run.commands() - 1);
        return reply == null ? 0 : FileNumbers.address(reply.line());
    }

    private int said(String name, String text) {
        int by = byName(name);
        Reply reply = by < 0 ? null : run.reply(by);
        return reply == null ? ABSENT : reply.line().contains(text) ? 1 : 0;
    }

    /** The command a name speaks of; {@code it} is the last one, whatever became of it. */
    final int byName(String name) {
        return name.equals(LAST) ? run.commands() - 1 : run.commandNamed(name);
    }

    @Override
    public int count(EventKind kind, Expr.Filter filter) {
        int from = run.firstOwnEvent();
        int to = run.endOfLog();
        Tally tally = tally(kind, filter);
        if (tally.from != from || tally.to > to) {
            tally.from = from;
            tally.to = from;
            tally.count = 0;
        }
        tally.count += count(kind, filter, tally.to, to);
        tally.to = to;
        return tally.count;
    }

    /** Highest order with a free block, -1 when nothing is free. */
    static int largestFreeOrder(MemoryView memory) {
        for (int order = MAX_ORDER; order >= 0; order--) {
            if (nrFree(memory, order) > 0) {
                return order;
            }
        }
        return -1;
    }

    static int nrFree(MemoryView memory, int order) {
        int blocks = 0;
        for (int zone = 0; zone < memory.zones(); zone++) {
            blocks += memory.freeCount(zone, order);
        }
        return blocks;
    }

    private static final int MAX_ORDER = 10;

    /** The name of the last command. */
    static final String LAST = "it";

    private static final Expr.Filter EVERY = (rule, pfn, order) -> true;

    private static int buddyinfo(MemoryView memory, String zoneName, int order) {
        for (int zone = 0; zone < memory.zones(); zone++) {
            if (memory.zoneName(zone).equals(zoneName) && order >= 0 && order <= MAX_ORDER) {
                return memory.freeCount(zone, order);
            }
        }
        return ABSENT;
    }

    /** {@code a} is the pfn of a's block; {@code a.order}, {@code a.splits}, {@code a.merges} go with it. */
    private int result(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            int pfn = name.equals(LAST)
                    ? replied(LAST, "pfn")
                    : run.machine().names().pfn(name);
            return pfn < 0 ? ABSENT : pfn;
        }
        String block = name.substring(0, dot);
        return switch (name.substring(dot + 1)) {
            case "pfn" -> result(block);
            case "order" -> order(block);
            case "splits" -> countOf(block, EventKind.SPLIT);
            case "merges" -> countOf(block, EventKind.MERGED);
            default -> replied(block, name.substring(dot + 1));
        };
    }

    /** A number out of the answer to a command, such as {@code minflt}. */
    private int replied(String block, String key) {
        Integer number = number(block, key);
        return number == null ? ABSENT : number;
    }

    /** What a command answered to a key; null in a program that keeps no answers. */
    @Part("files")
    private @Nullable Integer number(String block, String key) {
        int by = byName(block);
        Reply reply = by < 0 ? null : run.reply(by);
        return reply == null ? null : Integer.valueOf(FileNumbers.keyed(reply.line(), key));
    }

    private int order(String name) {
        int by = byName(name);
        return by >= 0 && run.command(by) instanceof Command.AllocPages alloc ? alloc.order() : replied(name, "order");
    }

    private int countOf(String name, EventKind kind) {
        int by = byName(name);
        return by < 0 ? ABSENT : count(kind, EVERY, run.firstEvent(by), run.endEvent(by));
    }

    private int count(EventKind kind, Expr.Filter filter, int from, int to) {
        EventLog log = run.log();
        int count = 0;
        for (int e = from; e < to; e++) {
            if (log.kind(e) == kind.code() && passes(filter, log.event(e), log.rule(e))) {
                count++;
            }
        }
        return count;
    }

    private static boolean passes(Expr.Filter filter, Event event, int rule) {
        return filter.passes(rule, event.pfn(), event.order());
    }

    private Tally tally(EventKind kind, Expr.Filter filter) {
        for (Tally tally : tallies) {
            if (tally.kind == kind && tally.filter == filter) {
                return tally;
            }
        }
        Tally tally = new Tally(kind, filter);
        tallies.add(tally);
        return tally;
    }

    /** How many events between {@code from} and {@code to} passed. */
    private static final class Tally {
        final EventKind kind;
        final Expr.Filter filter;
        int from = -1;
        int to;
        int count;

        Tally(EventKind kind, Expr.Filter filter) {
            this.kind = kind;
            this.filter = filter;
        }
    }
}
