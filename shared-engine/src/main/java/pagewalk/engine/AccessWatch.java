package pagewalk.engine;

import org.jspecify.annotations.Nullable;

/** Hears of loads, stores and fetches that reached memory. */
interface AccessWatch {
    /** Whether accesses of process {@code pid} are worth telling. */
    boolean watches(int pid);

    /**
     * Process {@code pid} touched {@code bytes} bytes from {@code addr} on.
     *
     * @param kind as {@link pagewalk.engine.mm.Mmu} has them
     * @param value what a store wrote; null if nobody knows
     */
    void accessed(int pid, long addr, int bytes, int kind, @Nullable Long value);
}
