package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** The sentences of huge pages and of shared memory with a key. */
final class HugeEvent {
    private HugeEvent() {}

    static String sentence(ProcessEvent event) {
        int a = event.a();
        int b = event.b();
        int c = event.c();
        return switch (event.kind()) {
            case HUGE_POOL ->
                "the pool has " + b + (b == 1 ? " page of " : " pages of ") + size(a) + ": " + left(c, event.d());
            case HUGE_TAKEN -> "took the page of " + size(b) + " at pfn " + a + " from the pool: " + left(c, event.d());
            case HUGE_RETURNED ->
                (event.rule() == Rule.HUGE_SURPLUS
                                ? "the page of " + size(b) + " at pfn " + a + " leaves the pool"
                                : "the page of " + size(b) + " at pfn " + a + " is back in the pool")
                        + ": " + left(c, event.d());
            case HUGE_STOLEN ->
                "address space " + b + " lost the huge page at pfn " + a + ", which it had at "
                        + ProcessEvent.at(c, event.d());
            case SHM_MADE ->
                event.d() < 0
                        ? "the key " + Bits.hex(b & 0xffffffffL) + " is that of segment " + a
                        : "segment " + a + " of " + ProcessEvent.pages(c)
                                + (b == 0 ? " has no key" : " has the key " + Bits.hex(b & 0xffffffffL));
            case SHM_ATTACHED -> "segment " + a + " is attached in address space " + c + times(b);
            case SHM_DETACHED -> "segment " + a + " leaves address space " + c + times(b);
            default ->
                event.d() == 1
                        ? "segment " + a + " is gone"
                        : "segment " + a + " has no key any more, and is to go with its last attachment" + times(b);
        };
    }

    private static String times(int count) {
        return "; it has " + count + (count == 1 ? " attachment" : " attachments");
    }

    private static String left(int free, int promised) {
        return free + " free, " + promised + " of them promised";
    }

    private static String size(int order) {
        return order == 9 ? "2 MiB" : "1 GiB";
    }
}
