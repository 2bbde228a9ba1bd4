package pagewalk.lab.prove;

import java.util.List;
import pagewalk.engine.lru.LruVec;
import pagewalk.lab.prove.ProcessPlayer.Step;

/** Reads what a recorder printed of the lists. */
final class LruDump {
    /** The lists, in the machine's order of them. */
    static final String[] LISTS = {"inactive_anon:", "active_anon:", "inactive_file:", "active_file:"};

    private LruDump() {}

    /** The pages of a list, newest first. */
    static List<LruItem> items(Step step, int list) {
        for (String line : step.printed()) {
            if (line.startsWith(LISTS[list])) {
                return LruItem.read(line, step.line());
            }
        }
        throw new RecordingFault(step.line(), "the list " + LISTS[list] + " is missing");
    }

    /** From the first place where two orders differ on. */
    static String shown(List<String> order, List<String> other) {
        int at = 0;
        while (at < order.size() && at < other.size() && order.get(at).equals(other.get(at))) {
            at++;
        }
        List<String> rest = order.subList(at, Math.min(order.size(), at + 6));
        return order.size() + " pages, from number " + (at + 1) + " on "
                + (rest.isEmpty() ? "none" : String.join(" ", rest));
    }

    /** Sets costs and age as they were recorded. */
    static void balance(Step step, LruVec vec) {
        for (String line : step.printed()) {
            if (line.startsWith("lru anon_cost")) {
                String[] words = line.split(" ");
                if (words.length < 7) {
                    throw new RecordingFault(step.line(), "costs and age of the lists are missing");
                }
                int[] numbers = new int[3];
                for (int i = 0; i < 3; i++) {
                    numbers[i] = ProcessPlayer.number(words[2 + 2 * i], step.line());
                }
                vec.setBalance(numbers[0], numbers[1], numbers[2]);
            }
        }
    }
}
