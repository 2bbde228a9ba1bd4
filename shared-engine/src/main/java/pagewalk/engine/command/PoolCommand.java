package pagewalk.engine.command;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.util.Bits;
import pagewalk.engine.util.Check;

/** Commands to memory pools (mm/mempool.c). */
public sealed interface PoolCommand extends ObjectCommand {
    /**
     * Makes a pool over one of three allocators (mempool_create_slab_pool(), mempool_create_kmalloc_pool(),
     * mempool_create_page_pool()).
     *
     * @param as name of the result, which stands for the pool too, or null
     * @param name of the pool: one word
     * @param minNr elements to keep
     * @param source where they come from
     */
    record MempoolCreate(@Nullable String as, String name, int minNr, Source source) implements PoolCommand {
        public MempoolCreate {
            Check.that(as == null || CommandText.isName(as), "a result has a name");
            Check.that(LineScanner.isWord(name) && name.indexOf('=') < 0, "a pool's name is one word");
            Check.that(minNr >= 0, "a number of elements is not negative", "minNr", minNr);
        }

        @Override
        public Verb verb() {
            return Verb.MEMPOOL_CREATE;
        }

        @Override
        public String text() {
            return begin(as) + "mempool_create name=" + name + " min_nr=" + minNr + " " + source.text();
        }
    }

    /** Where a pool has its elements from. */
    sealed interface Source {
        String text();

        /** Objects of a cache. */
        record Cache(String cache) implements Source {
            @Override
            public String text() {
                return "cache=" + cache;
            }
        }

        /** Memory of kmalloc(). */
        record Size(long bytes) implements Source {
            @Override
            public String text() {
                return "size=" + Bits.hex(bytes);
            }
        }

        /** Blocks of pages. */
        record Order(int order) implements Source {
            @Override
            public String text() {
                return "order=" + order;
            }
        }
    }

    /**
     * Asks a pool for an element (mempool_alloc()).
     *
     * @param as name of the result, or null
     * @param pool its name
     * @param gfp bits of {@link pagewalk.engine.page.Gfp}
     * @param gfpText the gfp flags as written, empty for the default GFP_KERNEL
     * @param cpu the CPU that asks
     */
    record MempoolAlloc(@Nullable String as, String pool, int gfp, String gfpText, int cpu) implements PoolCommand {
        public MempoolAlloc {
            Check.that(as == null || CommandText.isName(as), "a result has a name");
        }

        @Override
        public Verb verb() {
            return Verb.MEMPOOL_ALLOC;
        }

        @Override
        public String text() {
            return begin(as) + "mempool_alloc " + pool + (gfpText.isEmpty() ? "" : " gfp=" + gfpText) + onCpu(cpu);
        }
    }

    /** Gives an element back (mempool_free()). */
    record MempoolFree(String pool, ObjectRef element, int cpu) implements PoolCommand {
        @Override
        public Verb verb() {
            return Verb.MEMPOOL_FREE;
        }

        @Override
        public String text() {
            return "mempool_free " + element.text() + " pool=" + pool + onCpu(cpu);
        }
    }

    /** Sets how many elements a pool keeps (mempool_resize()). */
    record MempoolResize(String pool, int minNr) implements PoolCommand {
        @Override
        public Verb verb() {
            return Verb.MEMPOOL_RESIZE;
        }

        @Override
        public String text() {
            return "mempool_resize " + pool + " min_nr=" + minNr;
        }
    }

    /** Takes a pool away (mempool_destroy()). */
    record MempoolDestroy(String pool) implements PoolCommand {
        @Override
        public Verb verb() {
            return Verb.MEMPOOL_DESTROY;
        }

        @Override
        public String text() {
            return "mempool_destroy " + pool;
        }
    }

    private static String begin(@Nullable String as) {
        return as == null ? "" : as + " = ";
    }

    private static String onCpu(int cpu) {
        return cpu == 0 ? "" : " cpu=" + cpu;
    }
}
