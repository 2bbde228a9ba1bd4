package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.MachineConfig.Preset;
import pagewalk.engine.command.Numbers;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.ZoneCounts;

/**
 * The text of a machine: {@code key=value} words, on one line or many, {@code #} starts a comment.
 *
 * <p>Keys: {@code preset} (textbook, linux), {@code frames}, {@code start_pfn}, {@code migratetypes} (on, off),
 * {@code merge_likely} (on, off), {@code buddyinfo} (node:zone:count,count,...;...).
 */
public final class ConfigText {
    private static final int DEFAULT_FRAMES = 64;

    private @Nullable String preset;
    private @Nullable String frames;
    private @Nullable String startPfn;
    private @Nullable String migratetypes;
    private @Nullable String mergeLikely;
    private @Nullable String buddyinfo;
    private String wrong = "";

    private ConfigText() {}

    /** What a text turned out to be. */
    public sealed interface Result {
        record Ok(MachineConfig config) implements Result {}

        /** {@code message} names the key, what is allowed and what was written; line and column count from 1. */
        record Malformed(int line, int column, String message) implements Result {}
    }

    static String print(MachineConfig config) {
        StringBuilder text = new StringBuilder("preset=").append(config.preset().word());
        if (config.counts().isEmpty()) {
            text.append(" frames=").append(config.frames());
            text.append(" start_pfn=").append(config.startPfn());
        }
        text.append(" migratetypes=").append(config.migratetypes() ? "on" : "off");
        text.append(" merge_likely=").append(config.mergeLikely() ? "on" : "off");
        for (int i = 0; i < config.counts().size(); i++) {
            ZoneCounts zone = config.counts().get(i);
            text.append(i == 0 ? " buddyinfo=" : ";")
                    .append(zone.node())
                    .append(':')
                    .append(zone.name());
            for (int order = 0; order < FreeLists.ORDERS; order++) {
                text.append(order == 0 ? ':' : ',').append(zone.counts().get(order));
            }
        }
        return text.toString();
    }

    /** Reads a text of at most {@link Limits#CONFIG_CHARS} characters; missing keys take the preset's values. */
    public static Result parse(String text) {
        if (text.length() > Limits.CONFIG_CHARS) {
            return new Result.Malformed(
                    1, 1, "a machine is at most " + Limits.CONFIG_CHARS + " characters, this is " + text.length());
        }
        ConfigText reader = new ConfigText();
        int line = 1;
        int lineStart = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                lineStart = at + 1;
                at++;
            } else if (c <= ' ') {
                at++;
            } else if (c == '#') {
                int newline = text.indexOf('\n', at);
                at = newline < 0 ? text.length() : newline;
            } else {
                int end = at;
                while (end < text.length() && text.charAt(end) > ' ') {
                    end++;
                }
                reader.set(text.substring(at, end));
                if (!reader.wrong.isEmpty()) {
                    return new Result.Malformed(line, at - lineStart + 1, reader.wrong);
                }
                at = end;
            }
        }
        MachineConfig config = reader.build();
        return config == null ? new Result.Malformed(1, 1, reader.wrong) : new Result.Ok(config);
    }

    private void set(String word) {
        int equals = word.indexOf('=');
        String key = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        if (value.isEmpty()) {
            wrong = "a machine is described by key=value; this is " + word;
            return;
        }
        switch (key) {
            case "preset" -> preset = once(key, preset, value);
            case "frames" -> frames = once(key, frames, value);
            case "start_pfn" -> startPfn = once(key, startPfn, value);
            case "migratetypes" -> migratetypes = once(key, migratetypes, value);
            case "merge_likely" -> mergeLikely = once(key, mergeLikely, value);
            case "buddyinfo" -> buddyinfo = once(key, buddyinfo, value);
            default ->
                wrong = "unknown key " + key
                        + "; the keys are preset, frames, start_pfn, migratetypes, merge_likely, buddyinfo";
        }
    }

    private String once(String key, @Nullable String before, String value) {
        if (before != null) {
            wrong = key + " is given twice";
        }
        return value;
    }

    private @Nullable MachineConfig build() {
        Preset base = preset();
        int count = number("frames", frames, DEFAULT_FRAMES, 1, Limits.FRAMES);
        int start = number("start_pfn", startPfn, 0, 0, Limits.FRAMES);
        if (!wrong.isEmpty()) {
            return null;
        }
        List<ZoneCounts> zones = buddyinfo == null ? List.of() : zones(buddyinfo);
        if (wrong.isEmpty() && !zones.isEmpty() && (frames != null || startPfn != null)) {
            wrong = "buddyinfo says how many frames there are; leave out frames and start_pfn";
        }
        int spanned = zones.isEmpty() ? count : MachineConfig.spanned(zones);
        if (wrong.isEmpty() && spanned > Limits.FRAMES) {
            wrong = tooLarge(spanned);
        }
        boolean grouped = flag("migratetypes", migratetypes, base == Preset.LINUX && MachineConfig.groups(spanned));
        boolean likely = flag("merge_likely", mergeLikely, true);
        return wrong.isEmpty() ? new MachineConfig(base, count, start, grouped, likely, zones, List.of()) : null;
    }

    /** Why a machine of {@code spanned} frames cannot be had. */
    static String tooLarge(int spanned) {
        String size = spanned == Integer.MAX_VALUE ? "far more" : Integer.toString(spanned);
        return "buddyinfo needs " + size + " frames once laid out; a machine has at most " + Limits.FRAMES;
    }

    private Preset preset() {
        if (preset == null || preset.equals("textbook")) {
            return Preset.TEXTBOOK;
        }
        if (!preset.equals("linux")) {
            wrong = "preset is textbook or linux; this is " + preset;
        }
        return Preset.LINUX;
    }

    private int number(String key, @Nullable String text, int otherwise, int low, int high) {
        if (text == null) {
            return otherwise;
        }
        int value = Numbers.parse(text);
        if (value < low || value > high) {
            wrong = key + " is a number from " + low + " to " + high + "; this is " + text;
            return otherwise;
        }
        return value;
    }

    private boolean flag(String key, @Nullable String text, boolean otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (!text.equals("on") && !text.equals("off")) {
            wrong = key + " is on or off; this is " + text;
        }
        return text.equals("on");
    }

    private List<ZoneCounts> zones(String text) {
        List<ZoneCounts> zones = new ArrayList<>();
        int from = 0;
        while (from <= text.length() && wrong.isEmpty()) {
            int semicolon = text.indexOf(';', from);
            int end = semicolon < 0 ? text.length() : semicolon;
            ZoneCounts zone = zone(text.substring(from, end));
            if (zone == null || zones.size() == Limits.ZONES) {
                wrong = "buddyinfo is at most " + Limits.ZONES
                        + " zones as node:zone:11 counts with commas, parted by ;";
                break;
            }
            zones.add(zone);
            from = end + 1;
        }
        return zones;
    }

    private static @Nullable ZoneCounts zone(String text) {
        int first = text.indexOf(':');
        int second = first < 0 ? -1 : text.indexOf(':', first + 1);
        if (second < 0 || second == first + 1) {
            return null;
        }
        int node = Numbers.parse(text.substring(0, first));
        List<Integer> counts = new ArrayList<>();
        int from = second + 1;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            int count = Numbers.parse(text.substring(from, end));
            if (count < 0 || count > Limits.FRAMES) {
                return null;
            }
            counts.add(count);
            from = end + 1;
        }
        boolean good = node >= 0 && counts.size() == FreeLists.ORDERS;
        return good ? new ZoneCounts(node, text.substring(first + 1, second), counts) : null;
    }
}
