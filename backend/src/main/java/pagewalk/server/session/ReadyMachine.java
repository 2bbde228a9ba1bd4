package pagewalk.server.session;

import java.util.List;

/**
 * A machine that free play offers as it stands.
 *
 * @param title what there is to see
 * @param about one sentence more
 * @param text of the machine
 */
public record ReadyMachine(String title, String about, String text) {
    static final List<ReadyMachine> ALL = List.of(
            new ReadyMachine(
                    "Zones, watermarks, per-CPU lists",
                    "64 MiB in the zones DMA and DMA32, with pageblocks by migratetype and two CPUs.",
                    "preset=linux frames=16384 watermarks=on percpu=on cpus=2"),
            new ReadyMachine(
                    "Watermarks up close",
                    "1 MiB in one zone, so that a few allocations reach the low and the min mark.",
                    "preset=textbook frames=256 watermarks=on min_free_kbytes=64"),
            new ReadyMachine(
                    "Object caches",
                    "1 MiB, two CPUs: create a cache, allocate, and open its slabs to their objects.",
                    "preset=textbook frames=256 cpus=2"),
            new ReadyMachine(
                    "Processes and their TLBs",
                    "16 MiB, two CPUs with translation buffers: spawn, mmap, store, fork, and watch each walk.",
                    "preset=textbook frames=4096 cpus=2 tlb=on"),
            new ReadyMachine(
                    "Memory under pressure",
                    "1 MiB with reclaim, kswapd and swap, and ready-made scenarios: memory gets tight, a stream of"
                            + " files against a working set, swap on an SSD and on a disk.",
                    "preset=textbook frames=256 watermarks=on min_free_kbytes=64 reclaim=on"),
            new ReadyMachine(
                    "Three zones",
                    "5 GiB in DMA, DMA32 and Normal: what low zones keep from requests that could use higher ones.",
                    "preset=linux frames=1310720 watermarks=on percpu=on"),
            new ReadyMachine(
                    "From the firmware's map to free pages",
                    "64 MiB as the firmware describes them: reserve and allocate, then memblock_free_all.",
                    "preset=linux watermarks=on percpu=on e820=0x0-0x9fbff:usable,0x9fc00-0x9ffff:reserved,"
                            + "0x100000-0x3fdcfff:usable,0x3fdd000-0x3ffffff:acpi"),
            new ReadyMachine(
                    "Boot memory",
                    "Memblock before there are page frames: add, reserve and allocate ranges of addresses.",
                    "preset=textbook frames=64"));
}
