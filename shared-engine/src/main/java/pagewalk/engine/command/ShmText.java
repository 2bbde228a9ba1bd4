package pagewalk.engine.command;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;

/** The part of the grammar that speaks about segments of shared memory. */
final class ShmText extends AreaText {
    /** The flags in the order of their bits in {@link pagewalk.engine.mm.ShmFlags}, those of shmget() first. */
    private static final String[] WORDS = {
        "creat", "excl", "hugetlb", "huge_2mb", "huge_1gb", "noreserve", "rdonly", "rnd", "remap", "exec"
    };

    private static final int OF_GET = 6;

    @Override
    boolean speaks(Verb verb) {
        return verb.code() >= Verb.SHMGET.code() && verb.code() <= Verb.SHMCTL_RMID.code();
    }

    @Override
    boolean hasResult(Verb verb) {
        return verb == Verb.SHMGET || verb == Verb.SHMAT;
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return switch (verb) {
            case SHMGET -> new Arguments(line, "key", "size", "-flags");
            case SHMAT -> new Arguments(line, "pid", "id", "-addr", "-flags");
            case SHMDT -> new Arguments(line, "pid", "addr");
            default -> new Arguments(line, "id");
        };
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        Command command = switch (verb) {
            case SHMGET ->
                new ShmCommand.Shmget(name, key(arguments), arguments.bytes("size"), flags(0, OF_GET, arguments));
            case SHMAT ->
                new ShmCommand.Shmat(
                        name,
                        References.pid("pid", arguments),
                        References.pid("id", arguments),
                        References.addressOr("addr", arguments),
                        flags(OF_GET, WORDS.length, arguments));
            case SHMDT -> new ShmCommand.Shmdt(References.pid("pid", arguments), References.address("addr", arguments));
            default -> new ShmCommand.ShmctlRmid(References.pid("id", arguments));
        };
        return arguments.wellFormed() ? command : null;
    }

    private static int key(Arguments arguments) {
        Word word = arguments.need("key", "a number or private");
        if (word == null || word.value().equals("private")) {
            return 0;
        }
        long key = Numbers.isBytes(word.value()) ? Numbers.bytes(word.value()) : -1;
        if (key >>> 32 != 0) {
            arguments.fail(word.valueColumn(), "key is a number below 2^32, or private; this is " + word.value());
        }
        return (int) key;
    }

    private static int flags(int from, int end, Arguments arguments) {
        Word word = arguments.find("flags");
        int flags = 0;
        for (int at = 0; word != null && at <= word.value().length(); ) {
            int comma = word.value().indexOf(',', at);
            int stop = comma < 0 ? word.value().length() : comma;
            String given = word.value().substring(at, stop);
            int bit = bit(given, from, end);
            if (bit < 0) {
                String known = String.join(", ", List.of(WORDS).subList(from, end));
                arguments.fail(word.valueColumn() + at, "flags takes " + known + "; this is " + given);
                return 0;
            }
            flags |= 1 << bit;
            at = stop + 1;
        }
        return flags;
    }

    private static int bit(String word, int from, int end) {
        String lower = word.toLowerCase(Locale.ROOT);
        String bare = lower.startsWith("ipc_") || lower.startsWith("shm_") ? lower.substring(4) : lower;
        for (int i = from; i < end; i++) {
            if (WORDS[i].equals(bare)) {
                return i;
            }
        }
        return -1;
    }

    /** The flags as they are written, with a space before; empty if there are none. */
    static String flags(int flags) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS.length; i++) {
            if ((flags >> i & 1) != 0) {
                text.append(text.isEmpty() ? " flags=" : ",").append(WORDS[i]);
            }
        }
        return text.toString();
    }
}
