package pagewalk.engine.proc;

/** Numbers read back from files below /proc, as tools read them. */
final class ProcValues {
    private ProcValues() {}

    /** The number behind {@code label} at the beginning of a line; 0 if there is no such line. */
    static long of(String file, String label) {
        int at = file.startsWith(label) ? 0 : file.indexOf("\n" + label) + 1;
        if (at == 0 && !file.startsWith(label)) {
            return 0;
        }
        at += label.length();
        while (at < file.length() && file.charAt(at) == ' ') {
            at++;
        }
        long value = 0;
        while (at < file.length() && file.charAt(at) >= '0' && file.charAt(at) <= '9') {
            value = value * 10 + file.charAt(at++) - '0';
        }
        return value;
    }
}
