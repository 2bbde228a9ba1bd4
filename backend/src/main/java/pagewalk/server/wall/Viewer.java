package pagewalk.server.wall;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import pagewalk.server.account.Person;
import pagewalk.server.room.Line;

/** One connection to a wall, and the sessions it has open. */
final class Viewer {
    private final Line line;
    private final Person person;
    private final Set<UUID> open = ConcurrentHashMap.newKeySet();
    private volatile boolean tiles = true;

    Viewer(Line line, Person person) {
        this.line = line;
        this.person = person;
    }

    String id() {
        return line.id();
    }

    Person person() {
        return person;
    }

    Set<UUID> open() {
        return open;
    }

    /** From now on only the open sessions are of interest. */
    void withoutTiles() {
        tiles = false;
    }

    boolean follows(UUID session) {
        return open.contains(session);
    }

    /** Sends tiles, if they are wanted. */
    void send(String text) {
        if (tiles) {
            line.send(text);
        }
    }

    void tell(String text) {
        line.send(text);
    }
}
