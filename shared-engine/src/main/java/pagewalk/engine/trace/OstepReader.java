package pagewalk.engine.trace;

import java.util.List;

/**
 * Reads the command line of OSTEP's paging exercise, or its options alone, and gives the references that the exercise
 * lists ({@code -a 1,2,3}) or draws from its seed ({@code -s 3 -n 100 -m 32}). Options that say nothing of the
 * references are passed over. The first line that is not blank counts.
 */
public final class OstepReader extends TextReader {
    /** The exercise's program. */
    public static final String PROGRAM = "paging-policy.py";

    private static final int MOST = 50_000_000;
    private static final int LIST_DIGITS = 9;
    private static final int SEED_DIGITS = 15;

    /** Options with a value, in short and in full, and what holds without them; then those without a value. */
    private static final String[] SHORT = {"-a", "-f", "-n", "-m", "-s", "-p", "-b", "-C"};

    private static final String[] LONG = {
        "--addresses", "--addressfile", "--numaddrs", "--maxpage", "--seed", "--policy", "--clockbits", "--cachesize"
    };
    private static final String[] DEFAULTS = {"-1", "", "10", "10", "0", "FIFO", "2", "3"};
    private static final String[] FLAGS = {"-N", "--notrace", "-c", "--compute"};

    private static final int LIST = 0;
    private static final int FILE = 1;
    private static final int COUNT = 2;
    private static final int PAGES = 3;
    private static final int SEED = 4;

    private final String[] values = DEFAULTS.clone();
    /** What is wrong; empty while nothing is. */
    private String fault = "";

    public OstepReader(Sink sink, Faults faults) {
        super(sink, faults);
    }

    @Override
    void read(String text) {
        int line = 1;
        int from = 0;
        int end = lineEnd(text, 0);
        while (end < text.length() && words(text.substring(from, end)).isEmpty()) {
            from = end + 1;
            end = lineEnd(text, from);
            line++;
        }
        options(words(text.substring(Math.min(from, text.length()), end)));
        if (fault.isEmpty()) {
            references();
        }
        if (!fault.isEmpty()) {
            refuse(line, 1, fault);
        }
    }

    private void wrong(String message) {
        if (fault.isEmpty()) {
            fault = message;
        }
    }

    private void options(List<String> words) {
        int at = 0;
        while (at < words.size() && !words.get(at).endsWith(".py")) {
            at++;
        }
        if (at == words.size()) {
            at = 0;
        } else {
            String program = words.get(at).substring(words.get(at).lastIndexOf('/') + 1);
            at++;
            if (!program.equals(PROGRAM)) {
                wrong("references are drawn by " + PROGRAM + "; this is " + program);
            }
        }
        while (at < words.size() && fault.isEmpty()) {
            at = option(words, at);
        }
    }

    /** Reads the option that begins with a word; gives the place of the next one. */
    private int option(List<String> words, int at) {
        String word = words.get(at);
        int equals = word.indexOf('=');
        boolean isLong = word.startsWith("--");
        String name =
                !isLong ? word.substring(0, Math.min(2, word.length())) : equals < 0 ? word : word.substring(0, equals);
        String glued = isLong ? (equals < 0 ? "" : word.substring(equals + 1)) : word.substring(name.length());
        // Flags may stand together in one word, as in -Nc.
        while (isOneOf(FLAGS, name) && !isLong && !glued.isEmpty()) {
            name = "-" + glued.charAt(0);
            glued = glued.substring(1);
        }
        if (isOneOf(FLAGS, name) && glued.isEmpty()) {
            return at + 1;
        }
        int option = indexOf(isLong ? LONG : SHORT, name);
        if (option < 0 || glued.isEmpty() && at + 1 == words.size()) {
            wrong("the exercise has no option " + word);
            return at + 1;
        }
        values[option] = glued.isEmpty() ? words.get(at + 1) : glued;
        return glued.isEmpty() ? at + 2 : at + 1;
    }

    private static int indexOf(String[] names, String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isOneOf(String[] names, String name) {
        return indexOf(names, name) >= 0;
    }

    private void references() {
        if (!values[FILE].isEmpty()) {
            wrong("option -f names a file of another machine; give its pages as a list");
        } else if (values[LIST].equals("-1")) {
            draw();
        } else {
            list();
        }
    }

    private void draw() {
        long seed = number(SEED, SEED_DIGITS);
        int count = (int) number(COUNT, LIST_DIGITS);
        int pages = (int) number(PAGES, LIST_DIGITS);
        if (count > MOST) {
            wrong("there are at most " + MOST + " references; these are " + count);
        }
        if (!fault.isEmpty()) {
            return;
        }
        // Python seeds its generator with the absolute value.
        Mt19937 random = new Mt19937(Math.abs(seed));
        for (int i = 0; i < count; i++) {
            give((int) (pages * random.next()));
        }
    }

    private void give(int page) {
        sink.reference(page >> 31, page, References.LOAD);
    }

    /** The number that an option gives. */
    private long number(int option, int most) {
        String value = values[option];
        int first = value.startsWith("-") ? 1 : 0;
        if (!isNumber(value, first, most)) {
            wrong("option " + SHORT[option] + " takes a number; this is " + value);
            return 0;
        }
        return value(value, first);
    }

    private void list() {
        String list = values[LIST];
        for (int pass = 0; pass < 2 && fault.isEmpty(); pass++) {
            for (int from = 0; from <= list.length() && fault.isEmpty(); ) {
                int comma = list.indexOf(',', from);
                int end = comma < 0 ? list.length() : comma;
                String word = list.substring(from, end).trim();
                int first = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
                if (!isNumber(word, first, LIST_DIGITS)) {
                    wrong("option -a is a list of page numbers; this is " + word);
                } else if (pass == 1) {
                    give((int) value(word, first));
                }
                from = end + 1;
            }
        }
    }

    private static boolean isNumber(String text, int from, int most) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > from && text.length() - from <= most;
    }

    /** The number behind a sign, if there is one. */
    private static long value(String text, int from) {
        long value = 0;
        for (int i = from; i < text.length(); i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return text.charAt(0) == '-' ? -value : value;
    }
}
