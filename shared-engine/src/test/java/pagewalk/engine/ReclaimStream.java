package pagewalk.engine;

import pagewalk.engine.util.Xorshift;

/** Seeded command lines under pressure: those of {@link ProcessStream}, swap that comes and goes, files. */
public final class ReclaimStream {
    private static final String[] ADVICE = {"pageout", "cold", "free", "pageout"};

    private final Xorshift random;
    private final ProcessStream processes;
    private int given;

    public ReclaimStream(Xorshift random, Machine machine, int most) {
        this.random = random;
        processes = new ProcessStream(random, machine, most);
    }

    public String next() {
        given++;
        if (given == 8) {
            return "swapon path=/dev/vdb size=1M" + rotational();
        }
        if (given == 9) {
            return "creat path=/large size=2M";
        }
        return given < 8 || random.below(100) < 60 ? processes.next() : ofReclaim();
    }

    private String rotational() {
        return random.below(2) == 0 ? " rotational=on" : "";
    }

    private String pid() {
        return " pid=" + (1 + random.below(Math.min(3 + given / 20, 12)));
    }

    private String range() {
        int page = random.below(48);
        return " addr=0x" + Long.toHexString(0x10000000L + page * 4096L) + " len=" + (1 + random.below(16)) * 4096;
    }

    private String ofReclaim() {
        int kind = random.below(60);
        if (kind < 12) {
            return "madvise" + pid() + range() + " advice=" + ADVICE[random.below(ADVICE.length)];
        }
        if (kind < 26) {
            return (random.below(2) == 0 ? "load" : "store") + pid() + range();
        }
        if (kind < 36) {
            String verb = random.below(3) == 0 ? "write" : "read";
            String advice = random.below(2) == 0 ? " advice=random" : "";
            return verb + pid() + " path=/large offset=" + random.below(2_000_000) + " len=" + random.below(80_000)
                    + advice;
        }
        return switch (kind) {
            case 36, 37, 38 -> "try_to_free_pages n=" + (1 + random.below(3));
            case 39 -> "tick n=1";
            case 40 -> "sync";
            case 41 -> "sysctl vm.swappiness=" + random.below(210);
            case 42 -> "sysctl vm.page-cluster=" + random.below(5);
            case 43 -> "sysctl vm.drop_caches=" + random.below(4);
            case 44 -> "swapoff path=/dev/vd" + (random.below(2) == 0 ? "b" : "c");
            case 45, 46 ->
                "swapon path=/dev/vdb size=" + (100 + random.below(1000)) + "K priority=" + random.below(4)
                        + rotational();
            case 47, 48 -> "swapon path=/dev/vdc size=" + (100 + random.below(1000)) + "K" + rotational();
            case 49 -> "cat /proc/swaps";
            case 50 -> "tick n=2";
            default -> "mmap" + pid() + range() + " prot=rw flags=private,anon,fixed";
        };
    }
}
