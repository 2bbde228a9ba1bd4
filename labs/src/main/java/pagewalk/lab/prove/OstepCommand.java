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
        OstepOptions known = OstepOptions.of(program);
        return new OstepCommand(
                program, known == null ? Map.of() : options(words.subList(at + 1, words.size()), known));
    }

    private static Map<String, String> options(List<String> words, OstepOptions known) {
        Map<String, String> options = new TreeMap<>(known.defaults());
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            boolean isLong = word.startsWith("--");
            String name = isLong
                    ? known.letters().getOrDefault(equals < 0 ? word : word.substring(0, equals), "")
                    : word.substring(0, Math.min(2, word.length()));
            String glued = isLong ? (equals < 0 ? "" : word.substring(equals + 1)) : word.substring(name.length());
            // Flags may stand together in one word, as in -vc.
            while (known.isFlag(name) && !isLong && !glued.isEmpty()) {
                options.put(name, "");
                name = "-" + glued.charAt(0);
                glued = glued.substring(1);
            }
            if (known.isFlag(name) && glued.isEmpty()) {
                options.put(name, "");
                continue;
            }
            if (!known.defaults().containsKey(name) || glued.isEmpty() && i + 1 == words.size()) {
                throw new RecordingFault(1, "the exercise has no option " + word);
            }
            options.put(name, glued.isEmpty() ? words.get(++i) : glued);
        }
        return options;
    }

    boolean has(String letter) {
        return options.containsKey(letter);
    }

    /** The value of an option. */
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

    /** The number that an option gives, of up to 15 digits; throws {@link RecordingFault} for anything else. */
    long large(String letter) {
        String value = text(letter);
        if (!value.matches("-?[0-9]{1,15}")) {
            throw new RecordingFault(1, "option " + letter + " takes a number; this is " + value);
        }
        return Long.parseLong(value);
    }

    /**
     * Bytes that an option gives, with k, m or g for powers of 1024; throws {@link RecordingFault} for anything else.
     */
    long size(String letter) {
        String value = text(letter);
        if (!value.matches("-?[0-9]{1,12}[kKmMgG]?")) {
            throw new RecordingFault(1, "option " + letter + " takes a size; this is " + value);
        }
        int shift = switch (value.charAt(value.length() - 1)) {
            case 'k', 'K' -> 10;
            case 'm', 'M' -> 20;
            case 'g', 'G' -> 30;
            default -> 0;
        };
        return Long.parseLong(shift == 0 ? value : value.substring(0, value.length() - 1)) << shift;
    }
}
