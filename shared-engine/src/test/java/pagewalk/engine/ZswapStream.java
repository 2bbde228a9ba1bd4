package pagewalk.engine;

import pagewalk.engine.util.Xorshift;

/** Seeded command lines of a machine that compresses what it swaps: those of {@link ReclaimStream} and settings. */
public final class ZswapStream {
    private static final String[] FILLS = {"zeros", "same", "half", "half", "random"};
    private static final String FOLDER = " > /sys/module/zswap/parameters/";

    private final Xorshift random;
    private final ReclaimStream reclaim;
    private int given;

    public ZswapStream(Xorshift random, Machine machine, int most) {
        this.random = random;
        reclaim = new ReclaimStream(random, machine, most);
    }

    public String next() {
        given++;
        return switch (given) {
            case 10 -> "echo Y" + FOLDER + "enabled";
            case 11 -> "echo 5" + FOLDER + "max_pool_percent";
            default -> given < 12 || random.below(100) < 75 ? reclaim.next() : ofZswap();
        };
    }

    private String ofZswap() {
        int page = random.below(48);
        return switch (random.below(30)) {
            case 0 -> "echo " + (random.below(4) == 0 ? "N" : "1") + FOLDER + "enabled";
            case 1 -> "echo " + (1 + random.below(12)) + FOLDER + "max_pool_percent";
            case 2 -> "echo " + 10 * random.below(11) + FOLDER + "accept_threshold_percent";
            case 3 -> "echo " + (random.below(2) == 0 ? "Y" : "off") + FOLDER + "shrinker_enabled";
            case 4 -> "cat /sys/kernel/debug/zswap/stored_pages";
            case 5, 6 -> "try_to_free_pages n=" + (1 + random.below(6));
            case 7, 8, 9 ->
                "madvise pid=" + (1 + random.below(8)) + " addr=0x" + Long.toHexString(0x10000000L + page * 4096L)
                        + " len=" + (1 + random.below(30)) * 4096 + " advice=pageout";
            default ->
                "fill pid=" + (1 + random.below(8)) + " addr=0x" + Long.toHexString(0x10000000L + page * 4096L)
                        + " len=" + (1 + random.below(20)) * 4096 + " with=" + FILLS[random.below(FILLS.length)];
        };
    }
}
