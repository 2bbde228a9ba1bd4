package pagewalk.lab.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Part;
import pagewalk.engine.util.Texts;
import pagewalk.lab.model.Expr.Node;
import pagewalk.lab.model.Expr.Type;
import pagewalk.lab.model.ExprNodes.Place;

/** Recursive descent over the tokens, weakest binding first, checking types on the way. */
final class ExprParser {
    private static final int MAX_DEPTH = 60;
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");

    private final ExprTokens tokens;
    private boolean inFilter;
    private int depth;

    ExprParser(ExprTokens tokens) {
        this.tokens = tokens;
    }

    Node whole() {
        Node node = or();
        if (tokens.kind != ExprTokens.Kind.END) {
            throw tokens.fault("expected the end of the expression but found " + tokens.shown());
        }
        return node;
    }

    private Node or() {
        Node left = and();
        while (tokens.is("or")) {
            left = join(false, left);
        }
        return left;
    }

    private Node and() {
        Node left = not();
        while (tokens.is("and")) {
            left = join(true, left);
        }
        return left;
    }

    private Node join(boolean conjunction, Node left) {
        String word = conjunction ? "and" : "or";
        expect(left, Type.TRUTH, "the left side of " + word);
        tokens.next();
        Node right = conjunction ? not() : and();
        expect(right, Type.TRUTH, "the right side of " + word);
        return new ExprNodes.Both(conjunction, left, right);
    }

    private Node not() {
        if (!tokens.is("not")) {
            return comparison();
        }
        tokens.next();
        deeper();
        Node of = not();
        depth--;
        expect(of, Type.TRUTH, "what follows not");
        return new ExprNodes.Not(of);
    }

    private Node comparison() {
        Node left = sum();
        if (tokens.is("=")) {
            throw tokens.fault("equality is written ==");
        }
        if (tokens.kind != ExprTokens.Kind.SIGN || !Texts.contains(COMPARISONS, tokens.word)) {
            return left;
        }
        String sign = tokens.word;
        expect(left, Type.NUMBER, "the left side of " + sign);
        tokens.next();
        Node right = tokens.kind == ExprTokens.Kind.STRING ? ruleName(left) : sum();
        expect(right, Type.NUMBER, "the right side of " + sign);
        return new ExprNodes.Compare(sign, left, right);
    }

    @Part("files")
    private Node ruleName(Node left) {
        Rule rule = Rule.byId(tokens.word);
        if (!(left instanceof ExprNodes.Name name) || !name.name().equals("rule")) {
            throw tokens.fault("a string stands only for a rule: rule == \"" + tokens.word + "\"");
        }
        if (rule == null) {
            throw tokens.fault("there is no rule " + tokens.word);
        }
        tokens.next();
        return new ExprNodes.Number(rule.code());
    }

    private Node sum() {
        Node left = product();
        while (tokens.is("+") || tokens.is("-")) {
            left = arithmetic(left, false);
        }
        return left;
    }

    private Node product() {
        Node left = unary();
        while (tokens.is("*") || tokens.is("/") || tokens.is("%")) {
            left = arithmetic(left, true);
        }
        return left;
    }

    private Node arithmetic(Node left, boolean tight) {
        char sign = tokens.word.charAt(0);
        Place place = here();
        expect(left, Type.NUMBER, "the left side of " + sign);
        tokens.next();
        Node right = tight ? unary() : product();
        expect(right, Type.NUMBER, "the right side of " + sign);
        return new ExprNodes.Arithmetic(place, sign, left, right);
    }

    private Node unary() {
        if (!tokens.is("-")) {
            return primary();
        }
        Place place = here();
        tokens.next();
        deeper();
        Node of = unary();
        depth--;
        expect(of, Type.NUMBER, "what follows -");
        return new ExprNodes.Minus(place, of);
    }

    private Node primary() {
        return switch (tokens.kind) {
            case NUMBER -> number();
            case NAME -> name();
            default -> {
                if (!tokens.is("(")) {
                    throw tokens.fault("expected a value but found " + tokens.shown());
                }
                yield parentheses();
            }
        };
    }

    private Node number() {
        Node node = new ExprNodes.Number(tokens.number);
        tokens.next();
        return node;
    }

    private Node parentheses() {
        deeper();
        tokens.next();
        Node node = or();
        close();
        depth--;
        return node;
    }

    private Node name() {
        Place place = here();
        String name = tokens.word;
        if (Texts.contains(List.of("and", "or", "not"), name)) {
            throw tokens.fault("expected a value but found '" + name + "'");
        }
        tokens.next();
        if (name.equals("true") || name.equals("false")) {
            return new ExprNodes.Truth(name.equals("true"));
        }
        if (!tokens.is("(")) {
            strange(place, name);
            return new ExprNodes.Name(place, name);
        }
        deeper();
        tokens.next();
        Node call = name.equals("count") ? count(place) : call(place, name);
        close();
        depth--;
        return call;
    }

    /** Complains of a name that a filter does not know. */
    @Part("files")
    private boolean strange(Place place, String name) {
        if (inFilter && !Texts.contains(List.of("order", "pfn", "rule"), name)) {
            throw place.fault("a filter speaks of order, pfn and rule of the event, not of " + name);
        }
        return false;
    }

    @Part("files")
    private Node count(Place place) {
        if (inFilter) {
            throw place.fault("a filter cannot count");
        }
        EventKind kind = eventKind(tokens.word);
        if (kind == null) {
            throw tokens.fault("there is no event " + tokens.shown());
        }
        tokens.next();
        if (!tokens.is(",")) {
            return new ExprNodes.Count(kind, new ExprNodes.Truth(true));
        }
        tokens.next();
        inFilter = true;
        Node filter = or();
        inFilter = false;
        expect(filter, Type.TRUTH, "a filter");
        return new ExprNodes.Count(kind, filter);
    }

    private static @Nullable EventKind eventKind(String word) {
        for (EventKind kind : EventKind.values()) {
            if (kind.name().equals(word) || kind.label().equals(word)) {
                return kind;
            }
        }
        return null;
    }

    private Node call(Place place, String word) {
        Expr.Function function = function(word);
        if (function == null || inFilter) {
            throw place.fault("there is no function " + word + " here; there are "
                    + String.join(", ", Expr.Function.words()) + (inFilter ? ", but not in a filter" : ""));
        }
        String name = "";
        if (function.takesName) {
            name = argumentName(word);
        }
        Node asking = asking(place, function, name);
        if (asking != null) {
            return asking;
        }
        if (function.takesName && function.takesNumber) {
            comma(word);
        }
        Node number = new ExprNodes.Number(0);
        if (function.takesNumber) {
            number = sum();
            expect(number, Type.NUMBER, "the argument of " + word);
        }
        return new ExprNodes.Call(place, function, name, number);
    }

    /** The functions whose last argument is a text, an event or a second name; null for the others. */
    @Part("files")
    private @Nullable Node asking(Place place, Expr.Function function, String name) {
        if (!function.takesText && !function.takesTwoTexts && !function.takesTwoNames && !function.takesEvent) {
            return null;
        }
        String first = function.takesTwoTexts ? argumentText(function.word) : name;
        comma(function.word);
        if (function.takesTwoNames) {
            return new ExprNodes.Ask(place, function, first, argumentName(function.word));
        }
        if (!function.takesEvent) {
            return new ExprNodes.Ask(place, function, first, argumentText(function.word));
        }
        EventKind kind = eventKind(tokens.word);
        if (kind == null) {
            throw tokens.fault("there is no event " + tokens.shown());
        }
        tokens.next();
        return new ExprNodes.Call(place, function, first, new ExprNodes.Number(kind.code()));
    }

    private String argumentText(String function) {
        if (tokens.kind != ExprTokens.Kind.STRING) {
            throw tokens.fault(function + " takes a text in double quotes, not " + tokens.shown());
        }
        String text = tokens.word;
        tokens.next();
        return text;
    }

    private static Expr.@Nullable Function function(String word) {
        for (Expr.Function function : Expr.Function.values()) {
            if (function.word.equals(word)) {
                return function;
            }
        }
        return null;
    }

    private String argumentName(String function) {
        if (tokens.kind != ExprTokens.Kind.NAME) {
            throw tokens.fault(function + " takes a name, not " + tokens.shown());
        }
        String name = tokens.word;
        tokens.next();
        return name;
    }

    private void comma(String function) {
        if (!tokens.is(",")) {
            throw tokens.fault(function + " takes two arguments; expected ',' but found " + tokens.shown());
        }
        tokens.next();
    }

    private void close() {
        if (!tokens.is(")")) {
            throw tokens.fault("expected ')' but found " + tokens.shown());
        }
        tokens.next();
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw tokens.fault("the expression nests more than " + MAX_DEPTH + " deep");
        }
    }

    private void expect(Node node, Type type, String what) {
        if (node.type() != type) {
            throw tokens.fault(what + " is " + node.type().word() + ", expected " + type.word());
        }
    }

    private Place here() {
        return new Place(tokens.tokenLine, tokens.tokenColumn);
    }
}
