package pagewalk.web.process;

/**
 * A place to stop on the way of an access: a stage, and the events that follow each other in it.
 *
 * @param stage of a {@link Telling}
 * @param from first event
 * @param to event after the last, and so the timeline's position when the stage is done; {@code from} if it takes none
 */
record Stop(int stage, int from, int to) {
    boolean isEmpty() {
        return from == to;
    }
}
