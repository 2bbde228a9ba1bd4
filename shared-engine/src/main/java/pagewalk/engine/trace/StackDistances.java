package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.util.Check;

/**
 * The misses of LRU at every number of frames, from one pass over a trace: a reference is a hit where there are at
 * least as many frames as its stack distance, the number of different pages since the page's last reference, itself included.
 *
 * <p>A page stands at the time of its last reference; a Fenwick tree counts how many stand behind a time. Times are
 * given anew when they run out, so that the room is that of the pages, however long the trace is.
 */
public final class StackDistances {
    /** By page: the time of its last reference, from 1; 0 for a page that was not referenced yet. */
    private int[] times = {};
    /** By time: the page that stands there plus one. */
    private int[] pageAt = new int[1025];
    /** The Fenwick tree over times, from 1. */
    private int[] tree = new int[1025];
    /** By distance: references that have it. */
    private int[] distances = new int[64];

    private int now;
    private int pages;
    private int references;
    private int newest = -1;

    /** Adds a stretch of references. */
    public void add(References stretch) {
        if (stretch.pages() > times.length) {
            times = Arrays.copyOf(times, Policy.grown(times.length, stretch.pages()));
            distances = Arrays.copyOf(distances, times.length + 1);
        }
        int same = 0;
        for (int i = 0; i < stretch.size(); i++) {
            int page = stretch.refs[i] >>> References.KIND_BITS;
            if (page == newest) {
                same++;
            } else {
                reference(page);
            }
        }
        distances[1] += same;
        references += stretch.size();
    }

    private void reference(int page) {
        newest = page;
        int time = times[page];
        if (time == 0) {
            pages++;
        } else {
            distances[pages - before(time) + 1]++;
            add(time, -1);
            pageAt[time] = 0;
        }
        if (now == tree.length - 1) {
            renumber();
        }
        now++;
        times[page] = now;
        pageAt[now] = page + 1;
        add(now, 1);
    }

    /** Pages that stand at {@code time} or before. */
    private int before(int time) {
        int count = 0;
        for (int i = time; i > 0; i &= i - 1) {
            count += tree[i];
        }
        return count;
    }

    private void add(int time, int change) {
        for (int i = time; i < tree.length; i += i & -i) {
            tree[i] += change;
        }
    }

    /** Pages get the times from 1 on, in their order, and there are at least twice as many times as pages. */
    private void renumber() {
        int[] old = pageAt;
        int length = pages * 2 > tree.length ? tree.length * 2 - 1 : tree.length;
        tree = new int[length];
        pageAt = new int[length];
        int last = now;
        now = 0;
        for (int time = 1; time <= last; time++) {
            if (old[time] != 0) {
                now++;
                pageAt[now] = old[time];
                times[old[time] - 1] = now;
                add(now, 1);
            }
        }
    }

    /** References so far. */
    public int references() {
        return references;
    }

    /** Different pages so far: with as many frames only first references miss. */
    public int pages() {
        return pages;
    }

    /** Misses of LRU with {@code frames}, at least 1. */
    public int misses(int frames) {
        Check.that(frames > 0, "a policy has a frame", "frames", frames);
        int misses = pages;
        for (int distance = pages; distance > frames; distance--) {
            misses += distances[distance];
        }
        return misses;
    }

    /** Misses of LRU with 1, 2, ... frames, up to the number of pages. */
    public int[] curve() {
        int[] curve = new int[pages];
        int misses = pages;
        for (int frames = pages; frames > 0; frames--) {
            curve[frames - 1] = misses;
            misses += distances[frames];
        }
        return curve;
    }
}
