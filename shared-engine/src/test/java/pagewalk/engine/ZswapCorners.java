package pagewalk.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What random commands with compressed swap seldom come to: a full pool, its worker, and every kind of content. */
public final class ZswapCorners {
    private static final String SESSION = """
            echo Y > /sys/module/zswap/parameters/enabled
            echo 1 > /sys/module/zswap/parameters/max_pool_percent
            echo maybe > /sys/module/zswap/parameters/enabled
            echo many > /sys/module/zswap/parameters/max_pool_percent
            echo zstd > /sys/module/zswap/parameters/compressor
            echo lzo > /sys/module/zswap/parameters/compressor
            echo 3 > /sys/kernel/debug/zswap/stored_pages
            echo 3 > /sys/module/zswap/parameters/none
            cat /sys/module/zswap/parameters/enabled
            cat /sys/module/zswap/parameters/shrinker_enabled
            cat /sys/module/zswap/parameters/compressor
            cat /sys/module/zswap/parameters/zpool
            cat /sys/module/zswap/parameters/accept_threshold_percent
            swapon path=/dev/vdb size=8M
            p = spawn comm=p
            fill pid=p addr=4096 len=8192 with=same
            a = mmap pid=p len=400K
            z = mmap pid=p len=64K
            v = mmap pid=p len=8K
            x = mmap pid=p len=64K
            s = mmap pid=p len=64K flags=shared,anon
            load pid=p addr=s len=64K
            madvise pid=p addr=s len=64K advice=pageout
            load pid=p addr=s len=64K
            fill pid=p addr=a len=400K with=half
            fill pid=p addr=z len=64K with=zeros
            fill pid=p addr=x len=64K with=random
            store pid=p addr=v len=8 value=77
            store pid=p addr=v+4096 len=8 value=0
            madvise pid=p addr=z len=64K advice=pageout
            madvise pid=p addr=v len=8K advice=pageout
            madvise pid=p addr=x len=64K advice=pageout
            load pid=p addr=v len=8
            load pid=p addr=v+4096 len=8
            load pid=p addr=z len=64K
            madvise pid=p addr=a len=40K advice=pageout
            madvise pid=p addr=a+40960 len=40K advice=pageout
            madvise pid=p addr=a+81920 len=40K advice=pageout
            madvise pid=p addr=a+122880 len=40K advice=pageout
            madvise pid=p addr=a+163840 len=40K advice=pageout
            cat /sys/kernel/debug/zswap/pool_limit_hit
            cat /sys/kernel/debug/zswap/written_back_pages
            cat /sys/kernel/debug/zswap/pool_total_size
            cat /sys/kernel/debug/zswap/stored_pages
            cat /sys/kernel/debug/zswap/reject_compress_fail
            cat /sys/kernel/debug/zswap/reject_compress_poor
            cat /sys/kernel/debug/zswap/reject_reclaim_fail
            cat /sys/kernel/debug/zswap/none
            load pid=p addr=a len=200K
            fill pid=p addr=a len=8K with=same
            store pid=p addr=a len=1
            fork pid=p
            store pid=p addr=a len=8K
            madvise pid=p addr=a len=400K advice=pageout
            madvise pid=p addr=a len=20K advice=dontneed
            echo 20 > /sys/module/zswap/parameters/max_pool_percent
            madvise pid=p addr=a+20480 len=40K advice=pageout
            load pid=p addr=a len=400K
            exit pid=p
            swapoff path=/dev/vdb
            swapon path=/dev/vdb size=400K
            exit pid=2
            r = spawn comm=r
            b = mmap pid=r len=400K
            fill pid=r addr=b len=400K with=half
            madvise pid=r addr=b len=40K advice=pageout
            repeat 40 alloc_pages order=6 gfp=MOVABLE
            repeat 40 alloc_pages order=2 gfp=MOVABLE
            repeat 20 alloc_pages order=0 gfp=MOVABLE
            madvise pid=r addr=b+40960 len=20K advice=pageout
            cat /sys/kernel/debug/zswap/reject_alloc_fail
            echo 0 > /sys/module/zswap/parameters/max_pool_percent
            repeat 6 alloc_pages order=0 gfp=MOVABLE
            madvise pid=r addr=b+61440 len=340K advice=pageout
            cat /sys/kernel/debug/zswap/reject_reclaim_fail
            cat /proc/swaps
            exit pid=r
            swapoff path=/dev/vdb
            """;

    private final List<String> lines = new ArrayList<>();
    private int next;

    public ZswapCorners() {
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
