package pagewalk.engine.timeline;

import pagewalk.engine.event.Events;

/** Lets a number of events pass and then leaves the command, so that the machine can be seen as it was there. */
final class StopAfter implements Events {
    /** Thrown to leave the command; carries no stack trace, since nothing went wrong. */
    static final class Reached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Reached() {
            super("PW-STOP", null, false, false);
        }
    }

    private int left;

    StopAfter(int events) {
        left = events;
    }

    @Override
    public void emit(int kind, int rule, int a, int b, int c, int d) {
        left--;
        if (left == 0) {
            throw new Reached();
        }
    }
}
