package pagewalk.lab.paste;

import java.util.List;
import pagewalk.engine.Limits;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.proc.Buddyinfo;

/** What a text from a real machine's /proc begins: a machine, and the commands that bring it where the text was. */
public sealed interface Pasted {
    /** Most commands that a paste turns into. */
    int COMMANDS = 10_000;

    /**
     * A start.
     *
     * @param file which file it was, such as {@code /proc/meminfo}
     * @param machine the machine's text
     * @param commands lines of commands, none of which the machine refuses
     * @param notes sentences on what the machine has otherwise than the text, and why
     */
    record Start(String file, String machine, List<String> commands, List<String> notes) implements Pasted {
        public Start {
            commands = List.copyOf(commands);
            notes = List.copyOf(notes);
        }
    }

    /** Not a text that can be used; {@code line} counts from 1. */
    record Malformed(int line, String message) implements Pasted {}

    /** Tells by the first line which file the text is of: buddyinfo, zoneinfo, meminfo, smaps or maps. */
    static Pasted read(String text) {
        if (text.length() > Limits.SESSION_CHARS) {
            return new Malformed(
                    1, "at most " + Limits.SESSION_CHARS + " characters can be read, these are " + text.length());
        }
        String plain = text.replace("\r", "");
        List<String> lines = plain.lines().toList();
        int first = 0;
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        if (first == lines.size()) {
            return new Malformed(1, "the text is empty");
        }
        try {
            return start(lines.get(first), first, plain, lines);
        } catch (PasteFault fault) {
            return new Malformed(fault.line(), fault.reason());
        }
    }

    private static Pasted start(String head, int first, String text, List<String> lines) {
        if (head.startsWith("Node ")) {
            boolean counts = head.strip().split("\\s+").length > 4;
            return counts ? buddyinfo(text) : ZoneinfoStart.of(lines, first);
        }
        if (head.startsWith("MemTotal:")) {
            return MeminfoStart.of(lines);
        }
        if (MappingLine.isOne(head)) {
            return SmapsStart.of(lines, first);
        }
        return new Malformed(
                first + 1,
                "a paste is /proc/buddyinfo or zoneinfo (begins with Node 0, zone), /proc/meminfo (MemTotal:), or "
                        + "/proc/PID/smaps or maps (an address range); this begins with " + shortened(head));
    }

    private static Pasted buddyinfo(String text) {
        return switch (Buddyinfo.parse(text)) {
            case Buddyinfo.Read.Ok ok ->
                new Start(
                        "/proc/buddyinfo",
                        MachineConfig.of(MachineConfig.Preset.LINUX, 1)
                                .withCounts(ok.zones())
                                .text(),
                        List.of(),
                        List.of("The file has counts, not places: free blocks are laid out from each zone's start,"
                                + " largest order first, with a used block wherever two free buddies would merge."));
            case Buddyinfo.Read.Malformed bad -> new Malformed(bad.line(), bad.message());
        };
    }

    private static String shortened(String line) {
        return line.length() <= 40 ? line : line.substring(0, 40) + "...";
    }
}
