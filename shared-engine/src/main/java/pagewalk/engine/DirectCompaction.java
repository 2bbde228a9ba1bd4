package pagewalk.engine;

import pagewalk.engine.buddy.AllocRequest;
import pagewalk.engine.buddy.MemoryPressure;
import pagewalk.engine.compaction.Compaction;
import pagewalk.engine.compaction.Outcome;
import pagewalk.engine.compaction.RunKind;

/** What compaction does for an allocation that found no block (mm/compaction.c try_to_compact_pages()). */
final class DirectCompaction implements MemoryPressure {
    private final Memory memory;
    private final Compaction compaction;

    DirectCompaction(Memory memory, Compaction compaction) {
        this.memory = memory;
        this.compaction = compaction;
    }

    @Override
    public int compact(AllocRequest request, int priority) {
        RunKind kind = priority == ASYNC
                ? RunKind.DIRECT_ASYNC
                : priority == SYNC_LIGHT ? RunKind.DIRECT_SYNC : RunKind.DIRECT_FULL;
        Outcome best = Outcome.SKIPPED;
        for (int place = 0; place < memory.places() && best != Outcome.SUCCESS; place++) {
            int zone = memory.zoneAt(place, request.gfp());
            if (zone != Memory.NIL) {
                Outcome outcome = compaction.compactFor(zone, kind, request);
                best = outcome.compareTo(best) > 0 ? outcome : best;
            }
        }
        return switch (best) {
            case SKIPPED -> SKIPPED;
            case DEFERRED -> DEFERRED;
            case SUCCESS -> SUCCESS;
            default -> FAILED;
        };
    }

    @Override
    public void wakeKswapd(AllocRequest request) {
        compaction.kswapdSlept();
    }

    @Override
    public void compacted(AllocRequest request, int zone) {
        compaction.served(zone, request.order());
    }

    @Override
    public boolean couldCompact(AllocRequest request) {
        for (int place = 0; place < memory.places(); place++) {
            int zone = memory.zoneAt(place, request.gfp());
            if (zone != Memory.NIL && compaction.hasRoom(zone, request)) {
                return true;
            }
        }
        return false;
    }
}
