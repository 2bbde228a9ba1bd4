package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;

/** The part of the grammar that speaks to memory pools. */
final class PoolText {
    private PoolText() {}

    static boolean speaks(Verb verb) {
        return verb.code() >= Verb.MEMPOOL_CREATE.code() && verb.code() <= Verb.MEMPOOL_DESTROY.code();
    }

    static boolean hasResult(Verb verb) {
        return verb == Verb.MEMPOOL_CREATE || verb == Verb.MEMPOOL_ALLOC;
    }

    static Arguments arguments(Verb verb, List<Word> line) {
        return switch (verb) {
            case MEMPOOL_CREATE -> new Arguments(line, "name", "min_nr", "cache", "-size", "-order");
            case MEMPOOL_ALLOC -> new Arguments(line, "pool", "gfp", "cpu");
            case MEMPOOL_FREE -> new Arguments(line, "object", "pool", "-addr", "-cpu");
            case MEMPOOL_RESIZE -> new Arguments(line, "pool", "min_nr");
            default -> new Arguments(line, "pool");
        };
    }

    /** The command; meaningless with a fault in {@code arguments}. */
    static Command command(Verb verb, @Nullable String name, Arguments arguments) {
        return switch (verb) {
            case MEMPOOL_CREATE -> create(name, arguments);
            case MEMPOOL_ALLOC -> {
                Word gfp = arguments.find("gfp");
                int bits = ObjectText.gfp(gfp, arguments);
                yield new PoolCommand.MempoolAlloc(
                        name, pool(arguments), bits, ObjectText.text(gfp), ObjectText.cpu(arguments));
            }
            case MEMPOOL_FREE ->
                new PoolCommand.MempoolFree(pool(arguments), ObjectText.object(arguments), ObjectText.cpu(arguments));
            case MEMPOOL_RESIZE -> new PoolCommand.MempoolResize(pool(arguments), minNr(arguments));
            default -> new PoolCommand.MempoolDestroy(pool(arguments));
        };
    }

    private static Command create(@Nullable String as, Arguments arguments) {
        Word name = arguments.need("name", "one word");
        int minNr = minNr(arguments);
        Word cache = arguments.find("cache");
        Word size = arguments.find("size");
        Word order = arguments.find("order");
        int given = (cache == null ? 0 : 1) + (size == null ? 0 : 1) + (order == null ? 0 : 1);
        if (given != 1) {
            arguments.fail(
                    arguments.verb().column(),
                    "mempool_create needs one of cache=, size= and order=: where its elements come from");
        }
        PoolCommand.Source source;
        if (order != null) {
            source = new PoolCommand.Source.Order(arguments.number(order, "order"));
        } else if (size != null) {
            source = new PoolCommand.Source.Size(arguments.bytes("size"));
        } else {
            source = new PoolCommand.Source.Cache(ObjectText.cacheName(cache, arguments));
        }
        return new PoolCommand.MempoolCreate(as, ObjectText.cacheName(name, arguments), minNr, source);
    }

    private static int minNr(Arguments arguments) {
        Word word = arguments.need("min_nr", "a number of elements");
        return word == null ? 0 : arguments.number(word, "min_nr");
    }

    private static String pool(Arguments arguments) {
        return ObjectText.cacheName(arguments.need("pool", "the name of a pool"), arguments);
    }
}
