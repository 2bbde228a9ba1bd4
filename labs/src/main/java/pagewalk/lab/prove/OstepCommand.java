package pagewalk.lab.prove;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command line of an OSTEP exercise: the program, and its options by letter. Options may be written as
 * {@code -s 0}, {@code -s0}, {@code --seed 0} or {@code --seed=0}.
 */
record OstepCommand(String program, Map<String, String> options) {
    /** Letters and long names of the free-space exercise, and what holds without them. */
    private static final Map<String, String> LONG = Map.ofEntries(
            Map.entry("--seed", "-s"),
            Map.entry("--size", "-S"),
            Map.entry("--baseAddr", "-b"),
            Map.entry("--headerSize", "-H"),
            Map.entry("--alignment", "-a"),
            Map.entry("--policy", "-p"),
            Map.entry("--listOrder", "-l"),
            Map.entry("--coalesce", "-C"),
            Map.entry("--numOps", "-n"),
            Map.entry("--range", "-r"),
            Map.entry("--percentAlloc", "-P"),
            Map.entry("--allocList", "-A"),
            Map.entry("--compute", "-c"));

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("-s", "0"),
            Map.entry("-S", "100"),
            Map.entry("-b", "1000"),
            Map.entry("-H", "0"),
            Map.entry("-a", "-1"),
            Map.entry("-p", "BEST"),
            Map.entry("-l", "ADDRSORT"),
            Map.entry("-n", "10"),
            Map.entry("-r", "10"),
            Map.entry("-P", "50"),
            Map.entry("-A", ""));

    private static final List<String> FLAGS = List.of("-C", "-c");

    OstepCommand {
        options = Map.copyOf(options);
    }

    /** Whether a text begins with the command line of such an exercise. */
    static boolean begins(String text) {
        return text.startsWith("$ ") && text.lines().findFirst().orElse("").matches("\\$ .*\\.py( .*)?");
    }

    /** Reads the first line of a recording; throws {@link RecordingFault}. */
    static OstepCommand of(String line) {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        int at = 0;
        while (at < words.size() && !words.get(at).endsWith(".py")) {
            at++;
        }
        if (at == words.size()) {
            throw new RecordingFault(
                    1, "the first line is the exercise's command line, such as $ python3 malloc.py -c");
        }
        String program = words.get(at).substring(words.get(at).lastIndexOf('/') + 1);
        boolean known = program.equals("malloc.py");
        return new OstepCommand(program, known ? options(words.subList(at + 1, words.size())) : Map.of());
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new TreeMap<>(DEFAULTS);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            boolean isLong = word.startsWith("--");
            String name = isLong
                    ? LONG.getOrDefault(equals < 0 ? word : word.substring(0, equals), "")
                    : word.substring(0, Math.min(2, word.length()));
            if (FLAGS.contains(name) && (isLong || word.length() == 2)) {
                options.put(name, "");
                continue;
            }
            String glued = isLong ? (equals < 0 ? "" : word.substring(equals + 1)) : word.substring(name.length());
            if (!DEFAULTS.containsKey(name) || glued.isEmpty() && i + 1 == words.size()) {
                throw new RecordingFault(1, "the exercise has no option " + word);
            }
            options.put(name, glued.isEmpty() ? words.get(++i) : glued);
        }
        return options;
    }

    boolean has(String letter) {
        return options.containsKey(letter);
    }

    /** The value of an option of the free-space exercise. */
    String text(String letter) {
        return options.getOrDefault(letter, "");
    }

    /** The number that an option gives; throws {@link RecordingFault} for anything else. */
    int number(String letter) {
        String value = text(letter);
        if (!value.matches("-?[0-9]{1,9}")) {
            throw new RecordingFault(1, "option " + letter + " takes a number; this is " + value);
        }
        return Integer.parseInt(value);
    }
}
