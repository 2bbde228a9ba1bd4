package pagewalk.lab.model;

import java.util.List;
import pagewalk.engine.Machine;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;

/** What a question's command really does: found by carrying it out on a copy of the machine. */
public final class PredictTruth {
    /** The values that can be asked for. */
    public static final List<String> KEYS = List.of("pfn", "order", "splits", "merges");

    private final Answer answer;
    private final EventLog log;

    private PredictTruth(Answer answer, EventLog log) {
        this.answer = answer;
        this.log = log;
    }

    /** Runs {@code command} on a copy of {@code machine}, which stays as it is. */
    public static PredictTruth of(Machine machine, Command command, List<String> keys) {
        EventLog log = new EventLog();
        Reply reply = machine.copy().apply(command, log);
        int[] values = new int[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(keys.get(i), reply, log);
        }
        return new PredictTruth(Answer.of(keys, values), log);
    }

    private static int value(String key, Reply reply, EventLog log) {
        return switch (key) {
            case "pfn" -> pfn(reply);
            case "order" -> order(reply);
            case "splits" -> count(log, EventKind.SPLIT);
            case "merges" -> count(log, EventKind.MERGED);
            default ->
                throw new TextFault(1, 1, "a question cannot ask for '" + key + "', only " + String.join(", ", KEYS));
        };
    }

    private static int pfn(Reply reply) {
        return switch (reply) {
            case Reply.Allocated allocated -> allocated.pfn();
            case Reply.Freed freed -> freed.pfn();
            default -> Answer.NONE;
        };
    }

    private static int order(Reply reply) {
        return switch (reply) {
            case Reply.Allocated allocated -> allocated.order();
            case Reply.Freed freed -> freed.order();
            default -> Answer.NONE;
        };
    }

    private static int count(EventLog log, EventKind kind) {
        int count = 0;
        for (int i = 0; i < log.size(); i++) {
            if (log.kind(i) == kind.code()) {
                count++;
            }
        }
        return count;
    }

    public Answer answer() {
        return answer;
    }

    /** The deciding steps in words, as one sentence. */
    public String why() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < log.size(); i++) {
            if (decides(log.kind(i))) {
                out.append(out.isEmpty() ? "The machine " : "; ")
                        .append(log.event(i).sentence());
            }
        }
        return out.append(out.isEmpty() ? "" : ".").toString();
    }

    /**
     * The event that decides a key: the block taken for a pfn, the last split or merge for a count.
     *
     * @return its index among the command's own events
     */
    public int decidingEvent(String key) {
        int wanted = switch (key) {
            case "splits" -> last(EventKind.SPLIT);
            case "merges" -> last(EventKind.MERGED);
            default -> last(EventKind.SPLIT) >= 0 ? last(EventKind.SPLIT) : last(EventKind.TOOK);
        };
        int took = wanted >= 0 ? wanted : last(EventKind.TOOK);
        return took >= 0 ? took : log.size() - 1;
    }

    public Event event(int i) {
        return log.event(i);
    }

    private int last(EventKind kind) {
        for (int i = log.size() - 1; i >= 0; i--) {
            if (log.kind(i) == kind.code()) {
                return i;
            }
        }
        return -1;
    }

    private static boolean decides(int kind) {
        return kind == EventKind.TOOK.code()
                || kind == EventKind.SPLIT.code()
                || kind == EventKind.MERGED.code()
                || kind == EventKind.REFUSED.code();
    }
}
