package pagewalk.engine.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.command.LineScanner.Word;
import pagewalk.engine.page.Gfp;

/**
 * The text grammar of commands: {@code [name =] verb key=value ...}, {@code #} starts a comment.
 *
 * <p>A value without a key belongs to the verb's first key. Numbers are decimal or 0x hexadecimal. Nothing is thrown:
 * a line that is not a command comes back as {@link Parsed.Malformed}.
 */
public final class CommandText {
    private final LineScanner line;
    private @Nullable Parsed malformed;

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
        Command command = switch (verb.value()) {
            case "alloc_pages" -> allocPages(name);
            case "free_pages" -> freePages();
            case "cat" -> cat();
            default -> unknownVerb(verb);
        };
        if (malformed == null && name != null && !(command instanceof Command.AllocPages)) {
            fail(line.nameColumn(), verb.value() + " has no result to name");
        }
        return malformed != null || command == null ? orUnknown() : new Parsed.Ok(command);
    }

    private Parsed orUnknown() {
        return malformed != null ? malformed : new Parsed.Malformed(1, "this is not a command");
    }

    private @Nullable Command unknownVerb(Word verb) {
        StringBuilder known = new StringBuilder();
        for (Command.Verb v : Command.Verb.values()) {
            known.append(known.isEmpty() ? "" : ", ").append(v.word());
        }
        fail(verb.column(), "unknown verb " + verb.value() + "; the verbs are " + known);
        return null;
    }

    private @Nullable Command allocPages(@Nullable String name) {
        Word order = value("order", 0);
        Word gfp = value("gfp", 1);
        onlyKeys("order", "gfp");
        if (malformed != null) {
            return null;
        }
        if (order == null) {
            fail(1, "alloc_pages needs order=, a number from 0 to 10");
            return null;
        }
        int orderNumber = number(order, "order");
        int gfpBits = gfp == null ? Gfp.KERNEL : gfp(gfp);
        return malformed == null
                ? new Command.AllocPages(name, orderNumber, gfpBits, gfp == null ? "" : gfp.value())
                : null;
    }

    private @Nullable Command freePages() {
        Word page = value("page", 0);
        Word pfn = value("pfn", -1);
        onlyKeys("page", "pfn");
        if (malformed != null) {
            return null;
        }
        if ((page == null) == (pfn == null)) {
            Word second = page == null || pfn == null ? line.words().get(0) : pfn;
            fail(second.column(), "free_pages needs one page: a name, or pfn= and a number");
            return null;
        }
        if (pfn != null) {
            int frame = number(pfn, "pfn");
            return malformed == null ? new Command.FreePages(new PageRef.Pfn(frame)) : null;
        }
        return page == null ? null : freeNamed(page);
    }

    private @Nullable Command freeNamed(Word page) {
        String name = page.value().startsWith("$") ? page.value().substring(1) : page.value();
        if (!isName(name)) {
            boolean number = Numbers.parse(name) >= 0;
            String hint = number ? "; for a frame number write pfn=" + name : "; this is " + page.value();
            fail(page.valueColumn(), "page is the name of an earlier result" + hint);
            return null;
        }
        return new Command.FreePages(new PageRef.Named(name));
    }

    private @Nullable Command cat() {
        Word path = value("path", 0);
        onlyKeys("path", "");
        if (malformed != null) {
            return null;
        }
        if (path == null || !path.value().startsWith("/")) {
            Word at = path == null ? line.words().get(0) : path;
            fail(at.valueColumn(), "cat needs a path that starts with /, such as /proc/buddyinfo");
            return null;
        }
        return new Command.Cat(path.value());
    }

    /** The word of {@code key}, or the {@code position}-th word without a key; null if neither is there. */
    private @Nullable Word value(String key, int position) {
        Word found = null;
        int positional = 0;
        for (int i = 1; i < line.words().size(); i++) {
            Word word = line.words().get(i);
            boolean mine =
                    word.key().isEmpty() ? positional++ == position : word.key().equals(key);
            if (mine && found != null) {
                fail(word.column(), key + " is given twice");
            }
            if (mine) {
                found = word;
            }
        }
        if (found != null && found.value().isEmpty()) {
            fail(found.valueColumn(), key + " has no value");
        }
        return found;
    }

    private void onlyKeys(String first, String second) {
        int positional = 0;
        String verb = line.words().get(0).value();
        int places = verb.equals("alloc_pages") ? 2 : 1;
        for (int i = 1; i < line.words().size(); i++) {
            Word word = line.words().get(i);
            if (word.key().isEmpty() && ++positional > places) {
                fail(word.column(), verb + " takes no further value: " + word.value());
            } else if (!word.key().isEmpty()
                    && !word.key().equals(first)
                    && !word.key().equals(second)) {
                String keys = second.isEmpty() ? first : first + " and " + second;
                fail(word.column(), verb + " has no key " + word.key() + "; it takes " + keys);
            }
        }
    }

    private int number(Word word, String key) {
        int number = Numbers.parse(word.value());
        if (number < 0) {
            fail(word.valueColumn(), key + " is a number from 0 to 2147483647, decimal or 0x; this is " + word.value());
        }
        return number;
    }

    private int gfp(Word word) {
        int bits = 0;
        int from = 0;
        String text = word.value();
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            int flag = Gfp.byName(text.substring(from, end));
            if (flag < 0) {
                fail(word.valueColumn() + from, "gfp takes " + Gfp.names() + "; this is " + text.substring(from, end));
                return 0;
            }
            bits |= flag;
            from = end + 1;
        }
        return bits;
    }

    private Parsed error(int column, String message) {
        return new Parsed.Malformed(column, message);
    }

    private void fail(int column, String message) {
        if (malformed == null) {
            malformed = new Parsed.Malformed(column, message);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
