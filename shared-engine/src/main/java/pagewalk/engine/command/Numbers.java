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

    /** Whether {@link #bytes} can read {@code text}. */
    public static boolean isBytes(String text) {
        return readBytes(text, new long[1]);
    }

    /** A decimal or 0x number below 2^64, with K, M or G for powers of 1024; 0 for anything else. */
    public static long bytes(String text) {
        long[] value = new long[1];
        return readBytes(text, value) ? value[0] : 0;
    }

    private static boolean readBytes(String text, long[] result) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        int radix = hex ? 16 : 10;
        int from = hex ? 2 : 0;
        int end = text.length();
        int shift = end == 0 ? 0 : shift(text.charAt(end - 1));
        end -= shift == 0 ? 0 : 1;
        long value = 0;
        for (int i = from; i < end; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0 || digit >= radix || Long.compareUnsigned(value, Long.divideUnsigned(-1L, radix)) > 0) {
                return false;
            }
            long next = value * radix + digit;
            if (Long.compareUnsigned(next, value) < 0) {
                return false;
            }
            value = next;
        }
        result[0] = value << shift;
        return end > from && value << shift >>> shift == value;
    }

    private static int shift(char suffix) {
        return switch (suffix) {
            case 'K', 'k' -> 10;
            case 'M', 'm' -> 20;
            case 'G', 'g' -> 30;
            default -> 0;
        };
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
