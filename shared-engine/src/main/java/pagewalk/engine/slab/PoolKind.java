package pagewalk.engine.slab;

/** Where a memory pool has its elements from; the code in events is the place in this list. */
public enum PoolKind {
    /** Objects of one cache (mempool_alloc_slab()). */
    CACHE,
    /** Memory of kmalloc(), all of one size (mempool_kmalloc()). */
    KMALLOC,
    /** Blocks of pages, all of one order (mempool_alloc_pages()). */
    PAGES
}
