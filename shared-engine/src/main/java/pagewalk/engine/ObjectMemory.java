package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.ObjectCommand;
import pagewalk.engine.command.ObjectCommand.KmemCacheAlloc;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.command.PoolCommand;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.proc.Slabinfo;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.Mempools;
import pagewalk.engine.slab.PoolView;
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
    private final Mempools pools;
    private final ObjectReplies replies;
    private final PoolMemory poolMemory;
    private final ObjectBytes bytes;
    private boolean inside;

    private ObjectMemory(SlabConfig config, Memory memory, Names names, Slub slub, Mempools pools) {
        replies = new ObjectReplies(memory, slub);
        this.config = config;
        this.memory = memory;
        this.names = names;
        this.slub = slub;
        this.pools = pools;
        poolMemory = new PoolMemory(this, memory, names, slub, pools);
        bytes = new ObjectBytes(this, memory, slub);
    }

    static ObjectMemory boot(SlabConfig config, Memory memory, Names names, Recorder events) {
        SlabPages pages = new SlabFrames(memory);
        Slub slub = new Slub(config, pages, events);
        return new ObjectMemory(config, memory, names, slub, new Mempools(slub, pages, events));
    }

    @Override
    public ObjectMemory copy(Memory newMemory, Names newNames, Recorder newEvents) {
        SlabPages pages = new SlabFrames(newMemory);
        Slub newSlub = slub.copy(pages, newEvents);
        return new ObjectMemory(config, newMemory, newNames, newSlub, pools.copy(newSlub, pages, newEvents));
    }

    /** What goes when memory is short; null while a command to objects is carried out. */
    @Nullable
    SpareObjects spare() {
        return inside ? null : new SpareObjects(slub);
    }

    SlabView view() {
        return slub.view();
    }

    PoolView pools() {
        return new PoolView(pools);
    }

    /** The name that an object is held under, if it still stands for it. */
    @Nullable
    String holder(int pfn, int object) {
        int name = slub.view().nameOf(pfn, object);
        boolean still = name != NIL
                && address(names.pfn(names.name(name)), names.offset(names.name(name)))
                        == address(pfn, slub.bytesTo(pfn, object));
        return still ? names.name(name) : null;
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
        return slub.isSlab(pfn) || slub.isLarge(pfn) || pools.reserveOfBlock(pfn) != NIL;
    }

    @Override
    public Refusal whyNotFreed(int pfn, int head, int order) {
        int pool = pools.reserveOfBlock(head);
        return pool == NIL
                ? new Refusal(Reason.PAGE_OF_SLAB, pfn, head, order, null)
                : new Refusal(Reason.ELEMENT_RESERVED, head, 0, 0, pools.name(pool));
    }

    @Override
    public void digest(Digest into) {
        slub.digest(into);
        pools.digest(into);
    }

    @Override
    public int bytesBeside(@Nullable Area other) {
        return slub.bytesBeside(other instanceof ObjectMemory copy ? copy.slub : null) + pools.bytes();
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof ObjectCommand;
    }

    @Override
    public Reply apply(AreaCommand command) {
        inside = true;
        Reply reply = carryOut((ObjectCommand) command);
        inside = false;
        return reply;
    }

    private Reply carryOut(ObjectCommand command) {
        return switch (command) {
            case ObjectCommand.KmemCacheCreate create -> create(create);
            case KmemCacheAlloc alloc -> allocate(alloc);
            case ObjectCommand.KmemCacheFree free -> free(free.object(), free.cpu(), false);
            case ObjectCommand.KmemCacheShrink shrink -> shrink(shrink.cache());
            case ObjectCommand.KmemCacheDestroy destroy -> destroy(destroy.cache());
            case ObjectCommand.Kmalloc kmalloc -> kmalloc(kmalloc);
            case ObjectCommand.Kfree kfree -> free(kfree.object(), kfree.cpu(), true);
            case ObjectCommand.Memset memset -> bytes.write(memset);
            case ObjectCommand.ValidateSlabCache validate -> bytes.validate(validate.cache());
            case PoolCommand pool -> poolMemory.apply(pool);
        };
    }

    private Reply create(ObjectCommand.KmemCacheCreate command) {
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
        bindCache(command.as(), name);
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
        Refusal noCpu = unfitCpu(command.cpu());
        if (noCpu != null) {
            return new Reply.Refused(noCpu);
        }
        return take(cache, command.cpu(), command.gfp(), command.as());
    }

    /** Why a CPU cannot ask; null if it can. */
    @Nullable
    Refusal unfitCpu(int cpu) {
        return cpu < config.cpus() ? null : new Refusal(Reason.CPU_UNKNOWN, cpu, config.cpus(), 0, null);
    }

    /** The name of a cache or pool, which may be given by the name of the result of creating it. */
    String called(String word) {
        return slub.named(word) == NIL && pools.named(word) == NIL ? names.cache(word) : word;
    }

    /** Binds a name, if there is one, to the cache or pool called {@code name}. */
    void bindCache(@Nullable String as, String name) {
        if (as != null) {
            names.bindCache(as, name);
        }
    }

    /** Binds a name to an object, or to a large block with 0 for the object. */
    void bind(String as, int pfn, int object) {
        if (!slub.isSlab(pfn)) {
            names.bindObject(as, pfn, 0);
            return;
        }
        int bytes = slub.bytesTo(pfn, object);
        slub.setName(pfn, object, names.bindObject(as, pfn + (bytes >> PAGE_SHIFT), bytes & PAGE_MASK));
    }

    @Override
    public int pages(String counter) {
        return view().pages(counter);
    }

    private Reply take(int cache, int cpu, int gfp, @Nullable String as) {
        if (!slub.allocate(cache, cpu, gfp)) {
            return noPages(slub.geometry(cache).minOrder(), gfp);
        }
        int pfn = slub.pfn();
        if (as != null) {
            bind(as, pfn, slub.object());
        }
        return replies.objectAt(pfn, slub.object());
    }

    Reply noPages(int order, int gfp) {
        int restricted = memory.allowsEverything(gfp) ? 0 : 1;
        return new Reply.Refused(new Refusal(Reason.NO_FREE_BLOCK, order, memory.freePages(gfp), restricted, null));
    }

    /** Why kmalloc() cannot serve so many bytes; null if it can. */
    static @Nullable Refusal unfit(long size) {
        if (size == 0) {
            return new Refusal(Reason.KMALLOC_ZERO, 0, 0, 0, null);
        }
        boolean fits = size > 0 && size <= CacheGeometry.MAX_SIZE;
        return fits ? null : new Refusal(Reason.KMALLOC_TOO_LARGE, 0, 0, 0, shown(size));
    }

    private Reply kmalloc(ObjectCommand.Kmalloc command) {
        Refusal unfit = unfit(command.size());
        if (unfit == null) {
            unfit = unfitCpu(command.cpu());
        }
        if (unfit != null) {
            return new Reply.Refused(unfit);
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
        return replies.large(pfn, memory.frames().order(pfn));
    }

    private Reply free(ObjectRef object, int cpu, boolean anything) {
        Refusal noCpu = unfitCpu(cpu);
        if (noCpu != null) {
            return new Reply.Refused(noCpu);
        }
        if (object instanceof ObjectRef.Named named && !isBound(named)) {
            return refused(Reason.NAME_UNKNOWN, 0, 0, named.name());
        }
        long at = address(object);
        int head = head(at);
        if (head == NIL || !slub.isSlab(head) && !slub.isLarge(head)) {
            return refused(Reason.OBJECT_FOREIGN, 0, 0, Bits.hex(at));
        }
        int bytes = (int) (at - address(head, 0));
        return slub.isSlab(head) ? freeObject(head, bytes, cpu, at) : freeLarge(head, bytes, at, anything);
    }

    boolean isBound(ObjectRef.Named named) {
        return names.pfn(named.name()) != NIL;
    }

    long address(ObjectRef object) {
        return switch (object) {
            case ObjectRef.Named named -> address(names.pfn(named.name()), names.offset(named.name()));
            case ObjectRef.Address address -> address.addr();
        };
    }

    /** First pfn of the block that an address lies in; {@link #NIL} if there is no frame for it. */
    int head(long at) {
        int pfn = pfn(at);
        return pfn == NIL ? NIL : memory.frames().headOf(pfn);
    }

    /** Why an object cannot come back from its user; null if it can. */
    @Nullable
    Refusal whyNotHeld(int pfn, int object) {
        if (!slub.isHeld(pfn, object)) {
            return new Refusal(Reason.OBJECT_FREE, pfn, object, 0, null);
        }
        int pool = slub.reserveOf(pfn, object);
        return pool == NIL ? null : new Refusal(Reason.ELEMENT_RESERVED, pfn, object, 0, pools.name(pool));
    }

    private Reply freeObject(int pfn, int bytes, int cpu, long at) {
        int object = slub.objectAt(pfn, bytes);
        if (object == NIL) {
            return refused(Reason.OBJECT_INSIDE, pfn, 0, Bits.hex(at));
        }
        Refusal refusal = whyNotHeld(pfn, object);
        if (refusal != null) {
            return new Reply.Refused(refusal);
        }
        Reply reply = replies.objectAt(pfn, object);
        return slub.free(pfn, object, cpu) ? reply : replies.notFreed(reply);
    }

    private Reply freeLarge(int pfn, int bytes, long at, boolean anything) {
        if (!anything || bytes != 0) {
            return refused(anything ? Reason.OBJECT_INSIDE : Reason.OBJECT_FOREIGN, pfn, 0, Bits.hex(at));
        }
        if (pools.reserveOfBlock(pfn) != NIL) {
            return refused(Reason.ELEMENT_RESERVED, pfn, 0, pools.name(pools.reserveOfBlock(pfn)));
        }
        int order = memory.frames().order(pfn);
        slub.freeLarge(pfn, order);
        return replies.large(pfn, order);
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
        boolean feeds = pools.stands(cache);
        if (left == 0 && (live > 0 || slub.isKmalloc(cache) || feeds)) {
            int slabs = slub.view().slabs(cache);
            return new Reply.Refused(new Refusal(Reason.CACHE_BUSY, live, slabs, feeds ? 1 : 0, name));
        }
        int slabs = left == 0 ? 0 : slub.view().slabs(cache);
        return new Reply.SlabsFreed(slub.destroy(name), slabs, left);
    }

    static long address(int pfn, int bytes) {
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
