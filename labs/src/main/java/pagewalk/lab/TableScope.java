package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.event.EventKind;
import pagewalk.lab.content.StepTable;
import pagewalk.lab.model.Expr;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TextFault;

/**
 * A string of references and its trials, for expressions: {@code length}, {@code distinct}, {@code first},
 * {@code last}, {@code NAME.misses} and {@code NAME.hits} of a trial, and {@code apart(NAME, NAME)}, the number of
 * steps at which two trials do different things.
 */
final class TableScope implements Expr.Scope {
    private final List<Integer> pages;
    private final List<String> names = new ArrayList<>();
    private final List<StepTable> tables = new ArrayList<>();

    TableScope(List<PartSpec.Trial> trials, List<Integer> pages) {
        this.pages = List.copyOf(pages);
        for (PartSpec.Trial trial : trials) {
            names.add(trial.name());
            tables.add(StepTable.of(trial, pages));
        }
    }

    int misses(int trial) {
        return tables.get(trial).misses();
    }

    @Override
    public int value(String name) {
        return switch (name) {
            case "length" -> pages.size();
            case "distinct" -> (int) pages.stream().distinct().count();
            case "first" -> pages.isEmpty() ? ABSENT : pages.get(0);
            case "last" -> pages.isEmpty() ? ABSENT : pages.get(pages.size() - 1);
            default -> ofTrial(name);
        };
    }

    private int ofTrial(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (name.equals(names.get(i) + ".misses")) {
                return misses(i);
            }
            if (name.equals(names.get(i) + ".hits")) {
                return pages.size() - misses(i);
            }
        }
        return ABSENT;
    }

    @Override
    public int ask(Expr.Function function, String name, String text) {
        int one = names.indexOf(name);
        int other = names.indexOf(text);
        return function != Expr.Function.APART || one < 0 || other < 0
                ? ABSENT
                : tables.get(one).apart(tables.get(other));
    }

    @Override
    public int call(Expr.Function function, String name, int number) {
        return ABSENT;
    }

    @Override
    public int count(EventKind kind, Expr.Filter filter) {
        throw new TextFault(1, 1, "a string of references has no events to count");
    }
}
