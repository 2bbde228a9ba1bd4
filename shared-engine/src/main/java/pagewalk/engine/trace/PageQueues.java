package pagewalk.engine.trace;

import java.util.Arrays;

/**
 * Lists of pages that share their links: a page is in one of them or in none. The head is where pages come in, the tail
 * where they leave.
 */
final class PageQueues {
    /** The list of a page that is in none. */
    static final int NO_LIST = -1;

    /** Each list is a ring through a node of its own; these come first, and page p is node lists + p. */
    private final int lists;

    private final int[] sizes;
    private int[] next;
    private int[] prev;
    /** The list of a page plus one, so that new room stands for none. */
    private byte[] place;

    PageQueues(int lists) {
        this.lists = lists;
        sizes = new int[lists];
        next = new int[lists];
        prev = new int[lists];
        place = new byte[0];
        for (int i = 0; i < lists; i++) {
            next[i] = i;
            prev[i] = i;
        }
    }

    void room(int pages) {
        if (pages > place.length) {
            int length = Policy.grown(place.length, pages);
            place = Arrays.copyOf(place, length);
            next = Arrays.copyOf(next, length + lists);
            prev = Arrays.copyOf(prev, length + lists);
        }
    }

    int listOf(int page) {
        return page < place.length ? place[page] - 1 : NO_LIST;
    }

    /** Whether a page, for which there must be room, is in a list. */
    boolean isListed(int page) {
        return place[page] != 0;
    }

    int size(int list) {
        return sizes[list];
    }

    /** The page at the tail, or {@link Policy#NONE}. */
    int tail(int list) {
        return page(prev[list]);
    }

    /** The page at the head, or {@link Policy#NONE}. */
    int head(int list) {
        return page(next[list]);
    }

    /** The neighbour of a page on the side of the head, or {@link Policy#NONE}. */
    int before(int page) {
        return page(prev[page + lists]);
    }

    private int page(int node) {
        return node < lists ? Policy.NONE : node - lists;
    }

    void toHead(int list, int page) {
        int node = page + lists;
        int old = next[list];
        next[node] = old;
        prev[node] = list;
        prev[old] = node;
        next[list] = node;
        place[page] = (byte) (list + 1);
        sizes[list]++;
    }

    void remove(int page) {
        int node = page + lists;
        int before = prev[node];
        int after = next[node];
        next[before] = after;
        prev[after] = before;
        sizes[place[page] - 1]--;
        place[page] = 0;
    }

    /** Takes the page at the tail out; there must be one. */
    int takeTail(int list) {
        int page = tail(list);
        remove(page);
        return page;
    }

    /** Moves a page, which is in some list, to the head of {@code list}. */
    void moveToHead(int list, int page) {
        int node = page + lists;
        int head = next[list];
        if (head == node) {
            return;
        }
        if (place[page] != list + 1) {
            remove(page);
            toHead(list, page);
            return;
        }
        int before = prev[node];
        int after = next[node];
        next[before] = after;
        prev[after] = before;
        next[node] = head;
        prev[node] = list;
        prev[head] = node;
        next[list] = node;
    }
}
