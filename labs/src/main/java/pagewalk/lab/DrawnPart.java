package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.lab.content.Draws;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.BuildTrial;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TruthScope;

/** A part that was accepted: its values, the variant they give, and the reference solution's lines and run. */
record DrawnPart(Draws values, PartVariant variant, List<JournalLine> solution, PartRun run) {
    DrawnPart {
        solution = List.copyOf(solution);
    }

    DrawnPart with(PartVariant other) {
        return new DrawnPart(values, other, solution, run);
    }

    /** What expressions see at the end of the reference run. */
    Expr.Scope scope() {
        return switch (variant.spec()) {
            case PartSpec.Build build -> new BuildTrial(build, input());
            case PartSpec.Table table -> new TableScope(table.trials(), table.pages());
            default -> new TruthScope(run);
        };
    }

    /** What the solution builds; empty when it builds nothing. */
    List<Integer> input() {
        List<Integer> input = List.of();
        for (JournalLine line : solution) {
            input = line instanceof JournalLine.Input built ? built.pages() : input;
        }
        return input;
    }

    /** The commands the solution issues. */
    List<Command> settings() {
        List<Command> commands = new ArrayList<>();
        for (JournalLine line : solution) {
            if (line instanceof JournalLine.Issue issue) {
                commands.add(issue.command());
            }
        }
        return commands;
    }

    /** The solution's answer to a question. */
    @Nullable
    Answer answer(int question) {
        for (JournalLine line : solution) {
            if (line instanceof JournalLine.Predict predict && predict.question() == question) {
                return predict.answer();
            }
        }
        return null;
    }
}
