package pagewalk.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What random commands about huge pages seldom come to: each reason of khugepaged, the queue, discarded blocks. */
public final class ThpCorners {
    private static final String SYS = "/sys/kernel/mm/transparent_hugepage/";

    private final List<String> lines = new ArrayList<>();
    private int next;

    /** The lines of one of the sessions, over and over. */
    public ThpCorners(boolean tight) {
        for (String line : (tight ? TIGHT : SESSION).replace("SYS", SYS).lines().toList()) {
            boolean repeats = line.startsWith("repeat ");
            int times = repeats ? Integer.parseInt(line.split(" ")[1]) : 1;
            String command = repeats ? line.substring(line.indexOf(' ', 7) + 1) : line;
            lines.addAll(Collections.nCopies(times, command));
        }
    }

    /** Lines there are. */
    public int size() {
        return lines.size();
    }

    public String next() {
        return lines.get(next++ % lines.size());
    }

    private static final String SESSION = """
            p = spawn comm=a
            swapon path=/dev/vdb size=32M rotational=on
            echo 3 > /proc/1/maps
            echo 128,0 > /proc/sys/vm/lowmem_reserve_ratio
            echo 128,none > /proc/sys/vm/lowmem_reserve_ratio
            echo 1 > SYShpage_pmd_size
            echo perhaps > SYSenabled
            echo defer+madvise > SYSdefrag
            cat SYSdefrag
            a = mmap pid=p len=4M
            store pid=p addr=a
            store pid=p addr=a+2M
            load pid=p addr=a len=4M
            madvise pid=p addr=a len=64K advice=dontneed
            madvise pid=p addr=a+2M len=4K advice=dontneed
            c = fork pid=p
            store pid=c addr=a+3M
            exit pid=c
            wait pid=p
            store pid=p addr=a+3M
            repeat 30 try_to_free_pages n=1
            munmap pid=p addr=a len=4M
            z = mmap pid=p len=2M
            load pid=p addr=z
            d = fork pid=p
            exit pid=d
            wait pid=p
            store pid=p addr=z+4K
            munmap pid=p addr=z len=2M
            exit pid=p
            p = spawn comm=b
            repeat 3 try_to_free_pages n=1
            echo 200 > SYSkhugepaged/max_ptes_none
            u = mmap pid=p len=4M
            store pid=p addr=u len=64K
            store pid=p addr=u+2M len=64K
            repeat 30 try_to_free_pages n=1
            munmap pid=p addr=u len=4M
            echo 511 > SYSkhugepaged/max_ptes_none
            b = mmap pid=p len=2M
            store pid=p addr=b len=2M
            f = fork pid=p
            exit pid=p
            store pid=f addr=b
            madvise pid=f addr=b len=2M advice=free
            repeat 40 try_to_free_pages n=1
            load pid=f addr=b len=16K
            munmap pid=f addr=b len=2M
            e = mmap pid=f len=4M
            madvise pid=f addr=e len=2M advice=collapse
            store pid=f addr=e len=4M
            madvise pid=f addr=e len=4M advice=collapse
            madvise pid=f addr=e len=4M advice=pageout
            load pid=f addr=e len=4M
            g = mmap pid=f addr=0x20000000 len=2M flags=private,anon,fixed
            madvise pid=f addr=g len=2M advice=nohugepage
            store pid=f addr=g len=1M
            madvise pid=f addr=g len=2M advice=collapse
            madvise pid=f addr=g len=2M advice=hugepage
            echo 100 > SYSkhugepaged/scan_sleep_millisecs
            echo 10 > SYSkhugepaged/max_ptes_none
            tick n=2
            echo 511 > SYSkhugepaged/max_ptes_none
            h = fork pid=f
            echo 3 > SYSkhugepaged/max_ptes_shared
            tick n=2
            echo 511 > SYSkhugepaged/max_ptes_shared
            exit pid=h
            wait pid=f
            mprotect pid=f addr=g len=2M prot=r
            tick n=2
            mprotect pid=f addr=g len=2M prot=rw
            store pid=f addr=g len=16K
            madvise pid=f addr=g len=1M advice=cold
            tick n=1
            madvise pid=f addr=g len=512K advice=pageout
            echo 5 > SYSkhugepaged/max_ptes_swap
            tick n=2
            echo 511 > SYSkhugepaged/max_ptes_swap
            store pid=f addr=g+4K len=2044K
            tick n=2
            i = mmap pid=f addr=0x40000000 len=2M flags=private,anon,fixed
            store pid=f addr=i len=8
            mremap pid=f old_addr=i old_len=2M new_len=2M flags=maymove,fixed new_addr=0x60000000
            mlock pid=f addr=0x60000000 len=2M
            munlock pid=f addr=0x60000000 len=4K
            cat /proc/3/smaps
            cat SYSkhugepaged/pages_collapsed
            k = mmap pid=f addr=0x90000000 len=2M flags=private,anon,fixed
            madvise pid=f addr=k len=2M advice=nohugepage
            store pid=f addr=k len=128K
            madvise pid=f addr=k len=64K advice=pageout
            repeat 30 try_to_free_pages n=1
            store pid=f addr=k+64K len=64K
            madvise pid=f addr=k len=2M advice=hugepage
            y = alloc_pages order=9 gfp=HIGHUSER_MOVABLE
            x = alloc_pages order=10 gfp=KERNEL
            repeat 12 alloc_pages order=9 gfp=HIGHUSER_MOVABLE
            j = mmap pid=f addr=0x80000000 len=4M flags=private,anon,fixed
            store pid=f addr=j len=4K
            madvise pid=f addr=j len=2M advice=collapse
            tick n=3
            repeat 5 alloc_pages order=8 gfp=KERNEL
            repeat 5 alloc_pages order=7 gfp=KERNEL
            repeat 5 alloc_pages order=6 gfp=KERNEL
            repeat 5 alloc_pages order=5 gfp=KERNEL
            repeat 60 alloc_pages order=2 gfp=KERNEL
            repeat 20 alloc_pages order=1 gfp=KERNEL
            repeat 30 alloc_pages order=0 gfp=KERNEL
            free_pages y
            cat /proc/buddyinfo
            madvise pid=f addr=k len=2M advice=collapse
            exit pid=f
            """;

    /** A block that is copied from while the queue is shrunk. */
    private static final String TIGHT = """
            p = spawn comm=a
            a = mmap pid=p len=2M
            store pid=p addr=a
            c = fork pid=p
            madvise pid=p addr=a len=64K advice=dontneed
            madvise pid=c addr=a len=64K advice=dontneed
            repeat 2 alloc_pages order=9 gfp=KERNEL
            store pid=c addr=a+64K len=1984K
            exit pid=c
            exit pid=p
            free_pages pfn=1024
            q = spawn comm=b
            swapon path=/dev/vdb size=16M
            b = mmap pid=q addr=0x20000000 len=2M flags=private,anon,fixed
            store pid=q addr=b len=2M
            madvise pid=q addr=b len=2M advice=free
            d = mmap pid=q addr=0x30000000 len=2M flags=private,anon,fixed
            madvise pid=q addr=d len=2M advice=nohugepage
            store pid=q addr=d len=2M
            madvise pid=q addr=d len=2M advice=hugepage
            madvise pid=q addr=d len=2M advice=cold
            sysctl vm.swappiness=150
            cat /proc/buddyinfo
            madvise pid=q addr=d len=2M advice=collapse
            load pid=q addr=d len=2M
            exit pid=q
            """;
}
