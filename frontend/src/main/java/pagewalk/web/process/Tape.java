package pagewalk.web.process;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.view.SixSteps;

/**
 * The stages of one access in the order in which they came, some of them several times: a fault sends it back to the
 * first look-up.
 *
 * <p>Cutting the address, a check that is passed and the access itself are no events: these stops have none.
 */
final class Tape {
    private final EventLog log;
    private final Telling telling;
    private final List<Stop> stops = new ArrayList<>();
    private boolean checked;

    /** The access whose events are those from {@code begin} up to {@code end}. */
    Tape(EventLog log, int begin, int end, Telling telling) {
        this.log = log;
        this.telling = telling;
        if (telling == Telling.PROCESSOR) {
            stops.add(new Stop(Telling.ADDRESS, begin, begin));
            stops.add(new Stop(Telling.INDICES, begin, begin));
        } else {
            stops.add(new Stop(SixSteps.LOOK_UP, begin, begin));
        }
        for (int event = begin; event < end; event++) {
            take(event);
        }
    }

    private void take(int event) {
        EventKind kind = EventKind.of(log.kind(event));
        int stage = telling.stage(kind, Rule.of(log.rule(event)));
        Stop last = last();
        if (telling == Telling.PROCESSOR) {
            check(kind, stage, event);
            last = last();
        }
        if (stage == 0 || stage == last.stage()) {
            stops.set(stops.size() - 1, new Stop(last.stage(), last.from(), event + 1));
        } else {
            stops.add(new Stop(stage, event, event + 1));
        }
        if (telling == Telling.SIX_STEPS && kind == EventKind.TRANSLATED) {
            stops.add(new Stop(SixSteps.ACCESS, event + 1, event + 1));
        }
    }

    /** A walk or a hit that is let through has no event that says so. */
    private void check(EventKind kind, int stage, int event) {
        boolean lookup = kind == EventKind.WALKED || kind == EventKind.TLB_HIT || kind == EventKind.TLB_MISSED;
        if (lookup) {
            checked = false;
        } else if (stage == Telling.CHECK) {
            checked = true;
        } else if (!checked && kind != EventKind.TLB_DROPPED) {
            checked = true;
            stops.add(new Stop(Telling.CHECK, event, event));
        }
    }

    private Stop last() {
        return stops.get(stops.size() - 1);
    }

    int size() {
        return stops.size();
    }

    Stop stop(int index) {
        return stops.get(index);
    }

    /** The stop that a position of the timeline is in: the last that was begun, empty ones only at both ends. */
    int at(int position) {
        int found = telling == Telling.PROCESSOR ? 1 : 0;
        for (int i = found; i < stops.size(); i++) {
            Stop stop = stops.get(i);
            boolean begun = stop.isEmpty() ? i == stops.size() - 1 && stop.to() <= position : stop.from() < position;
            found = begun ? i : found;
        }
        return found;
    }

    /** How a stage stands when the access has come to a stop. */
    State state(int stage, int current) {
        if (stops.get(current).stage() == stage) {
            return State.NOW;
        }
        for (int i = 0; i < current; i++) {
            if (stops.get(i).stage() == stage) {
                return State.DONE;
            }
        }
        return stage < stops.get(current).stage() ? State.SPARED : State.AHEAD;
    }

    /** Of a stage. */
    enum State {
        DONE("done", "✓ done"),
        NOW("now", "▸ now"),
        /** It was not needed, so far. */
        SPARED("spared", "– not needed"),
        AHEAD("ahead", "");

        private final String word;
        private final String mark;

        State(String word, String mark) {
            this.word = word;
            this.mark = mark;
        }

        String word() {
            return word;
        }

        String mark() {
            return mark;
        }
    }
}
