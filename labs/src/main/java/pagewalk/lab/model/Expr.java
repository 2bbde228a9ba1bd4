package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.event.EventKind;

/**
 * A check expression over a machine: integers, counters, results of named commands, {@code count(EVENT, filter)},
 * {@code + - * / %}, comparisons, {@code and or not} and parentheses. No assignment, no loop.
 *
 * <p>Truth and numbers are two types and never mix. Both kinds of error carry line and column: a text that is not an
 * expression (when read), and a value that does not exist, a division by zero or an overflow (when evaluated).
 */
public final class Expr {
    private final String text;
    private final Node root;

    private Expr(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /** Where an expression gets its values from. */
    public interface Scope {
        /** What {@link #value} and {@link #call} answer for a name they do not know. */
        int ABSENT = Integer.MIN_VALUE;

        /** A counter such as {@code free_pages}, or the result of a command: {@code a}, {@code a.order}. */
        int value(String name);

        /** A function of a number or of a name; the one that is not used is 0 or empty. */
        int call(Function function, String name, int number);

        /** A function of a name or a path, and of a text or another name. */
        default int ask(Function function, String name, String text) {
            return ABSENT;
        }

        /** How many events of {@code kind} pass the filter so far. */
        int count(EventKind kind, Filter filter);
    }

    /** What an event must be like to be counted. */
    public interface Filter {
        /** {@code rule} is the code of the event's rule; {@code pfn} and {@code order} are -1 where it has none. */
        boolean passes(int rule, int pfn, int order);
    }

    /** The functions there are, and what they take. */
    public enum Function {
        NR_FREE("nr_free", Takes.NUMBER),
        BUDDYINFO("buddyinfo", Takes.ZONE_AND_NUMBER),
        HELD("held", Takes.BLOCK),
        SPLITS("splits", Takes.BLOCK),
        MERGES("merges", Takes.BLOCK),
        /** The first number behind a label in a file of the machine: {@code file("/proc/meminfo", "MemFree")}. */
        FILE("file", Takes.TEXTS),
        /** How many lines of a file begin with a text: {@code lines("/proc/1/maps", "7fff")}. */
        LINES("lines", Takes.TEXTS),
        /** A number of one zone in /proc/zoneinfo: {@code zoneinfo(DMA32, "min")}. */
        ZONEINFO("zoneinfo", Takes.NAME_AND_TEXT),
        /** Whether the answer to a command has these words: {@code said(it, "SIGSEGV")}. */
        SAID("said", Takes.NAME_AND_TEXT),
        /** How many events of a kind a command caused: {@code happened(it, SPLIT)}. */
        HAPPENED("happened", Takes.NAME_AND_EVENT),
        /** How many bytes one address of a program lies above another: {@code apart(it, a)}. */
        APART("apart", Takes.TWO_NAMES),
        /** Where a row of one of memblock's tables begins: {@code region_base(reserved, 0)}; for {@link TruthScope}. */
        REGION_BASE("region_base", Takes.ZONE_AND_NUMBER),
        /** How many bytes that row has; 0, as its base is, where the table has fewer rows. */
        REGION_SIZE("region_size", Takes.ZONE_AND_NUMBER),
        /** The list that a page of a process is on: {@code list(p, m)}; only {@link TruthScope} knows. */
        LIST("list", Takes.TWO_NAMES),
        /** How many entries map the page at an address: {@code mapcount(p, "m+0x1000")}; for {@link TruthScope}. */
        MAPCOUNT("mapcount", Takes.NAME_AND_TEXT);

        private enum Takes {
            NUMBER,
            ZONE_AND_NUMBER,
            BLOCK,
            TEXTS,
            NAME_AND_TEXT,
            TWO_NAMES,
            NAME_AND_EVENT
        }

        final String word;
        final boolean takesName;
        final boolean takesNumber;
        final boolean takesBlock;
        final boolean takesText;
        final boolean takesTwoTexts;
        final boolean takesTwoNames;
        final boolean takesEvent;
        final boolean truth;

        Function(String word, Takes takes) {
            this.word = word;
            takesName = takes != Takes.NUMBER && takes != Takes.TEXTS;
            takesNumber = takes == Takes.NUMBER || takes == Takes.ZONE_AND_NUMBER;
            takesBlock = takes == Takes.BLOCK;
            takesText = takes == Takes.NAME_AND_TEXT;
            takesTwoTexts = takes == Takes.TEXTS;
            takesTwoNames = takes == Takes.TWO_NAMES;
            takesEvent = takes == Takes.NAME_AND_EVENT;
            truth = word.equals("held") || word.equals("said");
        }

        static List<String> words() {
            List<String> words = new ArrayList<>();
            for (Function function : values()) {
                words.add(function.word);
            }
            words.add("count");
            return words;
        }
    }

    /** The two types. */
    enum Type {
        NUMBER,
        TRUTH;

        String word() {
            return this == NUMBER ? "a number" : "true or false";
        }
    }

    /** A part of an expression; its value as an int, 1 and 0 for true and false. */
    interface Node {
        int eval(Scope scope);

        Type type();
    }

    /** Reads a truth: the usual kind of check. Throws {@link TextFault}. */
    public static Expr truth(String text) {
        return parse(text, Type.TRUTH);
    }

    /** Reads a number. Throws {@link TextFault}. */
    public static Expr number(String text) {
        return parse(text, Type.NUMBER);
    }

    private static Expr parse(String text, Type wanted) {
        Node root = new ExprParser(new ExprTokens(text)).whole();
        if (root.type() != wanted) {
            throw new TextFault(1, 1, "the expression is " + root.type().word() + ", expected " + wanted.word());
        }
        return new Expr(text, root);
    }

    /** True when it holds; throws {@link TextFault} when a value does not exist or a step has no result. */
    public boolean holds(Scope scope) {
        return root.eval(scope) != 0;
    }

    /** The value of a number, 1 or 0 for a truth; throws like {@link #holds}. */
    public int value(Scope scope) {
        return root.eval(scope);
    }

    /** The parts joined by {@code and} at the top, in order; a single one when there are none. */
    public List<Expr> conjuncts() {
        List<Expr> parts = new ArrayList<>();
        collect(root, parts);
        return parts;
    }

    private void collect(Node node, List<Expr> parts) {
        if (node instanceof ExprNodes.Both both && both.conjunction()) {
            collect(both.left(), parts);
            collect(both.right(), parts);
        } else {
            parts.add(new Expr(ExprNodes.print(node), node));
        }
    }

    /** The results of commands it speaks of: names alone, before a dot, and in {@code held(name)}; each once. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        ExprNodes.collectNames(root, names);
        return names;
    }

    /** What is not true, with the values: {@code nr_free(4) >= 1, but nr_free(4) is 0}. */
    public String whyNot(Scope scope) {
        if (root instanceof ExprNodes.Compare compare) {
            return text + ", but " + compare.seen(scope);
        }
        if (root instanceof ExprNodes.Call call && call.function() == Function.HELD) {
            return call.name() + " is not held";
        }
        return text + ", but that is not so";
    }

    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
