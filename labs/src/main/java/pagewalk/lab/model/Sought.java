package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.rule.Rule;

/** Where the truth of a field comes from: expressions over the machine after the question's command. */
public sealed interface Sought {
    /** The value in an answer that is right; of a place, the first. Throws {@link TextFault} when there is none. */
    int find(Expr.Scope scope);

    /** Whether an answer's value is as good as {@code truth}, what {@link #find} found. */
    default boolean accepts(int value, int truth, Expr.Scope scope) {
        return value == truth;
    }

    /** The rule that decides it, {@link Rule#NONE} when the lab names none. */
    Rule rule();

    /** What there was to see for somebody who looks for it, as a sentence; empty when the machine tells it. */
    default String why() {
        return "";
    }

    /** A value that was worked out before the question is asked. */
    record Known(int value, Rule rule, String why) implements Sought {
        @Override
        public int find(Expr.Scope scope) {
            return value;
        }
    }

    /** A number. */
    record Value(Expr number, Rule rule) implements Sought {
        @Override
        public int find(Expr.Scope scope) {
            return number.value(scope);
        }
    }

    /** The number of the first condition that holds; those of what is believed stand in an order of their own. */
    record Case(List<String> words, List<Expr> conditions, List<Integer> numbers, Rule rule) implements Sought {
        public Case {
            words = List.copyOf(words);
            conditions = List.copyOf(conditions);
            numbers = List.copyOf(numbers);
        }

        @Override
        public int find(Expr.Scope scope) {
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i).holds(scope)) {
                    return numbers.get(i);
                }
            }
            throw new TextFault(1, 1, "none of the choices " + String.join(", ", words) + " is true here");
        }
    }

    /** Any of {@code pages} frames from {@code first} on; pointing at one of them is right. */
    record Place(Expr first, Expr pages, Rule rule) implements Sought {
        @Override
        public int find(Expr.Scope scope) {
            return first.value(scope);
        }

        @Override
        public boolean accepts(int value, int truth, Expr.Scope scope) {
            return value >= truth && value - truth < pages.value(scope);
        }
    }

    /** The rules that some fields name, each once. */
    static List<Rule> rules(List<PartSpec.Field> fields) {
        List<Rule> rules = new ArrayList<>();
        for (PartSpec.Field field : fields) {
            Sought sought = field.sought();
            if (sought != null && sought.rule() != Rule.NONE) {
                rules.add(sought.rule());
            }
        }
        return rules;
    }
}
