package pagewalk.server.wall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.Events;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.GoalState;
import pagewalk.lab.model.Journal;
import pagewalk.lab.model.Journal.PartJournal;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;

/** A student's session carried along line by line: the machine of the part at hand, and how far all parts are. */
final class Desk {
    /** What an event of a part's log takes. */
    private static final int EVENT_BYTES = 24;

    private final Map<String, PartSpec> parts = new HashMap<>();
    private final String firstPart;
    private final int total;
    private final List<JournalLine> lines = new ArrayList<>();
    private final Map<String, String> seen = new HashMap<>();
    private final Set<String> met = new HashSet<>();
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

    /** What the machine is at: the part, the branch, and how many of the branch's commands were carried out. */
    private static final class Run {
        final String part;
        final int branch;
        final PartRun run;
        int applied;

        Run(PartSpec spec, int branch) {
            this.part = spec.name();
            this.branch = branch;
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
            if (parts.get(one.name()) instanceof PartSpec.Predict predict) {
                answered += (int) predict.questions().stream()
                        .filter(question -> one.prediction(question.id()) != null)
                        .count();
            }
        }
        return (answered + met.size()) + "/" + total;
    }

    byte[] cells() {
        return run == null
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
            now.parts().forEach(this::catchUp);
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
        Run now = isAt(at) && run != null && run.applied <= path.size() ? run : new Run(spec, at.leaf());
        apply(now, spec, path);
        if (atHand) {
            run = now;
        }
    }

    private boolean isAt(PartJournal at) {
        return run != null && run.part.equals(at.name()) && run.branch == at.leaf();
    }

    private void apply(Run now, PartSpec spec, List<Command> path) {
        @Nullable Expr goal = spec instanceof PartSpec.Reach reach ? Expr.truth(reach.goal()) : null;
        int limit = spec instanceof PartSpec.Reach reach ? reach.maxCommands() : 0;
        RunScope scope = new RunScope(now.run);
        for (; now.applied < path.size(); now.applied++) {
            Command command = path.get(now.applied);
            if (now.applied >= limit) {
                now.run.machine().run(command, Events.NONE);
                continue;
            }
            now.run.apply(command);
            if (goal != null && GoalState.of(goal, limit, scope).met()) {
                met.add(now.part);
            }
        }
    }

    private static int units(PartSpec spec) {
        return switch (spec) {
            case PartSpec.Predict predict -> predict.questions().size();
            case PartSpec.Diagnose diagnose -> diagnose.questions().size();
            default -> 1;
        };
    }
}
