package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recording of object caches: {@code > op} lines and what each printed, as the kernel module wrote it.
 *
 * @param steps in order
 */
record SlubRecording(List<Step> steps) {
    private static final Pattern ALLOCATED = Pattern.compile(
            "kalloc (\\S+) (\\d{1,9}) -> S(\\d{1,9}) obj (\\d{1,9}) \\(pfn (\\d{1,9}) offset (\\d{1,9})\\)");
    private static final Pattern FREED = Pattern.compile("kfree (\\S+) (\\d{1,9}) \\(S(\\d{1,9}) obj (\\d{1,9})\\)");
    private static final Pattern CPU_LIST = Pattern.compile("cpu S\\d+ .* free=\\[([0-9 ]*)\\].*");

    /** One operation, in the recording's own words; {@code line} counts from 1. */
    record Step(int line, String text, List<String> printed) {
        String verb() {
            return text.split(" ", 2)[0];
        }

        /** The cache that the operation is about. */
        String cache() {
            String[] words = text.split(" ", 3);
            if (words.length < 2) {
                throw new RecordingFault(line, "this operation names no cache: " + text);
            }
            return words[1];
        }

        /** The value of {@code key=} in the operation; empty if it is not there. */
        String value(String key) {
            for (String word : text.split(" +")) {
                if (word.startsWith(key + "=")) {
                    return word.substring(key.length() + 1);
                }
            }
            return "";
        }

        Allocated allocated() {
            Matcher m = match(ALLOCATED);
            return new Allocated(number(m, 2), number(m, 3), number(m, 4), number(m, 5), number(m, 6));
        }

        Freed freed() {
            Matcher m = match(FREED);
            return new Freed(number(m, 2), number(m, 3), number(m, 4));
        }

        private Matcher match(Pattern pattern) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.matches()) {
                throw new RecordingFault(line, "this operation is not known: " + text);
            }
            return matcher;
        }

        private static int number(Matcher matcher, int group) {
            return Integer.parseInt(matcher.group(group));
        }
    }

    /** What an allocation gave: object {@code object} of slab {@code slab}. */
    record Allocated(int id, int slab, int object, int pfn, int offset) {}

    /** What a free was about. */
    record Freed(int id, int slab, int object) {}

    /** Reads a recording; throws {@link RecordingFault} for a text that is none. */
    static SlubRecording read(String text) {
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("> ")) {
                steps.add(new Step(number, line.substring(2).strip(), new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                if (steps.isEmpty()) {
                    throw new RecordingFault(number, "this is no recording: there is no '> op' before it");
                }
                steps.get(steps.size() - 1).printed().add(line.strip());
            }
        }
        if (steps.isEmpty()) {
            throw new RecordingFault(1, "this is no recording: there is no '> op' in it");
        }
        return new SlubRecording(steps);
    }

    /** Whether a cache of the recording has freelists in random order. */
    boolean random() {
        return steps.stream().anyMatch(step -> step.value("random").equals("on"));
    }

    /**
     * The throws of the kernel's dice, which nobody can foretell: those that make the cache's random order what its
     * first slab shows, and for each slab the place where it begins. All that follows from them is compared.
     */
    List<Integer> dice() {
        return dice(0);
    }

    /** The order of the cache's random freelists, from what its first slab shows; empty for ascending ones. */
    List<Integer> randomOrder() {
        List<Integer> order = new ArrayList<>();
        for (Step step : steps) {
            if (random() && order.isEmpty() && step.verb().equals("kalloc")) {
                order.add(step.allocated().object());
                order.addAll(cpuList(step));
            }
        }
        return order;
    }

    /** The throws from the {@code made}-th slab on. */
    List<Integer> dice(int made) {
        List<Integer> thrown = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (Step step : steps) {
            if (!step.verb().equals("kalloc") || !seen.add(step.allocated().slab())) {
                continue;
            }
            int first = step.allocated().object();
            if (order.isEmpty()) {
                order.add(first);
                order.addAll(cpuList(step));
                thrown.addAll(made == 0 ? throwsFor(order, step.line()) : List.of());
            }
            if (seen.size() <= made) {
                continue;
            }
            thrown.add(Math.max(order.indexOf(first), 0));
        }
        return thrown;
    }

    private static List<Integer> cpuList(Step step) {
        for (String line : step.printed()) {
            Matcher matcher = CPU_LIST.matcher(line);
            if (matcher.matches()) {
                List<Integer> objects = new ArrayList<>();
                for (String word : matcher.group(1).strip().split(" +")) {
                    if (!word.isEmpty()) {
                        objects.add(Recording.number(word));
                    }
                }
                return objects;
            }
        }
        return List.of();
    }

    /** The throws that exchange the numbers from 0 on, from the last place down, until they stand in this order. */
    private static List<Integer> throwsFor(List<Integer> order, int line) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            numbers.add(i);
        }
        List<Integer> thrown = new ArrayList<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            int other = numbers.subList(0, i + 1).indexOf(order.get(i));
            if (other < 0) {
                throw new RecordingFault(line, "the freelist of a new slab does not name each object once");
            }
            if (i > 0) {
                thrown.add(other);
            }
            numbers.set(other, numbers.get(i));
            numbers.set(i, order.get(i));
        }
        return thrown;
    }
}
