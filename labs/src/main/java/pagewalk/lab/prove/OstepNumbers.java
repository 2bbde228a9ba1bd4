package pagewalk.lab.prove;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers that an exercise on address translation printed, in order, from its text or from the numbers alone.
 *
 * <p>They are compared as digits without 0x and leading zeros, whatever their base; a page's bytes are one long number.
 * The word "error" stands for a run that ended with one. Sentences are left out: they are told by their punctuation.
 */
final class OstepNumbers {
    static final String ERROR = "error";

    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\w.])(?:[0-9]+\\.[0-9]+|0x-?[0-9a-f]+|-?[0-9][0-9a-f]*[kKmMgG]?|[a-f]+[0-9][0-9a-f]*)(?!\\w)"
                    + "|(?<=SEG)[01]");
    private static final Pattern SENTENCE = Pattern.compile("^(?!.*0x).*[a-z0-9)][,.] [A-Za-z]|Table \\(");
    private static final Pattern FAILED = Pattern.compile("# exit [1-9][0-9]*");

    private OstepNumbers() {}

    /** A number of the recording and the line it stands in. */
    record Printed(int line, String digits) {}

    /** All numbers behind the first line. */
    static List<Printed> of(String text) {
        List<Printed> numbers = new ArrayList<>();
        boolean failed = false;
        boolean told = false;
        int line = 0;
        for (String words : text.lines().toList()) {
            line++;
            failed |= FAILED.matcher(words.strip()).matches();
            if (line == 1 || words.startsWith("#") || SENTENCE.matcher(words).find()) {
                continue;
            }
            boolean traceback = words.startsWith("Traceback");
            if (traceback || words.regionMatches(true, 0, ERROR, 0, ERROR.length())) {
                numbers.add(new Printed(line, ERROR));
                told = true;
            }
            if (traceback) {
                break;
            }
            Matcher matcher = NUMBER.matcher(words);
            while (matcher.find()) {
                numbers.add(new Printed(line, plain(matcher.group())));
            }
        }
        if (failed && !told) {
            numbers.add(new Printed(line, ERROR));
        }
        return numbers;
    }

    /** Digits without 0x and leading zeros. */
    static String plain(String number) {
        String digits = number.startsWith("0x") ? number.substring(2) : number;
        boolean minus = digits.startsWith("-");
        int at = minus ? 1 : 0;
        while (at + 1 < digits.length() && digits.charAt(at) == '0') {
            at++;
        }
        return (minus ? "-" : "") + digits.substring(at);
    }

    /** A share of a whole in percent with {@code places} behind the point, rounded as Python and C do. */
    static String percent(int part, int whole, int places) {
        return rounded(100.0 * part / whole, places);
    }

    /** The exact binary value with {@code places} behind the point; one in the middle goes to the even digit. */
    static String rounded(double value, int places) {
        return new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    }

    static String hex(long value) {
        return value < 0 ? "-" + Long.toHexString(-value) : Long.toHexString(value);
    }
}
