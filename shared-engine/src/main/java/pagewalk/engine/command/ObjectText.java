package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;
import pagewalk.engine.command.ObjectCommand.KmemCacheAlloc;
import pagewalk.engine.command.ObjectCommand.KmemCacheCreate;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.slab.SlabFlags;

/** The part of the grammar that speaks to the object allocator. */
final class ObjectText extends AreaText {
    static final int CTOR = SlabFlags.CTOR;

    @Override
    boolean speaks(Verb verb) {
        return verb.code() >= Verb.KMEM_CACHE_CREATE.code() && verb.code() <= Verb.VALIDATE_SLAB_CACHE.code();
    }

    @Override
    boolean hasResult(Verb verb) {
        return verb == Verb.KMEM_CACHE_CREATE
                || verb == Verb.KMEM_CACHE_ALLOC
                || verb == Verb.KMALLOC
                || PoolText.hasResult(verb);
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        if (PoolText.speaks(verb)) {
            return PoolText.arguments(verb, line);
        }
        return switch (verb) {
            case MEMSET -> new Arguments(line, "object", "c", "count", "offset", "-addr");
            case VALIDATE_SLAB_CACHE -> new Arguments(line, "cache");
            case KMEM_CACHE_CREATE -> new Arguments(line, "name", "size", "align", "flags", "ctor");
            case KMEM_CACHE_ALLOC -> new Arguments(line, "cache", "gfp", "cpu");
            case KMEM_CACHE_SHRINK, KMEM_CACHE_DESTROY -> new Arguments(line, "cache");
            case KMALLOC -> new Arguments(line, "size", "gfp", "cpu");
            default -> new Arguments(line, "object", "-addr", "-cpu");
        };
    }

    @Override
    String words(String key) {
        return key.equals("flags") ? SlabFlags.names() : "";
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        Command command = switch (verb) {
            case MEMPOOL_CREATE, MEMPOOL_ALLOC, MEMPOOL_FREE, MEMPOOL_RESIZE, MEMPOOL_DESTROY ->
                PoolText.command(verb, name, arguments);
            case MEMSET -> memset(arguments);
            case VALIDATE_SLAB_CACHE -> new ObjectCommand.ValidateSlabCache(cache(arguments));
            case KMEM_CACHE_CREATE -> create(name, arguments);
            case KMEM_CACHE_ALLOC -> {
                Word gfp = arguments.find("gfp");
                yield new KmemCacheAlloc(name, cache(arguments), gfp(gfp, arguments), text(gfp), cpu(arguments));
            }
            case KMEM_CACHE_SHRINK -> new ObjectCommand.KmemCacheShrink(cache(arguments));
            case KMEM_CACHE_DESTROY -> new ObjectCommand.KmemCacheDestroy(cache(arguments));
            case KMALLOC -> {
                Word gfp = arguments.find("gfp");
                yield new ObjectCommand.Kmalloc(
                        name, arguments.bytes("size"), gfp(gfp, arguments), text(gfp), cpu(arguments));
            }
            case KMEM_CACHE_FREE -> new ObjectCommand.KmemCacheFree(object(arguments), cpu(arguments));
            default -> new ObjectCommand.Kfree(object(arguments), cpu(arguments));
        };
        return arguments.wellFormed() ? command : null;
    }

    private static Command create(@Nullable String as, Arguments arguments) {
        Word name = arguments.need("name", "one word");
        Word flags = arguments.find("flags");
        long size = arguments.bytes("size");
        long align = arguments.bytesOr("align", 0);
        int bits = flags == null ? 0 : flags(flags, arguments);
        return new KmemCacheCreate(as, cacheName(name, arguments), size, align, bits | ctor(arguments), text(flags));
    }

    private static Command memset(Arguments arguments) {
        Word c = arguments.need("c", "a byte");
        int value = c == null ? 0 : arguments.number(c, "c");
        if (value > 0xff) {
            arguments.fail(arguments.verb().column(), "c is a byte, from 0 to 255; this is " + value);
        }
        Word offset = arguments.find("offset");
        long bytes = offset == null ? 0 : offset(offset, arguments);
        return new ObjectCommand.Memset(object(arguments), bytes, value & 0xff, arguments.bytes("count"));
    }

    /** A number of bytes that may have a minus sign. */
    private static long offset(Word word, Arguments arguments) {
        boolean negative = word.value().startsWith("-");
        String digits = negative ? word.value().substring(1) : word.value();
        int number = Numbers.parse(digits);
        if (number < 0) {
            arguments.fail(word.valueColumn(), "offset is a number of bytes, - for before; this is " + word.value());
        }
        return negative ? -(long) number : number;
    }

    private static int ctor(Arguments arguments) {
        Word word = arguments.find("ctor");
        if (word != null && !word.value().equals("0") && !word.value().equals("1")) {
            arguments.fail(word.valueColumn(), "ctor is 0 or 1; this is " + word.value());
        }
        return word != null && word.value().equals("1") ? CTOR : 0;
    }

    private static int flags(Word word, Arguments arguments) {
        int bits = 0;
        int from = 0;
        String text = word.value();
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            String given = text.substring(from, end);
            int flag = SlabFlags.byName(given);
            if (flag < 0) {
                arguments.fail(word.valueColumn() + from, "flags takes " + SlabFlags.names() + "; this is " + given);
                return 0;
            }
            bits |= flag;
            from = end + 1;
        }
        return bits;
    }

    private static String cache(Arguments arguments) {
        Word word = arguments.need("cache", "the name of a cache");
        return cacheName(word, arguments);
    }

    static String cacheName(@Nullable Word word, Arguments arguments) {
        String value = word == null ? "" : word.value();
        String name = value.startsWith("$") ? value.substring(1) : value;
        if (word != null && (name.isEmpty() || name.indexOf('=') >= 0 || name.length() > Limits.NAME_CHARS)) {
            arguments.fail(
                    word.valueColumn(),
                    "a cache is named by at most " + Limits.NAME_CHARS + " characters without =; this is " + value);
        }
        return arguments.wellFormed() && !name.isEmpty() ? name : "none";
    }

    static ObjectRef object(Arguments arguments) {
        return arguments.reference("object");
    }

    static int gfp(@Nullable Word word, Arguments arguments) {
        return word == null ? Gfp.KERNEL : CommandText.gfp(word, arguments);
    }

    static int cpu(Arguments arguments) {
        return CommandText.cpu(arguments, 0);
    }

    static String text(@Nullable Word word) {
        return word == null ? "" : word.value();
    }
}
