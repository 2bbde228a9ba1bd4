package pagewalk.engine.reclaim;

import java.util.List;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.lru.LruVec;
import pagewalk.engine.pagetable.PageSource;
import pagewalk.engine.rmap.RmapWalk;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.zone.Zone;
import pagewalk.engine.zswap.Zswap;

/**
 * All that reclaim works on.
 *
 * @param vec the lists
 * @param swap devices and the swap cache
 * @param zswap compressed pages in front of swap
 * @param files the page cache
 * @param rmap from frames to entries
 * @param source takes frames back
 * @param zones zones of the node
 * @param disk what is on its way to the disk
 * @param events whom it is told
 */
public record Hold(
        LruVec vec,
        SwapSpace swap,
        Zswap zswap,
        Files files,
        RmapWalk rmap,
        PageSource source,
        List<Zone> zones,
        Disk disk,
        Events events) {
    void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }
}
