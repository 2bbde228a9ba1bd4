package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.hugetlb.HugePool;
import pagewalk.engine.mm.Accounts;
import pagewalk.engine.mm.MmState;

/** The knobs of address spaces: what may be promised, and where mappings may lie. */
final class ProcessKnobs {
    private ProcessKnobs() {}

    static Knobs of(MmState state, @Nullable Reclaiming reclaim) {
        Accounts accounts = state.accounts();
        HugePool pool = state.huge();
        Knobs knobs = new Knobs()
                .add("vm.nr_hugepages", () -> pool.kept(HugePool.PMD_ORDER), pool::resize)
                .add("vm.overcommit_memory", 0, 2, accounts::overcommit, accounts::setOvercommit)
                .add("vm.overcommit_ratio", accounts::overcommitRatio, accounts::setOvercommitRatio)
                .add("vm.overcommit_kbytes", accounts::overcommitKbytes, accounts::setOvercommitKbytes)
                .add("vm.admin_reserve_kbytes", accounts::adminReserveKbytes, accounts::setAdminReserveKbytes)
                .add("vm.user_reserve_kbytes", accounts::userReserveKbytes, accounts::setUserReserveKbytes)
                .add("vm.max_map_count", accounts::maxMapCount, accounts::setMaxMapCount)
                .add("vm.mmap_min_addr", accounts::mmapMinAddr, accounts::setMmapMinAddr);
        return reclaim == null ? knobs : ReclaimKnobs.add(knobs, reclaim);
    }
}
