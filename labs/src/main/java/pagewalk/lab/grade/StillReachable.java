package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.command.Command;
import pagewalk.lab.content.Milestone;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;

/**
 * Finds the command after which a goal could no longer be reached, by trying everything that is left: freeing each
 * named block that is held, and allocating each order under each name the goal speaks of.
 *
 * <p>The search has a budget of states, never of time, so that its answer is the same everywhere; where the budget
 * does not suffice it says that it does not know.
 */
final class StillReachable {
    private static final int MAX_STATES = 20_000;
    private static final int MAX_COPIED = 20_000_000;

    private final PartSpec.Reach spec;
    private final Expr goal;
    private int states;

    StillReachable(PartSpec.Reach spec, List<Milestone> milestones) {
        this.spec = spec;
        goal = milestones.get(milestones.size() - 1).expr();
    }

    private enum Answer {
        YES,
        NO,
        UNKNOWN
    }

    /** The number of the student's first command after which there is no way, or -1 when that is not known. */
    int lostBy(PartRun finished) {
        if (!complete(finished)) {
            return -1;
        }
        int used = finished.commands() - finished.startCommands();
        int copied = finished.machine().memory().frames() + finished.log().size() + 1;
        states = Math.min(MAX_STATES, MAX_COPIED / copied);
        for (int own = 1; own <= used; own++) {
            PartRun run = replay(finished, own);
            Answer answer = search(run, spec.maxCommands() - own);
            if (answer != Answer.YES) {
                return answer == Answer.NO ? own : -1;
            }
        }
        return -1;
    }

    /** Where only blocks are taken and freed, on a plain machine, the moves tried are all there are. */
    private boolean complete(PartRun finished) {
        boolean plain = spec.setup().config().contains("preset=textbook")
                && !spec.setup().config().contains("compaction=on");
        for (int i = 0; plain && i < finished.startCommands(); i++) {
            Command command = finished.command(i);
            plain = command instanceof Command.AllocPages || command instanceof Command.FreePages;
        }
        return plain;
    }

    private PartRun replay(PartRun finished, int own) {
        PartRun run = PartRun.begin(spec.setup());
        for (int i = 0; i < own; i++) {
            run.apply(finished.command(finished.startCommands() + i));
        }
        return run;
    }

    private Answer search(PartRun run, int left) {
        Meter.mayGoOn();
        if (states-- <= 0) {
            return Answer.UNKNOWN;
        }
        if (reached(run)) {
            return Answer.YES;
        }
        if (left == 0) {
            return Answer.NO;
        }
        Answer best = Answer.NO;
        for (Command command : moves(run)) {
            PartRun next = run.copy();
            next.apply(command);
            Answer answer = search(next, left - 1);
            if (answer == Answer.YES) {
                return Answer.YES;
            }
            best = answer == Answer.UNKNOWN ? Answer.UNKNOWN : best;
        }
        return best;
    }

    private boolean reached(PartRun run) {
        try {
            return goal.holds(new RunScope(run));
        } catch (TextFault unbound) {
            return false;
        }
    }

    /** Everything worth trying: frees of what is held, allocations under names that are not. */
    List<Command> moves(PartRun run) {
        List<Command> moves = new ArrayList<>();
        for (String name : names(run)) {
            if (run.machine().names().held(name)) {
                moves.add(PartRun.command("free_pages " + name, 1));
            }
        }
        for (String name : goal.names()) {
            if (!run.machine().names().held(name)) {
                int largest = new RunScope(run).value("largest_free_order");
                for (int order = 0; order <= largest; order++) {
                    moves.add(PartRun.command(name + " = alloc_pages order=" + order, 1));
                }
            }
        }
        return moves;
    }

    private static List<String> names(PartRun run) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < run.commands(); i++) {
            String name = run.command(i).as();
            if (name != null && !names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }
}
