package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.ObjectCommand;
import pagewalk.engine.command.ObjectCommand.KmemCacheAlloc;
import pagewalk.engine.command.ObjectCommand.KmemCacheCreate;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.page.PageFrames;
import pagewalk.engine.proc.Slabinfo;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.SlabConfig;
import pagewalk.engine.slab.SlabPages;
import pagewalk.engine.slab.SlabView;
import pagewalk.engine.slab.Slub;
import pagewalk.engine.util.Bits;

/** Carries out the commands to the object allocator; a refusal changes nothing and is told by the caller. */
final class ObjectMemory implements Area {
    /** Where the kernel maps all memory, without KASLR (arch/x86/include/asm/page_64_types.h). */
    private static final long PAGE_OFFSET = 0xffff888000000000L;

    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
    private static final int NIL = -1;
    private static final String FILE = "/proc/slabinfo";

    private final SlabConfig config;
    private final Memory memory;
    private final Names names;
    private final Slub slub;

    ObjectMemory(SlabConfig config, Memory memory, Names names, Recorder events) {
        this(config, memory, names, new Slub(config, pages(memory), events));
    }

    private ObjectMemory(SlabConfig config, Memory memory, Names names, Slub slub) {
        this.config = config;
        this.memory = memory;
        this.names = names;
        this.slub = slub;
    }

    @Override
    public ObjectMemory copy(Memory newMemory, Names newNames, Recorder newEvents) {
        return new ObjectMemory(config, newMemory, newNames, slub.copy(pages(newMemory), newEvents));
    }

    private static SlabPages pages(Memory memory) {
        return new SlabPages() {
            @Override
            public int allocate(int order, int gfp) {
                return memory.allocate(order, gfp, 0);
            }

            @Override
            public void release(int pfn) {
                memory.free(pfn, 0);
            }
        };
    }

    SlabView view() {
        return slub.view();
    }

    @Override
    public String name() {
        return "slab";
    }

    @Override
    public List<String> files() {
        return view().isUsed() ? List.of(FILE) : List.of();
    }

    @Override
    public @Nullable String readFile(String path) {
        return path.equals(FILE) ? Slabinfo.print(view()) : null;
    }

    @Override
    public @Nullable Rule ruleOfFile(String path) {
        return path.equals(FILE) ? Rule.FILE_SLABINFO : null;
    }

    @Override
    public boolean owns(int pfn) {
        return slub.isSlab(pfn) || slub.isLarge(pfn);
    }

    @Override
    public void digest(Digest into) {
        slub.digest(into);
    }

    @Override
    public int bytesBeside(@Nullable Area other) {
        return slub.bytesBeside(other instanceof ObjectMemory copy ? copy.slub : null);
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof ObjectCommand;
    }

    @Override
    public Reply apply(AreaCommand command) {
        return switch ((ObjectCommand) command) {
            case KmemCacheCreate create -> create(create);
            case KmemCacheAlloc alloc -> allocate(alloc);
            case ObjectCommand.KmemCacheFree free -> free(free.object(), free.cpu(), false);
            case ObjectCommand.KmemCacheShrink shrink -> shrink(shrink.cache());
            case ObjectCommand.KmemCacheDestroy destroy -> destroy(destroy.cache());
            case ObjectCommand.Kmalloc kmalloc -> kmalloc(kmalloc);
            case ObjectCommand.Kfree kfree -> free(kfree.object(), kfree.cpu(), true);
        };
    }

    private Reply create(KmemCacheCreate command) {
        String name = command.name();
        if (slub.named(name) != NIL) {
            return refused(Reason.CACHE_EXISTS, 0, 0, name);
        }
        if (command.align() != 0 && !alignable(command.align())) {
            return refused(Reason.CACHE_ALIGN, 0, 0, shown(command.align()));
        }
        if (command.size() < 1 || command.size() > CacheGeometry.MAX_SIZE) {
            return refused(Reason.CACHE_SIZE, 0, 0, shown(command.size()));
        }
        if (!slub.hasRoomForCache()) {
            return refused(Reason.CACHES_FULL, Limits.CACHES, 0, null);
        }
        int align = (int) command.align();
        CacheGeometry geometry = slub.geometryOf((int) command.size(), align, command.flags());
        if (geometry.order() > Memory.MAX_PAGE_ORDER) {
            return refused(Reason.CACHE_SIZE, 0, 0, shown(command.size()));
        }
        int cache = slub.create(name, geometry, align);
        if (command.as() != null) {
            names.bindCache(command.as(), name);
        }
        return new Reply.Cache(slub.geometry(cache), slub.references(cache) > 1);
    }

    private static boolean alignable(long align) {
        return align > 0 && align <= CacheGeometry.MAX_SIZE && (align & align - 1) == 0;
    }

    private static String shown(long value) {
        return value < 0 ? Bits.hex(value) : Long.toString(value);
    }

    private Reply allocate(KmemCacheAlloc command) {
        int cache = slub.named(called(command.cache()));
        if (cache == NIL) {
            return refused(Reason.CACHE_UNKNOWN, 0, 0, command.cache());
        }
        if (command.cpu() >= config.cpus()) {
            return refused(Reason.CPU_UNKNOWN, command.cpu(), config.cpus(), null);
        }
        return take(cache, command.cpu(), command.gfp(), command.as());
    }

    /** A cache's name, which may be given by the name of the result of creating it. */
    private String called(String word) {
        return slub.named(word) == NIL ? names.cache(word) : word;
    }

    private Reply take(int cache, int cpu, int gfp, @Nullable String as) {
        if (!slub.allocate(cache, cpu, gfp)) {
            return noPages(slub.geometry(cache).minOrder(), gfp);
        }
        int pfn = slub.pfn();
        int bytes = slub.bytesTo(pfn, slub.object());
        if (as != null) {
            names.bindObject(as, pfn + (bytes >> PAGE_SHIFT), bytes & PAGE_MASK);
        }
        return new Reply.ObjectAt(slub.view().name(cache), address(pfn, bytes), pfn, slub.object());
    }

    private Reply noPages(int order, int gfp) {
        int restricted = memory.allowsEverything(gfp) ? 0 : 1;
        return new Reply.Refused(new Refusal(Reason.NO_FREE_BLOCK, order, memory.freePages(gfp), restricted, null));
    }

    private Reply kmalloc(ObjectCommand.Kmalloc command) {
        if (command.size() == 0) {
            return refused(Reason.KMALLOC_ZERO, 0, 0, null);
        }
        if (command.size() < 0 || command.size() > CacheGeometry.MAX_SIZE) {
            return refused(Reason.KMALLOC_TOO_LARGE, 0, 0, shown(command.size()));
        }
        if (command.cpu() >= config.cpus()) {
            return refused(Reason.CPU_UNKNOWN, command.cpu(), config.cpus(), null);
        }
        int bytes = (int) command.size();
        int cache = slub.classOf(bytes, command.gfp());
        if (cache != NIL) {
            return take(cache, command.cpu(), command.gfp(), command.as());
        }
        int pfn = slub.allocateLarge(bytes, command.gfp());
        if (pfn == NIL) {
            return noPages(CacheGeometry.orderOf(bytes), command.gfp());
        }
        if (command.as() != null) {
            names.bindObject(command.as(), pfn, 0);
        }
        return new Reply.Large(address(pfn, 0), pfn, memory.frames().order(pfn));
    }

    private Reply free(ObjectRef object, int cpu, boolean anything) {
        if (cpu >= config.cpus()) {
            return refused(Reason.CPU_UNKNOWN, cpu, config.cpus(), null);
        }
        if (object instanceof ObjectRef.Named named && names.pfn(named.name()) == NIL) {
            return refused(Reason.NAME_UNKNOWN, 0, 0, named.name());
        }
        long at = switch (object) {
            case ObjectRef.Named named -> address(names.pfn(named.name()), names.offset(named.name()));
            case ObjectRef.Address address -> address.addr();
        };
        PageFrames frames = memory.frames();
        int pfn = pfn(at);
        int head = pfn == NIL ? NIL : frames.headOf(pfn);
        if (head == NIL || !slub.isSlab(head) && !slub.isLarge(head)) {
            return refused(Reason.OBJECT_FOREIGN, 0, 0, Bits.hex(at));
        }
        int bytes = (int) (at - address(head, 0));
        return slub.isSlab(head) ? freeObject(head, bytes, cpu, at) : freeLarge(head, bytes, at, anything);
    }

    private Reply freeObject(int pfn, int bytes, int cpu, long at) {
        int object = slub.objectAt(pfn, bytes);
        if (object == NIL) {
            return refused(Reason.OBJECT_INSIDE, pfn, 0, Bits.hex(at));
        }
        if (!slub.isHeld(pfn, object)) {
            return refused(Reason.OBJECT_FREE, pfn, object, null);
        }
        String cache = slub.view().name(slub.cacheAt(pfn));
        slub.free(pfn, object, cpu);
        return new Reply.ObjectAt(cache, at, pfn, object);
    }

    private Reply freeLarge(int pfn, int bytes, long at, boolean anything) {
        if (!anything || bytes != 0) {
            return refused(anything ? Reason.OBJECT_INSIDE : Reason.OBJECT_FOREIGN, pfn, 0, Bits.hex(at));
        }
        int order = memory.frames().order(pfn);
        slub.freeLarge(pfn, order);
        return new Reply.Large(at, pfn, order);
    }

    private Reply shrink(String word) {
        int cache = slub.named(called(word));
        if (cache == NIL) {
            return refused(Reason.CACHE_UNKNOWN, 0, 0, word);
        }
        int freed = slub.shrink(cache);
        return new Reply.SlabsFreed(freed, slub.view().slabs(cache), slub.references(cache));
    }

    private Reply destroy(String word) {
        String name = called(word);
        int cache = slub.named(name);
        if (cache == NIL) {
            return refused(Reason.CACHE_UNKNOWN, 0, 0, word);
        }
        int left = slub.references(cache) - 1;
        int live = slub.live(cache);
        if (left == 0 && (live > 0 || slub.isKmalloc(cache))) {
            return refused(Reason.CACHE_BUSY, live, slub.view().slabs(cache), name);
        }
        int slabs = left == 0 ? 0 : slub.view().slabs(cache);
        return new Reply.SlabsFreed(slub.destroy(name), slabs, left);
    }

    private static long address(int pfn, int bytes) {
        return PAGE_OFFSET + ((long) pfn << PAGE_SHIFT) + bytes;
    }

    /** The frame that holds an address of the kernel's own map; {@link #NIL} for any other address. */
    private static int pfn(long address) {
        long pfn = (address - PAGE_OFFSET) >>> PAGE_SHIFT;
        return pfn <= Integer.MAX_VALUE ? (int) pfn : NIL;
    }

    private static Reply refused(Reason reason, int a, int b, @Nullable String word) {
        return new Reply.Refused(new Refusal(reason, a, b, 0, word));
    }
}
