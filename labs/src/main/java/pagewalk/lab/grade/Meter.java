package pagewalk.lab.grade;

import pagewalk.engine.event.Events;

/**
 * Counts events and stops the machine inside a command when there are too many, so that no single command makes more
 * work than a whole session may. An interrupt of the thread stops it too.
 */
public final class Meter implements Events {
    private static final int LOOK_EVERY = 1 << 14;

    private final int most;
    private int events;

    public Meter(int most) {
        this.most = most;
    }

    /** More events than the budget has. */
    public static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exceeded() {
            super(null, null, false, false);
        }
    }

    /** How many there were; one more than the budget when it was exceeded. */
    public int events() {
        return events;
    }

    @Override
    public void emit(int kind, int rule, int a, int b, int c, int d) {
        if (++events > most) {
            throw new Exceeded();
        }
        if (events % LOOK_EVERY == 0) {
            mayGoOn();
        }
    }

    /** Throws when somebody wants this thread to stop; a search that carries out many sessions asks now and then. */
    static void mayGoOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("grading was stopped from outside");
        }
    }
}
