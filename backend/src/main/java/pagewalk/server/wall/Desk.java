package pagewalk.server.wall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.lab.grade.GradeBudget;
import pagewalk.lab.grade.Meter;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.GoalState;
import pagewalk.lab.model.Journal;
import pagewalk.lab.model.Journal.PartJournal;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;

/**
 * A student's session carried along line by line: the machine of the part at hand, and how far all parts are. It may
 * cause as much work as a grader would do for it; where that is used up the desk stands still and says so.
 */
final class Desk {
    /** What an event of a part's log takes. */
    private static final int EVENT_BYTES = 24;

    private static final GradeBudget MOST = GradeBudget.DEFAULT;

    private final Map<String, PartSpec> parts = new HashMap<>();
    private final String firstPart;
    private final int total;
    private final List<JournalLine> lines = new ArrayList<>();
    private final Map<String, String> seen = new HashMap<>();
    private final Set<String> met = new HashSet<>();
    /** Events of each part, when it was last carried out. */
    private final Map<String, Integer> spent = new HashMap<>();

    private boolean tooLong;
    private int length;
    private String part;
    private @Nullable Journal journal;
    private @Nullable Run run;

    Desk(List<PartSpec> specs) {
        specs.forEach(spec -> parts.put(spec.name(), spec));
        firstPart = specs.getFirst().name();
        part = firstPart;
        total = specs.stream().mapToInt(Desk::units).sum();
    }

    /** A desk for free play on the machine with that text. */
    static Desk free(String config) {
        PartSpec.Head head = new PartSpec.Head("free", "Free play", "", 0);
        return new Desk(List.of(new PartSpec.Predict(head, new PartSpec.Setup(config, List.of()), List.of())));
    }

    /**
     * What the machine is at: the part, the branch, and how many of the branch's commands were carried out. One that is
     * over its budget stopped inside the next command, and nothing can be done with it.
     */
    private static final class Run {
        final String part;
        final int branch;
        final PartRun run;
        final Meter meter;
        int applied;
        boolean over;

        Run(PartSpec spec, int branch, int events) {
            this.part = spec.name();
            this.branch = branch;
            meter = new Meter(events);
            run = PartRun.begin(spec.setup());
        }
    }

    /** Journal lines read so far. */
    int length() {
        return length;
    }

    String part() {
        return part;
    }

    /** Commands of the part at hand that count. */
    int step() {
        return run == null ? 0 : run.applied;
    }

    /** Questions answered and goals reached, of all there are; empty for free play. */
    String progress() {
        if (total == 0 || journal == null) {
            return total == 0 ? "" : "0/" + total;
        }
        int answered = 0;
        for (PartJournal one : journal.parts()) {
            PartSpec spec = parts.get(one.name());
            if (spec != null) {
                answered += (int) spec.asked().stream()
                        .filter(question -> one.prediction(question.id()) != null)
                        .count();
            }
        }
        return (answered + met.size()) + "/" + total;
    }

    /** Why the session is not followed beyond {@link #step}; null when it is. */
    @Nullable
    String stopped() {
        if (tooLong) {
            return beyond(MOST.commands(), "commands");
        }
        return run != null && run.over ? beyond(MOST.events(), "events") : null;
    }

    private static String beyond(int most, String what) {
        return String.format(
                Locale.ROOT, "Not followed further: it makes more than %,d %s, too many to be graded.", most, what);
    }

    byte[] cells() {
        return run == null || run.over
                ? new byte[Thumbnail.CELLS]
                : Thumbnail.of(run.run.machine().memory());
    }

    int bytes() {
        int machine = run == null
                ? 0
                : run.run.machine().bytesBeside(null) + run.run.log().size() * EVENT_BYTES;
        return machine + lines.size() * 64;
    }

    /** Follows lines that the student has added. A line that fits nowhere is left out, as the grader does. */
    void follow(List<String> added) {
        for (String text : added) {
            length++;
            JournalLine line = JournalLine.parse(text, part);
            if (line instanceof JournalLine.Part begun) {
                part = begun.name();
            }
            if (line != null) {
                lines.add(line);
            }
        }
        try {
            Journal now = Journal.of(lines, firstPart);
            journal = now;
            tooLong = now.parts().stream().mapToInt(at -> at.path().size()).sum() > MOST.commands();
            if (!tooLong) {
                now.parts().forEach(this::catchUp);
            }
        } catch (TextFault misplaced) {
            run = null;
        }
    }

    private void catchUp(PartJournal at) {
        PartSpec spec = parts.get(at.name());
        List<Command> path = at.path();
        String state = at.leaf() + ":" + path.size();
        boolean atHand = at.name().equals(part);
        if (spec == null || (state.equals(seen.get(at.name())) && !(atHand && !isAt(at)))) {
            return;
        }
        seen.put(at.name(), state);
        Run now = isAt(at) && run != null && run.applied <= path.size() ? run : begun(spec, at.leaf());
        try {
            apply(now, spec, path);
        } catch (Meter.Exceeded exceeded) {
            now.over = true;
        }
        spent.put(now.part, now.meter.events());
        if (atHand) {
            run = now;
        }
    }

    /** The budget is the whole session's. */
    private Run begun(PartSpec spec, int branch) {
        spent.remove(spec.name());
        int elsewhere = spent.values().stream().mapToInt(events -> events).sum();
        return new Run(spec, branch, MOST.events() - elsewhere);
    }

    private boolean isAt(PartJournal at) {
        return run != null && run.part.equals(at.name()) && run.branch == at.leaf();
    }

    private void apply(Run now, PartSpec spec, List<Command> path) {
        @Nullable Expr goal = spec instanceof PartSpec.Reach reach ? Expr.truth(reach.goal()) : null;
        int limit = spec instanceof PartSpec.Reach reach ? reach.maxCommands() : 0;
        RunScope scope = new RunScope(now.run);
        for (; now.applied < path.size() && !now.over; now.applied++) {
            Command command = path.get(now.applied);
            if (now.applied >= limit) {
                now.run.machine().run(command, now.meter);
                continue;
            }
            now.run.apply(command, now.meter);
            if (goal != null && GoalState.of(goal, limit, scope).met()) {
                met.add(now.part);
            }
        }
    }

    private static int units(PartSpec spec) {
        return spec.asked().isEmpty() ? 1 : spec.asked().size();
    }
}
