package pagewalk.engine;

/** Command lines that make pages of files dirty in every way that the flusher and writers can meet. */
public final class DirtyCorners {
    private static final String[] LINES = {
        "spawn comm=w",
        "creat path=/a size=4M",
        "creat path=/b size=4M",
        "write pid=1 path=/a offset=0 len=100K",
        "write pid=1 path=/a offset=0 len=600K",
        "write pid=1 path=/b offset=10 len=2M",
        "fsync pid=1 path=/b",
        "fsync pid=1 path=/none",
        "fsync pid=9 path=/b",
        "sysctl vm.dirty_ratio=101",
        "sysctl vm.dirty_bytes=8191",
        "sysctl vm.dirty_bytes=8192",
        "sysctl vm.dirty_ratio",
        "write pid=1 path=/b offset=0 len=64K",
        "write pid=1 path=/b offset=64K len=200K",
        "sysctl vm.dirty_ratio=40",
        "sysctl vm.dirty_background_bytes=1",
        "write pid=1 path=/b offset=0 len=3",
        "sysctl vm.dirty_background_ratio=30",
        "sysctl vm.dirty_expire_centisecs=200",
        "write pid=1 path=/a offset=0 len=40K",
        "tick n=3",
        "tick n=3",
        "sysctl vm.dirty_writeback_centisecs=0",
        "write pid=1 path=/a offset=0 len=40K",
        "tick n=9",
        "sync",
        "mmap pid=1 addr=0x10000000 len=64K prot=rw flags=shared,fixed file=/a",
        "store pid=1 addr=0x10000000 len=20K",
        "sysctl vm.dirty_writeback_centisecs=100",
        "tick n=4",
        "cat /proc/meminfo",
        "try_to_free_pages n=2",
    };

    private int given;

    public String next() {
        return LINES[given++ % LINES.length];
    }
}
