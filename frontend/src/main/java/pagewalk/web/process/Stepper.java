package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Painter;

/**
 * Steps through the stages of the newest access. The timeline goes along, so that page tables, TLB and frames are seen
 * as they are at that stage.
 *
 * <p>Several stops may have one position of the timeline, so the one that was stepped to is kept while the timeline
 * stays there.
 */
final class Stepper {
    private static final int NIL = -1;

    private final Bench bench;
    private Telling telling = Telling.PROCESSOR;
    private @Nullable Walk walk;
    private @Nullable Tape tape;
    private int stop;
    private int heldCommand = NIL;
    private int heldBegin;
    private int heldStop;
    private int heldPosition;

    Stepper(Bench bench) {
        this.bench = bench;
    }

    /** Another machine. */
    void forget() {
        heldCommand = NIL;
    }

    /** Looks at the timeline's position; null if no access was made up to there. */
    @Nullable
    Walk look() {
        Timeline timeline = bench.timeline();
        if (timeline.event() != heldPosition) {
            heldCommand = NIL;
        }
        walk = heldCommand == NIL ? null : Walk.of(timeline, heldCommand, heldBegin);
        if (walk == null) {
            heldCommand = NIL;
            walk = Walk.of(timeline);
        }
        tape = walk == null ? null : walk.tape(telling);
        if (tape != null) {
            stop = heldCommand == NIL ? tape.at(timeline.event()) : Math.min(heldStop, tape.size() - 1);
        }
        return walk;
    }

    Telling telling() {
        return telling;
    }

    /** Tells the same walk the other way, from where it is. */
    void tell(Telling other) {
        telling = other;
        heldCommand = NIL;
        bench.painter().changed(Painter.POSITION);
    }

    /** The stages of {@link #look}'s access; null without one. */
    @Nullable
    Tape tape() {
        return tape;
    }

    /** Which of its stops is shown. */
    int stop() {
        return stop;
    }

    /** Whether there is a stop before or after the shown one, in this access or in the next one of its command. */
    boolean canStep(int delta) {
        if (walk == null || tape == null) {
            return false;
        }
        int next = stop + delta;
        int access = walk.number() + delta;
        return next >= 0 && next < tape.size() || access >= 0 && access < walk.accesses();
    }

    /** Goes to the stop before or after the shown one. */
    void step(int delta) {
        if (walk == null || tape == null || !canStep(delta)) {
            return;
        }
        int next = stop + delta;
        if (next >= 0 && next < tape.size()) {
            goTo(next);
            return;
        }
        Walk other = Walk.of(bench.timeline(), walk.command(), walk.begin(walk.number() + delta));
        if (other != null) {
            walk = other;
            tape = other.tape(telling);
            goTo(delta > 0 ? 0 : tape.size() - 1);
        }
    }

    /** Goes to a stop of the shown access. */
    void goTo(int index) {
        if (walk == null || tape == null) {
            return;
        }
        stop = Math.max(0, Math.min(index, tape.size() - 1));
        heldCommand = walk.command();
        heldBegin = walk.begin(walk.number());
        heldStop = stop;
        heldPosition = tape.stop(stop).to();
        bench.seekEvent(heldPosition);
        bench.say(sentence());
    }

    /** Where it stands: {@code Step 3 of 9, TLB look-up}. */
    String sentence() {
        return tape == null
                ? ""
                : "Step " + (stop + 1) + " of " + tape.size() + ", "
                        + telling.title(tape.stop(stop).stage());
    }
}
