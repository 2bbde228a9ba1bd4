package pagewalk.engine.command;

/** Numbers as the grammar writes them, without exceptions. */
public final class Numbers {
    private Numbers() {}

    /** The value of a decimal or 0x hexadecimal number from 0 to 2147483647; -1 for anything else. */
    public static int parse(String text) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        int radix = hex ? 16 : 10;
        int from = hex ? 2 : 0;
        if (text.length() == from) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0 || digit >= radix || value > (Integer.MAX_VALUE - digit) / radix) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** Plain ASCII; Character.digit would take digits of every script, and their tables with it. */
    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int letter = c | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
