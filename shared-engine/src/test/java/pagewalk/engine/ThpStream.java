package pagewalk.engine;

import pagewalk.engine.util.Xorshift;

/** Seeded command lines about transparent huge pages: ranges around borders of 2 MiB, calls that split, pressure. */
public final class ThpStream {
    private static final String SETTINGS = " > /sys/kernel/mm/transparent_hugepage/";
    private static final String[] ADVICE = {
        "hugepage",
        "nohugepage",
        "dontneed",
        "collapse",
        "free",
        "cold",
        "pageout",
        "dontneed",
        "hugepage",
        "collapse",
        "random",
        "normal",
        "wipeonfork",
        "populate_write"
    };
    private static final String[] ENABLED = {"always", "madvise", "always", "always", "never"};
    private static final String[] DEFRAG = {"always", "defer", "defer+madvise", "madvise", "never", "sometimes"};
    private static final long BASE = 0x10000000L;
    private static final int PAGES = 4 * 512;

    private final Xorshift random;
    private final Machine machine;
    private final boolean reclaims;
    private int given;

    public ThpStream(Xorshift random, Machine machine) {
        this.random = random;
        this.machine = machine;
        reclaims = machine.config().layers().reclaim();
    }

    public String next() {
        given++;
        if (given == 1) {
            return "spawn comm=a";
        }
        if (given == 2) {
            return map();
        }
        if (given == 3 && reclaims) {
            return "swapon path=/dev/vdb size=24M rotational=on";
        }
        int kind = random.below(100);
        if (kind < 30) {
            return (random.below(4) == 0 ? "load" : "store") + pid() + part();
        }
        if (kind < 46) {
            return "madvise" + pid() + range() + " advice=" + ADVICE[random.below(ADVICE.length)];
        }
        if (kind < 51) {
            return "mprotect" + pid() + range() + " prot=" + (random.below(3) == 0 ? "r" : "rw");
        }
        if (kind < 64) {
            return map();
        }
        return kind < 80 ? calls() : rest();
    }

    private String calls() {
        return switch (random.below(9)) {
            case 0, 1 -> living() < 3 ? "fork" + pid() : "exit" + pid();
            case 2 -> "exit" + pid();
            case 3 -> "munmap" + pid() + range();
            case 4 -> "mlock" + pid() + range();
            case 5 -> "munlock" + pid() + range();
            case 6 ->
                "mremap" + pid() + " old_addr=0x" + Long.toHexString(at()) + " old_len=" + len() + " new_len=" + len()
                        + " flags=maymove";
            case 7 -> "store" + pid() + " addr=0x" + Long.toHexString(at()) + " len=8 value=" + random.below(1000);
            default -> "exit" + pid();
        };
    }

    private String rest() {
        return switch (random.below(16)) {
            case 0, 1, 2 -> "tick n=" + (1 + random.below(12));
            case 3, 4 -> "echo " + ENABLED[random.below(ENABLED.length)] + SETTINGS + "enabled";
            case 13 -> "echo " + DEFRAG[random.below(DEFRAG.length)] + SETTINGS + "defrag";
            case 5 -> "echo " + random.below(3) + SETTINGS + "use_zero_page";
            case 6 -> "echo " + random.below(600) + SETTINGS + "khugepaged/max_ptes_none";
            case 7 -> "echo " + random.below(513) + SETTINGS + "khugepaged/max_ptes_shared";
            case 8 -> "echo " + (100 + random.below(9000)) + SETTINGS + "khugepaged/scan_sleep_millisecs";
            case 9 -> reclaims ? "try_to_free_pages n=" + (1 + random.below(20)) : "cat /proc/buddyinfo";
            case 10 -> "cat /proc/1/smaps";
            case 11 -> living() == 0 ? "spawn comm=b" : "cat /proc/1/pagemap";
            case 12 -> living() == 0 ? "spawn comm=b" : "cat" + SETTINGS.substring(2) + "khugepaged/full_scans";
            default -> living() == 0 ? "spawn comm=b" : "wait pid=1";
        };
    }

    private int living() {
        int count = 0;
        for (int pid = 1; pid < machine.processes().nextPid(); pid++) {
            count += machine.processes().space(pid) == null ? 0 : 1;
        }
        return count;
    }

    private String pid() {
        int pid = 1 + random.below(Math.max(machine.processes().nextPid() - 1, 1));
        for (int i = 0; i < 8 && machine.processes().space(pid) == null; i++) {
            pid = 1 + random.below(Math.max(machine.processes().nextPid() - 1, 1));
        }
        return " pid=" + pid;
    }

    private long at() {
        int page = random.below(3) == 0 ? random.below(4) * 512 : random.below(PAGES);
        return BASE + page * 4096L;
    }

    private String len() {
        int pages = random.below(3) == 0 ? (1 + random.below(3)) * 512 : 1 + random.below(600);
        return Integer.toString(pages * 4096);
    }

    private String range() {
        return " addr=0x" + Long.toHexString(at()) + " len=" + len();
    }

    private String part() {
        return random.below(3) == 0
                ? range()
                : " addr=0x" + Long.toHexString(at()) + " len=" + (1 + random.below(40)) * 4096;
    }

    private String map() {
        String how = " prot=rw flags=" + (random.below(8) == 0 ? "private,anon" : "private,anon,fixed");
        String whole = " addr=0x" + Long.toHexString(BASE + (random.below(3) << 21)) + " len="
                + (1 + random.below(3)) * 2 + "M";
        return "mmap" + pid() + (random.below(4) == 0 ? range() : whole) + how;
    }
}
