package pagewalk.server.room;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One connection of somebody to a room, and how far the log has been sent to it. Guarded by its {@link LiveRoom}. */
final class Member {
    private static final int MAX_STRIKES = 500;

    private final Seat seat;
    private final Line line;
    private int strikes;

    /** The room it is in, from the moment it enters. */
    @Nullable
    LiveRoom room;

    /** Number of the last entry sent. */
    int sent;

    /** Whether it gets entries as they come; otherwise it is still reading the log. */
    boolean live;

    /** Whether it has asked for the log yet. */
    boolean joined;

    /** What it points at, if anything: a frame and an event. */
    @Nullable
    Pointing pointing;

    Member(Seat seat, Line line) {
        this.seat = seat;
        this.line = line;
    }

    /** Somebody's place in a room, as the database has it. */
    record Seat(UUID room, UUID course, UUID account, String name, String role) {
        boolean instructor() {
            return role.equals("instructor");
        }

        Ask.Author author() {
            return new Ask.Author(account, name, instructor());
        }
    }

    /** A frame and an event that a member looks at; -1 for none. */
    record Pointing(int pfn, int event) {}

    Seat seat() {
        return seat;
    }

    Line line() {
        return line;
    }

    LiveRoom room() {
        return Objects.requireNonNull(room, "a member enters before it speaks");
    }

    /** A message above the rate: true when it was one too many of them. */
    boolean strike() {
        return ++strikes > MAX_STRIKES;
    }

    void behaved() {
        strikes = Math.max(0, strikes - 1);
    }

    int strikes() {
        return strikes;
    }
}
