package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.mm.Advice;
import pagewalk.engine.task.Task;
import pagewalk.engine.util.Xorshift;
import pagewalk.engine.view.ProcessView;

/**
 * Seeded command lines of several processes: system calls on a small window of addresses, so that ranges overlap in all
 * ways, accesses, forks and exits, and mistakes of every kind.
 */
public final class ProcessStream {
    private static final long WINDOW = 0x10000000L;
    private static final int WINDOW_PAGES = 48;
    private static final String[] PROTS = {"rw", "rw", "rw", "r", "none", "rx", "rwx", "w"};
    private static final String[] FILES = {"/a", "/b", "/bin/p", "/bin/q"};

    private final Xorshift random;
    private final Machine machine;
    private final int processes;
    private int given;

    /** A stream for {@code machine} with at most so many processes at one time. */
    public ProcessStream(Xorshift random, Machine machine, int processes) {
        this.random = random;
        this.machine = machine;
        this.processes = processes;
    }

    public String next() {
        given++;
        switch (given) {
            case 1 -> {
                return "store pid=1 addr=0x1000";
            }
            case 2 -> {
                return "creat path=/a size=200K";
            }
            case 3 -> {
                return "creat path=/b size=9000";
            }
            case 4 -> {
                return "creat path=/bin/p text=9000 rodata=100 data=5000 bss=20K";
            }
            case 5 -> {
                return "creat path=/bin/q text=4096";
            }
            default -> {}
        }
        List<Integer> alive = alive(machine);
        if (alive.isEmpty()) {
            return "s" + given + " = spawn comm=t" + given;
        }
        int pid = alive.get(random.below(alive.size()));
        int kind = random.below(100);
        if (kind < 42) {
            return access(pid);
        }
        if (kind < 84) {
            return call(pid);
        }
        if (kind < 90) {
            return mistake(pid);
        }
        return kind < 97 ? process(pid, alive.size()) : setting(pid);
    }

    /** The processes of a machine that have not exited, by their pids. */
    static List<Integer> alive(Machine machine) {
        List<Integer> alive = new ArrayList<>();
        ProcessView view = machine.processes();
        for (int pid = 1; pid < view.nextPid(); pid++) {
            Task task = view.task(pid);
            if (task != null && !task.isZombie()) {
                alive.add(pid);
            }
        }
        return alive;
    }

    private String range() {
        int page = random.below(WINDOW_PAGES);
        int pages = 1 + random.below(Math.min(10, WINDOW_PAGES - page));
        return " addr=" + at(page) + " len=" + pages * 4096;
    }

    private static String at(long page) {
        return "0x" + Long.toHexString(WINDOW + page * 4096);
    }

    private String access(int pid) {
        String verb = random.below(8) == 0 ? "fetch" : random.below(2) == 0 ? "load" : "store";
        int where = random.below(24);
        if (where == 0) {
            return verb + " pid=" + pid + " addr=0x7fffffff" + (random.below(8) + 1) + "000";
        }
        if (where == 1) {
            return verb + " pid=" + pid + " addr=0x7fffff" + (random.below(90) + 10) + "0000";
        }
        if (where == 2) {
            return verb + " pid=" + pid + " addr=0x55555555" + (4 + random.below(12) % 6) + "000 len=4K";
        }
        if (where == 3) {
            return "load pid=" + pid + " addr=0x7ffff7ff" + (random.below(2) == 0 ? "d" : "a") + "000";
        }
        if (where < 10) {
            long byteAt = WINDOW + random.below(WINDOW_PAGES * 4096 - 8);
            String place = " pid=" + pid + " addr=0x" + Long.toHexString(byteAt) + " len=" + (1 + random.below(8));
            return verb.equals("store") ? "store" + place + " value=" + random.below(1 << 30) : verb + place;
        }
        return verb + " pid=" + pid + range();
    }

    private String call(int pid) {
        String at = " pid=" + pid + range();
        return switch (random.below(22)) {
            case 0, 1, 2, 3, 4 -> "mmap" + at + prot() + " flags=private,anon,fixed";
            case 5 -> "mmap" + at + prot() + " flags=shared,anon,fixed";
            case 6 -> "mmap" + at + prot() + " flags=private,fixed file=" + file() + offset();
            case 7 -> "mmap" + at + prot() + " flags=shared,fixed file=" + file() + offset();
            case 8 -> "m" + given + " = mmap" + at + prot() + mapFlags();
            case 9, 10 -> "munmap" + at;
            case 11, 12, 13 -> "mprotect" + at + prot();
            case 14 -> (random.below(2) == 0 ? "mlock" : "munlock") + at;
            case 15, 16, 17 -> "madvise" + at + " advice=" + Advice.values()[random.below(14)].word();
            case 18 -> remap(pid);
            case 19 -> "brk pid=" + pid + " addr=0x5555555" + (59 + random.below(9)) + "000";
            case 20 -> "sbrk pid=" + pid + " increment=" + (random.below(3) == 0 ? "-" : "") + random.below(20000);
            default -> "mmap pid=" + pid + " len=" + (1 + random.below(30000)) + prot() + " flags=private,anon";
        };
    }

    private String prot() {
        return " prot=" + PROTS[random.below(PROTS.length)];
    }

    private String file() {
        return FILES[random.below(3)];
    }

    private String offset() {
        return " offset=" + 4096 * random.below(12);
    }

    private String mapFlags() {
        return " flags="
                + switch (random.below(6)) {
                    case 0 -> "private,anon,fixed_noreplace";
                    case 1 -> "private,anon,populate";
                    case 2 -> "private,anon,fixed,growsdown";
                    case 3 -> "private,anon,locked";
                    case 4 -> "private,anon,fixed,noreserve";
                    default -> "shared,anon";
                };
    }

    private String remap(int pid) {
        int page = random.below(WINDOW_PAGES);
        String old = "mremap pid=" + pid + " old_addr=" + at(page) + " old_len=" + 4096 * random.below(8) + " new_len="
                + 4096 * (1 + random.below(10));
        return switch (random.below(4)) {
            case 0 -> old;
            case 1 -> old + " flags=maymove,fixed new_addr=" + at(random.below(WINDOW_PAGES));
            default -> "r" + given + " = " + old + " flags=maymove";
        };
    }

    private String process(int pid, int alive) {
        return switch (random.below(12)) {
            case 0, 1, 2, 3 -> alive < processes ? "c" + given + " = fork pid=" + pid : "exit pid=" + pid + " status=3";
            case 4 -> alive < processes ? "spawn comm=n" + given + " segv=kill" : "exit pid=" + pid;
            case 5, 6 -> "exit pid=" + pid;
            case 7, 8 -> "wait pid=" + pid;
            case 9 -> "execve pid=" + pid + " path=" + FILES[random.below(4)];
            case 10 -> "switch_to pid=" + pid + " cpu=" + random.below(2);
            default ->
                "cat /proc/" + pid + "/"
                        + new String[] {"maps", "smaps", "status", "statm", "pagemap"}[random.below(5)];
        };
    }

    private String setting(int pid) {
        return switch (random.below(9)) {
            case 0 -> "prlimit pid=" + pid + " resource=AS limit=" + (random.below(2) == 0 ? "unlimited" : "1M");
            case 1 -> "prlimit pid=" + pid + " resource=DATA limit=" + (random.below(2) == 0 ? "unlimited" : "200K");
            case 2 -> "prlimit pid=" + pid + " resource=STACK limit=" + (random.below(2) == 0 ? "8M" : "160K");
            case 3 -> "prlimit pid=" + pid + " resource=MEMLOCK limit=" + (random.below(3) * 40) + "K";
            case 4 -> "sysctl vm.overcommit_memory=" + random.below(3);
            case 5 -> "sysctl vm.overcommit_ratio=" + (20 + random.below(100));
            case 6 -> "sysctl vm.max_map_count=" + (random.below(8) == 0 ? 20 : 65530);
            case 7 -> "sysctl vm.mmap_min_addr=" + 4096 * random.below(20);
            default -> "sysctl vm.overcommit_memory=0";
        };
    }

    private String mistake(int pid) {
        String of = " pid=" + pid;
        return switch (random.below(31)) {
            case 0 -> "mmap" + of + " len=0";
            case 1 -> "mmap" + of + " len=0xffffffffffffffff";
            case 2 -> "mmap" + of + " addr=0x7fffffffe000 len=8K flags=private,anon,fixed";
            case 3 -> "mmap" + of + " addr=0x123 len=4K flags=private,anon,fixed";
            case 4 -> "mmap" + of + " addr=0 len=4K flags=private,anon,fixed";
            case 5 -> "mmap" + of + " addr=0xffff800000000000 len=4K flags=private,anon,fixed";
            case 6 -> "mmap" + of + " len=8G";
            case 7 -> "mmap" + of + " len=4K flags=none,anon";
            case 8 -> "mmap" + of + " len=0x7ffff7000000 prot=none flags=private,anon,noreserve";
            case 9 -> "munmap" + of + " addr=0x10000001 len=4K";
            case 10 -> "munmap" + of + " addr=0x10000000 len=0";
            case 11 -> "munmap" + of + " addr=0xfffffffffffff000 len=4K";
            case 12 -> "mprotect" + of + " addr=0x7ffff7ff9000 len=4K prot=rw";
            case 13 -> "mprotect" + of + " addr=0xfffffffffffff000 len=8K prot=r";
            case 14 -> "mremap" + of + " old_addr=0x20000000 old_len=4K new_len=8K";
            case 15 -> "mremap" + of + " old_addr=0x10000000 old_len=8K new_len=0";
            case 16 -> "load" + of + " addr=0x800000000000";
            case 17 -> "load" + of + " addr=0xffff888000000000";
            case 18 -> "load" + of + " addr=0x10000000 len=1G";
            case 19 -> "brk" + of + " addr=0x1000";
            case 20 -> "brk" + of + " addr=0";
            case 21 -> "brk" + of + " addr=0x7fffffff0000";
            case 22 -> "fork pid=9999";
            case 23 -> "exit nobody";
            case 24 -> "execve" + of + " path=/none";
            case 25 -> "creat path=/a size=1";
            case 26 -> "free_pages pfn=" + random.below(64);
            case 27 -> "switch_to" + of + " cpu=9";
            case 28 -> "mmap" + of + " len=4K file=/none flags=shared";
            case 29 -> "mmap" + of + " addr=0x55555555c000 len=4K flags=private,anon,fixed";
            default -> "mlock" + of + " addr=0x10000000 len=0xffffffffffffffff";
        };
    }
}
