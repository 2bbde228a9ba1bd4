package pagewalk.lab.cli;

import java.io.PrintStream;

/** A bar on a terminal's standard error, for work that takes a while; nothing is drawn where nobody watches. */
final class ProgressBar {
    private static final int WIDTH = 40;
    /** Said by the launcher, which knows whether standard error is a terminal. */
    private static final String TERMINAL = "pagewalk.terminal";

    private final PrintStream err;
    private final boolean shown;
    private String last = "";

    ProgressBar(PrintStream err) {
        this.err = err;
        shown = Boolean.getBoolean(TERMINAL);
    }

    /** So much of the work is done; {@code all} is 0 if nobody knows how much there is. */
    void at(String what, long done, long all) {
        if (!shown) {
            return;
        }
        int percent = (int) (all <= 0 ? 0 : Math.min(100, done * 100.0 / all));
        int full = percent * WIDTH / 100;
        String bar = all <= 0
                ? what + ": " + done / 1_000_000 + " MB"
                : "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + percent + " % " + what;
        if (!bar.equals(last)) {
            err.print("\r" + bar + "\u001b[K");
            err.flush();
            last = bar;
        }
    }

    /** Takes the bar away. */
    void clear() {
        if (!last.isEmpty()) {
            err.print("\r\u001b[K");
            err.flush();
            last = "";
        }
    }
}
