package pagewalk.engine.util;

/** Bit arithmetic in the kernel's terms. */
public final class Bits {
    private Bits() {}

    /** Index of the lowest set bit, 0..31; 32 for zero (include/asm-generic/bitops/__ffs.h). */
    public static int lowestSetBit(int value) {
        return Integer.numberOfTrailingZeros(value);
    }

    /** Index of the highest set bit, 0..31; -1 for zero (include/linux/log2.h ilog2()). */
    public static int highestSetBit(int value) {
        return 31 - Integer.numberOfLeadingZeros(value);
    }

    /**
     * {@code value} turned left by {@code by} bits, 1 to 31. Written out, because Integer.rotateLeft asks in JavaScript
     * each time whether class Integer is initialised.
     */
    public static int rotateLeft(int value, int by) {
        return (value << by) | (value >>> (32 - by));
    }

    /** {@code value} rounded down to a multiple of {@code 1 << order}. */
    public static int alignDown(int value, int order) {
        return value & -(1 << order);
    }

    /** {@code value} rounded up to a multiple of {@code 1 << order}; the caller keeps it below 2^31. */
    public static int alignUp(int value, int order) {
        int mask = (1 << order) - 1;
        return (value + mask) & ~mask;
    }

    public static boolean isAligned(int value, int order) {
        return (value & ((1 << order) - 1)) == 0;
    }

    /** The eight lower-case hexadecimal digits of {@code value}. */
    public static String hex8(int value) {
        char[] digits = new char[8];
        for (int i = 0; i < 8; i++) {
            digits[i] = "0123456789abcdef".charAt((value >>> (28 - 4 * i)) & 15);
        }
        return new String(digits);
    }

    /** {@code value} as 0x and lower-case hexadecimal digits, without sign and without leading zeros. */
    public static String hex(long value) {
        StringBuilder digits = new StringBuilder("0x");
        int shift = 60;
        while (shift > 0 && value >>> shift == 0) {
            shift -= 4;
        }
        for (; shift >= 0; shift -= 4) {
            int digit = (int) (value >>> shift) & 15;
            digits.append((char) (digit < 10 ? '0' + digit : 'a' + digit - 10));
        }
        return digits.toString();
    }

    /** The largest number whose square is not above {@code value}, for values from 0 to 2^62 (lib/math/int_sqrt.c). */
    public static int squareRoot(long value) {
        long root = 0;
        for (long bit = 1L << 30; bit > 0; bit >>= 1) {
            long candidate = root + bit;
            root = candidate * candidate <= value ? candidate : root;
        }
        return (int) root;
    }

    /** The highest power of two that is not above {@code value}, which is at least 1. */
    public static int highestOneBit(int value) {
        int bit = 1;
        while (bit <= value >> 1) {
            bit <<= 1;
        }
        return bit;
    }
}
