package pagewalk.engine.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads what is asked of a trace, as it is typed on a command line or into the fields of a page. What cannot be read is
 * told in a sentence that names the field, its limits and the word.
 */
public final class AskText {
    /** Most numbers of frames, and so of runs of a policy over a trace. */
    public static final int MOST_RUNS = 4096;

    private static final int LEAST_SHIFT = 4;
    private static final int MOST_SHIFT = 30;
    private static final int DIGITS = 9;

    private String fault = "";

    /** The first thing that could not be read; empty if there is none. */
    public String fault() {
        return fault;
    }

    private void wrong(String sentence) {
        if (fault.isEmpty()) {
            fault = sentence;
        }
    }

    /** Policies with commas between them. */
    public List<PolicySpec> policies(String field, String text) {
        List<PolicySpec> policies = new ArrayList<>();
        for (String word : words(text)) {
            switch (PolicySpec.parse(word)) {
                case PolicySpec.Result.Ok ok -> policies.add(ok.spec());
                case PolicySpec.Result.Malformed bad -> wrong(field + ": " + bad.message());
            }
        }
        return policies;
    }

    /** Two policies. */
    public List<PolicySpec> pair(String field, String text) {
        List<PolicySpec> both = policies(field, text);
        if (both.size() != 2) {
            wrong(field + " takes two policies, such as LRU,FIFO");
        }
        return both;
    }

    /** Numbers from 1 to {@code most} and ranges such as 1-64, in ascending order. */
    public List<Integer> frames(String field, String text, int most) {
        List<Integer> frames = new ArrayList<>();
        for (String word : words(text)) {
            int dash = word.indexOf('-');
            int first = number(dash < 0 ? word : word.substring(0, dash).trim());
            int last = dash < 0 ? first : number(word.substring(dash + 1).trim());
            if (first < 1 || last < first || last > most || last - first >= MOST_RUNS) {
                wrong(field + " takes numbers from 1 to " + most + " and ranges such as 1-64, not '" + word + "'");
                return frames;
            }
            for (int count = first; count <= last && frames.size() <= 2 * MOST_RUNS; count++) {
                insert(frames, count);
            }
        }
        if (frames.size() > MOST_RUNS) {
            wrong(field + " takes at most " + MOST_RUNS + " numbers, not "
                    + (frames.size() > 2 * MOST_RUNS ? "more than " + 2 * MOST_RUNS : "" + frames.size()));
        }
        return frames;
    }

    /** Puts a number in its place, once. */
    private static void insert(List<Integer> sorted, int number) {
        int at = sorted.size();
        while (at > 0 && sorted.get(at - 1) > number) {
            at--;
        }
        if (at == 0 || sorted.get(at - 1) != number) {
            sorted.add(at, number);
        }
    }

    /** Sizes such as 4K, powers of two, as bits of an address within a page, in ascending order. */
    public List<Integer> shifts(String field, String text) {
        List<Integer> shifts = new ArrayList<>();
        for (String word : words(text)) {
            int unit = word.isEmpty() ? -1 : "KM".indexOf(word.charAt(word.length() - 1) & ~0x20);
            int number = number(unit < 0 ? word : word.substring(0, word.length() - 1));
            int shift = number < 1 ? 0 : Integer.numberOfTrailingZeros(number) + 10 * (unit + 1);
            boolean isPower = number > 0 && (number & number - 1) == 0;
            if (!isPower || shift < LEAST_SHIFT || shift > MOST_SHIFT) {
                wrong(field + " takes powers of two from 16 to 1024M, not '" + word + "'");
                return shifts;
            }
            insert(shifts, shift);
        }
        return shifts;
    }

    /** A size of pages as it is written. */
    public static String size(int shift) {
        return shift < 10 ? "" + (1 << shift) : shift < 20 ? (1 << shift - 10) + "K" : (1 << shift - 20) + "M";
    }

    /** The parts between commas, without blanks around them. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            words.add(text.substring(from, comma).trim());
            from = comma + 1;
        }
        words.add(text.substring(from).trim());
        return words;
    }

    /** A number of at most nine digits, or -1. */
    private static int number(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i >= DIGITS) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return digits.isEmpty() ? -1 : value;
    }
}
