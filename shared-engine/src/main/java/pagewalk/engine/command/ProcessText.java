package pagewalk.engine.command;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.LineScanner.Word;
import pagewalk.engine.command.ProcessCommand.FilePart;
import pagewalk.engine.command.ProcessCommand.Image;
import pagewalk.engine.command.ProcessCommand.Range;
import pagewalk.engine.mm.Advice;
import pagewalk.engine.mm.MapRequest;
import pagewalk.engine.mm.RLimits.Resource;
import pagewalk.engine.mm.VmFlags;

/** The part of the grammar that speaks about processes and their memory. */
final class ProcessText extends AreaText {
    private static final String BYTES = "a number of bytes";

    @Override
    boolean speaks(Verb verb) {
        return verb.code() >= Verb.SPAWN.code() && verb.code() <= Verb.CREAT.code();
    }

    @Override
    boolean hasResult(Verb verb) {
        return switch (verb) {
            case SPAWN, FORK, MMAP, MREMAP, SBRK -> true;
            default -> false;
        };
    }

    @Override
    String words(String key) {
        return switch (key) {
            case "advice" -> Advice.words();
            case "flags" -> MapWords.words();
            default -> "";
        };
    }

    @Override
    Arguments arguments(Verb verb, List<Word> line) {
        return switch (verb) {
            case SPAWN -> new Arguments(line, "comm", "-segv");
            case FORK, WAIT -> new Arguments(line, "pid");
            case EXECVE -> new Arguments(line, "pid", "path");
            case EXIT -> new Arguments(line, "pid", "-status");
            case SWITCH_TO -> new Arguments(line, "pid", "cpu");
            case PRLIMIT -> new Arguments(line, "pid", "resource", "limit");
            case MMAP -> new Arguments(line, "pid", "-addr", "-len", "-prot", "-flags", "-file", "-offset");
            case MPROTECT -> new Arguments(line, "pid", "addr", "len", "prot");
            case MADVISE -> new Arguments(line, "pid", "addr", "len", "advice");
            case MREMAP -> new Arguments(line, "pid", "old_addr", "old_len", "new_len", "-flags", "-new_addr");
            case BRK -> new Arguments(line, "pid", "addr");
            case SBRK -> new Arguments(line, "pid", "increment");
            case LOAD, STORE, FETCH -> new Arguments(line, "pid", "addr", "-len", "-value");
            case CREAT -> new Arguments(line, "path", "size", "-text", "-rodata", "-data", "-bss");
            default -> new Arguments(line, "pid", "addr", "len");
        };
    }

    @Override
    @Nullable
    Command command(Verb verb, @Nullable String name, Arguments arguments) {
        Command command = switch (verb) {
            case SPAWN -> spawn(name, arguments);
            case FORK -> new ProcessCommand.Fork(name, References.pid("pid", arguments));
            case WAIT -> new ProcessCommand.Wait(References.pid("pid", arguments));
            case EXECVE -> new ProcessCommand.Execve(References.pid("pid", arguments), path("path", arguments));
            case EXIT -> new ProcessCommand.Exit(References.pid("pid", arguments), small("status", 255, arguments));
            case SWITCH_TO ->
                new ProcessCommand.SwitchTo(References.pid("pid", arguments), CommandText.cpu(arguments, 0));
            case PRLIMIT -> prlimit(arguments);
            case MMAP -> mmap(name, arguments);
            case MPROTECT -> new ProcessCommand.Mprotect(range("addr", "len", arguments), prot(arguments));
            case MADVISE -> new ProcessCommand.Madvise(range("addr", "len", arguments), advice(arguments));
            case MREMAP -> mremap(name, arguments);
            case BRK -> new ProcessCommand.Brk(References.pid("pid", arguments), References.address("addr", arguments));
            case SBRK -> new ProcessCommand.Sbrk(name, References.pid("pid", arguments), increment(arguments));
            case LOAD, STORE, FETCH -> access(verb, arguments);
            case CREAT -> creat(arguments);
            default -> new ProcessCommand.OnRange(verb, range("addr", "len", arguments));
        };
        return arguments.wellFormed() ? command : null;
    }

    private static Command spawn(@Nullable String name, Arguments arguments) {
        Word comm = arguments.find("comm");
        Word segv = arguments.find("segv");
        boolean dies = segv != null && segv.value().equals("kill");
        if (segv != null && !dies && !segv.value().equals("handled")) {
            arguments.fail(segv.valueColumn(), "segv is handled or kill; this is " + segv.value());
        }
        return new ProcessCommand.Spawn(name, comm == null ? "a.out" : comm.value(), dies);
    }

    private static Range range(String addrKey, String lenKey, Arguments arguments) {
        return new Range(
                References.pid("pid", arguments), References.address(addrKey, arguments), arguments.bytes(lenKey));
    }

    private static int small(String key, int most, Arguments arguments) {
        Word word = arguments.find(key);
        int number = word == null ? 0 : arguments.number(word, key);
        if (word != null && number > most) {
            arguments.fail(word.valueColumn(), key + " is a number from 0 to " + most + "; this is " + word.value());
        }
        return number;
    }

    static String path(String key, Arguments arguments) {
        Word word = arguments.need(key, "a path");
        if (word != null && !word.value().startsWith("/")) {
            arguments.fail(word.valueColumn(), key + " is a path that starts with /; this is " + word.value());
            return "/";
        }
        return word == null ? "/" : word.value();
    }

    private static Command prlimit(Arguments arguments) {
        Word word = arguments.need("resource", "AS, DATA, STACK or MEMLOCK");
        Word limit = arguments.need("limit", "a number of bytes or unlimited");
        Resource resource =
                word == null ? Resource.AS : Resource.byWord(word.value().toUpperCase(Locale.ROOT));
        if (word != null && resource == null) {
            arguments.fail(word.valueColumn(), "resource is AS, DATA, STACK or MEMLOCK; this is " + word.value());
        }
        boolean none = limit != null && limit.value().equals("unlimited");
        long bytes = none ? -1 : arguments.bytes("limit");
        return new ProcessCommand.Prlimit(
                References.pid("pid", arguments), resource == null ? Resource.AS : resource, bytes);
    }

    private static Command mmap(@Nullable String name, Arguments arguments) {
        AddrRef at = References.addressOr("addr", arguments);
        Range range = new Range(References.pid("pid", arguments), at, arguments.bytes("len"));
        int flags = mapFlags(arguments);
        FilePart file = null;
        Word path = arguments.find("file");
        if (path != null) {
            file = new FilePart(path("file", arguments), arguments.bytesOr("offset", 0));
            if ((flags & MapRequest.ANON) != 0) {
                arguments.fail(path.valueColumn(), "memory that is anon has no file");
            }
        } else if (arguments.find("offset") != null) {
            arguments.fail(arguments.verb().column(), "offset is a place in a file, and no file is given");
        }
        return new ProcessCommand.Mmap(name, range, prot(arguments), flags & ~MapRequest.ANON, file);
    }

    private static int mapFlags(Arguments arguments) {
        Word word = arguments.find("flags");
        if (word == null) {
            return MapRequest.PRIVATE;
        }
        int flags = 0;
        int from = 0;
        while (from <= word.value().length()) {
            int comma = word.value().indexOf(',', from);
            int end = comma < 0 ? word.value().length() : comma;
            int bit = MapWords.bit(word.value().substring(from, end));
            if (bit < 0) {
                String given = word.value().substring(from, end);
                arguments.fail(word.valueColumn() + from, "flags takes " + MapWords.words() + "; this is " + given);
                return 0;
            }
            flags |= bit;
            from = end + 1;
        }
        return flags;
    }

    private static int prot(Arguments arguments) {
        Word word = arguments.find("prot");
        if (word == null) {
            return VmFlags.READ | VmFlags.WRITE;
        }
        int prot = 0;
        String value = word.value().equals("none") ? "-" : word.value();
        for (int i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case 'r' -> prot |= VmFlags.READ;
                case 'w' -> prot |= VmFlags.WRITE;
                case 'x' -> prot |= VmFlags.EXEC;
                case '-' -> {}
                default ->
                    arguments.fail(word.valueColumn(), "prot is letters of rwx, or none; this is " + word.value());
            }
        }
        return prot;
    }

    private static Advice advice(Arguments arguments) {
        Word word = arguments.need("advice", "such as dontneed");
        Advice advice = word == null ? Advice.NORMAL : Advice.byWord(word.value());
        if (word != null && advice == null) {
            arguments.fail(word.valueColumn(), "advice is one of " + Advice.words() + "; this is " + word.value());
        }
        return advice == null ? Advice.NORMAL : advice;
    }

    private static Command mremap(@Nullable String name, Arguments arguments) {
        Range old = range("old_addr", "old_len", arguments);
        Word flags = arguments.find("flags");
        Word to = arguments.find("new_addr");
        String words = flags == null ? "" : flags.value();
        boolean move = words.equals("maymove") || words.equals("maymove,fixed") || words.equals("fixed,maymove");
        boolean fixed = words.equals("fixed") || words.length() > "maymove".length();
        if (flags != null && !move && !fixed) {
            arguments.fail(flags.valueColumn(), "flags takes maymove, fixed; this is " + words);
        }
        if (fixed != (to != null)) {
            arguments.fail(arguments.verb().column(), "flags=fixed and new_addr= go together");
        }
        AddrRef target = to == null ? null : References.address("new_addr", arguments);
        return new ProcessCommand.Mremap(name, old, arguments.bytes("new_len"), move, target);
    }

    private static long increment(Arguments arguments) {
        Word word = arguments.need("increment", BYTES);
        String value = word == null ? "0" : word.value();
        boolean minus = value.startsWith("-");
        String bare = minus ? value.substring(1) : value;
        long bytes = Numbers.bytes(bare);
        if (word != null && (!Numbers.isBytes(bare) || bytes < 0)) {
            arguments.fail(word.valueColumn(), "increment is a number of bytes, maybe with -; this is " + value);
        }
        return minus ? -bytes : bytes;
    }

    private static Command access(Verb verb, Arguments arguments) {
        Word value = arguments.find("value");
        if (value != null && verb != Verb.STORE) {
            arguments.fail(value.column(), "only a store has a value");
        }
        Long stored = value == null ? null : Long.valueOf(arguments.bytesOr("value", 0));
        Range range = new Range(
                References.pid("pid", arguments), References.address("addr", arguments), arguments.bytesOr("len", 1));
        if (stored != null && (range.len() < 1 || range.len() > 8)) {
            arguments.fail(arguments.verb().column(), "a store with a value has a len from 1 to 8");
        }
        return new ProcessCommand.Access(verb, range, stored);
    }

    private static Command creat(Arguments arguments) {
        String path = path("path", arguments);
        boolean program = arguments.find("text") != null;
        boolean parts =
                arguments.find("rodata") != null || arguments.find("data") != null || arguments.find("bss") != null;
        if (program == (arguments.find("size") != null) || parts && !program) {
            arguments.fail(
                    arguments.verb().column(),
                    "creat needs size=, or the parts of a program: text=, rodata=," + " data= and bss=");
        }
        Image image = !program
                ? null
                : new Image(
                        arguments.bytes("text"),
                        arguments.bytesOr("rodata", 0),
                        arguments.bytesOr("data", 0),
                        arguments.bytesOr("bss", 0));
        return new ProcessCommand.Creat(path, arguments.bytesOr("size", 0), image);
    }
}
