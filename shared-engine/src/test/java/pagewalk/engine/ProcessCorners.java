package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;

/** What random system calls seldom come to: full address spaces, an idle ancestor, the most processes there can be. */
public final class ProcessCorners {
    private final List<String> lines = new ArrayList<>();
    private int next;

    public ProcessCorners() {
        add("p = spawn comm=p", "m = mmap pid=p len=16K", "store pid=p addr=m len=16K");
        add("c = fork pid=p", "store pid=c addr=m", "g = fork pid=c", "store pid=g addr=m", "exit pid=c", "wait pid=p");
        add(
                "h = fork pid=g",
                "store pid=h addr=m",
                "store pid=g addr=m+4096",
                "wait pid=g",
                "exit pid=h",
                "wait pid=g");
        add("wait pid=h", "exit pid=g", "wait pid=p", "wait pid=p");
        add("creat path=/d size=64K", "f = mmap pid=p len=128K prot=r flags=shared file=/d");
        add("madvise pid=p addr=f len=64K advice=random", "load pid=p addr=f", "load pid=p addr=f+8192");
        add("load pid=p addr=f+65536", "madvise pid=p addr=f len=64K advice=sequential", "load pid=p addr=f+20480");
        add("a = mmap pid=p len=0x7ffff0000000 prot=none flags=private,noreserve", "mmap pid=p len=64M prot=none");
        add("mmap pid=p len=8M prot=none flags=private,noreserve", "mmap pid=p len=100M prot=none");
        add("mmap pid=p len=0x10000000 prot=none", "free_pages pfn=1", "free_pages pfn=5", "l = mmap pid=p len=12K");
        add(
                "mlock pid=p addr=l len=12K",
                "madvise pid=p addr=l len=4K advice=dontneed",
                "munlock pid=p addr=l+4096 len=4K",
                "free_pages pfn=0");
        add(
                "mmap pid=p len=0x7fffffffe000 prot=none flags=private,noreserve",
                "munmap pid=p addr=a len=0x7ffff0000000");
        add("store pid=p addr=0x7ffffffde000", "store pid=p addr=0x7ffffffdd000", "store pid=p addr=0x7fffff000000");
        add("execve pid=p path=/d", "creat path=/x text=4096 data=4096 bss=4096", "execve pid=p path=/x");
        add("load pid=p addr=0x7ffff7ffd000", "load pid=p addr=0x7ffff7ff9000", "fetch pid=p addr=0x555555555000");
        add("mprotect pid=p addr=0x7ffff7ff9000 len=4K prot=rw", "cat /proc/1/maps", "cat /proc/1/smaps");
        add("switch_to pid=p cpu=0", "exit pid=p", "cat /proc/1/status", "fork pid=p");
        for (int i = 0; i <= Limits.PROCESSES; i++) {
            lines.add("spawn comm=n" + i);
        }
        add("fork pid=9", "cat /proc/9/statm", "exit pid=9", "fork pid=10");
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }

    /** Lines there are. */
    public int size() {
        return lines.size();
    }

    public String next() {
        return lines.get(next++);
    }
}
