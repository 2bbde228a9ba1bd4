package pagewalk.server.room;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pagewalk.server.ops.Contexts;
import pagewalk.server.ops.Notices;
import pagewalk.server.ops.Notices.Missed;
import pagewalk.server.ops.Notices.Notice;

/** The rooms that somebody on this node is in, and what other nodes say about them. */
@ApplicationScoped
class LiveRooms {
    private static final TypeReference<List<Presence.Here>> MEMBERS = new TypeReference<>() {};
    private static final long TICK_MILLIS = 200;
    private static final int SAY_EVERY = 5;
    private static final int SAY_ALL_EVERY = 10;
    /** NOTIFY takes less than 8,000 bytes; a room with more members here than fit is not told of elsewhere. */
    private static final int MAX_PAYLOAD = 7_900;

    private final Map<UUID, LiveRoom> rooms = new ConcurrentHashMap<>();
    private final LiveRoom.Tools tools;
    private final Vertx vertx;
    private long timer;
    private int ticks;

    LiveRooms(RoomLog log, LiveMachines machines, Contexts contexts, Wire wire, Vertx vertx) {
        tools = new LiveRoom.Tools(
                log, machines, contexts, wire, UUID.randomUUID().toString());
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(TICK_MILLIS, id -> tick());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Asks for an entry, in a room that is made live if nobody is in it; atomic with the removal of idle rooms. */
    void ask(UUID id, Ask ask) {
        rooms.compute(id, (same, known) -> {
            LiveRoom room = known == null ? new LiveRoom(id, tools) : known;
            room.ask(ask);
            return room;
        });
    }

    /** Puts a new member in; atomic with the removal of idle rooms. */
    void enter(Member member) {
        rooms.compute(member.seat().room(), (id, known) -> {
            LiveRoom room = known == null ? new LiveRoom(id, tools) : known;
            room.enter(member);
            return room;
        });
    }

    void news(@Observes Notice notice) {
        if (notice.channel().equals(Notices.ROOM)) {
            String[] words = notice.id().split(" ", 3);
            LiveRoom room = rooms.get(UUID.fromString(words[0]));
            if (room != null) {
                room.heard(Integer.parseInt(words[1]), words[2]);
            }
        } else if (notice.channel().equals(Notices.ROOM_PRESENCE)) {
            String[] words = notice.id().split(" ", 3);
            LiveRoom room = rooms.get(UUID.fromString(words[0]));
            if (room != null && !words[1].equals(tools.node())) {
                room.saidPresence(words[1], tools.wire().parse(words[2], MEMBERS));
            }
        }
    }

    void missed(@Observes Missed missed) {
        rooms.values().forEach(LiveRoom::missed);
    }

    private void tick() {
        ticks++;
        rooms.values().forEach(LiveRoom::tick);
        if (ticks % SAY_EVERY != 0) {
            return;
        }
        if (!tools.log().isAlone()) {
            sayPresence(ticks % SAY_ALL_EVERY == 0);
        }
        for (UUID id : rooms.keySet()) {
            rooms.computeIfPresent(id, (key, room) -> swept(room));
        }
    }

    private @Nullable LiveRoom swept(LiveRoom room) {
        if (!room.isIdle()) {
            return room;
        }
        tools.machines().gone(room);
        return null;
    }

    private void sayPresence(boolean all) {
        String[] said = rooms.values().stream()
                .map(room -> room.sayPresence(all))
                .filter(text -> text != null && text.length() < MAX_PAYLOAD)
                .toArray(String[]::new);
        if (said.length > 0) {
            tools.contexts()
                    .run("telling other nodes who is here", () -> tools.log().tellPresence(said));
        }
    }
}
