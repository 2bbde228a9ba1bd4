package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.command.PoolCommand;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.Mempools;
import pagewalk.engine.slab.PoolKind;
import pagewalk.engine.slab.SlabFlags;
import pagewalk.engine.slab.Slub;

/** Carries out the commands to memory pools; a refusal is told by the caller. */
final class PoolMemory {
    private static final int NIL = -1;

    private final ObjectMemory objects;
    private final ObjectReplies replies;
    private final Memory memory;
    private final Names names;
    private final Slub slub;
    private final Mempools pools;

    PoolMemory(ObjectMemory objects, Memory memory, Names names, Slub slub, Mempools pools) {
        replies = new ObjectReplies(memory, slub);
        this.names = names;
        this.objects = objects;
        this.memory = memory;
        this.slub = slub;
        this.pools = pools;
    }

    Reply apply(PoolCommand command) {
        return switch (command) {
            case PoolCommand.MempoolCreate create -> create(create);
            case PoolCommand.MempoolAlloc alloc -> allocate(alloc);
            case PoolCommand.MempoolFree free -> free(free);
            case PoolCommand.MempoolResize resize -> resize(resize);
            case PoolCommand.MempoolDestroy destroy -> {
                int pool = pools.named(objects.called(destroy.pool()));
                yield pool == NIL ? unknown(destroy.pool()) : new Reply.Pool(0, 0, pools.destroy(pool));
            }
        };
    }

    private Reply create(PoolCommand.MempoolCreate command) {
        Refusal unfit = unfit(command.minNr());
        if (unfit == null && pools.named(command.name()) != NIL) {
            unfit = new Refusal(Reason.POOL_UNFIT, 2, 0, 0, command.name());
        }
        if (unfit == null && !pools.hasRoomForPool()) {
            unfit = new Refusal(Reason.POOL_UNFIT, 1, Limits.POOLS, 0, null);
        }
        if (unfit == null) {
            unfit = unfit(command.source());
        }
        if (unfit != null) {
            return new Reply.Refused(unfit);
        }
        PoolKind kind = kind(command.source());
        int data = data(command.source());
        int pool = pools.create(command.name(), kind, data, command.minNr());
        if (pool == NIL) {
            return objects.noPages(order(kind, data), Gfp.KERNEL);
        }
        objects.bindCache(command.as(), command.name());
        return new Reply.Pool(pools.minNr(pool), pools.reserved(pool), 0);
    }

    private static @Nullable Refusal unfit(int minNr) {
        boolean fits = minNr >= 1 && minNr <= Limits.POOL_ELEMENTS;
        return fits ? null : new Refusal(Reason.POOL_UNFIT, 0, Limits.POOL_ELEMENTS, 0, null);
    }

    private @Nullable Refusal unfit(PoolCommand.Source source) {
        return switch (source) {
            case PoolCommand.Source.Cache named -> {
                int cache = slub.named(objects.called(named.cache()));
                if (cache == NIL) {
                    yield new Refusal(Reason.CACHE_UNKNOWN, 0, 0, 0, named.cache());
                }
                boolean made = (slub.geometry(cache).flags() & SlabFlags.CTOR) != 0;
                yield made ? new Refusal(Reason.POOL_UNFIT, 3, 0, 0, named.cache()) : null;
            }
            case PoolCommand.Source.Size size -> ObjectMemory.unfit(size.bytes());
            case PoolCommand.Source.Order order ->
                order.order() > Memory.MAX_PAGE_ORDER
                        ? new Refusal(Reason.ORDER_TOO_LARGE, order.order(), Memory.MAX_PAGE_ORDER, 0, null)
                        : null;
        };
    }

    private static PoolKind kind(PoolCommand.Source source) {
        return switch (source) {
            case PoolCommand.Source.Cache cache -> PoolKind.CACHE;
            case PoolCommand.Source.Size size -> PoolKind.KMALLOC;
            case PoolCommand.Source.Order order -> PoolKind.PAGES;
        };
    }

    private int data(PoolCommand.Source source) {
        return switch (source) {
            case PoolCommand.Source.Cache cache -> slub.named(objects.called(cache.cache()));
            case PoolCommand.Source.Size size -> (int) size.bytes();
            case PoolCommand.Source.Order order -> order.order();
        };
    }

    /** The order of the smallest block that would have served. */
    private int order(PoolKind kind, int data) {
        return switch (kind) {
            case CACHE -> slub.geometry(data).minOrder();
            case KMALLOC -> CacheGeometry.orderOf(data);
            case PAGES -> data;
        };
    }

    private Reply allocate(PoolCommand.MempoolAlloc command) {
        int pool = pools.named(objects.called(command.pool()));
        if (pool == NIL) {
            return unknown(command.pool());
        }
        Refusal noCpu = objects.unfitCpu(command.cpu());
        if (noCpu != null) {
            return new Reply.Refused(noCpu);
        }
        if (!pools.allocate(pool, command.gfp(), command.cpu())) {
            return (command.gfp() & Gfp.DIRECT_RECLAIM) != 0
                    ? refused(Reason.POOL_WAITS, pools.minNr(pool), 0, pools.name(pool))
                    : objects.noPages(order(pools.kind(pool), pools.data(pool)), command.gfp());
        }
        if (command.as() != null) {
            bind(pool, command.as());
        }
        return element(pool);
    }

    private void bind(int pool, String as) {
        if (pools.kind(pool) == PoolKind.PAGES) {
            names.bind(as, pools.pfn());
        } else {
            objects.bind(as, pools.pfn(), pools.object());
        }
    }

    /** The element that was handed out or came back last. */
    private Reply element(int pool) {
        int pfn = pools.pfn();
        Reply at = slub.isSlab(pfn)
                ? replies.objectAt(pfn, pools.object())
                : replies.large(pfn, memory.frames().order(pfn));
        return replies.element(at, pools.reserved(pool));
    }

    private Reply free(PoolCommand.MempoolFree command) {
        int pool = pools.named(objects.called(command.pool()));
        if (pool == NIL) {
            return unknown(command.pool());
        }
        Refusal noCpu = objects.unfitCpu(command.cpu());
        if (noCpu != null) {
            return new Reply.Refused(noCpu);
        }
        if (command.element() instanceof ObjectRef.Named named && !objects.isBound(named)) {
            return refused(Reason.NAME_UNKNOWN, 0, 0, named.name());
        }
        long at = objects.address(command.element());
        int head = objects.head(at);
        if (head == NIL) {
            return refused(Reason.POOL_FOREIGN, 0, 0, pools.name(pool));
        }
        int bytes = (int) (at - ObjectMemory.address(head, 0));
        return slub.isSlab(head) ? freeObject(pool, head, bytes, command.cpu()) : freeBlock(pool, head, bytes);
    }

    private Reply freeObject(int pool, int pfn, int bytes, int cpu) {
        int object = slub.objectAt(pfn, bytes);
        if (object == NIL || !comesFrom(pool, slub.cacheAt(pfn))) {
            return refused(Reason.POOL_FOREIGN, 0, 0, pools.name(pool));
        }
        Refusal refusal = objects.whyNotHeld(pfn, object);
        if (refusal != null) {
            return new Reply.Refused(refusal);
        }
        Reply at = replies.objectAt(pfn, object);
        boolean freed = pools.free(pool, pfn, object, cpu);
        return freed ? replies.element(at, pools.reserved(pool)) : replies.notFreed(at);
    }

    private boolean comesFrom(int pool, int cache) {
        int data = pools.data(pool);
        return switch (pools.kind(pool)) {
            case CACHE -> cache == data;
            case KMALLOC -> slub.isKmalloc(cache) && slub.geometry(cache).size() == slub.classSize(data);
            case PAGES -> false;
        };
    }

    private Reply freeBlock(int pool, int pfn, int bytes) {
        int order = memory.frames().order(pfn);
        boolean whole = memory.frames().kind(pfn) == PageFrames.ALLOCATED && bytes == 0;
        PoolKind kind = pools.kind(pool);
        boolean large = slub.isLarge(pfn);
        boolean mine = kind == PoolKind.PAGES
                ? !large && order == pools.data(pool)
                : large && kind == PoolKind.KMALLOC && order == CacheGeometry.orderOf(pools.data(pool));
        if (!whole || !mine) {
            return refused(Reason.POOL_FOREIGN, 0, 0, pools.name(pool));
        }
        if (pools.reserveOfBlock(pfn) != NIL) {
            return refused(Reason.ELEMENT_RESERVED, pfn, 0, pools.name(pools.reserveOfBlock(pfn)));
        }
        names.released(pfn);
        pools.free(pool, pfn, 0, 0);
        return replies.element(replies.large(pfn, order), pools.reserved(pool));
    }

    private Reply resize(PoolCommand.MempoolResize command) {
        int pool = pools.named(objects.called(command.pool()));
        if (pool == NIL) {
            return unknown(command.pool());
        }
        Refusal unfit = unfit(command.minNr());
        if (unfit != null) {
            return new Reply.Refused(unfit);
        }
        pools.resize(pool, command.minNr());
        return new Reply.Pool(pools.minNr(pool), pools.reserved(pool), 0);
    }

    private static Reply unknown(String pool) {
        return refused(Reason.POOL_UNKNOWN, 0, 0, pool);
    }

    private static Reply refused(Reason reason, int a, int b, @Nullable String word) {
        return new Reply.Refused(new Refusal(reason, a, b, 0, word));
    }
}
