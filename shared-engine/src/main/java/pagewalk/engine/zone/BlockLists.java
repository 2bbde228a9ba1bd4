package pagewalk.engine.zone;

import java.util.Arrays;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.CowInts;

/**
 * Doubly linked lists of block heads by frame, with {@link #NIL} at both ends, so that a block leaves the middle of a
 * list in constant time, as a merge needs.
 *
 * <p>A block is on one list at most. That is why several of these can share their links: the free lists of a zone and
 * the lists of its processors do.
 */
public final class BlockLists {
    public static final int NIL = -1;

    private final int startPfn;
    /** Two for each frame, side by side: the pfn behind it and the pfn before it. */
    private final CowInts links;

    private final int[] head;
    private final int[] tail;
    private final int[] count;

    /** {@code lists} empty lists for the frames {@code startPfn} to {@code endPfn - 1}. */
    BlockLists(int startPfn, int endPfn, int lists) {
        this(startPfn, new CowInts(2 * (endPfn - startPfn), NIL), lists);
    }

    private BlockLists(int startPfn, CowInts links, int lists) {
        this.startPfn = startPfn;
        this.links = links;
        head = new int[lists];
        tail = new int[lists];
        count = new int[lists];
        Arrays.fill(head, NIL);
        Arrays.fill(tail, NIL);
    }

    private BlockLists(BlockLists other, CowInts links) {
        this.startPfn = other.startPfn;
        this.links = links;
        head = Arrays.copyOf(other.head, other.head.length);
        tail = Arrays.copyOf(other.tail, other.tail.length);
        count = Arrays.copyOf(other.count, other.count.length);
    }

    /** {@code lists} empty lists over the same links. */
    BlockLists beside(int lists) {
        return new BlockLists(startPfn, links, lists);
    }

    /** A copy with links of its own. */
    BlockLists copy() {
        return new BlockLists(this, links.copy());
    }

    /** A copy over the links of {@code owner}, which is a copy of this one's owner. */
    BlockLists copyBeside(BlockLists owner) {
        return new BlockLists(this, owner.links);
    }

    /** Number of lists. */
    public int lists() {
        return head.length;
    }

    /** Pfn at the head of a list, or {@link #NIL}. */
    public int head(int list) {
        return head[list];
    }

    /** Pfn at the tail of a list, or {@link #NIL}. */
    public int tail(int list) {
        return tail[list];
    }

    /** Pfn behind {@code pfn} on its list, or {@link #NIL}. */
    public int next(int pfn) {
        return links.get(behind(pfn));
    }

    /** Blocks on one list. */
    public int count(int list) {
        return count[list];
    }

    /** Pfns of a list, head first. */
    public int[] pfns(int list) {
        int[] result = new int[count[list]];
        int at = 0;
        for (int pfn = head[list]; pfn != NIL; pfn = next(pfn)) {
            result[at++] = pfn;
        }
        return result;
    }

    public void addHead(int pfn, int list) {
        int old = head[list];
        links.setPair(behind(pfn), old, NIL);
        head[list] = pfn;
        if (old == NIL) {
            tail[list] = pfn;
        } else {
            links.set(before(old), pfn);
        }
        count[list]++;
    }

    public void addTail(int pfn, int list) {
        int old = tail[list];
        links.setPair(behind(pfn), NIL, old);
        tail[list] = pfn;
        if (old == NIL) {
            head[list] = pfn;
        } else {
            links.set(behind(old), pfn);
        }
        count[list]++;
    }

    /** Takes {@code pfn} off the list it is on, which must be the one named. */
    public void remove(int pfn, int list) {
        int before = links.get(before(pfn));
        int behind = links.get(behind(pfn));
        if (before == NIL) {
            Check.that(head[list] == pfn, "a block is removed from its own list", "pfn", pfn);
            head[list] = behind;
        } else {
            Check.that(links.get(behind(before)) == pfn, "a block is removed from its own list", "pfn", pfn);
            links.set(behind(before), behind);
        }
        if (behind == NIL) {
            tail[list] = before;
        } else {
            links.set(before(behind), before);
        }
        count[list]--;
    }

    int bytesBeside(BlockLists other) {
        return links.bytesBeside(other.links);
    }

    int bytes() {
        return links.bytesBeside(null);
    }

    /** Folds every list in order. */
    void digest(Digest into) {
        for (int list = 0; list < head.length; list++) {
            into.fold(count[list]);
            for (int pfn = head[list]; pfn != NIL; pfn = next(pfn)) {
                into.fold(pfn);
            }
        }
    }

    /** Where the link to the pfn behind {@code pfn} is kept. */
    private int behind(int pfn) {
        return 2 * (pfn - startPfn);
    }

    private int before(int pfn) {
        return behind(pfn) + 1;
    }
}
