package pagewalk.lab.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Limits;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.proc.Buddyinfo;

/** The machine that a command line describes: a file's settings, overruled by options. */
final class SimConfig {
    private SimConfig() {}

    static MachineConfig of(Options options) {
        String file = options.value("--config");
        List<String> words = new ArrayList<>();
        if (file != null) {
            String text = Input.read(file, Limits.CONFIG_CHARS * 4);
            parse(text, file);
            words.addAll(words(text));
        }
        for (String word : overrides(options)) {
            String key = key(word);
            words.removeIf(other -> key(other).equals(key));
        }
        words.addAll(overrides(options));
        if ("linux".equals(options.value("--preset"))
                && words.stream().noneMatch(word -> key(word).equals("percpu"))) {
            words.add("percpu=on");
        }
        String buddyinfo = options.value("--buddyinfo");
        return buddyinfo == null ? parse(String.join(" ", words), null) : pasted(words, buddyinfo);
    }

    private static List<String> overrides(Options options) {
        List<String> words = new ArrayList<>();
        String preset = options.value("--preset");
        String frames = options.value("--frames");
        if (preset != null) {
            words.add("preset=" + preset);
        }
        if (frames != null) {
            words.add("frames=" + frames);
        }
        for (String set : options.all("--set")) {
            if (set.indexOf('=') < 1 || set.matches(".*\\s.*")) {
                throw CliFault.usage("--set takes key=value, not '" + set + "'");
            }
            words.add(set);
        }
        return words;
    }

    private static String key(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    /** The settings of a text without its comments. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            int comment = line.indexOf('#');
            for (String word :
                    (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+")) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    static MachineConfig parse(String text, @Nullable String file) {
        return switch (ConfigText.parse(text)) {
            case ConfigText.Result.Ok ok -> ok.config();
            case ConfigText.Result.Malformed bad -> {
                String place = file == null ? "" : file + ", line " + bad.line() + ", column " + bad.column() + ": ";
                throw CliFault.usage(place + bad.message());
            }
        };
    }

    /** A machine from a real one's /proc/buddyinfo; Linux's conventions unless something else is asked for. */
    private static MachineConfig pasted(List<String> words, String file) {
        List<String> settings = new ArrayList<>(words);
        for (String word : words) {
            if (List.of("frames", "start_pfn", "buddyinfo").contains(key(word))) {
                throw CliFault.usage("--buddyinfo says which frames there are; leave out " + key(word));
            }
        }
        if (words.stream().noneMatch(word -> key(word).equals("preset"))) {
            settings.add("preset=linux");
        }
        String text = Input.read(file, Limits.CONFIG_CHARS * 4);
        return switch (Buddyinfo.parse(text)) {
            case Buddyinfo.Read.Malformed bad ->
                throw CliFault.usage(file + ", line " + bad.line() + ": " + bad.message());
            case Buddyinfo.Read.Ok ok -> withCounts(settings, ok);
        };
    }

    private static MachineConfig withCounts(List<String> settings, Buddyinfo.Read.Ok pasted) {
        String given = parse(String.join(" ", settings), null)
                .withCounts(pasted.zones())
                .text();
        List<String> words = words(given);
        for (String word : settings) {
            words.replaceAll(other -> key(other).equals(key(word)) ? word : other);
        }
        return parse(String.join(" ", words), null);
    }
}
