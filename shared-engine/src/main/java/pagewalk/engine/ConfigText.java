package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.MachineConfig.Preset;
import pagewalk.engine.command.Numbers;
import pagewalk.engine.memblock.FirmwareMap;
import pagewalk.engine.slab.SlabConfig;
import pagewalk.engine.tlb.TlbConfig;
import pagewalk.engine.util.Part;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.ZoneCounts;

/**
 * The text of a machine: {@code key=value} words, on one line or many, {@code #} starts a comment.
 *
 * <p>Keys: {@code preset} (textbook, linux), {@code frames}, {@code start_pfn}, {@code migratetypes} (on, off),
 * {@code merge_likely} (on, off), {@code buddyinfo} (node:zone:count,count,...;...), {@code watermarks} (on, off),
 * {@code percpu}, {@code compaction}, {@code reclaim} (on, off), {@code cpus}, {@code min_free_kbytes},
 * {@code watermark_scale_factor}, {@code oom} (on, off; on needs watermarks), {@code freelist_random} (a seed, or 0),
 * {@code thp} (off, always, madvise, never), {@code tlb} ({@link TlbConfig#FORM}), {@code hugepages},
 * {@code hugepages_1g} (pages), {@code e820} (first-last:type,...), {@code booted} (on, off), {@code kernelcore} and
 * {@code movablecore} (bytes).
 */
public final class ConfigText {
    private static final int DEFAULT_FRAMES = 64;
    private static final int NOT_GIVEN = -1;
    private static final String MISSING = " is a setting of a part that this page's machine has not; free play has it";

    private @Nullable Preset preset;
    private int frames = NOT_GIVEN;
    private int startPfn = NOT_GIVEN;
    private @Nullable Boolean migratetypes;
    private @Nullable Boolean mergeLikely;
    private @Nullable Boolean watermarks;
    private @Nullable Boolean perCpu;
    private @Nullable Boolean compaction;
    private @Nullable Boolean reclaim;
    private @Nullable Boolean oom;
    private int cpus = NOT_GIVEN;
    private int minFreeKbytes = NOT_GIVEN;
    private int scaleFactor = NOT_GIVEN;
    private int freelistRandom = NOT_GIVEN;
    private FirmwareMap map = FirmwareMap.NONE;
    private @Nullable Boolean booted;
    private @Nullable Integer thp;
    private @Nullable TlbConfig tlb;
    private long kernelcore = NOT_GIVEN;
    private long movablecore = NOT_GIVEN;
    private int huge = NOT_GIVEN;
    private int gigantic = NOT_GIVEN;
    private List<ZoneCounts> zones = List.of();
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
        if (config.firmware().given()) {
            text.append(config.firmware().text());
        } else if (config.counts().isEmpty()) {
            text.append(" frames=").append(config.frames());
            text.append(" start_pfn=").append(config.startPfn());
        }
        text.append(" migratetypes=").append(config.migratetypes() ? "on" : "off");
        text.append(" merge_likely=").append(config.mergeLikely() ? "on" : "off");
        text.append(config.layers().text());
        int seed = config.slab().freelistSeed();
        text.append(seed == 0 ? "" : " freelist_random=" + seed);
        text.append(config.tlb().isOn() ? " tlb=" + config.tlb().text() : "");
        print(config.firmware(), text);
        if (!config.counts().isEmpty()) {
            print(config.counts(), text);
        }
        return text.toString();
    }

    @Part("vm")
    private static boolean print(Firmware line, StringBuilder text) {
        text.append(line.huge() == 0 ? "" : " hugepages=" + line.huge());
        text.append(line.gigantic() == 0 ? "" : " hugepages_1g=" + line.gigantic());
        return true;
    }

    @Part("pasted")
    private static void print(List<ZoneCounts> zones, StringBuilder text) {
        for (int i = 0; i < zones.size(); i++) {
            ZoneCounts zone = zones.get(i);
            text.append(i == 0 ? " buddyinfo=" : ";")
                    .append(zone.node())
                    .append(':')
                    .append(zone.name());
            for (int order = 0; order < FreeLists.ORDERS; order++) {
                int count = zone.counts().get(order);
                text.append(order == 0 ? ':' : ',').append(count);
            }
        }
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
        return new Result.Ok(reader.build());
    }

    private void set(String word) {
        int equals = word.indexOf('=');
        String key = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        if (key.isEmpty() || value.isEmpty()) {
            wrong = "a machine is described by key=value; this is " + word;
            return;
        }
        switch (key) {
            case "preset" -> preset = once(key, preset != null) ? presetOf(value) : preset;
            case "frames" -> frames = once(key, frames >= 0) ? number(key, value, 1, Limits.FRAMES) : frames;
            case "start_pfn" -> startPfn = once(key, startPfn >= 0) ? number(key, value, 0, Limits.FRAMES) : startPfn;
            case "migratetypes" ->
                migratetypes = once(key, migratetypes != null) ? Boolean.valueOf(flag(key, value)) : migratetypes;
            case "merge_likely" -> {
                if (once(key, mergeLikely != null)) {
                    mergeLikely = flag(key, value);
                }
            }
            case "buddyinfo" -> {
                if (hasPasted()) {
                    zones = once(key, !zones.isEmpty()) ? zonesOf(value) : zones;
                } else {
                    wrong = key + MISSING;
                }
            }
            default -> {
                if (hasLayers()) {
                    setLayer(key, value);
                } else {
                    wrong = key + MISSING;
                }
            }
        }
        checkMemory();
    }

    /** One of them only says how much memory there is. */
    private void checkMemory() {
        boolean counted = frames >= 0 || startPfn >= 0;
        boolean mapped = !map.entries().isEmpty();
        if (wrong.isEmpty() && !zones.isEmpty() && counted) {
            wrong = "buddyinfo says how many frames there are; leave out frames and start_pfn";
        } else if (wrong.isEmpty() && mapped && (counted || !zones.isEmpty())) {
            wrong = "e820 says how much memory there is; leave out frames, start_pfn and buddyinfo";
        }
    }

    @Part("memblock")
    private static boolean hasBoot() {
        return true;
    }

    @Part("memblock")
    private void setFirmware(String key, String value) {
        switch (key) {
            case "e820" -> {
                if (once(key, !map.entries().isEmpty())) {
                    String[] trouble = new String[1];
                    map = FirmwareText.parse(value, trouble);
                    wrong = trouble[0];
                }
            }
            case "booted" -> {
                if (once(key, booted != null)) {
                    booted = flag(key, value);
                }
            }
            case "kernelcore" -> kernelcore = once(key, kernelcore >= 0) ? bytes(key, value) : kernelcore;
            case "movablecore" -> movablecore = once(key, movablecore >= 0) ? bytes(key, value) : movablecore;
            default ->
                wrong = "unknown key " + key + "; the keys are preset, frames, start_pfn, migratetypes, merge_likely,"
                        + " buddyinfo, watermarks, percpu, cpus, min_free_kbytes, watermark_scale_factor,"
                        + " compaction, reclaim, thp, oom, freelist_random, tlb, hugepages, hugepages_1g, e820, booted,"
                        + " kernelcore, movablecore";
        }
        checkMemory();
    }

    private long bytes(String key, String text) {
        boolean good = Numbers.isBytes(text) && Numbers.bytes(text) >= 0;
        if (!good) {
            wrong = key + " is a number of bytes, decimal or 0x, with K, M or G; this is " + text;
        }
        return good ? Numbers.bytes(text) : 0;
    }

    @Part("layers")
    private static boolean hasLayers() {
        return true;
    }

    @Part("layers")
    private void setLayer(String key, String value) {
        switch (key) {
            case "watermarks" ->
                watermarks = once(key, watermarks != null) ? Boolean.valueOf(flag(key, value)) : watermarks;
            case "percpu" -> perCpu = once(key, perCpu != null) ? Boolean.valueOf(flag(key, value)) : perCpu;
            case "compaction" ->
                compaction = once(key, compaction != null) ? Boolean.valueOf(flag(key, value)) : compaction;
            case "reclaim" -> reclaim = once(key, reclaim != null) ? Boolean.valueOf(flag(key, value)) : reclaim;
            case "oom" -> oom = once(key, oom != null) ? Boolean.valueOf(flag(key, value)) : oom;
            case "thp" -> thp = once(key, thp != null) ? Integer.valueOf(thpOf(key, value)) : thp;
            case "tlb" -> tlb = once(key, tlb != null) ? tlbOf(key, value) : tlb;
            case "cpus" -> cpus = once(key, cpus >= 0) ? number(key, value, 1, Limits.CPUS) : cpus;
            case "min_free_kbytes" ->
                minFreeKbytes = once(key, minFreeKbytes >= 0) ? number(key, value, 0, 262_144) : minFreeKbytes;
            case "watermark_scale_factor" ->
                scaleFactor = once(key, scaleFactor >= 0) ? number(key, value, 1, 3000) : scaleFactor;
            case "freelist_random" ->
                freelistRandom =
                        once(key, freelistRandom >= 0) ? number(key, value, 0, Integer.MAX_VALUE) : freelistRandom;
            case "hugepages" -> huge = once(key, huge >= 0) ? pages(key, value) : huge;
            case "hugepages_1g" -> gigantic = once(key, gigantic >= 0) ? pages(key, value) : gigantic;
            default -> {
                if (hasBoot()) {
                    setFirmware(key, value);
                } else {
                    wrong = key + MISSING;
                }
            }
        }
        if (wrong.isEmpty() && oom != null && oom && watermarks != null && !watermarks) {
            wrong = "oom=on needs watermarks=on: nobody is killed where no watermark keeps pages back";
        }
    }

    @Part("vm")
    private static boolean hasHugePages() {
        return true;
    }

    private int pages(String key, String value) {
        if (!hasHugePages()) {
            wrong = key + MISSING;
        }
        return number(key, value, 0, Limits.FRAMES);
    }

    @Part("reclaim")
    private static boolean hasThp() {
        return true;
    }

    private int thpOf(String key, String value) {
        int who = Layers.thp(value);
        String bad = who < Layers.NO_THP ? key + " is off, always, madvise or never; this is " + value : wrong;
        wrong = hasThp() ? bad : key + MISSING;
        return Math.max(who, Layers.NO_THP);
    }

    @Part("tlb")
    private static boolean hasTlb() {
        return true;
    }

    private @Nullable TlbConfig tlbOf(String key, String value) {
        TlbConfig read = hasTlb() ? TlbConfig.parse(value) : null;
        wrong = read != null ? wrong : hasTlb() ? key + " is " + TlbConfig.FORM + "; this is " + value : key + MISSING;
        return read;
    }

    private boolean once(String key, boolean given) {
        if (given) {
            wrong = key + " is given twice";
        }
        return !given;
    }

    /** The machine; every value was checked when it was set. */
    private MachineConfig build() {
        boolean mapped = !map.entries().isEmpty();
        Preset usual = mapped ? Preset.LINUX : Preset.TEXTBOOK;
        Preset base = preset == null ? usual : preset;
        int count = frames < 0 ? DEFAULT_FRAMES : frames;
        int start = Math.max(startPfn, 0);
        int spanned = mapped && hasBoot() ? presentPages() : zones.isEmpty() ? count : MachineConfig.spanned(zones);
        boolean grouped = migratetypes == null ? base == Preset.LINUX && MachineConfig.groups(spanned) : migratetypes;
        boolean likely = mergeLikely == null || mergeLikely;
        return new MachineConfig(base, count, start, grouped, likely, zones, List.of(), layers(), slab())
                .withFirmware(new Firmware(
                        map,
                        booted != null && booted,
                        Math.max(kernelcore, 0),
                        Math.max(movablecore, 0),
                        Math.max(huge, 0),
                        Math.max(gigantic, 0)))
                .withTlb(tlb == null ? TlbConfig.NONE : tlb);
    }

    @Part("memblock")
    private int presentPages() {
        int[] pfns = map.pages();
        int pages = 0;
        for (int i = 0; i < pfns.length; i += 2) {
            pages += pfns[i + 1] - pfns[i];
        }
        return pages;
    }

    private SlabConfig slab() {
        return new SlabConfig(1, Math.max(freelistRandom, 0), List.of());
    }

    private Layers layers() {
        Layers none = Layers.NONE;
        boolean kills = oom != null && oom;
        return new Layers(
                watermarks == null ? kills : watermarks,
                perCpu != null && perCpu,
                cpus < 0 ? none.cpus() : cpus,
                minFreeKbytes < 0 ? none.minFreeKbytes() : minFreeKbytes,
                scaleFactor < 0 ? none.scaleFactor() : scaleFactor,
                compaction != null && compaction,
                kills,
                reclaim != null && reclaim,
                thp == null ? Layers.NO_THP : thp);
    }

    private Preset presetOf(String value) {
        for (Preset candidate : Preset.values()) {
            if (candidate.word().equals(value)) {
                return candidate;
            }
        }
        wrong = "preset is textbook or linux; this is " + value;
        return Preset.TEXTBOOK;
    }

    private int number(String key, String text, int low, int high) {
        int value = Numbers.parse(text);
        if (value < low || value > high) {
            wrong = key + " is a number from " + low + " to " + high + "; this is " + text;
        }
        return value;
    }

    private boolean flag(String key, String text) {
        if (!text.equals("on") && !text.equals("off")) {
            wrong = key + " is on or off; this is " + text;
        }
        return text.equals("on");
    }

    @Part("pasted")
    private static boolean hasPasted() {
        return true;
    }

    @Part("pasted")
    private List<ZoneCounts> zonesOf(String text) {
        String[] trouble = {wrong};
        List<ZoneCounts> found = PastedZones.parse(text, trouble);
        wrong = trouble[0];
        return found;
    }
}
