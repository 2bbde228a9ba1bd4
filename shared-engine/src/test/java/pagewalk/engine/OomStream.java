package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Xorshift;

/** Commands of processes that want more memory than there is, of knobs, and of tools that look at it all. */
public final class OomStream {
    private static final String[] KNOBS = {
        "vm.overcommit_memory=0",
        "vm.overcommit_memory=1",
        "vm.overcommit_memory=1",
        "vm.overcommit_memory=2",
        "vm.overcommit_memory=3",
        "vm.overcommit_ratio=90",
        "vm.overcommit_kbytes=5000",
        "vm.overcommit_kbytes=0",
        "vm.admin_reserve_kbytes=100",
        "vm.user_reserve_kbytes=0",
        "vm.oom_kill_allocating_task=1",
        "vm.oom_kill_allocating_task=0",
        "vm.oom_dump_tasks=0",
        "vm.oom_dump_tasks=1",
        "vm.panic_on_oom=3",
        "vm.panic_on_oom",
        "vm.overcommit_memory",
        "vm.min_free_kbytes",
        "vm.no_such_knob",
        "vm.max_map_count=70000"
    };
    private static final String[] MARKS = {
        "vm.min_free_kbytes=300",
        "vm.min_free_kbytes=64",
        "vm.watermark_scale_factor=50",
        "vm.watermark_scale_factor=10",
        "vm.watermark_scale_factor=0",
        "vm.watermark_boost_factor=0",
        "vm.watermark_boost_factor=15000",
        "vm.percpu_pagelist_high_fraction=8",
        "vm.percpu_pagelist_high_fraction=0",
        "vm.percpu_pagelist_high_fraction=7"
    };
    private static final String[] LOOKS = {
        "run free",
        "run free -h",
        "run free -wt",
        "run vmstat",
        "run vmstat -s",
        "run vmstat -wa",
        "run top",
        "run dmesg",
        "run perl",
        "run free -q",
        "cat /proc/meminfo",
        "cat /proc/vmstat",
        "cat /proc/zoneinfo",
        "cat /proc/sys/vm/overcommit_ratio",
        "cat /proc/sys/vm/none"
    };

    private final Xorshift random;
    private final Machine machine;
    private final String kind;
    private int made;

    /** A stream for {@code machine}; {@code kind} is oom, oom-linux, oom-deadlock, oom-panic-on-oom or knobs. */
    public OomStream(Xorshift random, Machine machine, String kind) {
        this.random = random;
        this.machine = machine;
        this.kind = kind;
    }

    /** The next line. */
    public String next() {
        int done = machine.commandsApplied();
        if (kind.equals("oom-panic-on-oom") && done < 50) {
            return fill(done);
        }
        List<Integer> alive = alive();
        if (kind.equals("oom-deadlock") && done >= 40 && !alive.isEmpty()) {
            int pid = alive.get(done / 2 % alive.size());
            return done % 2 == 0
                    ? "choom pid=" + pid + " adj=-1000"
                    : "mmap pid=" + pid + " len=500K prot=rw flags=private,anon,populate";
        }
        if (kind.equals("knobs")) {
            return switch (random.below(4)) {
                case 0 -> "sysctl " + pick(KNOBS);
                case 1 -> "sysctl " + pick(MARKS);
                case 2 -> "alloc_pages order=" + random.below(4);
                default -> random.below(4) == 0 ? pick(LOOKS) : "free_pages pfn=" + random.below(5000);
            };
        }
        if (alive.isEmpty() || alive.size() < 6 && random.below(8) == 0) {
            return alive.isEmpty() || random.below(2) == 0 ? "spawn comm=t" + made++ : "fork pid=" + pick(alive);
        }
        return random.below(3) == 0 ? rare(alive) : memory(alive);
    }

    /** Takes what there is without killing anybody, then asks for more in a way that kills nobody either. */
    private static String fill(int done) {
        if (done == 0) {
            return "spawn comm=p";
        }
        if (done < 46) {
            return "alloc_pages order=" + (done < 9 ? 5 : done < 25 ? 3 : 0) + " gfp=KERNEL,NORETRY";
        }
        return done == 49 ? "sysctl vm.panic_on_oom=2" : "alloc_pages order=0 gfp=DIRECT_RECLAIM";
    }

    private String memory(List<Integer> alive) {
        int pid = pick(alive);
        long page = 0x10000 + random.below(kind.equals("oom-linux") ? 3000 : 200);
        String at = " addr=0x" + Long.toHexString(page << 12);
        int bytes = (1 + random.below(kind.equals("oom-linux") ? 900 : 120)) * 4096;
        return switch (random.below(8)) {
            case 0, 1 ->
                "mmap pid=" + pid + at + " len=" + bytes + " prot=rw flags=private,anon,fixed"
                        + (random.below(3) == 0 ? ",populate" : "");
            case 2 -> "mmap pid=" + pid + " len=" + bytes + " prot=rw flags=shared,anon";
            case 3 -> "malloc pid=" + pid + " size=" + (1 + random.below(200_000));
            case 4 -> "load pid=" + pid + at + " len=" + bytes;
            default -> "store pid=" + pid + at + " len=" + bytes;
        };
    }

    private String rare(List<Integer> alive) {
        int pid = pick(alive);
        return switch (random.below(16)) {
            case 0, 1 -> "choom pid=" + pid + " adj=" + (random.below(2200) - 1100);
            case 2 -> "choom pid=" + pid + " adj=-1000";
            case 3 -> "choom pid=" + pid + " adj=0";
            case 4 -> "setuid pid=" + pid + " uid=" + random.below(2) * 1000;
            case 5 -> "exit pid=" + pid;
            case 6 -> "munmap pid=" + pid + " addr=0x10000000 len=" + 4096 * (1 + random.below(100));
            case 7 -> "sysctl " + pick(KNOBS);
            case 8 -> random.below(4) == 0 ? "sysctl " + pick(MARKS) : "wait pid=" + pid;
            case 9 -> "cat /proc/" + pid + "/oom_score" + (random.below(2) == 0 ? "_adj" : "");
            case 10 -> pick(LOOKS);
            case 11 -> "alloc_pages order=" + random.below(5);
            case 12 -> "alloc_pages order=0 gfp=" + (random.below(2) == 0 ? "KERNEL,NOFAIL" : "DIRECT_RECLAIM");
            case 13 -> "kmalloc size=" + (1 + random.below(8000));
            case 14 ->
                "mremap pid=" + pid + " old_addr=0x10000000 old_len=8192 new_len=" + 4096 * random.below(99)
                        + " flags=maymove";
            default -> "switch_to pid=" + pid + " cpu=0";
        };
    }

    private List<Integer> alive() {
        List<Integer> alive = new ArrayList<>();
        for (int pid = 1; pid < machine.processes().nextPid(); pid++) {
            if (machine.processes().space(pid) != null) {
                alive.add(pid);
            }
        }
        return alive;
    }

    private int pick(List<Integer> from) {
        return from.get(random.below(from.size()));
    }

    private String pick(String[] from) {
        return from[random.below(from.length)];
    }
}
