package pagewalk.engine.compaction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.buddy.AllocRequest;
import pagewalk.engine.buddy.ZoneAllocator;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;

/** Compaction of all zones of a machine: on demand, ahead of need, and for a request that found no block. */
public final class Compaction {
    private static final int COSTLY_ORDER = 3;
    private static final int PROACTIVENESS = 20;
    private static final int THRESHOLD = 500;

    private final List<ZoneAllocator> zones;
    private final List<ZoneProgress> progress = new ArrayList<>();
    private final @Nullable ZoneRun[] runs;
    private final @Nullable CompactControl[] controls;
    private final PageFrames frames;
    private final MovablePages pages;
    private final Events events;
    private final CompactionCounts counts;
    private int proactiveness = PROACTIVENESS;
    private int threshold = THRESHOLD;

    /** Compaction that has not run yet; {@code zones} in the machine's order. */
    public Compaction(List<ZoneAllocator> zones, PageFrames frames, MovablePages pages, Events events) {
        this(zones, frames, pages, events, new CompactionCounts());
        for (ZoneAllocator zone : zones) {
            progress.add(new ZoneProgress(zone.zone()));
        }
    }

    private Compaction(
            List<ZoneAllocator> zones, PageFrames frames, MovablePages pages, Events events, CompactionCounts counts) {
        this.zones = List.copyOf(zones);
        this.frames = frames;
        this.pages = pages;
        this.events = events;
        this.counts = counts;
        runs = new ZoneRun[zones.size()];
        controls = new CompactControl[zones.size()];
    }

    /** A copy of what is remembered, over copies of the zones and frames. */
    public Compaction copy(
            List<ZoneAllocator> newZones, PageFrames newFrames, MovablePages newPages, Events newEvents) {
        Compaction copy = new Compaction(newZones, newFrames, newPages, newEvents, counts.copy());
        for (ZoneProgress zone : progress) {
            copy.progress.add(zone.copy());
        }
        copy.proactiveness = proactiveness;
        copy.threshold = threshold;
        return copy;
    }

    /** What a zone remembers between runs. */
    public ZoneProgress progress(int zone) {
        return progress.get(zone);
    }

    /** What all runs did together. */
    public CompactionCounts counts() {
        return counts;
    }

    /** vm.compaction_proactiveness. */
    public int proactiveness() {
        return proactiveness;
    }

    /** vm.extfrag_threshold. */
    public int threshold() {
        return threshold;
    }

    public void setThreshold(int value) {
        threshold = value;
    }

    /** Sets how eagerly nodes are compacted ahead of need, 0 for never, and wakes kcompactd to see to it. */
    public void setProactiveness(int value, int cpu) {
        proactiveness = value;
        int node = -1;
        for (ZoneAllocator zone : zones) {
            if (value > 0 && zone.zone().node() != node) {
                node = zone.zone().node();
                compactAhead(node, cpu);
            }
        }
    }

    /** Compacts every zone from end to end (compact_nodes()). */
    public void compactMemory(int cpu) {
        for (int zone = 0; zone < zones.size(); zone++) {
            run(zone, RunKind.ON_DEMAND, CompactControl.VIA_MEMORY, Zone.MOVABLE)
                    .go(0, cpu);
            account(zone);
        }
    }

    /** One round of kcompactd: compacts a node if its score is too high (should_proactive_compact_node()). */
    private void compactAhead(int node, int cpu) {
        int low = Math.max(100 - proactiveness, 5);
        int high = Math.min(low + 10, 100);
        int score = score(node);
        events.emit(EventKind.NODE_SCORED.code(), Rule.COMPACT_SCORE.code(), node, score, high, low);
        if (score <= high) {
            return;
        }
        for (int zone = 0; zone < zones.size(); zone++) {
            if (zones.get(zone).zone().node() == node) {
                run(zone, RunKind.PROACTIVE, CompactControl.VIA_MEMORY, Zone.MOVABLE)
                        .go(low, cpu);
                counts.addDaemon(control(zone));
                account(zone);
            }
        }
    }

    /** The scores of a node's zones, each with the weight of its size (fragmentation_score_node()). */
    public int score(int node) {
        long present = 1;
        for (ZoneAllocator zone : zones) {
            present += zone.zone().node() == node ? size(zone.zone()) : 0;
        }
        int score = 0;
        for (ZoneAllocator zone : zones) {
            if (zone.zone().node() == node) {
                long weighted =
                        size(zone.zone()) * Fragmentation.score(zone.zone().lists());
                score += (int) (weighted / present);
            }
        }
        return score;
    }

    private static long size(Zone zone) {
        return zone.endPfn() - zone.startPfn();
    }

    /**
     * Compacts one zone for a request that found no block, unless that would be in vain (try_to_compact_pages(),
     * compact_zone_order()).
     *
     * @param kind one of the three for requests
     */
    public Outcome compactFor(int zone, RunKind kind, AllocRequest request) {
        ZoneProgress remembered = progress.get(zone);
        int order = request.order();
        if (kind != RunKind.DIRECT_FULL && remembered.defers(order)) {
            tellDeferred(zone, Rule.COMPACT_DEFERRED, order);
            return Outcome.DEFERRED;
        }
        Outcome outcome = unsuitable(zone, request);
        if (outcome == null) {
            outcome = run(zone, kind, order, request.type()).go(0, request.cpu());
            account(zone);
        }
        if (outcome == Outcome.SUCCESS) {
            remembered.helped(order, false);
        } else if (kind != RunKind.DIRECT_ASYNC && outcome.isThrough()) {
            remembered.failed(order);
            tellDeferred(zone, Rule.COMPACT_DEFER, order);
        }
        return outcome;
    }

    /**
     * kswapd, which is woken now, went to sleep some time before, and then took the marks of earlier runs away
     * (reset_isolation_suitable()).
     */
    public void kswapdSlept() {
        for (ZoneProgress zone : progress) {
            zone.flush();
        }
    }

    /** The request was served from {@code zone} after it was compacted (compaction_defer_reset()). */
    public void served(int zone, int order) {
        progress.get(zone).helped(order, true);
    }

    private void tellDeferred(int zone, Rule rule, int order) {
        ZoneProgress remembered = progress.get(zone);
        int considered = remembered.considered();
        events.emit(EventKind.COMPACT_DEFERRED.code(), rule.code(), zone, order, considered, remembered.deferShift());
    }

    /** Whether enough is free in a zone to move pages about for the request (__compaction_suitable()). */
    public boolean hasRoom(int zone, AllocRequest request) {
        return zones.get(zone).standsAbove(roomMark(zone, request.order()), request.highestZone());
    }

    private int roomMark(int zone, int order) {
        Watermarks marks = zones.get(zone).zone().watermarks();
        return marks.mark(order > COSTLY_ORDER ? Watermarks.LOW : Watermarks.MIN) + (2 << order);
    }

    /** Why the zone is not to be compacted, or null (compaction_suit_allocation_order()). */
    private @Nullable Outcome unsuitable(int zone, AllocRequest request) {
        ZoneAllocator allocator = zones.get(zone);
        int order = request.order();
        int free = allocator.zone().lists().freePages();
        if (allocator.couldServe(order, request.flags(), request.highestZone())) {
            passed(Rule.WATERMARK_OK, zone, order, free, 0);
            return Outcome.SUCCESS;
        }
        if (!hasRoom(zone, request)) {
            passed(Rule.COMPACT_TOO_LITTLE, zone, order, free, roomMark(zone, order));
            return Outcome.SKIPPED;
        }
        int index = Fragmentation.index(allocator.zone().lists(), order);
        if (order > COSTLY_ORDER && index >= 0 && index <= threshold) {
            passed(Rule.COMPACT_NOT_FRAGMENTED, zone, order, index, threshold);
            return Outcome.SKIPPED;
        }
        return null;
    }

    private void passed(Rule rule, int zone, int order, int value, int limit) {
        events.emit(EventKind.COMPACT_PASSED.code(), rule.code(), zone, order, value, limit);
    }

    private ZoneRun run(int zone, RunKind kind, int order, int type) {
        ZoneRun run = runs[zone];
        if (run == null) {
            CompactControl made = new CompactControl(zones.get(zone), progress.get(zone), frames, pages, events);
            run = new ZoneRun(made);
            controls[zone] = made;
            runs[zone] = run;
        }
        control(zone).begin(kind, order, type);
        return run;
    }

    private CompactControl control(int zone) {
        CompactControl control = controls[zone];
        if (control == null) {
            throw new IllegalStateException("PW-CHECK a run has begun: zone=" + zone);
        }
        return control;
    }

    private void account(int zone) {
        counts.add(control(zone));
    }

    public int bytesBeside(@Nullable Compaction other) {
        int bytes = 0;
        for (int zone = 0; zone < progress.size(); zone++) {
            bytes += progress.get(zone).bytesBeside(other == null ? null : other.progress.get(zone));
        }
        return bytes;
    }

    public void digest(Digest into) {
        into.fold(proactiveness);
        into.fold(threshold);
        counts.digest(into);
        for (ZoneProgress zone : progress) {
            zone.digest(into);
        }
    }
}
