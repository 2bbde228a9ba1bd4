package pagewalk.server.submission;

import java.time.Duration;

/** The life of a submission; the last three end it, though an instructor can send an ungradable one again. */
public final class State {
    public static final String RECEIVED = "received";
    public static final String VERIFYING = "verifying";
    public static final String GRADED = "graded";
    public static final String UNGRADABLE = "ungradable";
    public static final String REJECTED = "rejected";

    /** A submission is to be taken up within this time, whatever the queue. */
    public static final Duration TAKE_UP = Duration.ofMinutes(5);

    /** Tries before a submission is ungradable. */
    public static final int TRIES = 3;

    private State() {}
}
