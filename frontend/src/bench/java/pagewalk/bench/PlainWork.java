package pagewalk.bench;

/** The work on {@link PlainBuddy}: the baseline. */
final class PlainWork extends BuddyWork {
    private final PlainBuddy buddy;
    private int sum;

    PlainWork(int frames, int seed) {
        super(frames, seed);
        buddy = new PlainBuddy(frames);
        fill();
    }

    @Override
    int allocate(int order) {
        int pfn = buddy.allocate(order);
        sum = sum * 31 + pfn;
        return pfn;
    }

    @Override
    void free(int pfn) {
        buddy.free(pfn);
    }

    @Override
    int outcome() {
        return sum;
    }
}
