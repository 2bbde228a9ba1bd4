package pagewalk.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What random commands under pressure seldom come to: no swap at all, full swap, kswapd giving up, locks by two. */
public final class ReclaimCorners {
    private final List<String> lines;
    private int next;

    /** The lines of the session that a golden plan is named after. */
    public ReclaimCorners(String name) {
        lines = new ArrayList<>();
        String session = name.endsWith("-none") ? WITHOUT : name.endsWith("-kswapd") ? KSWAPD : SESSION;
        for (String line : session.lines().toList()) {
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
        return lines.get(next++);
    }

    private static final String WITHOUT = """
            p = spawn comm=a
            m = mmap pid=p len=16K
            store pid=p addr=m len=16K
            madvise pid=p addr=m len=16K advice=pageout
            tick n=1
            read pid=p path=/none offset=0 len=1
            """;

    private static final String KSWAPD = """
            p = spawn comm=a
            m = mmap pid=p len=800K
            store pid=p addr=m len=800K
            repeat 300 alloc_pages order=0 gfp=KERNEL
            tick n=20
            swapon path=/dev/vdb size=8M
            n = mmap pid=p len=800K
            store pid=p addr=n len=400K
            store pid=p addr=n+409600 len=400K
            load pid=p addr=m len=800K
            tick n=2
            """;

    private static final String SESSION = """
            alloc_pages order=10 gfp=KERNEL
            alloc_pages order=10 gfp=KERNEL
            alloc_pages order=10 gfp=KERNEL
            q = spawn comm=q
            p = spawn comm=a
            try_to_free_pages n=1
            read pid=p path=/none offset=0 len=5
            creat path=/c size=256K
            read pid=p path=/c offset=0 len=200K
            try_to_free_pages n=2
            swapon path=/dev/vdb size=4K
            swapon path=/dev/vdb size=16K
            swapon path=/dev/vdb size=16K
            swapoff path=/dev/vdz
            m = mmap pid=p len=400K
            store pid=p addr=m len=400K
            try_to_free_pages n=3
            try_to_free_pages n=6
            madvise pid=p addr=m len=40K advice=cold
            try_to_free_pages n=1
            swapon path=/dev/vdc size=8M priority=5
            f = mmap pid=p len=64K
            store pid=p addr=f len=64K
            madvise pid=p addr=f len=64K advice=free
            store pid=p addr=f len=32K
            try_to_free_pages n=4
            try_to_free_pages n=4
            try_to_free_pages n=4
            a = mmap pid=p len=64K prot=r flags=shared file=/c
            load pid=p addr=a len=64K
            load pid=p addr=a len=64K
            b = mmap pid=q len=64K prot=r flags=shared file=/c
            load pid=q addr=b len=64K
            mlock pid=p addr=a len=64K
            mlock pid=q addr=b len=64K
            munlock pid=q addr=b len=64K
            try_to_free_pages n=8
            try_to_free_pages n=8
            try_to_free_pages n=8
            s = mmap pid=p len=128K flags=shared,anon
            store pid=p addr=s len=128K
            madvise pid=p addr=s len=128K advice=pageout
            load pid=p addr=s len=128K
            w = mmap pid=p len=100K
            store pid=p addr=w len=100K
            madvise pid=p addr=w len=100K advice=pageout
            load pid=p addr=w len=100K
            load pid=p addr=w len=100K
            madvise pid=p addr=w len=100K advice=pageout
            try_to_free_pages n=2
            madvise pid=p addr=w len=100K advice=free
            write pid=p path=/c offset=0 len=60K
            try_to_free_pages n=4
            sync
            sysctl vm.drop_caches=1
            sysctl vm.swappiness=201
            sysctl vm.swappiness=100
            x = mmap pid=p len=3200K
            store pid=p addr=x len=3200K
            y = mmap pid=p len=600K
            store pid=p addr=y len=300K
            store pid=p addr=y+307200 len=300K
            tick n=20
            munmap pid=p addr=y len=600K
            store pid=p addr=s len=128K
            z = mmap pid=p len=64K flags=shared,anon
            store pid=p addr=z len=64K
            repeat 700 alloc_pages order=0 gfp=DMA,DIRECT_RECLAIM
            swapoff path=/dev/vdc
            store pid=p addr=x len=3200K
            tick n=3
            load pid=p addr=m len=400K
            madvise pid=p addr=m len=400K advice=cold
            swapoff path=/dev/vdc
            tick n=20
            exit pid=p
            swapoff path=/dev/vdc
            swapoff path=/dev/vdb
            """;
}
