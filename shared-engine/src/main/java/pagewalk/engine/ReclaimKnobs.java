package pagewalk.engine;

/** The knobs of reclaim and swap that can be read (mm/vmscan.c, mm/swap.c vm_table). */
final class ReclaimKnobs {
    private static final int MAX_SWAPPINESS = 200;
    private static final int MAX_PAGE_CLUSTER = 31;

    private ReclaimKnobs() {}

    static Knobs add(Knobs to, Reclaiming reclaim) {
        Knobs knobs = DirtyKnobs.add(to, reclaim.dirty());
        return knobs.add(
                        "vm.swappiness",
                        0,
                        MAX_SWAPPINESS,
                        reclaim.vmscan()::swappiness,
                        reclaim.vmscan()::setSwappiness)
                .add(
                        "vm.page-cluster",
                        0,
                        MAX_PAGE_CLUSTER,
                        reclaim.faults()::pageCluster,
                        reclaim.faults()::setPageCluster);
    }
}
