package pagewalk.lab.paste;

/**
 * The first line of a mapping in /proc/PID/maps and smaps.
 *
 * @param start first address
 * @param end address after the last
 * @param rights r, w, x and p or s, as the file has them
 * @param offset bytes into the file
 * @param path of the file, or a name in brackets, or empty
 */
record MappingLine(long start, long end, String rights, long offset, String path) {
    private static final int FIELDS = 5;

    /** Whether a line looks like the beginning of a mapping: two addresses with a dash between. */
    static boolean isOne(String line) {
        int dash = line.indexOf('-');
        int space = line.indexOf(' ');
        return dash > 0 && space > dash && isHex(line.substring(0, dash)) && isHex(line.substring(dash + 1, space));
    }

    /** Reads a line for which {@link #isOne} holds; {@code number} is its number, from 1. */
    static MappingLine of(String line, int number) {
        String[] words = line.strip().split("\\s+", FIELDS + 1);
        if (words.length < FIELDS || words[1].length() != 4 || !isHex(words[2])) {
            throw new PasteFault(
                    number,
                    "a mapping reads: start-end rwxp offset device inode path; this is "
                            + line.substring(0, Math.min(60, line.length())));
        }
        int dash = words[0].indexOf('-');
        long start = hex(words[0].substring(0, dash));
        long end = hex(words[0].substring(dash + 1));
        if (start % 4096 != 0 || end % 4096 != 0 || Long.compareUnsigned(start, end) >= 0) {
            throw new PasteFault(number, "a mapping begins and ends at pages of 4096 bytes; this is " + words[0]);
        }
        return new MappingLine(start, end, words[1], hex(words[2]), words.length > FIELDS ? words[FIELDS] : "");
    }

    boolean may(char right) {
        return rights.indexOf(right) >= 0;
    }

    boolean shared() {
        return rights.charAt(3) == 's';
    }

    /** Whether its pages come from a file, which a name in brackets and no name are not. */
    boolean hasFile() {
        return path.startsWith("/") && !path.startsWith("/dev/zero") && !path.startsWith("/SYSV");
    }

    /** Whether the kernel itself put it there: vdso, vvar and the like. */
    boolean ofTheKernel() {
        return path.startsWith("[v") || start < 0;
    }

    long pages() {
        return (end - start) >> 12;
    }

    private static boolean isHex(String text) {
        boolean hex = !text.isEmpty() && text.length() <= 16;
        for (int i = 0; i < text.length(); i++) {
            hex &= Character.digit(text.charAt(i), 16) >= 0;
        }
        return hex;
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
