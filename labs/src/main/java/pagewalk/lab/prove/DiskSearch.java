package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.reclaim.Disk;
import pagewalk.lab.prove.ProcessPlayer.Step;

/**
 * Replays a recording with the machine's own disk, and where that differs with a quicker or a slower one.
 *
 * <p>When a page that was sent has arrived is not decided by the kernel but by the recorder's disk, which works beside
 * it and whose answers no recording lists. What they did to the lists is recorded. So a stretch between two dumps of
 * the lists agrees if there is a disk, one speed for each call of reclaim, with which every compared field agrees:
 * everything the kernel decides is still the machine's.
 */
final class DiskSearch {
    private static final int TURN = 32;
    private static final int LONGEST = 1024;
    /** Tries for one stretch, which is more than any has needed. */
    private static final int MOST_TRIES = 20_000;

    private final List<Step> steps;
    private final List<Integer> delays = new ArrayList<>();
    private final Set<Integer> lines = new TreeSet<>();
    private int tries;

    DiskSearch(List<Step> steps) {
        this.steps = steps;
        delays.add(Disk.LATENCY);
        delays.add(Disk.SLOW);
        for (int few = 0; few < TURN; few += TURN / 4) {
            delays.add(few + 1);
        }
        for (int turns = TURN; turns <= LONGEST; turns += TURN) {
            delays.add(turns);
        }
    }

    /** Replays until the first difference. */
    Proof prove(ReclaimReplay begin) {
        ReclaimReplay replay = begin;
        for (int from = 0; from < steps.size(); from = end(from)) {
            int end = end(from);
            boolean calls = calls(from, end) > 0;
            ReclaimReplay before = calls ? replay.copy() : replay;
            String trouble = "";
            int at = from;
            while (at < end && trouble.isEmpty()) {
                trouble = replay.play(steps.get(at++));
            }
            if (!trouble.isEmpty()) {
                tries = 0;
                ReclaimReplay found = calls ? find(before, from, end) : null;
                if (found == null) {
                    return new Proof(at - 1, steps.size(), trouble);
                }
                replay = found;
            }
        }
        return new Proof(steps.size(), steps.size(), "", taken());
    }

    /** Behind the next dump of the lists. */
    private int end(int from) {
        int end = from;
        while (end < steps.size() && !steps.get(end).op().equals("lru")) {
            end++;
        }
        return Math.min(end + 1, steps.size());
    }

    private int calls(int from, int end) {
        int calls = 0;
        for (int i = from; i < end; i++) {
            calls += ReclaimReplay.calls(steps.get(i));
        }
        return calls;
    }

    /** Plays a stretch with every disk in turn; null if it differs with each. */
    private @Nullable ReclaimReplay find(ReclaimReplay before, int from, int end) {
        for (int i = from; i < end; i++) {
            if (ReclaimReplay.calls(steps.get(i)) > 0) {
                return withDisk(before, i, 0, end);
            }
            if (!before.play(steps.get(i)).isEmpty()) {
                return null;
            }
        }
        return before;
    }

    /** Call number {@code call} of a step, with each disk with which something else happens, and all that follows. */
    private @Nullable ReclaimReplay withDisk(ReclaimReplay before, int step, int call, int end) {
        if (call == ReclaimReplay.calls(steps.get(step))) {
            before.arrive();
            return find(before, step + 1, end);
        }
        Set<String> seen = new HashSet<>();
        String expected = freed(step, call, end);
        for (int delay : delays) {
            if (tries++ > MOST_TRIES) {
                return null;
            }
            ReclaimReplay tried = before.copy();
            tried.haveDisk(delay);
            String freed = tried.freeOnce(steps.get(step));
            tried.haveDisk(Disk.LATENCY);
            boolean goesOn = seen.add(tried.digest()) && (expected.isEmpty() || expected.equals(freed));
            ReclaimReplay found = goesOn ? withDisk(tried, step, call + 1, end) : null;
            if (found != null) {
                if (delay != Disk.LATENCY) {
                    lines.add(steps.get(step).line());
                }
                return found;
            }
        }
        return null;
    }

    /** What the next dump says that a call freed; empty if it does not tell the calls apart. */
    private String freed(int step, int call, int end) {
        List<String> said = steps.get(end - 1).printed().stream()
                .filter(line -> line.startsWith("try_to_free_pages"))
                .toList();
        int earlier = said.size() - calls(step + 1, end) - ReclaimReplay.calls(steps.get(step));
        return earlier < 0 ? "" : said.get(earlier + call);
    }

    private String taken() {
        List<String> numbers = lines.stream().map(String::valueOf).toList();
        return numbers.isEmpty()
                ? ""
                : "with another disk in line" + (numbers.size() == 1 ? " " : "s ") + String.join(", ", numbers);
    }
}
