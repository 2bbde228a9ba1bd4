package pagewalk.web.memory;

import pagewalk.engine.util.Bits;

/** Addresses and sizes in words. */
public final class Bytes {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int DIGITS = 4;

    private Bytes() {}

    /** An address in hexadecimal, its digits in groups of four: {@code 0x1_0000}. */
    public static String address(long address) {
        String digits = Bits.hex(address).substring(2);
        StringBuilder text = new StringBuilder("0x");
        for (int i = 0; i < digits.length(); i++) {
            boolean edge = i > 0 && (digits.length() - i) % DIGITS == 0;
            text.append(edge ? "_" : "").append(digits.charAt(i));
        }
        return text.toString();
    }

    /** A size in the largest unit in which it is a whole number: {@code 639 KiB}. */
    public static String size(long bytes) {
        int unit = 0;
        long number = bytes;
        while (unit + 1 < UNITS.length && number != 0 && (number & 1023) == 0) {
            number >>>= 10;
            unit++;
        }
        return Long.toUnsignedString(number) + " " + UNITS[unit];
    }
}
