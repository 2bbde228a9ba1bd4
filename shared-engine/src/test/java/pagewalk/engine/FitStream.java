package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Xorshift;

/**
 * Seeded command lines for a range beside the machine: ranges of every policy, order and convention one after another,
 * blocks taken and given back in waves, and mistakes of every kind.
 */
public final class FitStream {
    private static final String[] POLICIES = {"first", "best", "worst", "next"};
    private static final String[] ORDERS = {"addrsort", "sizesort+", "sizesort-", "insert-front", "insert-back"};

    private final Xorshift random;
    private final List<String> held = new ArrayList<>();
    private int given;
    private int named;
    private int largest = 1;
    private boolean filling = true;

    public FitStream(Xorshift random) {
        this.random = random;
    }

    public String next() {
        given++;
        if (given == 1) {
            return "fit_alloc size=1";
        }
        if (given % 120 == 2) {
            return begin();
        }
        if (random.below(25) == 0) {
            return mistake();
        }
        if (random.below(40) == 0) {
            filling = !filling;
        }
        if (held.isEmpty() || random.below(100) < (filling ? 75 : 30)) {
            String name = "f" + named++;
            held.add(name);
            return name + " = fit_alloc size=" + (1 + random.below(largest));
        }
        return "fit_free " + held.remove(random.below(held.size()));
    }

    private String begin() {
        held.clear();
        int size = 20 + random.below(400);
        largest = Math.max(2, size / (3 + random.below(12)));
        return "fit_init size=" + size + " base=" + random.below(3) * random.below(2000) + " header="
                + random.below(2) * random.below(9) + " align="
                + (random.below(2) == 0 ? 1 : 1 + random.below(16)) + " policy="
                + POLICIES[random.below(4)] + " order=" + ORDERS[random.below(5)] + " coalesce="
                + (random.below(3) == 0 ? "off" : "on") + " convention=" + (random.below(3) == 0 ? "ostep" : "exact");
    }

    private String mistake() {
        return switch (random.below(10)) {
            case 0 -> "fit_alloc size=0";
            case 1 -> "fit_alloc size=0xffffffffffffffff";
            case 2 -> "fit_alloc size=" + (1 + random.below(1 << 20));
            case 3 -> "fit_free addr=" + random.below(3000);
            case 4 -> "fit_free addr=0xfffffffffffffff0";
            case 5 -> "fit_free nobody";
            case 6 -> "fit_init size=0";
            case 7 -> "fit_init size=64 align=0";
            case 8 -> "free_pages f" + random.below(named + 1);
            default -> "fit_free f" + random.below(named + 1);
        };
    }
}
