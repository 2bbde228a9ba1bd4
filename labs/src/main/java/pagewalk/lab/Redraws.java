package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;

/** Why draws of a part were not accepted, and how often: what an author is told when none is. */
final class Redraws {
    /** A reason may have drawn numbers in it, and so be another one each time. */
    private static final int TOLD = 5;

    private final List<String> reasons = new ArrayList<>();
    private final List<Integer> times = new ArrayList<>();

    /** Notes one draw that was refused for {@code reason}. */
    void note(String reason) {
        int at = reasons.indexOf(reason);
        if (at < 0) {
            reasons.add(reason);
            times.add(1);
        } else {
            times.set(at, times.get(at) + 1);
        }
    }

    /** The first reasons met, each with its number. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < Math.min(reasons.size(), TOLD); i++) {
            all.add(times.get(i) + " times " + reasons.get(i));
        }
        return String.join("; ", all);
    }
}
