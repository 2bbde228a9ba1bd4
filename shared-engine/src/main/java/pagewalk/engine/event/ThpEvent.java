package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/** The sentences of transparent huge pages. */
final class ThpEvent {
    private ThpEvent() {}

    static String sentence(ReclaimEvent event) {
        int a = event.a();
        int b = event.b();
        String place = ProcessEvent.at(event.c(), event.d());
        return switch (event.kind()) {
            case THP_MAPPED -> "the block at pfn " + a + " is mapped at " + place + " by one entry";
            case THP_FALLBACK ->
                b == 1
                        ? "no block of 2 MiB for the pages at " + place
                        : "no block of 2 MiB for " + place + ": one page";
            case THP_PMD_SPLIT -> "512 entries map the block at pfn " + a + " from " + place + " on, in place of one";
            case THP_PAGE_SPLIT -> split(a, b);
            case THP_DEFERRED ->
                "the block at pfn " + a + " has " + count(b, "page") + " mapped and waits to be split, one of "
                        + event.c();
            case THP_ZERO_PAGE -> "the huge page of zeros at pfn " + a + (b == 1 ? " is made" : " is freed");
            case THP_SCANNED ->
                "khugepaged looks at " + place + ": " + count(a, "page") + " missing"
                        + (event.rule() == Rule.THP_COLLAPSE ? ", and gathers them" : "");
            case THP_COLLAPSED -> count(b, "page") + " from " + place + " on are in the block at pfn " + a + " now";
            case THP_PASS ->
                "khugepaged looked at " + count(a, "page") + "; it has made " + count(b, "block") + " in "
                        + count(event.c(), "round");
            case THP_SET -> "setting " + a + " of huge pages stands at " + b;
            case THP_GONE -> "the block at pfn " + a + " is not mapped any more";
            default -> "khugepaged looks after address space " + a;
        };
    }

    private static String split(int pfn, int freed) {
        return freed < 0
                ? "the block at pfn " + pfn + " cannot be split now"
                : "the block at pfn " + pfn + " becomes 512 pages; " + freed + " of them are free";
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
