package pagewalk.web.pressure;

import java.util.List;

/**
 * Commands that bring a machine that reclaims under pressure, one after the other or all in a row.
 *
 * @param title what there is to see
 * @param about what to look at
 */
public record Scenario(String title, String about, List<String> commands) {
    /** All there are; they fit a machine of 256 frames. */
    public static final List<Scenario> ALL = List.of(
            new Scenario(
                    "Memory gets tight",
                    "Files give way first, then anonymous pages go to swap; the last load brings some back.",
                    List.of(
                            "swapon path=/dev/vdb size=2M rotational=on",
                            "creat path=/data size=400K",
                            "p = spawn comm=p",
                            "a = mmap pid=p len=1M",
                            "read pid=p path=/data offset=0 len=400K",
                            "store pid=p addr=a len=400K",
                            "store pid=p addr=a+0x64000 len=400K",
                            "read pid=p path=/data offset=0 len=400K",
                            "load pid=p addr=a len=200K")),
            new Scenario(
                    "A stream of files against a working set",
                    "Read once, /work is pushed out by the stream and comes back as refaults; read twice, it stays.",
                    List.of(
                            "creat path=/work size=200K",
                            "creat path=/stream size=4M",
                            "w = spawn comm=w",
                            "read pid=w path=/work offset=0 len=200K",
                            "read pid=w path=/stream offset=0 len=800K",
                            "read pid=w path=/work offset=0 len=200K",
                            "read pid=w path=/work offset=0 len=200K",
                            "read pid=w path=/stream offset=800K len=2M",
                            "read pid=w path=/work offset=0 len=200K")),
            new Scenario(
                    "Swap on an SSD and on a disk",
                    "The SSD has the higher priority and fills first; swapoff moves its pages on.",
                    List.of(
                            "swapon path=/dev/ssd size=256K priority=5",
                            "swapon path=/dev/disk size=2M rotational=on priority=1",
                            "s = spawn comm=s",
                            "b = mmap pid=s len=1200K",
                            "store pid=s addr=b len=1200K",
                            "load pid=s addr=b len=256K",
                            "swapoff path=/dev/ssd",
                            "cat /proc/swaps")),
            new Scenario(
                    "Compressed before it is written",
                    "zswap keeps pages compressed in a pool of its own; what is all zeros needs no room at all.",
                    List.of(
                            "echo Y > /sys/module/zswap/parameters/enabled",
                            "swapon path=/dev/zdb size=2M rotational=on",
                            "z = spawn comm=z",
                            "c = mmap pid=z len=1200K",
                            "fill pid=z addr=c len=400K with=half",
                            "fill pid=z addr=c+400K len=200K with=zeros",
                            "fill pid=z addr=c+600K len=600K with=same",
                            "load pid=z addr=c len=100K")));
}
