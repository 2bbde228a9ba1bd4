package pagewalk.engine.view;

import pagewalk.engine.lru.LruVec;
import pagewalk.engine.reclaim.Disk;
import pagewalk.engine.reclaim.Vmscan;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.zswap.Zswap;

/**
 * Looks at the LRU, swap and reclaim; whoever replays a recording also puts them into the recorded state.
 *
 * @param vec the lists, their costs and counters
 * @param swap devices, slots and the swap cache
 * @param disk what is on its way to the disk
 * @param zswap compressed pages in front of swap
 * @param vmscan reclaim and its settings
 */
public record ReclaimView(LruVec vec, SwapSpace swap, Zswap zswap, Disk disk, Vmscan vmscan) {}
