package pagewalk.web.timeline;

import org.teavm.jso.browser.Window;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;

/** Goes on by itself, an event at a time, until the end or a pause. */
final class Playback {
    /** Events a second, times two. */
    static final int[] SPEEDS = {1, 2, 4, 8, 16, 60};

    static final int USUAL = 2;

    private final Bench bench;
    private final Breakpoints breaks;
    private int speed = USUAL;
    private boolean playing;
    private int timer;

    Playback(Bench bench, Breakpoints breaks) {
        this.bench = bench;
        this.breaks = breaks;
    }

    /** Events a second. */
    static String label(int speed) {
        return SPEEDS[speed] == 1 ? "½" : Integer.toString(SPEEDS[speed] / 2);
    }

    boolean playing() {
        return playing;
    }

    int speed() {
        return speed;
    }

    void speed(int newSpeed) {
        speed = newSpeed;
    }

    void toggle() {
        if (playing) {
            pause();
            return;
        }
        if (bench.timeline().atEnd()) {
            bench.seekEvent(bench.part().startEvents());
        }
        playing = true;
        bench.say("Playing.");
        bench.painter().changed(Painter.POSITION);
        next();
    }

    void pause() {
        if (playing) {
            playing = false;
            Window.clearTimeout(timer);
            bench.painter().changed(Painter.POSITION);
        }
    }

    private void next() {
        timer = Listen.later(
                () -> {
                    if (!playing) {
                        return;
                    }
                    bench.seekEvent(bench.timeline().event() + 1);
                    int event = bench.timeline().event();
                    if (bench.timeline().atEnd()) {
                        pause();
                    } else if (breaks.hit(event)) {
                        pause();
                        bench.seekAndSay(event);
                    } else {
                        next();
                    }
                },
                2000 / SPEEDS[speed]);
    }
}
