package pagewalk.web.dom;

import org.teavm.jso.dom.html.HTMLElement;

/** What a screen reader hears: at most one sentence a second, the newest. */
public final class Status {
    private static final int PAUSE_MS = 1000;

    private final HTMLElement place;
    private String waiting = "";
    private boolean resting;

    public Status(HTMLElement place) {
        this.place = place;
    }

    public void say(String sentence) {
        waiting = sentence;
        if (!resting) {
            speak();
        }
    }

    private void speak() {
        if (waiting.isEmpty()) {
            resting = false;
            return;
        }
        place.setTextContent(waiting);
        waiting = "";
        resting = true;
        Listen.later(this::speak, PAUSE_MS);
    }
}
