package pagewalk.web.trace;

/** Shares of a whole in words. */
final class Share {
    private static final int DECIMALS = 10_000;

    private Share() {}

    /** {@code part} of {@code whole} in percent with four decimals, as the command line writes it. */
    static String percent(int part, int whole) {
        long parts = (long) part * 2 * 100 * DECIMALS / whole;
        long rounded = (parts + 1) / 2;
        String decimals = "" + rounded % DECIMALS;
        return rounded / DECIMALS + "." + "0000".substring(decimals.length()) + decimals + "%";
    }

    /** So many billionths in percent, without zeros at the end. */
    static String ofBillion(int parts) {
        int whole = parts / 10_000_000;
        String decimals = "" + (10_000_000 + parts % 10_000_000);
        int end = decimals.length();
        while (end > 1 && decimals.charAt(end - 1) == '0') {
            end--;
        }
        return whole + (end == 1 ? "" : "." + decimals.substring(1, end)) + " %";
    }

    /** A number with its noun. */
    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
