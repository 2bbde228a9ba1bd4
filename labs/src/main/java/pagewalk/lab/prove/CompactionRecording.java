package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A recording of the {@code compaction} format, cut into its commands. */
record CompactionRecording(List<Step> steps) {
    /**
     * Where kernels keep what {@code > dump} prints; recordings of compaction leave these numbers out, and they are 0.
     */
    private static final String FLAGS =
            " prev_free_high_order=0 free_high_batch=0 below_high=0 reclaim_active=0 boosted=0";

    CompactionRecording {
        steps = List.copyOf(steps);
    }

    /** A command and what was printed below it; {@code line} counts from 1. */
    record Step(int line, String command, List<String> printed) {
        Step {
            printed = List.copyOf(printed);
        }

        /** What was printed, line by line as it stands, with newlines. */
        String text() {
            StringBuilder text = new StringBuilder();
            for (String line : printed) {
                text.append(line).append('\n');
            }
            return text.toString();
        }

        /** The differences of /proc/vmstat by name; a name that is missing did not change. */
        Map<String, Integer> vmstat() {
            Map<String, Integer> values = new TreeMap<>();
            for (String word : text().split("\\s+")) {
                int sign = Math.max(word.indexOf('+'), word.indexOf('-'));
                if (sign > 0 && word.substring(sign + 1).matches("[0-9]{1,9}")) {
                    int value = Integer.parseInt(word.substring(sign + 1));
                    values.put(word.substring(0, sign), word.charAt(sign) == '+' ? value : -value);
                }
            }
            return values;
        }

        /** A {@code > dump} as the reader of zones takes it. */
        Recording.Step asDump() {
            List<String> lines = new ArrayList<>();
            for (String line : printed) {
                String bare = line.strip();
                lines.add(bare.startsWith("pcpstate ") && !bare.contains("boosted=") ? bare + FLAGS : bare);
            }
            return new Recording.Step(line, new Recording.Dump("dump"), lines);
        }
    }

    /** Whether a text looks like one. */
    static boolean isOne(String text) {
        return text.lines()
                .anyMatch(line -> line.startsWith("> put /proc/sys/vm/compact")
                        || line.startsWith("> get /sys/kernel/debug/extfrag/"));
    }

    /** Reads a recording; throws {@link RecordingFault}. */
    static CompactionRecording read(String text) {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        int at = 0;
        String command = "";
        List<String> printed = new ArrayList<>();
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("> ")) {
                add(steps, at, command, printed);
                at = number;
                command = line.substring(2).strip();
                printed = new ArrayList<>();
            } else if (!line.startsWith("#") && !line.isBlank()) {
                printed.add(line);
            }
        }
        add(steps, at, command, printed);
        if (steps.isEmpty()) {
            throw new RecordingFault(1, "this is no recording: there is no '> command' in it");
        }
        return new CompactionRecording(steps);
    }

    private static void add(List<Step> steps, int at, String command, List<String> printed) {
        if (at > 0) {
            steps.add(new Step(at, command, printed));
        }
    }

    /** The next step after {@code from} with this command, or null if none comes before one of {@code until}. */
    @Nullable
    Step after(int from, String command, List<String> until) {
        for (int i = from + 1; i < steps.size(); i++) {
            if (steps.get(i).command().equals(command)) {
                return steps.get(i);
            }
            if (until.contains(steps.get(i).command())) {
                return null;
            }
        }
        return null;
    }
}
