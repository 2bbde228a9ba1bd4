package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;
import pagewalk.engine.command.SegmentCommand.SegFill;
import pagewalk.engine.command.SegmentCommand.SegInit;
import pagewalk.engine.command.SegmentCommand.SegMap;
import pagewalk.engine.command.SegmentCommand.SegSet;
import pagewalk.engine.segment.Scheme;

/** The part of the grammar that speaks to an address space of segments or small page tables. */
final class SegmentText extends AreaText {
    private static final String A_PAGE = "a number of a page";

    @Override
    boolean speaks(Verb verb) {
        return verb.code() >= Verb.SEG_INIT.code() && verb.code() <= Verb.SEG_TRANSLATE.code();
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return switch (verb) {
            case SEG_INIT -> new Arguments(line, "scheme", "-asize", "-psize", "-page", "-pdbr");
            case SEG_SET -> new Arguments(line, "segment", "-base", "-limit", "-grows");
            case SEG_MAP -> new Arguments(line, "vpn", "pfn", "-table");
            case SEG_UNMAP -> new Arguments(line, "vpn");
            case SEG_FILL -> new Arguments(line, "page", "bytes");
            default -> new Arguments(line, "addr");
        };
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        Command command = switch (verb) {
            case SEG_INIT -> init(arguments);
            case SEG_SET ->
                new SegSet(
                        numberOr("segment", arguments, 0),
                        arguments.bytes("base"),
                        arguments.bytes("limit"),
                        grows(arguments));
            case SEG_MAP ->
                new SegMap(number("vpn", arguments), number("pfn", arguments), numberOr("table", arguments, -1));
            case SEG_UNMAP -> new SegmentCommand.SegUnmap(number("vpn", arguments));
            case SEG_FILL -> fill(arguments);
            default -> new SegmentCommand.SegTranslate(arguments.bytes("addr"));
        };
        return arguments.wellFormed() ? command : null;
    }

    @Override
    String words(String key) {
        return switch (key) {
            case "scheme" -> "base,segments,linear,two-level";
            case "grows" -> "up,down";
            default -> "";
        };
    }

    private static SegInit init(Arguments arguments) {
        Word word = arguments.need("scheme", "how addresses are translated");
        Scheme scheme = word == null ? Scheme.BASE : Scheme.byWord(word.value());
        if (word != null && scheme == null) {
            fail(arguments, word, "scheme is base, segments, linear or two-level");
        }
        return new SegInit(
                scheme == null ? Scheme.BASE : scheme,
                arguments.bytesOr("asize", 0),
                arguments.bytesOr("psize", 0),
                arguments.bytesOr("page", 0),
                numberOr("pdbr", arguments, 0));
    }

    private static @Nullable Boolean grows(Arguments arguments) {
        Word word = arguments.find("grows");
        if (word == null) {
            return null;
        }
        if (!word.value().equals("up") && !word.value().equals("down")) {
            fail(arguments, word, "grows is up or down");
        }
        return word.value().equals("down");
    }

    private static SegFill fill(Arguments arguments) {
        int page = number("page", arguments);
        Word word = arguments.need("bytes", "two hexadecimal digits a byte");
        String bytes = word == null ? "" : word.value();
        if (word != null && !SegFill.isBytes(bytes)) {
            fail(arguments, word, "bytes are 8 to 64 bytes, eight at a time, as pairs of digits 0-9 and a-f");
        }
        return new SegFill(page, SegFill.isBytes(bytes) ? bytes : "0000000000000000");
    }

    private static int number(String key, Arguments arguments) {
        Word word = arguments.need(key, A_PAGE);
        return word == null ? 0 : arguments.number(word, key);
    }

    private static int numberOr(String key, Arguments arguments, int missing) {
        Word word = arguments.find(key);
        return word == null ? missing : arguments.number(word, key);
    }

    private static void fail(Arguments arguments, Word word, String allowed) {
        arguments.fail(word.valueColumn(), allowed + "; this is " + word.value());
    }
}
