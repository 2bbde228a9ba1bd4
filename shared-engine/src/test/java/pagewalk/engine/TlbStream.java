package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Xorshift;

/**
 * Seeded command lines for processes whose translations are remembered: several at a time, on several processors, idle
 * ones among them, with accesses near each other, page tables that change under them, and mistakes.
 */
public final class TlbStream {
    private static final int PAGE = 4096;
    private static final int MOST = 8;

    private final Xorshift random;
    private final int cpus;
    private final List<String> alive = new ArrayList<>();
    private int named;
    private int mapped;
    /** The pid and address of the last access, which most often is near the next one. */
    private String last = "";

    public TlbStream(Xorshift random, int cpus) {
        this.random = random;
        this.cpus = cpus;
    }

    public String next() {
        if (alive.isEmpty() || alive.size() < 3 && random.below(10) == 0) {
            return begin("p" + named++ + " = spawn init");
        }
        String pid = alive.get(random.below(alive.size()));
        int what = random.below(100);
        if (what < 72) {
            return access(pid);
        }
        if (what < 80) {
            return random.below(5) == 0
                    ? "switch_to pid=0 cpu=" + random.below(cpus)
                    : "switch_to pid=" + pid + " cpu=" + random.below(cpus);
        }
        if (what < 92) {
            return change(pid);
        }
        if (what < 95 && alive.size() < MOST) {
            return begin("p" + named++ + " = fork pid=" + pid);
        }
        if (what < 96 && alive.size() > 1) {
            alive.remove(pid);
            return "exit pid=" + pid;
        }
        return mistake(pid);
    }

    private String begin(String line) {
        alive.add(line.substring(0, line.indexOf(' ')));
        return line;
    }

    /** An address of the stack or of a mapping that somebody made, most often near its start. */
    private String address() {
        int page = random.below(4) == 0 ? random.below(48) : random.below(6);
        if (mapped == 0 || random.below(8) == 0) {
            return "0x" + Long.toHexString(0x7ffffffff000L - (long) page * PAGE);
        }
        return "0x" + Long.toHexString(0x10000000L + (long) random.below(mapped) * 64 * PAGE + (long) page * PAGE);
    }

    private String access(String pid) {
        boolean again =
                !last.isEmpty() && random.below(3) != 0 && alive.contains(last.substring(5, last.indexOf(" addr")));
        String where = again ? last : " pid=" + pid + " addr=" + address() + " len=8";
        last = where;
        return switch (random.below(5)) {
            case 0, 1 -> "load" + where;
            case 2 -> "fetch" + where;
            default -> "store" + where + " value=" + random.below(1000);
        };
    }

    private String change(String pid) {
        String range = " pid=" + pid + " addr=" + address() + " len=" + (1 + random.below(3) * random.below(40)) * PAGE;
        return switch (random.below(9)) {
            case 0 -> "munmap" + range;
            case 1 -> "mprotect" + range + " prot=" + (random.below(2) == 0 ? "r" : "rw");
            case 2 -> "madvise" + range + " advice=dontneed";
            case 3 ->
                "mremap pid=" + pid + " old_addr=" + address() + " old_len=8K new_len=" + (1 + random.below(9)) * PAGE
                        + " flags=maymove";
            default -> {
                int at = mapped < 4 ? mapped++ : random.below(4);
                yield "mmap pid=" + pid + " addr=0x" + Long.toHexString(0x10000000L + (long) at * 64 * PAGE) + " len="
                        + (1 + random.below(48)) * PAGE + " prot=" + (random.below(4) == 0 ? "rwx" : "rw")
                        + " flags=" + (random.below(4) == 0 ? "shared" : "private") + ",anon,fixed";
            }
        };
    }

    private String mistake(String pid) {
        return switch (random.below(7)) {
            case 0 -> "load pid=" + pid + " addr=0x7000000 len=8";
            case 1 -> "tlb_stat cpu=" + random.below(cpus + 2);
            case 2 -> "load pid=99999 addr=0x10000000 len=1";
            case 3 -> "switch_to pid=" + pid + " cpu=" + (cpus + random.below(3));
            case 4 -> "munmap pid=" + pid + " addr=0x10000001 len=1";
            case 5 -> "load pid=" + pid + " addr=0x800000000000 len=8";
            default -> "munmap pid=" + pid + " addr=0x10000000 len=0";
        };
    }
}
