package pagewalk.engine.rmap;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Check;
import pagewalk.engine.util.GrowingInts;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.Rows;

/**
 * All anon_vmas, and the links between them and VMAs (struct anon_vma_chain).
 *
 * <p>A link is on two lists: that of its VMA, newest first, and that of its anon_vma, oldest first.
 */
public final class AnonVmas {
    public static final int NIL = -1;
    private static final int PARENT = 1;
    private static final int CHILDREN = 2;
    private static final int ACTIVE = 3;
    private static final int FIRST = 4;
    private static final int LAST = 5;
    private static final int WIDTH = 6;

    private static final int LINK_VMA = 1;
    private static final int LINK_ANON = 2;
    private static final int LINK_OLDER_OF_VMA = 3;
    private static final int LINK_NEXT_OF_ANON = 4;
    private static final int LINK_PREV_OF_ANON = 5;
    private static final int LINK_WIDTH = 6;

    private final Events events;
    private final Rows anons;
    private final Rows links;
    /** For each VMA: one more than the anon_vma of its new pages, then one more than its newest link. */
    private final GrowingInts ofVma;

    public AnonVmas(Events events) {
        this.events = events;
        anons = new Rows(WIDTH);
        links = new Rows(LINK_WIDTH);
        ofVma = new GrowingInts();
    }

    private AnonVmas(AnonVmas other, Events events) {
        this.events = events;
        anons = other.anons.copy();
        links = other.links.copy();
        ofVma = other.ofVma.copy();
    }

    public AnonVmas copy(Events newEvents) {
        return new AnonVmas(this, newEvents);
    }

    /** The anon_vma that new pages of a VMA belong to; {@link #NIL} if it never had one. */
    public int of(int vma) {
        return vma * 2 < ofVma.length() ? ofVma.get(vma * 2) - 1 : NIL;
    }

    private void setOf(int vma, int anon) {
        makeRoom(vma);
        ofVma.set(vma * 2, anon + 1);
    }

    private int newest(int vma) {
        return vma * 2 < ofVma.length() ? ofVma.get(vma * 2 + 1) - 1 : NIL;
    }

    private void setNewest(int vma, int link) {
        makeRoom(vma);
        ofVma.set(vma * 2 + 1, link + 1);
    }

    private void makeRoom(int vma) {
        int missing = vma * 2 + 2 - ofVma.length();
        if (missing > 0) {
            ofVma.grow(missing);
        }
    }

    /** The oldest ancestor of an anon_vma, which every process that may have its pages is linked to. */
    public int root(int anon) {
        int root = anon;
        while (anons.get(root, PARENT) != root) {
            root = anons.get(root, PARENT);
        }
        return root;
    }

    /** Whether a VMA shares pages with the VMA of a parent, by more links than its own (vma_had_uncowed_parents()). */
    public boolean hasParents(int vma) {
        int link = newest(vma);
        return of(vma) != NIL && link != NIL && links.get(link, LINK_OLDER_OF_VMA) != NIL;
    }

    /** anon_vmas there are. */
    public int count() {
        return anons.used();
    }

    /** The oldest link of an anon_vma, to go over those who may map its pages; {@link #NIL} if there is none. */
    public int first(int anon) {
        return anons.get(anon, FIRST);
    }

    /** The link after {@code link} of the same anon_vma. */
    public int next(int link) {
        return links.get(link, LINK_NEXT_OF_ANON);
    }

    /** The VMA of a link. */
    public int vma(int link) {
        return links.get(link, LINK_VMA);
    }

    /** A VMA gets its anon_vma at its first page: that of a neighbour it could merge with, or a new one. */
    public void prepare(int vma, int ofNeighbour) {
        int anon = ofNeighbour;
        if (anon == NIL) {
            anon = take(NIL);
            anons.add(anon, CHILDREN, 1);
        }
        setOf(vma, anon);
        link(vma, anon);
        anons.add(anon, ACTIVE, 1);
        Rule rule = ofNeighbour == NIL ? Rule.ANON_VMA_NEW : Rule.ANON_VMA_NEIGHBOUR;
        tell(rule, anon, vma, links(anon));
    }

    private int take(int parent) {
        int anon = anons.take();
        anons.set(anon, FIRST, NIL);
        anons.set(anon, LAST, NIL);
        anons.set(anon, PARENT, parent == NIL ? anon : parent);
        return anon;
    }

    private int links(int anon) {
        int count = 0;
        for (int link = first(anon); link != NIL; link = next(link)) {
            count++;
        }
        return count;
    }

    private void link(int vma, int anon) {
        int link = links.take();
        links.set(link, LINK_VMA, vma);
        links.set(link, LINK_ANON, anon);
        links.set(link, LINK_OLDER_OF_VMA, newest(vma));
        setNewest(vma, link);
        int last = anons.get(anon, LAST);
        links.set(link, LINK_PREV_OF_ANON, last);
        links.set(link, LINK_NEXT_OF_ANON, NIL);
        if (last == NIL) {
            anons.set(anon, FIRST, link);
        } else {
            links.set(last, LINK_NEXT_OF_ANON, link);
        }
        anons.set(anon, LAST, link);
    }

    /** A VMA that was cut off another, or takes one over, gets all its links (anon_vma_clone()). */
    public void clone(int to, int from) {
        setOf(to, of(from));
        cloneLinks(to, from, false);
        if (of(to) != NIL) {
            anons.add(of(to), ACTIVE, 1);
        }
    }

    /** Takes over another VMA's anon_vma if only that one has any (dup_anon_vma()). */
    public void inherit(int to, int from) {
        if (of(to) == NIL && of(from) != NIL) {
            clone(to, from);
        }
    }

    private void cloneLinks(int to, int from, boolean reuse) {
        IntList oldestLast = new IntList();
        for (int link = newest(from); link != NIL; link = links.get(link, LINK_OLDER_OF_VMA)) {
            oldestLast.add(link);
        }
        for (int i = oldestLast.size() - 1; i >= 0; i--) {
            int anon = links.get(oldestLast.get(i), LINK_ANON);
            link(to, anon);
            if (reuse && of(to) == NIL && anons.get(anon, CHILDREN) < 2 && anons.get(anon, ACTIVE) == 0) {
                setOf(to, anon);
            }
        }
    }

    /** The VMA of a child gets the links of its parent's, and an anon_vma of its own (anon_vma_fork()). */
    public void fork(int child, int parent) {
        if (of(parent) == NIL) {
            return;
        }
        setOf(child, NIL);
        cloneLinks(child, parent, true);
        int anon = of(child);
        Rule rule = anon == NIL ? Rule.ANON_VMA_FORK : Rule.ANON_VMA_REUSE;
        if (anon == NIL) {
            anon = take(of(parent));
            anons.add(of(parent), CHILDREN, 1);
            link(child, anon);
            setOf(child, anon);
        }
        anons.add(anon, ACTIVE, 1);
        tell(rule, anon, child, links(anon));
    }

    /** A VMA goes: its links go, and what is left without any (unlink_anon_vmas()). */
    public void unlink(int vma) {
        int own = of(vma);
        if (own != NIL) {
            anons.add(own, ACTIVE, -1);
        }
        IntList empty = new IntList();
        int link = newest(vma);
        while (link != NIL) {
            int older = links.get(link, LINK_OLDER_OF_VMA);
            int anon = links.get(link, LINK_ANON);
            remove(link, anon);
            if (first(anon) == NIL) {
                anons.add(anons.get(anon, PARENT), CHILDREN, -1);
                empty.add(anon);
            }
            link = older;
        }
        for (int i = 0; i < empty.size(); i++) {
            int anon = empty.get(i);
            Check.that(anons.get(anon, CHILDREN) == 0, "an empty anon_vma has no children", "anon_vma", anon);
            anons.give(anon);
        }
        if (own != NIL || vma * 2 < ofVma.length()) {
            setOf(vma, NIL);
            setNewest(vma, NIL);
        }
    }

    private void remove(int link, int anon) {
        int prev = links.get(link, LINK_PREV_OF_ANON);
        int next = links.get(link, LINK_NEXT_OF_ANON);
        if (prev == NIL) {
            anons.set(anon, FIRST, next);
        } else {
            links.set(prev, LINK_NEXT_OF_ANON, next);
        }
        if (next == NIL) {
            anons.set(anon, LAST, prev);
        } else {
            links.set(next, LINK_PREV_OF_ANON, prev);
        }
        links.give(link);
    }

    /** Folds the anon_vmas that {@code vma} belongs to. */
    public void digest(int vma, Digest into) {
        into.fold(of(vma));
        for (int link = newest(vma); link != NIL; link = links.get(link, LINK_OLDER_OF_VMA)) {
            into.fold(links.get(link, LINK_ANON));
        }
    }

    /** Bytes that these take beside a copy; all their bytes beside null. */
    public int bytesBeside(@Nullable AnonVmas other) {
        return anons.bytesBeside(other == null ? null : other.anons)
                + links.bytesBeside(other == null ? null : other.links)
                + ofVma.bytesBeside(other == null ? null : other.ofVma);
    }

    private void tell(Rule rule, int anon, int vma, int count) {
        events.emit(EventKind.ANON_VMA.code(), rule.code(), anon, vma, count, 0);
    }
}
