package pagewalk.lab.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.Event;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Part;

/** What a question's command really does: found by carrying it out on a copy of the machine. */
public final class PredictTruth {
    /** The values that can be asked for. */
    public static final List<String> KEYS = List.of("pfn", "order", "splits", "merges");

    private final Answer answer;
    private final EventLog log;
    private final List<Rule> rules;
    private final @Nullable RunScope after;

    private PredictTruth(Answer answer, EventLog log, List<Rule> rules, @Nullable RunScope after) {
        this.answer = answer;
        this.log = log;
        this.rules = rules;
        this.after = after;
    }

    /** Runs {@code command} on a copy of {@code machine}, which stays as it is. */
    public static PredictTruth of(Machine machine, Command command, List<String> keys) {
        EventLog log = new EventLog();
        Reply reply = machine.copy().apply(command, log);
        int[] values = new int[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(keys.get(i), reply, log);
        }
        return new PredictTruth(Answer.of(keys, values), log, List.of(), null);
    }

    /**
     * What is true of a question: after its command on a copy of {@code run}, or, without one, of the run as it is.
     * Throws {@link TextFault} when an expression of the lab has no value.
     */
    static PredictTruth of(PartRun run, PartSpec.Question question) {
        boolean asks = !question.command().isEmpty();
        PartRun then = asks ? run.continued() : run.whole();
        Reply reply = asks ? then.apply(PartRun.command(question.command(), 1)) : Reply.DONE;
        EventLog log = asks ? own(then) : new EventLog();
        RunScope scope = new TruthScope(then);
        List<String> keys = question.keys();
        int[] values = new int[keys.size()];
        for (int i = 0; i < values.length; i++) {
            Sought sought = question.fields().get(i).sought();
            values[i] = sought == null ? value(keys.get(i), reply, log) : sought.find(scope);
        }
        return new PredictTruth(Answer.of(keys, values), log, Sought.rules(question.fields()), scope);
    }

    /** The events of the last command alone. */
    private static EventLog own(PartRun run) {
        EventLog log = new EventLog();
        EventLog all = run.log();
        for (int e = run.firstEvent(run.commands() - 1); e < all.size(); e++) {
            log.emit(all.kind(e), all.rule(e), all.arg(e, 0), all.arg(e, 1), all.arg(e, 2), all.arg(e, 3));
        }
        return log;
    }

    /** Whether an answer is right about a field; of a place every frame is. */
    public boolean right(PartSpec.Field field, Answer given) {
        Integer value = given.get(field.key());
        Integer truth = answer.get(field.key());
        Sought sought = field.sought();
        if (value == null || truth == null || sought == null || after == null) {
            return answer.agreesOn(field.key(), given);
        }
        return sought.accepts(value, truth, after);
    }

    /** How many frames are right about a field, from the true one on: 1 unless it asks for a place. */
    public int pages(PartSpec.Field field) {
        return field.sought() instanceof Sought.Place place && after != null
                ? place.pages().value(after)
                : 1;
    }

    /** What somebody finds who looks for something else in the same place. */
    int believed(Sought sought) {
        return sought.find(Objects.requireNonNull(after));
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
            if (decides(log.kind(i)) || isNamed(log.rule(i))) {
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
        if (!KEYS.contains(key)) {
            return lastNamed();
        }
        int wanted = switch (key) {
            case "splits" -> last(EventKind.SPLIT);
            case "merges" -> last(EventKind.MERGED);
            default -> last(EventKind.SPLIT) >= 0 ? last(EventKind.SPLIT) : last(EventKind.TOOK);
        };
        int took = wanted >= 0 ? wanted : last(EventKind.TOOK);
        return took >= 0 ? took : log.size() - 1;
    }

    /** The last event decided by a rule that the lab names, or by any rule; -1 when nothing happened. */
    private int lastNamed() {
        int any = log.size() - 1;
        for (int i = log.size() - 1; i >= 0; i--) {
            if (isNamed(log.rule(i))) {
                return i;
            }
            any = log.rule(any) == 0 && log.rule(i) != 0 ? i : any;
        }
        return any;
    }

    /** Whether the lab names a rule with a field; where no field has a rule, none is. */
    @Part("kinds")
    private boolean isNamed(int rule) {
        for (Rule one : rules) {
            if (one.code() == rule) {
                return true;
            }
        }
        return false;
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
