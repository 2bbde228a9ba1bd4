package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.Events;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;

/**
 * Finds the command at which a log was edited, out of the digest of what it was before. A digest cannot be read
 * backwards, so the small edits are tried: commands added at the end, one put in, taken out, exchanged or moved.
 *
 * <p>The search has a budget of events, never of time, and says nothing where it does not suffice.
 */
final class EditedLog {
    private static final int MAX_EVENTS = 2_000_000;

    private final PartVariant part;
    private final List<Command> path;
    private final String wanted;
    private int left = MAX_EVENTS;

    /** {@code wanted} is the event chain of the part before it was edited. */
    EditedLog(PartVariant part, List<Command> path, String wanted) {
        this.part = part;
        this.path = List.copyOf(path);
        this.wanted = wanted;
    }

    /** The end of the search when it has cost enough. */
    private static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1;

        Spent() {
            super(null, null, false, false);
        }
    }

    /** What was done to the log, with its first command that is not what it was; null when that is not found. */
    @Nullable
    String told() {
        try {
            String more = added();
            for (int i = 0; more == null && i < path.size(); i++) {
                more = at(i);
            }
            return more == null ? missing(path.size()) : more;
        } catch (Spent spent) {
            return null;
        }
    }

    /** The first command that is not the one its question carries out, where only questions do that. */
    @Nullable
    String unasked() {
        List<Command> asked = new ArrayList<>();
        for (PartSpec.Question question : part.spec().asked()) {
            if (!question.command().isEmpty()) {
                asked.add(PartRun.command(question.command(), 1));
            }
        }
        for (int i = 0; i < Math.min(path.size(), asked.size()); i++) {
            if (!path.get(i).text().equals(asked.get(i).text())) {
                return name(i) + " stands where the question has "
                        + asked.get(i).text();
            }
        }
        boolean fewer = path.size() < asked.size() && leads(start(), asked);
        return fewer ? "after its last command " + asked.get(path.size()).text() + " was taken out" : null;
    }

    private @Nullable String added() {
        Machine machine = start().machine();
        for (int i = 0; i < path.size(); i++) {
            if (machine.digest().equals(wanted)) {
                return "its digest ends before " + name(i) + ", which was added";
            }
            run(machine, path.get(i));
        }
        return null;
    }

    /** Small edits of the command {@code i}, after those before it were carried out as they stand. */
    private @Nullable String at(int i) {
        PartRun before = after(i);
        List<Command> rest = path.subList(i + 1, path.size());
        if (leads(before, rest)) {
            return name(i) + " was put in";
        }
        if (i + 1 < path.size()) {
            List<Command> swapped = new ArrayList<>(List.of(path.get(i + 1), path.get(i)));
            swapped.addAll(path.subList(i + 2, path.size()));
            if (leads(before, swapped)) {
                return name(i) + " and the one after it were exchanged";
            }
        }
        String replaced = other(before, rest, move -> name(i) + " was " + move.text());
        return replaced == null ? missing(i) : replaced;
    }

    private @Nullable String missing(int i) {
        return other(
                after(i),
                path.subList(i, path.size()),
                move -> (i == path.size() ? "after its last command " : "before " + name(i) + " ") + move.text()
                        + " was taken out");
    }

    private @Nullable String other(PartRun before, List<Command> rest, Function<Command, String> say) {
        if (!(part.spec() instanceof PartSpec.Reach reach)) {
            return null;
        }
        for (Command move : new StillReachable(reach, part.milestones()).moves(before)) {
            List<Command> commands = new ArrayList<>(List.of(move));
            commands.addAll(rest);
            if (leads(before, commands)) {
                return say.apply(move);
            }
        }
        return null;
    }

    private boolean leads(PartRun before, List<Command> commands) {
        Machine machine = before.machine().copy();
        for (Command command : commands) {
            run(machine, command);
        }
        return machine.digest().equals(wanted);
    }

    private PartRun start() {
        PartRun run = PartRun.begin(part.spec().setup());
        spend(run.log().size() + 1);
        return run;
    }

    private PartRun after(int commands) {
        PartRun run = start();
        for (int i = 0; i < commands; i++) {
            int told = run.log().size();
            run.apply(path.get(i));
            spend(run.log().size() - told + 1);
        }
        return run;
    }

    private void run(Machine machine, Command command) {
        Events count = (kind, rule, a, b, c, d) -> spend(1);
        spend(1);
        machine.run(command, count);
    }

    private void spend(int events) {
        left -= events;
        if (left < 0) {
            throw new Spent();
        }
    }

    private String name(int i) {
        return "command " + (i + 1) + " (" + path.get(i).text() + ")";
    }
}
