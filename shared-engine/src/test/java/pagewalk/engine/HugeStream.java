package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.ipc.Segment;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.util.Xorshift;
import pagewalk.engine.view.ProcessView;

/** Seeded command lines about huge pages and segments of shared memory, of a few processes with a few addresses. */
public final class HugeStream {
    private static final long WINDOW = 0x40000000L;
    private static final int PAGES = 8;
    private static final String[] PROTS = {"rw", "rw", "rw", "r", "none"};
    private static final String[] PLACES = {
        "private,anon,fixed,hugetlb",
        "private,anon,fixed,hugetlb",
        "shared,anon,fixed,hugetlb",
        "private,anon,fixed,hugetlb,noreserve",
        "private,anon,fixed,hugetlb,populate",
        "shared,anon,fixed,hugetlb,noreserve",
        "private,anon,fixed"
    };

    /** A child that loses its page to its parent, and one that its parent has a page for. */
    private static final String[] SCENE = {
        "sysctl vm.nr_hugepages=0",
        "p = spawn comm=p",
        "sysctl vm.nr_hugepages=30",
        "m = mmap pid=p len=4M flags=private,anon,hugetlb",
        "store pid=p addr=m len=4M",
        "c = fork pid=p",
        "store pid=c addr=m+8 len=8 value=1",
        "sysctl vm.nr_hugepages=0",
        "store pid=p addr=m+2M",
        "load pid=c addr=m+2M",
        "exit pid=p",
        "exit pid=c",
        "sysctl vm.nr_hugepages=6"
    };

    private final Xorshift random;
    private final Machine machine;
    private int given;

    public HugeStream(Xorshift random, Machine machine) {
        this.random = random;
        this.machine = machine;
    }

    public String next() {
        given++;
        if (given <= SCENE.length) {
            return SCENE[given - 1];
        }
        List<Integer> alive = ProcessStream.alive(machine);
        if (alive.isEmpty()) {
            return "s" + given + " = spawn comm=t" + given;
        }
        int pid = alive.get(random.below(alive.size()));
        int kind = random.below(100);
        if (kind < 46) {
            return access(pid);
        }
        if (kind < 73) {
            return call(pid);
        }
        if (kind < 88) {
            return segment(pid);
        }
        return kind < 97 ? process(pid, alive.size()) : setting(pid);
    }

    private String at(int more) {
        return " addr=0x" + Long.toHexString(WINDOW + ((long) random.below(PAGES) << 21) + more);
    }

    private String access(int pid) {
        String verb = random.below(9) == 0 ? "fetch" : random.below(3) == 0 ? "load" : "store";
        String where = verb + " pid=" + pid + somewhere(pid) + " len=8";
        return verb.equals("store") ? where + " value=" + random.below(1 << 30) : where;
    }

    /** Inside something that a process has mapped below its stack; seldom elsewhere. */
    private String somewhere(int pid) {
        ProcessView view = machine.processes();
        AddressSpace mm = view.space(pid);
        if (mm == null || mm.vmas() < 2 || random.below(8) == 0) {
            return at(random.below(1 << 21) & ~7);
        }
        int vma = mm.vma(random.below(mm.vmas() - 1));
        long bytes = Math.min(view.vmas().pages(vma), 1 << 11) << 12;
        return " addr=0x" + Long.toHexString((view.vmas().start(vma) << 12) + (random.below((int) bytes) & ~7));
    }

    private String len(boolean whole) {
        int odd = whole || random.below(8) > 0 ? 0 : 4096;
        return " len=" + (((1 + random.below(3)) << 21) + odd);
    }

    private String call(int pid) {
        String range = " pid=" + pid + at(random.below(12) == 0 ? 4096 : 0);
        String prot = " prot=" + PROTS[random.below(PROTS.length)];
        int which = random.below(12);
        if (which > 4 && random.below(3) > 0) {
            range = " pid=" + pid + attached(pid);
        }
        return switch (which) {
            case 0, 1, 2, 3 -> "mmap" + range + len(true) + prot + " flags=" + PLACES[random.below(PLACES.length)];
            case 4 -> "m" + given + " = mmap pid=" + pid + len(false) + prot + " flags=private,anon,hugetlb";
            case 5, 6 -> "munmap" + range + len(false);
            case 7 -> "mprotect" + range + len(false) + prot;
            case 8 -> "madvise" + range + len(false) + " advice=" + (random.below(2) == 0 ? "dontneed" : "dontfork");
            case 9 -> (random.below(2) == 0 ? "mlock" : "munlock") + range + len(false);
            case 10 ->
                "mremap pid=" + pid + " old_" + attached(pid).substring(1) + " old_"
                        + len(true).substring(1) + " new_"
                        + len(false).substring(1)
                        + (random.below(2) == 0 ? "" : " flags=maymove,fixed new_" + at(0).substring(1));
            default -> "mmap pid=" + pid + " len=1G" + prot + " flags=shared,anon,hugetlb,huge_1gb";
        };
    }

    private int someSegment() {
        List<Integer> ids = new ArrayList<>();
        for (int place = 0; place < machine.processes().state().segments().places(); place++) {
            Segment segment = machine.processes().state().segments().at(place);
            if (segment != null) {
                ids.add(segment.id());
            }
        }
        return ids.isEmpty() || random.below(12) == 0 ? random.below(90000) : ids.get(random.below(ids.size()));
    }

    private String segment(int pid) {
        int id = someSegment();
        String flags = random.below(3) == 0 ? "creat,hugetlb" : random.below(4) == 0 ? "creat,excl" : "creat";
        return switch (random.below(10)) {
            case 0, 1 ->
                "shmget key=" + (random.below(6) + 1) + " size=" + (random.below(40000) + 1) + " flags=" + flags;
            case 2 ->
                "shmget key=private size=" + random.below(3) * 3000000
                        + (random.below(2) == 0 ? "" : " flags=noreserve");
            case 3, 4 -> "a" + given + " = shmat pid=" + pid + " id=" + id;
            case 5 ->
                "shmat pid=" + pid + " id=" + id + at(0) + " flags=" + (random.below(2) == 0 ? "rdonly" : "remap");
            case 6, 7 -> "shmdt pid=" + pid + attached(pid);
            case 8 -> "shmctl_rmid id=" + id;
            default -> "store pid=" + pid + attached(pid) + " len=8 value=9";
        };
    }

    /** The address of something that a process has mapped, or of nothing. */
    private String attached(int pid) {
        ProcessView view = machine.processes();
        AddressSpace mm = view.space(pid);
        if (mm == null || mm.vmas() == 0 || random.below(6) == 0) {
            return at(random.below(2));
        }
        return " addr=0x" + Long.toHexString(view.vmas().start(mm.vma(random.below(mm.vmas()))) << 12);
    }

    private String process(int pid, int alive) {
        return switch (random.below(10)) {
            case 0, 1, 2, 3 -> alive < 5 ? "c" + given + " = fork pid=" + pid : "exit pid=" + pid;
            case 4 -> "exit pid=" + pid;
            case 5, 6 -> "wait pid=" + pid;
            case 7 -> alive < 5 ? "spawn comm=n" + given : "wait pid=" + pid;
            case 8 ->
                "cat /proc/" + pid + "/"
                        + new String[] {"maps", "smaps", "status", "statm", "pagemap"}[random.below(5)];
            default -> "cat " + (random.below(2) == 0 ? "/proc/sysvipc/shm" : FREE);
        };
    }

    private static final String FREE = "/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages";

    private String setting(int pid) {
        return switch (random.below(6)) {
            case 0 -> "sysctl kernel.shmmni=" + (random.below(2) == 0 ? 2 : 50);
            case 1 -> "sysctl kernel.shmmax=" + (random.below(4) == 0 ? 9000 : 2000000000);
            case 2 -> "sysctl kernel.shmall=" + (random.below(4) == 0 ? 9 : 90000);
            case 3 -> "free_pages pfn=" + random.below(machine.memory().endPfn());
            case 4 -> "store pid=" + pid + " addr=0x1000";
            default -> "sysctl vm.nr_hugepages=" + (random.below(4) == 0 ? 0 : 2 + random.below(9));
        };
    }
}
