package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.command.LineScanner.Word;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.util.Part;

/**
 * The text grammar of commands: {@code [name =] verb key=value ...}, {@code #} starts a comment.
 *
 * <p>A value without a key belongs to the verb's first key. Numbers are decimal or 0x hexadecimal. Nothing is thrown:
 * a line that is not a command comes back as {@link Parsed.Malformed}.
 */
public final class CommandText {
    private static final String MISSING = " is a command of the machine, but this page has no such part; free play has";

    private final LineScanner line;

    private CommandText(String text) {
        line = new LineScanner(text);
    }

    /** Parses one line, at most {@link Limits#LINE_CHARS} long. */
    public static Parsed parse(String text) {
        if (text.length() > Limits.LINE_CHARS) {
            return new Parsed.Malformed(
                    Limits.LINE_CHARS + 1,
                    "a line has at most " + Limits.LINE_CHARS + " characters, this one has " + text.length());
        }
        return new CommandText(text).parse();
    }

    /** Whether {@code text} can name a result: a letter or underscore, then letters, digits or underscores. */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > Limits.NAME_CHARS || isDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** Whether this program has the part of the machine that carries the verb out. */
    public static boolean has(Command.Verb verb) {
        return new CommandText(verb.word()).arguments(verb) != null;
    }

    /** The keys that a verb takes, such as {@code order} and {@code gfp}; none where they are not fixed. */
    public static List<String> keys(Command.Verb verb) {
        Arguments arguments = new CommandText(verb.word()).arguments(verb);
        return arguments == null || verb == Command.Verb.SYSCTL ? List.of() : arguments.keys();
    }

    /** What can be written for a key of a verb, as a list with commas; empty where there is no list. */
    public static String words(Command.Verb verb, String key) {
        AreaText area = AreaTexts.of(verb);
        return key.equals("gfp") ? Gfp.names() : area == null ? "" : area.words(key);
    }

    private Parsed parse() {
        List<Word> words = line.words();
        String name = line.name();
        if (words.isEmpty()) {
            return name == null
                    ? new Parsed.Blank()
                    : error(line.nameColumn(), "a verb is missing after " + name + " =");
        }
        if (name != null && !isName(name)) {
            return error(
                    line.nameColumn(),
                    "a name is a letter and then letters, digits or _, at most " + Limits.NAME_CHARS
                            + " characters; this is " + name);
        }
        Word verb = words.get(0);
        if (!verb.key().isEmpty()) {
            return error(
                    verb.column(), "a verb is expected here, not " + verb.key() + "=; a name needs spaces around =");
        }
        Command.Verb known = Command.Verb.of(verb.value());
        Arguments arguments = known == null ? null : arguments(known);
        if (known == null || arguments == null) {
            return known == null ? unknownVerb(verb) : error(verb.column(), verb.value() + MISSING);
        }
        Command command = command(known, name, arguments);
        if (arguments.wellFormed() && name != null && !hasResult(known)) {
            arguments.fail(line.nameColumn(), verb.value() + " has no result to name");
        }
        Parsed.Malformed malformed = arguments.malformed();
        if (malformed != null) {
            return malformed;
        }
        return command == null ? error(1, "this is not a command") : new Parsed.Ok(command);
    }

    /** The keys that a verb takes; null for one of an area that this program was built without. */
    private @Nullable Arguments arguments(Command.Verb verb) {
        List<Word> words = line.words();
        return switch (verb) {
            case ALLOC_PAGES -> new Arguments(words, "order", "gfp", "-cpu");
            case FREE_PAGES -> new Arguments(words, "page", "-pfn", "-order", "-cpu");
            case CAT -> new Arguments(words, "path");
            case DRAIN_PAGES, SYSCTL -> ofLayers(verb, words);
            default -> {
                AreaText area = AreaTexts.of(verb);
                yield area == null ? null : area.arguments(verb, words);
            }
        };
    }

    @Part("layers")
    private static @Nullable Arguments ofLayers(Command.Verb verb, List<Word> words) {
        return verb == Command.Verb.SYSCTL
                ? new Arguments(words, words.get(words.size() - 1).key())
                : new Arguments(words, "-cpu");
    }

    private static boolean hasResult(Command.Verb verb) {
        AreaText area = AreaTexts.of(verb);
        return verb == Command.Verb.ALLOC_PAGES || area != null && area.hasResult(verb);
    }

    private static @Nullable Command command(Command.Verb verb, @Nullable String name, Arguments arguments) {
        return switch (verb) {
            case ALLOC_PAGES -> allocPages(name, arguments);
            case FREE_PAGES -> freePages(arguments);
            case CAT -> cat(arguments);
            case DRAIN_PAGES -> drainPages(arguments);
            case SYSCTL -> sysctl(arguments);
            default -> {
                AreaText area = AreaTexts.of(verb);
                yield area == null ? null : area.command(verb, name, arguments);
            }
        };
    }

    private static Parsed unknownVerb(Word verb) {
        StringBuilder known = new StringBuilder();
        for (Command.Verb v : Command.Verb.values()) {
            known.append(known.isEmpty() ? "" : ", ").append(v.word());
        }
        return error(verb.column(), "unknown verb " + verb.value() + "; the verbs are " + known);
    }

    private static @Nullable Command allocPages(@Nullable String name, Arguments arguments) {
        Word order = arguments.need("order", "a number from 0 to 10");
        Word gfp = arguments.find("gfp");
        if (order == null || !arguments.wellFormed()) {
            return null;
        }
        int orderNumber = arguments.number(order, "order");
        int gfpBits = gfp == null ? Gfp.KERNEL : gfp(gfp, arguments);
        int cpu = cpu(arguments, 0);
        return arguments.wellFormed()
                ? new Command.AllocPages(name, orderNumber, gfpBits, gfp == null ? "" : gfp.value(), cpu)
                : null;
    }

    private static @Nullable Command freePages(Arguments arguments) {
        Word page = arguments.find("page");
        Word pfn = arguments.find("pfn");
        Word order = arguments.find("order");
        int cpu = cpu(arguments, 0);
        int asOrder = order == null ? Command.FreePages.ITS_OWN : arguments.number(order, "order");
        if ((page == null) == (pfn == null)) {
            Word at = page == null || pfn == null ? arguments.verb() : pfn;
            arguments.fail(at.column(), "free_pages needs one page: a name, or pfn= and a number");
        }
        if (!arguments.wellFormed()) {
            return null;
        }
        return pfn != null
                ? new Command.FreePages(new PageRef.Pfn(arguments.number(pfn, "pfn")), asOrder, cpu)
                : page == null ? null : freeNamed(page, asOrder, cpu, arguments);
    }

    private static @Nullable Command freeNamed(Word page, int order, int cpu, Arguments arguments) {
        String name = page.value().startsWith("$") ? page.value().substring(1) : page.value();
        if (!isName(name)) {
            boolean number = Numbers.parse(name) >= 0;
            String hint = number ? "; for a frame number write pfn=" + name : "; this is " + page.value();
            arguments.fail(page.valueColumn(), "page is the name of an earlier result" + hint);
            return null;
        }
        return new Command.FreePages(new PageRef.Named(name), order, cpu);
    }

    /** The processor a line names, or {@code missing}. */
    static int cpu(Arguments arguments, int missing) {
        Word word = arguments.find("cpu");
        return word == null ? missing : arguments.number(word, "cpu");
    }

    private static @Nullable Command cat(Arguments arguments) {
        Word path = arguments.find("path");
        if (!arguments.wellFormed()) {
            return null;
        }
        if (path == null || !path.value().startsWith("/")) {
            Word at = path == null ? arguments.verb() : path;
            arguments.fail(at.valueColumn(), "cat needs a path that starts with /, such as /proc/buddyinfo");
            return null;
        }
        if (PartFiles.missing(path.value())) {
            arguments.fail(path.valueColumn(), path.value() + " is a file of a part that this page's machine has not");
            return null;
        }
        return new Command.Cat(path.value());
    }

    @Part("layers")
    private static @Nullable Command drainPages(Arguments arguments) {
        return new Command.DrainPages(cpu(arguments, Command.DrainPages.ALL));
    }

    @Part("layers")
    private static @Nullable Command sysctl(Arguments arguments) {
        Word knob = arguments.last();
        if (knob != null && knob.key().isEmpty() && knob.value().indexOf('.') > 0) {
            return arguments.wellFormed() ? new Command.Sysctl(knob.value(), Command.Sysctl.READ) : null;
        }
        if (knob == null || knob.key().isEmpty()) {
            arguments.fail(
                    knob == null ? arguments.verb().column() : knob.column(),
                    "sysctl needs a knob and its value, such as vm.watermark_boost_factor=0");
            return null;
        }
        int value = arguments.number(knob, knob.key());
        return arguments.wellFormed() ? new Command.Sysctl(knob.key(), value) : null;
    }

    /** The bits of comma-separated gfp flags; 0 and a fault for an unknown one. */
    static int gfp(Word word, Arguments arguments) {
        int bits = 0;
        int from = 0;
        String text = word.value();
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            int flag = Gfp.byName(text.substring(from, end));
            if (flag < 0) {
                String given = text.substring(from, end);
                arguments.fail(word.valueColumn() + from, "gfp takes " + Gfp.names() + "; this is " + given);
                return 0;
            }
            bits |= flag;
            from = end + 1;
        }
        return bits;
    }

    private static Parsed error(int column, String message) {
        return new Parsed.Malformed(column, message);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
