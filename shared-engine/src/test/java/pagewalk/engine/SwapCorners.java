package pagewalk.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Swap as its users meet it: headers, priorities and turns, files about it, and taking it away in want of memory. */
public final class SwapCorners {
    private static final String SESSION = """
            swapon path=/dev/vdb
            mkswap path=/dev/vdb size=36K
            mkswap path=/dev/vdb
            mkswap path=/dev/vdb size=400K label=a-label-that-is-far-too-long
            mkswap path=/dev/vdb size=200K label=first
            creat path=/swapfile size=400K
            swapon path=/swapfile
            mkswap path=/swapfile
            mkswap path=/dev/vdc size=200K
            mkswap path=/dev/vdd size=200K
            swapon path=/dev/vdb priority=5
            mkswap path=/dev/vdb size=200K
            swapon path=/dev/vdc priority=5
            swapon path=/swapfile
            swapon path=/dev/vdd
            cat /proc/swaps
            shrinker_register cache=dentry
            kmem_cache_create name=dentry size=192 flags=RECLAIM_ACCOUNT,NO_MERGE
            shrinker_register cache=dentry
            shrinker_register cache=dentry
            shrinker_register cache=kmalloc-64
            repeat 300 kmem_cache_alloc dentry
            try_to_free_pages n=1
            cat /proc/slabinfo
            repeat 60 kmem_cache_alloc dentry
            sysctl vm.drop_caches=2
            cat /proc/slabinfo
            repeat 30 kmem_cache_alloc dentry
            sysctl vm.vfs_cache_pressure=0
            sysctl vm.drop_caches=3
            cat /proc/slabinfo
            sysctl vm.vfs_cache_pressure
            sysctl vm.vfs_cache_pressure=100
            cat /proc/vmstat
            p = spawn comm=p
            q = spawn comm=q
            m = mmap pid=p len=1200K
            s = mmap pid=p len=40K flags=shared,anon
            store pid=p addr=m len=1200K
            store pid=p addr=s len=40K
            madvise pid=p addr=m len=24K advice=pageout
            madvise pid=p addr=s len=40K advice=pageout
            cat /proc/swaps
            fork pid=p
            try_to_free_pages n=3
            cat /proc/1/smaps
            cat /proc/1/status
            cat /proc/1/pagemap
            cat /proc/meminfo
            cat /proc/vmstat
            swapoff path=/swapfile
            cat /proc/swaps
            sysctl vm.swappiness
            sysctl vm.page-cluster=31
            sysctl vm.page-cluster=32
            sysctl vm.swappiness=201
            cat /proc/sys/vm/page-cluster
            madvise pid=p addr=m len=1200K advice=pageout
            load pid=p addr=m len=20K
            sysctl vm.overcommit_memory=2
            swapoff path=/dev/vdb
            sysctl vm.overcommit_memory=0
            swapoff path=/dev/vdb pid=9
            swapoff path=/dev/vdb pid=q
            cat /proc/swaps
            madvise pid=p addr=m len=1200K advice=pageout
            try_to_free_pages n=9
            repeat 14 alloc_pages order=6 gfp=MOVABLE
            repeat 200 alloc_pages order=0 gfp=MOVABLE
            swapoff path=/dev/vdc
            choom pid=q adj=-1000
            swapoff path=/dev/vdc pid=q
            run dmesg
            cat /proc/swaps
            load pid=p addr=m len=4K
            """;

    private final List<String> lines = new ArrayList<>();
    private int next;

    public SwapCorners() {
        for (String line : SESSION.lines().toList()) {
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
}
