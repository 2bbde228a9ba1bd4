package pagewalk.engine.heap;

/**
 * The heap in ten numbers (struct mallinfo2): bytes that the arena has from the system, free chunks of the bins and of
 * the fast bins, mappings and their bytes, nothing, bytes in fast bins, bytes in use and free, and bytes of the top.
 *
 * <p>What lies in the thread's cache counts as in use.
 */
public record Mallinfo(
        int arena,
        int ordblks,
        int smblks,
        int hblks,
        long hblkhd,
        int usmblks,
        int fsmblks,
        int uordblks,
        int fordblks,
        int keepcost) {
    /** As {@code key=value}, in the order of the struct. */
    public String text() {
        return "arena=" + arena + " ordblks=" + ordblks + " smblks=" + smblks + " hblks=" + hblks + " hblkhd=" + hblkhd
                + " usmblks=" + usmblks + " fsmblks=" + fsmblks + " uordblks=" + uordblks + " fordblks=" + fordblks
                + " keepcost=" + keepcost;
    }
}
