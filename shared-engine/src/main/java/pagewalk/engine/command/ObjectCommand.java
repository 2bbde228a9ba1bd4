package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/** Commands to the object allocator (mm/slub.c). */
public sealed interface ObjectCommand extends AreaCommand
        permits ObjectCommand.KmemCacheCreate,
                ObjectCommand.KmemCacheAlloc,
                ObjectCommand.KmemCacheFree,
                ObjectCommand.KmemCacheShrink,
                ObjectCommand.KmemCacheDestroy,
                ObjectCommand.Kmalloc,
                ObjectCommand.Kfree,
                ObjectCommand.Memset,
                ObjectCommand.ValidateSlabCache,
                PoolCommand {
    /**
     * Makes a cache of objects of one size (kmem_cache_create()).
     *
     * @param as name of the result, which stands for the cache too, or null
     * @param name of the cache: one word
     * @param size bytes of an object
     * @param align 0, or bytes
     * @param flags bits of {@link pagewalk.engine.slab.SlabFlags}
     * @param flagsText the flags as written, without a constructor; may be empty
     */
    record KmemCacheCreate(@Nullable String as, String name, long size, long align, int flags, String flagsText)
            implements ObjectCommand {
        public KmemCacheCreate {
            checkName(as);
            Check.that(LineScanner.isWord(name) && name.indexOf('=') < 0, "a cache's name is one word");
        }

        @Override
        public Verb verb() {
            return Verb.KMEM_CACHE_CREATE;
        }

        /** Whether new objects are constructed. */
        public boolean ctor() {
            return (flags & ObjectText.CTOR) != 0;
        }

        @Override
        public String text() {
            return begin(as) + "kmem_cache_create name=" + name + " size=" + Bits.hex(size)
                    + (align == 0 ? "" : " align=" + Bits.hex(align))
                    + (flagsText.isEmpty() ? "" : " flags=" + flagsText)
                    + (ctor() ? " ctor=1" : "");
        }
    }

    /**
     * Asks for an object (kmem_cache_alloc()).
     *
     * @param as name of the result, or null
     * @param cache name of the cache
     * @param gfp bits of {@link pagewalk.engine.page.Gfp}
     * @param gfpText the gfp flags as written, empty for the default GFP_KERNEL
     * @param cpu the CPU that asks
     */
    record KmemCacheAlloc(@Nullable String as, String cache, int gfp, String gfpText, int cpu)
            implements ObjectCommand {
        public KmemCacheAlloc {
            checkName(as);
            Check.that(LineScanner.isWord(cache) && cache.indexOf('=') < 0, "a cache's name is one word");
        }

        @Override
        public Verb verb() {
            return Verb.KMEM_CACHE_ALLOC;
        }

        @Override
        public String text() {
            return begin(as) + "kmem_cache_alloc " + cache + gfpAndCpu(gfpText, cpu);
        }
    }

    /** Gives an object of a cache back (kmem_cache_free()). */
    record KmemCacheFree(ObjectRef object, int cpu) implements ObjectCommand {
        @Override
        public Verb verb() {
            return Verb.KMEM_CACHE_FREE;
        }

        @Override
        public String text() {
            return "kmem_cache_free " + object.text() + gfpAndCpu("", cpu);
        }
    }

    /** Gives a cache's empty slabs back (kmem_cache_shrink()). */
    record KmemCacheShrink(String cache) implements ObjectCommand {
        @Override
        public Verb verb() {
            return Verb.KMEM_CACHE_SHRINK;
        }

        @Override
        public String text() {
            return "kmem_cache_shrink " + cache;
        }
    }

    /** Takes a cache away (kmem_cache_destroy()). */
    record KmemCacheDestroy(String cache) implements ObjectCommand {
        @Override
        public Verb verb() {
            return Verb.KMEM_CACHE_DESTROY;
        }

        @Override
        public String text() {
            return "kmem_cache_destroy " + cache;
        }
    }

    /**
     * Asks for memory of any size (kmalloc()).
     *
     * @param as name of the result, or null
     * @param size bytes
     * @param gfp bits of {@link pagewalk.engine.page.Gfp}
     * @param gfpText the gfp flags as written, empty for the default GFP_KERNEL
     * @param cpu the CPU that asks
     */
    record Kmalloc(@Nullable String as, long size, int gfp, String gfpText, int cpu) implements ObjectCommand {
        public Kmalloc {
            checkName(as);
        }

        @Override
        public Verb verb() {
            return Verb.KMALLOC;
        }

        @Override
        public String text() {
            return begin(as) + "kmalloc size=" + Bits.hex(size) + gfpAndCpu(gfpText, cpu);
        }
    }

    /** Gives memory of kmalloc(), or an object, back (kfree()). */
    record Kfree(ObjectRef object, int cpu) implements ObjectCommand {
        @Override
        public Verb verb() {
            return Verb.KFREE;
        }

        @Override
        public String text() {
            return "kfree " + object.text() + gfpAndCpu("", cpu);
        }
    }

    /**
     * Writes to memory of an object or beside it, right or wrong (memset()).
     *
     * @param object where to count from
     * @param offset bytes from there, negative for those before
     * @param c the byte to write, 0 to 255
     * @param count bytes
     */
    record Memset(ObjectRef object, long offset, int c, long count) implements ObjectCommand {
        public Memset {
            Check.that(c >= 0 && c <= 0xff, "a byte is from 0 to 255", "c", c);
        }

        @Override
        public Verb verb() {
            return Verb.MEMSET;
        }

        @Override
        public String text() {
            return "memset " + object.text() + " c=" + Bits.hex(c) + " count=" + Bits.hex(count)
                    + (offset == 0 ? "" : " offset=" + offset);
        }
    }

    /** Looks at all objects of a cache with debugging (validate_slab_cache()). */
    record ValidateSlabCache(String cache) implements ObjectCommand {
        @Override
        public Verb verb() {
            return Verb.VALIDATE_SLAB_CACHE;
        }

        @Override
        public String text() {
            return "validate_slab_cache " + cache;
        }
    }

    private static void checkName(@Nullable String as) {
        Check.that(as == null || CommandText.isName(as), "a result has a name");
    }

    private static String begin(@Nullable String as) {
        return as == null ? "" : as + " = ";
    }

    private static String gfpAndCpu(String gfpText, int cpu) {
        return (gfpText.isEmpty() ? "" : " gfp=" + gfpText) + (cpu == 0 ? "" : " cpu=" + cpu);
    }
}
