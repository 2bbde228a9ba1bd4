package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;

/**
 * Knobs of one area of the machine (struct ctl_table): how each is called, what it may be set to, and who keeps it.
 *
 * <p>An area that has some answers {@link Area#knobNames}, {@link Area#knob} and {@link Area#sysctl} from such a table;
 * each knob can be read then as {@code sysctl NAME} and as a file below /proc/sys.
 */
final class Knobs {
    /** What {@link #value} says of a knob that is not here. */
    static final int NONE = -1;

    /** Reads a knob. */
    interface Getter {
        int get();
    }

    /** Sets a knob to a value in its range. */
    interface Setter {
        void set(int value);
    }

    private record Knob(String name, int least, int most, Getter getter, Setter setter) {}

    private final List<Knob> knobs = new ArrayList<>();

    /** Adds a knob that takes values from {@code least} to {@code most}. */
    Knobs add(String name, int least, int most, Getter getter, Setter setter) {
        knobs.add(new Knob(name, least, most, getter, setter));
        return this;
    }

    /** Adds a knob that takes any value. */
    Knobs add(String name, Getter getter, Setter setter) {
        return add(name, 0, Integer.MAX_VALUE, getter, setter);
    }

    /** The names of all, in the order they were added. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Knob knob : knobs) {
            names.add(knob.name);
        }
        return names;
    }

    /** What a knob stands at; {@link #NONE} if it is not here. */
    int value(String name) {
        Knob knob = find(name);
        return knob == null ? NONE : knob.getter.get();
    }

    /** Sets a knob, or says why not (proc_dointvec_minmax()); null if it is not here. */
    @Nullable
    Reply set(String name, int value) {
        Knob knob = find(name);
        if (knob == null) {
            return null;
        }
        if (value < knob.least || value > knob.most) {
            return new Reply.Refused(new Refusal(Reason.KNOB_RANGE, value, knob.least, knob.most, name));
        }
        knob.setter.set(value);
        return new Reply.Setting(name, Integer.toString(knob.getter.get()));
    }

    private @Nullable Knob find(String name) {
        for (Knob knob : knobs) {
            if (knob.name.equals(name)) {
                return knob;
            }
        }
        return null;
    }
}
