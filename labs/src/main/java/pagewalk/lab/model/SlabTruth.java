package pagewalk.lab.model;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.ObjectCommand;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.SlabPlace;
import pagewalk.engine.slab.SlabView;

/** What questions may ask of the object allocator: where the slab of an object is, and how long a cache's lists are. */
final class SlabTruth {
    /** The slab went back to the page allocator. */
    private static final int GIVEN_BACK = -1;

    private static final String OF_CPU = "partial";

    private SlabTruth() {}

    /**
     * Of the slab that an object lies in, or lay in before it was freed.
     *
     * @param pfn any page of the object
     * @param key {@code place}: 0 on no list, 1 the slab of a CPU, 2 on the partial list of a CPU, 3 on the node's, -1
     *     given back; {@code cpu}: that CPU, -1 for none; {@code used}: objects that somebody holds
     * @return {@link Expr.Scope#ABSENT} for another key
     */
    static int ofObject(RunView run, int pfn, String key) {
        SlabView slabs = run.machine().slabs();
        int head = run.machine().memory().blockHead(pfn);
        boolean there = head >= 0 && slabs.isSlab(head);
        return switch (key) {
            case "place" -> there ? place(slabs.place(head)) : GIVEN_BACK;
            case "cpu" -> there ? slabs.cpuOf(head) : GIVEN_BACK;
            case "used" -> there ? used(slabs, head) : 0;
            default -> Expr.Scope.ABSENT;
        };
    }

    private static int place(SlabPlace place) {
        return switch (place) {
            case UNLISTED -> 0;
            case CPU -> 1;
            case CPU_PARTIAL -> 2;
            case NODE_PARTIAL -> 3;
        };
    }

    private static int used(SlabView slabs, int head) {
        int used = 0;
        for (int object = 0; object < slabs.objectsOf(head); object++) {
            used += slabs.isHeld(head, object) ? 1 : 0;
        }
        return used;
    }

    /**
     * Of the cache that a command created or shared.
     *
     * @param key {@code cache}: a number that other caches do not have; {@code partial}: slabs on the node's partial
     *     list; {@code partial0}, {@code partial1}: those on a CPU's; {@code waste}: bytes of a slab that no object has
     * @return {@link Expr.Scope#ABSENT} for another key, another command, and a cache that is gone
     */
    static int ofCache(RunView run, @Nullable Command command, String key) {
        SlabView slabs = run.machine().slabs();
        int cache = command instanceof ObjectCommand.KmemCacheCreate create ? slabs.named(create.name()) : -1;
        if (cache < 0) {
            return Expr.Scope.ABSENT;
        }
        return switch (key) {
            case "cache" -> cache;
            case "waste" -> waste(slabs.geometry(cache));
            case OF_CPU -> slabs.nodePartial(cache).length;
            default -> ofCpu(slabs, cache, key);
        };
    }

    private static int waste(CacheGeometry geometry) {
        return (CacheGeometry.PAGE_SIZE << geometry.order()) - geometry.objects() * geometry.size();
    }

    private static int ofCpu(SlabView slabs, int cache, String key) {
        int cpu = key.startsWith(OF_CPU) ? Text.number(key.substring(OF_CPU.length())) : -1;
        return cpu >= 0 && cpu < slabs.cpus() ? slabs.cpuPartial(cache, cpu).length : Expr.Scope.ABSENT;
    }
}
