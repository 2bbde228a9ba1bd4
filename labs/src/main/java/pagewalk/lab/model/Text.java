package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;

/** Cutting and reading short texts without regular expressions. */
final class Text {
    private Text() {}

    /** The pieces between the separators; never empty, and the pieces may be. */
    static List<String> split(String text, char separator) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == separator) {
                pieces.add(text.substring(from, i));
                from = i + 1;
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /** The words between blanks. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || isBlank(text.charAt(i));
            if (!blank && from < 0) {
                from = i;
            } else if (blank && from >= 0) {
                words.add(text.substring(from, i));
                from = -1;
            }
        }
        return words;
    }

    /** A decimal number of at most nine digits, or -1. */
    static int natural(String digits) {
        if (digits.isEmpty() || digits.length() > 9) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** A number of up to 31 bits, decimal or "0x" and up to eight hex digits; -1 for any other text. */
    static int wide(String digits) {
        boolean hex = digits.startsWith("0x");
        int from = hex ? 2 : 0;
        if (digits.length() == from || digits.length() > from + (hex ? 8 : 10)) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c > 'f' ? -1 : Character.digit(c, hex ? 16 : 10);
            if (digit < 0) {
                return -1;
            }
            value = value * (hex ? 16 : 10) + digit;
        }
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    /** As {@link #natural}, or "0x" and up to seven hex digits. */
    static int number(String digits) {
        if (!digits.startsWith("0x") || digits.length() < 3 || digits.length() > 9) {
            return natural(digits);
        }
        int value = 0;
        for (int i = 2; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** True for a name as labs use them: letters, digits, '-', '_' and '.', starting with a letter or a digit. */
    static boolean isName(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = isLetter(c) || isDigit(c);
            if (!plain && (i == 0 || (c != '-' && c != '_' && c != '.'))) {
                return false;
            }
        }
        return true;
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    /** True when the text has a character that is not for printing, such as a line end. */
    static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ') {
                return true;
            }
        }
        return false;
    }

    /** The text without blanks at its ends and without a comment. */
    static String bare(String line) {
        int comment = line.indexOf('#');
        return trim(comment < 0 ? line : line.substring(0, comment));
    }

    /** The text without blanks at its ends; other white space differs between the JVM and TeaVM and stays. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
