package pagewalk.server.session;

import java.util.List;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Limits;
import pagewalk.engine.MachineConfig.Preset;
import pagewalk.lab.paste.Pasted;
import pagewalk.server.page.Problem;

/**
 * What the form of free play describes.
 *
 * @param config the text of the machine
 * @param commands what the machine carries out first, of a pasted file
 */
record FreeMachine(String config, List<String> commands) {
    FreeMachine {
        commands = List.copyOf(commands);
    }

    /** A pasted file of /proc wins over a machine's text, and that over the number of frames. */
    static FreeMachine of(PlayPages.Form form) {
        if (!form.pasted().isBlank()) {
            return pasted(form.pasted());
        }
        if (!form.config().isBlank()) {
            return switch (ConfigText.parse(form.config().replace("\r", ""))) {
                case ConfigText.Result.Ok ok -> alone(ok);
                case ConfigText.Result.Malformed bad ->
                    throw Problem.bad(
                            "config",
                            "The text of the machine, line " + bad.line() + ", column " + bad.column() + ": "
                                    + bad.message() + ".");
            };
        }
        Preset base = form.preset().equals(Preset.LINUX.word()) ? Preset.LINUX : Preset.TEXTBOOK;
        return switch (ConfigText.parse(
                "preset=" + base.word() + " frames=" + form.frames().strip())) {
            case ConfigText.Result.Ok ok -> alone(ok);
            case ConfigText.Result.Malformed bad -> throw Problem.bad("frames", bad.message() + ".");
        };
    }

    private static FreeMachine alone(ConfigText.Result.Ok ok) {
        return new FreeMachine(ok.config().text(), List.of());
    }

    private static FreeMachine pasted(String text) {
        if (text.length() > Limits.SESSION_CHARS) {
            throw Problem.bad(
                    "pasted",
                    "The pasted text has " + text.length() + " characters, the limit is " + Limits.SESSION_CHARS + ".");
        }
        return switch (Pasted.read(text)) {
            case Pasted.Start start -> new FreeMachine(start.machine(), start.commands());
            case Pasted.Malformed bad ->
                throw Problem.bad("pasted", "Line " + bad.line() + " of the pasted text: " + bad.message() + ".");
        };
    }
}
