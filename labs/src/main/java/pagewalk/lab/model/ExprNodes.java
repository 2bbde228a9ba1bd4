package pagewalk.lab.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Part;
import pagewalk.engine.util.Texts;
import pagewalk.lab.model.Expr.Node;
import pagewalk.lab.model.Expr.Scope;
import pagewalk.lab.model.Expr.Type;

/** What expressions are made of. */
final class ExprNodes {
    private ExprNodes() {}

    /** Where a node stands in its text. */
    record Place(int line, int column) {
        TextFault fault(String reason) {
            return new TextFault(line, column, reason);
        }
    }

    record Number(int number) implements Node {
        @Override
        public int eval(Scope scope) {
            return number;
        }

        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    record Truth(boolean value) implements Node {
        @Override
        public int eval(Scope scope) {
            return value ? 1 : 0;
        }

        @Override
        public Type type() {
            return Type.TRUTH;
        }
    }

    record Name(Place place, String name) implements Node {
        @Override
        public int eval(Scope scope) {
            int value = scope.value(name);
            if (value == Scope.ABSENT) {
                throw place.fault("there is no counter and no result called " + name);
            }
            return value;
        }

        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    record Call(Place place, Expr.Function function, String name, Node number) implements Node {
        @Override
        public int eval(Scope scope) {
            int value = scope.call(function, name, number.eval(scope));
            if (value == Scope.ABSENT) {
                throw place.fault(print(this) + " does not exist on this machine");
            }
            return value;
        }

        @Override
        public Type type() {
            return function.truth ? Type.TRUTH : Type.NUMBER;
        }
    }

    /** A function of a name or a path, and of a text. */
    record Ask(Place place, Expr.Function function, String name, String text) implements Node {
        @Override
        public int eval(Scope scope) {
            int value = scope.ask(function, name, text);
            if (value == Scope.ABSENT) {
                throw place.fault(shown() + " does not exist on this machine");
            }
            return value;
        }

        @Override
        public Type type() {
            return function.truth ? Type.TRUTH : Type.NUMBER;
        }

        String shown() {
            String first = function.takesTwoTexts ? "\"" + name + "\"" : name;
            String last = function.takesTwoNames ? text : "\"" + text + "\"";
            return function.word + "(" + first + ", " + last + ")";
        }
    }

    /** Counts events; {@code filter} speaks of the event alone, so counts can be kept from step to step. */
    record Count(EventKind kind, Node filter) implements Node, Expr.Filter {
        @Override
        public int eval(Scope scope) {
            return scope.count(kind, this);
        }

        @Override
        public boolean passes(int rule, int pfn, int order) {
            return filter.eval(new EventScope(rule, pfn, order)) != 0;
        }

        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    /** The values a filter may speak of. */
    private record EventScope(int rule, int pfn, int order) implements Scope {
        @Override
        public int value(String name) {
            return switch (name) {
                case "rule" -> rule;
                case "pfn" -> pfn;
                case "order" -> order;
                default -> ABSENT;
            };
        }

        @Override
        public int call(Expr.Function function, String name, int number) {
            return ABSENT;
        }

        @Override
        public int count(EventKind kind, Expr.Filter filter) {
            return ABSENT;
        }
    }

    record Minus(Place place, Node of) implements Node {
        @Override
        public int eval(Scope scope) {
            return checked(-(long) of.eval(scope), place);
        }

        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    record Not(Node of) implements Node {
        @Override
        public int eval(Scope scope) {
            return of.eval(scope) == 0 ? 1 : 0;
        }

        @Override
        public Type type() {
            return Type.TRUTH;
        }
    }

    /** {@code and} and {@code or}; the right side is looked at only when the left one leaves it open. */
    record Both(boolean conjunction, Node left, Node right) implements Node {
        @Override
        public int eval(Scope scope) {
            boolean first = left.eval(scope) != 0;
            return first == conjunction ? right.eval(scope) : first ? 1 : 0;
        }

        @Override
        public Type type() {
            return Type.TRUTH;
        }
    }

    record Arithmetic(Place place, char sign, Node left, Node right) implements Node {
        @Override
        public int eval(Scope scope) {
            long a = left.eval(scope);
            long b = right.eval(scope);
            return checked(
                    switch (sign) {
                        case '+' -> a + b;
                        case '-' -> a - b;
                        case '*' -> a * b;
                        case '/' -> a / divisor(b);
                        default -> a % divisor(b);
                    },
                    place);
        }

        private long divisor(long b) {
            if (b == 0) {
                throw place.fault("division by zero: " + print(right) + " is 0");
            }
            return b;
        }

        @Override
        public Type type() {
            return Type.NUMBER;
        }
    }

    record Compare(String sign, Node left, Node right) implements Node {
        @Override
        public int eval(Scope scope) {
            int a = left.eval(scope);
            int b = right.eval(scope);
            boolean holds = switch (sign) {
                case "==" -> a == b;
                case "!=" -> a != b;
                case "<" -> a < b;
                case "<=" -> a <= b;
                case ">" -> a > b;
                default -> a >= b;
            };
            return holds ? 1 : 0;
        }

        /** The sides that are not plain numbers, with their values. */
        String seen(Scope scope) {
            String first = left instanceof Number ? "" : print(left) + " is " + left.eval(scope);
            String second = right instanceof Number ? "" : print(right) + " is " + right.eval(scope);
            return first.isEmpty() || second.isEmpty() ? first + second : first + " and " + second;
        }

        @Override
        public Type type() {
            return Type.TRUTH;
        }
    }

    /** Adds the names of blocks below {@code node}; counters are not among them. */
    static void collectNames(Node node, List<String> names) {
        switch (node) {
            case Name name -> addBlock(name.name(), names);
            case Call call -> {
                if (call.function().takesBlock) {
                    addBlock(call.name(), names);
                }
                collectNames(call.number(), names);
            }
            case Minus minus -> collectNames(minus.of(), names);
            case Not not -> collectNames(not.of(), names);
            case Both both -> {
                collectNames(both.left(), names);
                collectNames(both.right(), names);
            }
            case Arithmetic sum -> {
                collectNames(sum.left(), names);
                collectNames(sum.right(), names);
            }
            case Compare compare -> {
                collectNames(compare.left(), names);
                collectNames(compare.right(), names);
            }
            default -> {}
        }
    }

    private static void addBlock(String name, List<String> names) {
        int dot = name.indexOf('.');
        String block = dot < 0 ? name : name.substring(0, dot);
        if (!Texts.contains(RunScope.COUNTERS, block) && !Texts.contains(names, block)) {
            names.add(block);
        }
    }

    private static int checked(long value, Place place) {
        if (value > Integer.MAX_VALUE || value <= Integer.MIN_VALUE) {
            throw place.fault("the result does not fit into 32 bits: " + value);
        }
        return (int) value;
    }

    /** The node as text again, with parentheses only where it nests. */
    static String print(Node node) {
        return switch (node) {
            case Number number -> Integer.toString(number.number());
            case Truth truth -> truth.value() ? "true" : "false";
            case Name name -> name.name();
            case Call call -> call.function().word + "(" + arguments(call) + ")";
            case Ask ask -> printed(ask);
            case Count count -> printed(count);
            case Minus minus -> "-" + nested(minus.of());
            case Not not -> "not " + nested(not.of());
            case Both both -> nested(both.left()) + (both.conjunction() ? " and " : " or ") + nested(both.right());
            case Arithmetic sum -> nested(sum.left()) + " " + sum.sign() + " " + nested(sum.right());
            case Compare compare -> compareText(compare);
            default -> throw new IllegalStateException("PW-CHECK every node prints");
        };
    }

    @Part("files")
    private static String printed(Ask ask) {
        return ask.shown();
    }

    @Part("files")
    private static String printed(Count count) {
        return "count(" + count.kind() + filter(count.filter()) + ")";
    }

    private static String compareText(Compare compare) {
        String rule = ruleText(compare);
        String right = rule != null ? rule : nested(compare.right());
        return nested(compare.left()) + " " + compare.sign() + " " + right;
    }

    /** A rule by its name, as filters have it; null for any other value. */
    @Part("files")
    private static @Nullable String ruleText(Compare compare) {
        boolean rule = compare.left() instanceof Name name && name.name().equals("rule");
        return rule && compare.right() instanceof Number code
                ? "\"" + Rule.of(code.number()).id() + "\""
                : null;
    }

    /** The name of an event, for a function that takes one. */
    @Part("files")
    private static @Nullable String eventText(Call call) {
        return call.function().takesEvent
                ? EventKind.of(((Number) call.number()).number()).toString()
                : null;
    }

    private static String arguments(Call call) {
        Expr.Function function = call.function();
        String event = eventText(call);
        if (event != null) {
            return call.name() + ", " + event;
        }
        String number = function.takesNumber ? print(call.number()) : "";
        return call.name() + (function.takesName && function.takesNumber ? ", " : "") + number;
    }

    private static String filter(Node filter) {
        return filter instanceof Truth ? "" : ", " + print(filter);
    }

    private static String nested(Node node) {
        boolean compound = node instanceof Arithmetic
                || node instanceof Both
                || node instanceof Compare
                || node instanceof Minus
                || node instanceof Not;
        return compound ? "(" + print(node) + ")" : print(node);
    }
}
