package pagewalk.web.json;

/** Digits and blanks of ASCII; the library's own methods bring the tables of every script into the bundle. */
public final class Digits {
    private Digits() {}

    /** The value of a hexadecimal digit, or -1. */
    public static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char lower = (char) (c | 32);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** The digit of a value from 0 to 15. */
    public static char ofHex(int value) {
        return (char) (value < 10 ? '0' + value : 'a' + value - 10);
    }

    /** A number of at most nine decimal digits, or -1 when the text is none. */
    public static int natural(String text) {
        if (text.isEmpty() || text.length() > 9) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
