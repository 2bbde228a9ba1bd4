package pagewalk.web;

import org.teavm.jso.JSExport;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;

/** Replays a golden session, so that tests can compare this target with the JVM at every command. */
public final class Parity {
    private static final String CONFIG = "config:";

    private Parity() {}

    public static void main(String[] args) {}

    /**
     * The digest after every command of a session, one a line.
     *
     * @param session header lines with a {@code config:}, a blank line, then commands
     * @return the digests, or a line that begins with {@code malformed}
     */
    @JSExport
    public static String digests(String session) {
        int body = session.indexOf("\n\n");
        int config = session.indexOf(CONFIG);
        if (body < 0 || config < 0 || config > body) {
            return "malformed header";
        }
        int configEnd = session.indexOf('\n', config);
        return switch (ConfigText.parse(
                session.substring(config + CONFIG.length(), configEnd).trim())) {
            case ConfigText.Result.Malformed bad -> "malformed config: " + bad.message();
            case ConfigText.Result.Ok ok -> replay(Machine.boot(ok.config()), session, body + 2);
        };
    }

    private static String replay(Machine machine, String session, int body) {
        StringBuilder out = new StringBuilder();
        int from = body;
        while (from < session.length()) {
            int end = session.indexOf('\n', from);
            String line = session.substring(from, end < 0 ? session.length() : end);
            from = end < 0 ? session.length() : end + 1;
            switch (CommandText.parse(line)) {
                case Parsed.Ok ok -> {
                    machine.apply(ok.command(), Events.NONE);
                    out.append(machine.digest()).append('\n');
                }
                case Parsed.Blank blank -> {}
                case Parsed.Malformed bad -> {
                    return "malformed command '" + line + "': " + bad.message();
                }
            }
        }
        return out.toString();
    }
}
