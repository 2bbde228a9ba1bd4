package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;
import pagewalk.engine.zswap.Fill;

/** The part of the grammar that speaks about files, swap and the passing of time. */
final class ReclaimText extends AreaText {
    private static final int MOST = 100_000;
    private static final String FILLS = "zeros, same, half, random";
    private static final int HIGHEST_PRIORITY = 32767;
    /** Codes from that of read on to this one are this area's. */
    private static final int LAST_CODE = 174;

    @Override
    boolean speaks(Verb verb) {
        return verb.code() >= Verb.READ.code() && verb.code() <= LAST_CODE;
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return switch (verb) {
            case READ, WRITE -> new Arguments(line, "pid", "path", "offset", "len", "-advice");
            case SWAPON -> new Arguments(line, "path", "-size", "-priority", "-rotational");
            case MKSWAP -> new Arguments(line, "path", "-size", "-label");
            case SWAPOFF -> new Arguments(line, "path", "-pid");
            case FSYNC -> new Arguments(line, "pid", "path");
            case TICK, TRY_TO_FREE_PAGES -> new Arguments(line, "-n");
            case FILL -> new Arguments(line, "pid", "addr", "len", "with");
            case ECHO -> new Arguments(line, "value", "to", "path");
            default -> new Arguments(line);
        };
    }

    @Override
    String words(String key) {
        return switch (key) {
            case "rotational" -> "on, off";
            case "with" -> FILLS;
            default -> "";
        };
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        Command command = switch (verb) {
            case READ, WRITE ->
                new ReclaimCommand.Transfer(
                        verb,
                        References.pid("pid", arguments),
                        ProcessText.path("path", arguments),
                        arguments.bytes("offset"),
                        arguments.bytes("len"),
                        word("advice", "random", "normal", arguments));
            case SWAPON ->
                new ReclaimCommand.Swapon(
                        ProcessText.path("path", arguments),
                        size(arguments),
                        number("priority", -1, HIGHEST_PRIORITY, arguments),
                        word("rotational", "on", "off", arguments));
            case MKSWAP -> mkswap(arguments);
            case SWAPOFF ->
                new ReclaimCommand.Swapoff(
                        ProcessText.path("path", arguments),
                        arguments.find("pid") == null ? null : References.pid("pid", arguments));
            case FSYNC ->
                new ReclaimCommand.Fsync(References.pid("pid", arguments), ProcessText.path("path", arguments));
            case TICK -> new ReclaimCommand.Tick(number("n", 1, MOST, arguments));
            case TRY_TO_FREE_PAGES -> new ReclaimCommand.TryToFree(number("n", 1, MOST, arguments));
            case FILL -> fill(arguments);
            case ECHO -> echo(arguments);
            default -> new ReclaimCommand.Sync();
        };
        return arguments.wellFormed() ? command : null;
    }

    /** Bytes of a device; -1 if none are given. */
    private static long size(Arguments arguments) {
        return arguments.find("size") == null ? -1 : arguments.bytes("size");
    }

    private static ReclaimCommand mkswap(Arguments arguments) {
        Word label = arguments.find("label");
        return new ReclaimCommand.Mkswap(
                ProcessText.path("path", arguments), size(arguments), label == null ? null : label.value());
    }

    private static ReclaimCommand fill(Arguments arguments) {
        ProcessCommand.Range range = new ProcessCommand.Range(
                References.pid("pid", arguments), References.address("addr", arguments), arguments.bytes("len"));
        Word with = arguments.need("with", FILLS);
        int fill = with == null ? Fill.ZEROS : Fill.byWord(with.value());
        if (with != null && (fill == Fill.NONE || fill == Fill.WORDS)) {
            arguments.fail(with.valueColumn(), "with is one of " + FILLS + "; this is " + with.value());
        }
        return new ReclaimCommand.FillRange(range, Math.max(fill, Fill.ZEROS));
    }

    private static ReclaimCommand.Echo echo(Arguments arguments) {
        Word value = arguments.need("value", "what is written");
        Word to = arguments.find("to");
        Word path = arguments.find("path");
        if (value == null || to == null || !to.value().equals(">") || path == null) {
            arguments.fail(arguments.verb().column(), "echo is written as echo VALUE > PATH");
            return new ReclaimCommand.Echo("-", "-");
        }
        return new ReclaimCommand.Echo(value.value(), path.value());
    }

    private static int number(String key, int missing, int most, Arguments arguments) {
        Word word = arguments.find(key);
        int number = word == null ? missing : arguments.number(word, key);
        if (word != null && number > most) {
            arguments.fail(word.valueColumn(), key + " is a number from 0 to " + most + "; this is " + word.value());
        }
        return number;
    }

    /** Whether a key says the first of two words; the second if it is not there. */
    private static boolean word(String key, String yes, String no, Arguments arguments) {
        Word word = arguments.find(key);
        boolean is = word != null && word.value().equals(yes);
        if (word != null && !is && !word.value().equals(no)) {
            arguments.fail(word.valueColumn(), key + " is " + yes + " or " + no + "; this is " + word.value());
        }
        return is;
    }
}
