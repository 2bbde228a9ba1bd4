package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.FitCommand.FitInit;
import pagewalk.engine.command.FitCommand.Layout;
import pagewalk.engine.command.FitCommand.Manner;
import pagewalk.engine.command.LineScanner.Word;
import pagewalk.engine.fit.Convention;
import pagewalk.engine.fit.FitPolicy;
import pagewalk.engine.fit.ListOrder;

/** The part of the grammar that speaks to a range handed out by first, best, worst or next fit. */
final class FitText extends AreaText {
    @Override
    boolean speaks(Verb verb) {
        return verb.code() >= Verb.FIT_INIT.code() && verb.code() <= Verb.FIT_FREE.code();
    }

    @Override
    boolean hasResult(Verb verb) {
        return verb == Verb.FIT_ALLOC;
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return switch (verb) {
            case FIT_INIT ->
                new Arguments(
                        line, "size", "-base", "-header", "-align", "-policy", "-order", "-coalesce", "-convention");
            case FIT_ALLOC -> new Arguments(line, "size");
            default -> new Arguments(line, "block", "-addr");
        };
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        Command command = switch (verb) {
            case FIT_INIT -> new FitInit(layout(arguments), manner(arguments));
            case FIT_ALLOC -> new FitCommand.FitAlloc(name, arguments.bytes("size"));
            default -> new FitCommand.FitFree(arguments.reference("block"));
        };
        return arguments.wellFormed() ? command : null;
    }

    private static Layout layout(Arguments arguments) {
        return new Layout(
                arguments.bytes("size"),
                arguments.bytesOr("base", 0),
                arguments.bytesOr("header", 0),
                arguments.bytesOr("align", 1));
    }

    private static Manner manner(Arguments arguments) {
        Word policyWord = arguments.find("policy");
        Word orderWord = arguments.find("order");
        Word conventionWord = arguments.find("convention");
        FitPolicy policy = policyWord == null ? FitPolicy.FIRST : FitPolicy.byWord(policyWord.value());
        ListOrder order = orderWord == null ? ListOrder.ADDRESS : ListOrder.byWord(orderWord.value());
        Convention convention = conventionWord == null ? Convention.EXACT : Convention.byWord(conventionWord.value());
        if (policyWord != null && policy == null) {
            fail(arguments, policyWord, "policy is first, best, worst or next");
        }
        if (orderWord != null && order == null) {
            fail(arguments, orderWord, "order is addrsort, sizesort+, sizesort-, insert-front or insert-back");
        }
        if (conventionWord != null && convention == null) {
            fail(arguments, conventionWord, "convention is exact or ostep");
        }
        return new Manner(
                policy == null ? FitPolicy.FIRST : policy,
                order == null ? ListOrder.ADDRESS : order,
                flag("coalesce", arguments),
                convention == null ? Convention.EXACT : convention);
    }

    /** On unless it is off. */
    private static boolean flag(String key, Arguments arguments) {
        Word word = arguments.find(key);
        boolean on = word == null || word.value().equals("on");
        if (word != null && !on && !word.value().equals("off")) {
            fail(arguments, word, key + " is on or off");
        }
        return on;
    }

    private static void fail(Arguments arguments, Word word, String allowed) {
        arguments.fail(word.valueColumn(), allowed + "; this is " + word.value());
    }
}
