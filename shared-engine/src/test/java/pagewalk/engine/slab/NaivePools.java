package pagewalk.engine.slab;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Caches and pools over them in one bounded memory of single pages, with nothing clever. */
final class NaivePools {
    /** What a pool stands on when it is no cache. */
    static final int PAGES = -1;

    /** An object of cache {@code cache}, or a page; {@code addr} is the engine's word for it. */
    static final class Element {
        final int cache;
        final NaiveSlub.@Nullable Place place;
        long addr = -1;

        Element(int cache, NaiveSlub.@Nullable Place place) {
            this.cache = cache;
            this.place = place;
        }
    }

    private final int[] pages;
    private final NaiveSlub[] caches;
    private final int[] below;
    private final int[] min;
    private final Deque<Element>[] reserve;

    @SuppressWarnings("unchecked")
    NaivePools(int[] pages, NaiveSlub[] caches, int pools) {
        this.pages = pages;
        this.caches = caches;
        below = new int[pools];
        min = new int[pools];
        reserve = new Deque[pools];
    }

    boolean lives(int pool) {
        return reserve[pool] != null;
    }

    int below(int pool) {
        return below[pool];
    }

    int reserved(int pool) {
        return reserve[pool].size();
    }

    @Nullable
    Element take(int cache, int cpu) {
        if (cache == PAGES) {
            return pages[0] == 0 || pages[0]-- == 0 ? null : new Element(PAGES, null);
        }
        NaiveSlub.Place place = caches[cache].alloc(cpu);
        return place == null ? null : new Element(cache, place);
    }

    void give(Element element, int cpu) {
        NaiveSlub.Place place = element.place;
        if (place == null) {
            pages[0]++;
        } else {
            caches[element.cache].free(place, cpu);
        }
    }

    /** Whether the pool could be filled; if not, it is not there. */
    boolean create(int pool, int source, int minNr) {
        below[pool] = source;
        min[pool] = minNr;
        reserve[pool] = new ArrayDeque<>();
        fill(pool);
        if (reserve[pool].size() == minNr) {
            return true;
        }
        destroy(pool);
        return false;
    }

    private void fill(int pool) {
        while (reserve[pool].size() < min[pool]) {
            Element element = take(below[pool], 0);
            if (element == null) {
                return;
            }
            reserve[pool].push(element);
        }
    }

    @Nullable
    Element alloc(int pool, int cpu) {
        Element element = take(below[pool], cpu);
        return element == null ? reserve[pool].poll() : element;
    }

    void free(int pool, Element element, int cpu) {
        if (reserve[pool].size() < min[pool]) {
            reserve[pool].push(element);
        } else {
            give(element, cpu);
        }
    }

    void resize(int pool, int minNr) {
        while (minNr <= min[pool] && reserve[pool].size() > minNr) {
            give(reserve[pool].pop(), 0);
        }
        boolean grows = minNr > min[pool];
        min[pool] = minNr;
        if (grows) {
            fill(pool);
        }
    }

    void destroy(int pool) {
        reserve[pool].forEach(element -> give(element, 0));
        reserve[pool] = null;
    }
}
