package pagewalk.server.room;

import java.util.UUID;
import java.util.function.Consumer;

/**
 * An entry somebody wants in the log.
 *
 * @param id made by the client; the same id again is answered and not repeated
 * @param author who asks
 * @param text checked at the door: a readable command, or a readable push
 * @param answer told once, after the entry is stored or refused
 */
record Ask(UUID id, String kind, Author author, String text, Consumer<Outcome> answer) {

    /** Who asks; instructors are heard while a room is paused. */
    record Author(UUID account, String name, boolean instructor) {}

    /** What became of it. */
    sealed interface Outcome {
        /** Stored now; its sender hears of it with everybody else. */
        record Added(int seq) implements Outcome {}

        /** Stored before, as {@code seq}. */
        record Known(int seq) implements Outcome {}

        /** Not stored, and why. */
        record Refused(String code, String sentence) implements Outcome {}
    }
}
