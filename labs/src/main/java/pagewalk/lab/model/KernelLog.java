package pagewalk.lab.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.Reply;
import pagewalk.engine.event.Events;

/** The log of the kernel as a file: what {@code run dmesg} prints, on a machine that has that program. */
public final class KernelLog {
    /** Where a syslog daemon would keep it. */
    public static final String PATH = "/var/log/kern.log";

    private KernelLog() {}

    /** Its text, empty before anything happened; null on a machine without an OOM killer, which logs nothing. */
    public static @Nullable String of(Machine machine) {
        Reply reply = machine.copy().apply(PartRun.command("run program=dmesg", 1), Events.NONE);
        return reply instanceof Reply.FileText text ? text.body() : null;
    }

    /** The number behind a label at the beginning of a line, or of a {@code label:NUMBERkB} anywhere in the text. */
    static int number(@Nullable String log, String label) {
        int begins = FileNumbers.labelled(log, label);
        if (begins != Expr.Scope.ABSENT) {
            return begins;
        }
        for (String line : log == null ? List.<String>of() : Text.split(log, '\n')) {
            for (String word : Text.words(Text.trim(line))) {
                if (word.startsWith(label + ":")) {
                    return digits(word.substring(label.length() + 1));
                }
            }
        }
        return Expr.Scope.ABSENT;
    }

    private static int digits(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        int number = Text.number(text.substring(0, end));
        return number < 0 ? Expr.Scope.ABSENT : number;
    }
}
