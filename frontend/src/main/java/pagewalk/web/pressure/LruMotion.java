package pagewalk.web.pressure;

import org.teavm.jso.browser.Performance;
import pagewalk.engine.util.IntList;
import pagewalk.engine.util.IntMap;
import pagewalk.web.dom.Browser;

/**
 * Where each page was drawn before a step, so that it can be seen to go from there to its new place: for at most 200
 * ms, not when steps come faster than four a second, and not where the user asked for less motion.
 */
final class LruMotion {
    private static final double LENGTH_MS = 190;
    private static final double APART_MS = 250;

    private IntMap before = new IntMap();
    private IntList places = new IntList();
    private IntMap now = new IntMap();
    private IntList nowPlaces = new IntList();
    private IntList pages = new IntList();
    private IntList gone = new IntList();
    private double begun = -LENGTH_MS;
    private double stepped = -APART_MS;

    /** The pictures are drawn for another moment from now on; {@code step} if it is one step away. */
    void begin(boolean step) {
        double time = Performance.now();
        boolean moves = step && time - stepped > APART_MS && !Browser.reducedMotion();
        stepped = time;
        begun = moves ? time : -LENGTH_MS;
        before = now;
        places = nowPlaces;
        now = new IntMap();
        nowPlaces = new IntList();
        gone = pages;
        pages = new IntList();
    }

    /** A page is at a place now. */
    void put(int pfn, int x, int y) {
        now.put(pfn, nowPlaces.size());
        nowPlaces.add(x);
        nowPlaces.add(y);
        pages.add(pfn);
    }

    boolean isRunning() {
        return Performance.now() - begun < LENGTH_MS;
    }

    /** How far the motion is, 0 to 1, faster at first. */
    double share() {
        double t = Math.min((Performance.now() - begun) / LENGTH_MS, 1);
        return t * (2 - t);
    }

    /** Whether a page was drawn before the step. */
    boolean was(int pfn) {
        return before.get(pfn) != IntMap.NIL;
    }

    int oldX(int pfn) {
        return places.get(before.get(pfn));
    }

    int oldY(int pfn) {
        return places.get(before.get(pfn) + 1);
    }

    /** Pages that were drawn before the step; those that {@link #isGone} have no place any more. */
    IntList old() {
        return gone;
    }

    boolean isGone(int pfn) {
        return now.get(pfn) == IntMap.NIL;
    }
}
