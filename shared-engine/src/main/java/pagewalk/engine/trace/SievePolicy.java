package pagewalk.engine.trace;

import java.util.Arrays;
import pagewalk.engine.rule.Rule;

/**
 * SIEVE: a queue in the order in which pages came, and a hand that walks from the old end to the young one. It clears
 * the bits of visited pages where they are and replaces the first page that was not visited.
 */
final class SievePolicy extends Policy {
    private final PageQueues queue = new PageQueues(1);
    private boolean[] visited = {};
    private int hand = NONE;

    SievePolicy(int frames) {
        super(frames);
    }

    @Override
    public Rule rule() {
        return Rule.POLICY_SIEVE;
    }

    @Override
    public void room(int pages) {
        queue.room(pages);
        if (pages > visited.length) {
            visited = Arrays.copyOf(visited, grown(visited.length, pages));
        }
    }

    @Override
    public boolean holds(int page) {
        return queue.listOf(page) == 0;
    }

    @Override
    public boolean reference(int reference, int next) {
        victim = NONE;
        int page = reference >>> References.KIND_BITS;
        if (queue.isListed(page)) {
            visited[page] = true;
            return true;
        }
        load(page);
        return false;
    }

    private void load(int page) {
        if (used < frames) {
            used++;
        } else {
            int at = hand == NONE ? queue.tail(0) : hand;
            while (visited[at]) {
                visited[at] = false;
                int younger = queue.before(at);
                at = younger == NONE ? queue.tail(0) : younger;
            }
            hand = queue.before(at);
            queue.remove(at);
            victim = at;
        }
        queue.toHead(0, page);
        visited[page] = false;
    }

    @Override
    public int misses(References stretch) {
        room(stretch.pages());
        int misses = 0;
        int[] refs = stretch.refs;
        int size = stretch.size();
        for (int i = 0; i < size; i++) {
            misses += reference(refs[i], 0) ? 0 : 1;
        }
        return misses;
    }
}
