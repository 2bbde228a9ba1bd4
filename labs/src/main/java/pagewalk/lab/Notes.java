package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.lab.content.Draws;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;

/**
 * What a reference solution notes down on its way, as a student can with paper or a second terminal.
 *
 * <ul>
 *   <li>{@code try NAME = COMMAND} carries the command out on a second machine; {@code {NAME.pfn}},
 *       {@code {NAME.splits}}, {@code {NAME.merges}} and every key of the answer stand for what was seen there.
 *   <li>{@code let NAME = EXPRESSION} notes a number, read from the machine that was tried last, or from one's own.
 *   <li>{@code choose NAME = N when TRUTH | N when TRUTH | N} notes the first number whose condition holds there.
 * </ul>
 */
final class Notes {
    private final PartRun run;
    private final Draws values;
    private @Nullable PartRun tried;

    Notes(PartRun run, Draws values) {
        this.run = run;
        this.values = values;
    }

    Draws values() {
        return values;
    }

    void apply(Command command) {
        run.apply(command);
        tried = null;
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
            case "try" -> tryOut(name, rest);
            case "let" -> values.add(name, Integer.toString(Expr.number(rest).value(scope())));
            default -> values.add(name, chosen(rest));
        }
        return true;
    }

    private RunScope scope() {
        return new RunScope(tried == null ? run.whole() : tried);
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

    private void tryOut(String name, String command) {
        PartRun second = run.continued();
        Reply reply = second.apply(named(name, command));
        tried = second;
        List<String> keys = new ArrayList<>(List.of("splits", "merges"));
        RunScope scope = new RunScope(second);
        List<String> seen = new ArrayList<>(List.of(count(scope, EventKind.SPLIT), count(scope, EventKind.MERGED)));
        for (String word : reply.line().strip().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0 && !keys.contains(word.substring(0, equals))) {
                keys.add(word.substring(0, equals));
                seen.add(word.substring(equals + 1));
            }
        }
        if (!keys.contains("pfn")) {
            keys.add("pfn");
            seen.add("none");
        }
        values.add(name, keys, seen);
    }

    /** Commands that give no result have no name; the note's is used where it can be. */
    private static Command named(String name, String command) {
        try {
            return PartRun.command(name + " = " + command, 1);
        } catch (TextFault unnamed) {
            return PartRun.command(command, 1);
        }
    }

    private static String count(RunScope scope, EventKind kind) {
        return Integer.toString(scope.count(kind, (rule, pfn, order) -> true));
    }
}
