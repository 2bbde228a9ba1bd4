package pagewalk.lab;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.lab.content.Draws;
import pagewalk.lab.content.Sighting;
import pagewalk.lab.content.StepTable;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;
import pagewalk.lab.model.TruthScope;

/**
 * What a reference solution notes down on its way, as a student can with paper or a second terminal.
 *
 * <ul>
 *   <li>{@code try NAME = COMMAND} carries the command out on a second machine; {@code {NAME.pfn}},
 *       {@code {NAME.splits}}, {@code {NAME.merges}}, every key of the answer and those of a walk ({@link Sighting})
 *       stand for what was seen there.
 *   <li>{@code try NAME = trace POLICY FRAMES}, in a part with tables, runs its string through a policy, as
 *       {@code ./lab trace} does; {@code {NAME.steps}} is a whole answer, {@code {NAME.misses}} a number.
 *   <li>{@code try NAME = SETTING; SETTING}, in a part with a workload, runs it there after these settings.
 *   <li>{@code let NAME = EXPRESSION} notes a number, read from the machine that was tried last, or from one's own.
 *   <li>{@code choose NAME = N when TRUTH | N when TRUTH | N} notes the first number whose condition holds there.
 * </ul>
 */
final class Notes {
    private final PartSpec part;
    private final PartRun run;
    private final Draws values;
    private @Nullable PartRun tried;
    /** One's own machine as it is now, with all its events; copied once between commands. */
    private @Nullable PartRun own;

    Notes(PartSpec part, PartRun run, Draws values) {
        this.part = part;
        this.run = run;
        this.values = values;
    }

    Draws values() {
        return values;
    }

    void apply(Command command) {
        run.apply(command);
        tried = null;
        own = null;
    }

    /** True when the line was a note; throws {@link TextFault} or {@link IllegalArgumentException} for a bad one. */
    boolean take(String line) {
        int blank = line.indexOf(' ');
        String word = blank < 0 ? "" : line.substring(0, blank);
        if (!List.of("try", "let", "choose").contains(word)) {
            return false;
        }
        int equals = line.indexOf(" = ");
        if (equals < 0) {
            throw new IllegalArgumentException("a note needs a name: " + word + " NAME = ...");
        }
        String name = line.substring(blank + 1, equals).strip();
        String rest = line.substring(equals + 3).strip();
        switch (word) {
            case "try" -> {
                switch (part) {
                    case PartSpec.Table table -> trace(name, table, rest);
                    case PartSpec.Tune tune -> tried = tuned(tune, rest);
                    default -> tryOut(name, rest);
                }
            }
            case "let" -> values.add(name, Integer.toString(Expr.number(rest).value(scope())));
            default -> values.add(name, chosen(rest));
        }
        return true;
    }

    private RunScope scope() {
        if (tried == null && own == null) {
            own = run.whole();
        }
        return new TruthScope(tried == null ? Objects.requireNonNull(own) : tried);
    }

    private String chosen(String text) {
        for (String option : text.split("\\|", -1)) {
            int when = option.indexOf(" when ");
            if (when < 0) {
                return option.strip();
            }
            if (Expr.truth(option.substring(when + 6).strip()).holds(scope())) {
                return option.substring(0, when).strip();
            }
        }
        throw new IllegalArgumentException("no condition of '" + text + "' holds; the last one may be left out");
    }

    private void trace(String name, PartSpec.Table table, String command) {
        String[] words = command.split("\\s+", -1);
        if (words.length != 3 || !words[0].equals("trace") || !words[2].matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException("here one tries 'trace POLICY FRAMES', not '" + command + "'");
        }
        String fault = StepTable.fault(words[1]);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
        StepTable steps = StepTable.of(new PartSpec.Trial(name, words[1], Integer.parseInt(words[2])), table.pages());
        values.add(name, List.of("steps", "misses"), List.of(steps.answer().text(), Integer.toString(steps.misses())));
    }

    /** The workload on a second machine, after settings that are not this one's. */
    private PartRun tuned(PartSpec.Tune tune, String settings) {
        PartRun second = run.continued();
        for (String setting : settings.split(";", -1)) {
            second.apply(PartRun.command(setting.strip(), 1));
        }
        tune.workload().forEach(command -> second.apply(PartRun.command(command, 1)));
        return second;
    }

    private void tryOut(String name, String command) {
        Sighting seen = Sighting.of(run, name, command);
        tried = seen.after();
        seen.into(values, name);
    }
}
