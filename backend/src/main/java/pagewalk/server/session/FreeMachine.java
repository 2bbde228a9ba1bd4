package pagewalk.server.session;

import pagewalk.engine.ConfigText;
import pagewalk.engine.Limits;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.MachineConfig.Preset;
import pagewalk.engine.proc.Buddyinfo;
import pagewalk.server.page.Problem;

/** Reads the form of free play into the text of a machine. */
final class FreeMachine {
    private FreeMachine() {}

    /** A pasted /proc/buddyinfo wins over a machine's text, and that over the number of frames. */
    static String config(String frames, String preset, String buddyinfo, String text) {
        Preset base = preset.equals(Preset.LINUX.word()) ? Preset.LINUX : Preset.TEXTBOOK;
        if (buddyinfo.length() > Limits.CONFIG_CHARS) {
            throw Problem.bad(
                    "buddyinfo",
                    "The pasted text has " + buddyinfo.length() + " characters, the limit is " + Limits.CONFIG_CHARS
                            + ".");
        }
        if (!buddyinfo.isBlank()) {
            return switch (Buddyinfo.parse(buddyinfo.replace("\r", ""))) {
                case Buddyinfo.Read.Ok ok ->
                    MachineConfig.of(Preset.LINUX, 1).withCounts(ok.zones()).text();
                case Buddyinfo.Read.Malformed bad ->
                    throw Problem.bad(
                            "buddyinfo", "Line " + bad.line() + " of the pasted text: " + bad.message() + ".");
            };
        }
        if (!text.isBlank()) {
            return switch (ConfigText.parse(text.replace("\r", ""))) {
                case ConfigText.Result.Ok ok -> ok.config().text();
                case ConfigText.Result.Malformed bad ->
                    throw Problem.bad(
                            "config",
                            "The text of the machine, line " + bad.line() + ", column " + bad.column() + ": "
                                    + bad.message() + ".");
            };
        }
        return switch (ConfigText.parse("preset=" + base.word() + " frames=" + frames.strip())) {
            case ConfigText.Result.Ok ok -> ok.config().text();
            case ConfigText.Result.Malformed bad -> throw Problem.bad("frames", bad.message() + ".");
        };
    }
}
