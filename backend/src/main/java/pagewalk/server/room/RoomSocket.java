package pagewalk.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.server.account.LoginSockets;
import pagewalk.server.account.Role;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.page.Problem;
import pagewalk.server.room.Ask.Outcome;

/** The socket of a room's members: commands in, the room's log and presence out. No message here can steer a room. */
@WebSocket(path = "/ws/rooms/{id}")
@RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
public class RoomSocket {
    private static final Logger LOG = Logger.getLogger(RoomSocket.class);
    private static final TypedKey<Member> MEMBER = new TypedKey<>("pagewalk.member");
    private static final CloseReason TOO_FAST = new CloseReason(1008, "too many messages");
    /** Of refusals for speed, one in so many is answered. */
    private static final int ANSWERED = 25;

    private final LiveRooms live;
    private final Rooms rooms;
    private final Wire wire;
    private final RateLimits limits;
    private final LoginSockets logins;

    RoomSocket(LiveRooms live, Rooms rooms, Wire wire, RateLimits limits, LoginSockets logins) {
        this.live = live;
        this.rooms = rooms;
        this.wire = wire;
        this.limits = limits;
        this.logins = logins;
    }

    record Me(UUID member, String name, String role) {}

    record RoomJson(UUID id, String code, String title, boolean paused, boolean guests) {}

    record Welcome(String type, RoomJson room, Me me, int seq, List<Presence.Here> members) {}

    record Known(String type, UUID id, int seq) {}

    @OnOpen
    public Uni<Void> open(WebSocketConnection connection) {
        logins.add(connection, connection.userData().get(RoomGate.PERSON));
        Member member = new Member(connection.userData().get(RoomGate.SEAT), new Line(connection));
        connection.userData().put(MEMBER, member);
        live.enter(member);
        return Uni.createFrom().voidItem();
    }

    @OnClose
    public Uni<Void> close(WebSocketConnection connection) {
        logins.remove(connection);
        Member member = connection.userData().get(MEMBER);
        if (member != null) {
            member.room().leave(member);
        }
        return Uni.createFrom().voidItem();
    }

    @OnTextMessage
    public Uni<Void> message(String text, WebSocketConnection connection) {
        Member member = connection.userData().get(MEMBER);
        UUID id = null;
        try {
            boolean allowed = limits.tryTake(Limit.ROOM, member.seat().account().toString());
            if (!allowed && member.strike()) {
                return connection.close(TOO_FAST);
            }
            if (!allowed && member.strikes() % ANSWERED != 1) {
                return Uni.createFrom().voidItem();
            }
            JsonNode message = wire.read(text, Limits.ROOM_MESSAGE_CHARS);
            id = Wire.idIfAny(message);
            if (!allowed) {
                throw new Problem(429, "too-fast", "Too many messages at once: wait a second, then send again.");
            }
            member.behaved();
            return take(member, message);
        } catch (Problem problem) {
            refuse(member, problem.code(), problem.sentence(), id);
            return Uni.createFrom().voidItem();
        }
    }

    @OnError
    public Uni<Void> fault(Exception e, WebSocketConnection connection) {
        return SocketFaults.end(connection, e);
    }

    private Uni<Void> take(Member member, JsonNode message) {
        String type = message.path("type").textValue();
        switch (type) {
            case "join" -> {
                return join(member, Wire.number(message, "from", 0));
            }
            case "command" -> command(member, Wire.id(message, "id"), Wire.word(message, "line"));
            case "presence" ->
                member.room()
                        .point(
                                member,
                                new Member.Pointing(
                                        Wire.number(message, "pfn", -1), Wire.number(message, "event", -1)));
            case "resync" ->
                LOG.infof("A member of room %s disagrees at #%d", member.seat().room(), Wire.number(message, "seq", 0));
            default ->
                throw Wire.malformed("Members send join, command, presence and resync, not '" + brief(type) + "'.");
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> join(Member member, int from) {
        return rooms.byId(member.seat().room())
                .invoke(room -> {
                    boolean possible = from <= room.seq() + 1;
                    member.room().join(member, possible ? Math.max(0, from - 1) : 0, welcome(member, room));
                    if (!possible) {
                        refuse(
                                member,
                                "no-such-seq",
                                "The log ends at " + room.seq() + ", so it cannot be read from " + from
                                        + " on: here it is from the last push.",
                                null);
                    }
                })
                .replaceWithVoid();
    }

    private String welcome(Member member, Rooms.Room room) {
        Member.Seat seat = member.seat();
        return wire.text(new Welcome(
                "welcome",
                new RoomJson(room.id(), room.code(), room.title(), room.paused(), room.guests()),
                new Me(seat.account(), seat.name(), seat.role()),
                room.seq(),
                member.room().everybody()));
    }

    private void command(Member member, UUID id, String line) {
        String command = switch (CommandText.parse(line)) {
            case Parsed.Ok ok -> ok.command().text();
            case Parsed.Blank blank -> throw new Problem(400, "bad-line", "The line has no command.");
            case Parsed.Malformed bad ->
                throw new Problem(400, "bad-line", "Column " + bad.column() + ": " + bad.message() + ".");
        };
        member.room().ask(new Ask(id, RoomEntry.COMMAND, member.seat().author(), command, outcome -> {
            switch (outcome) {
                case Outcome.Added added -> {}
                case Outcome.Known known -> member.line().send(wire.text(new Known("known", id, known.seq())));
                case Outcome.Refused refused -> refuse(member, refused.code(), refused.sentence(), id);
            }
        }));
    }

    private void refuse(Member member, String code, String sentence, @Nullable UUID id) {
        member.line().send(wire.text(Wire.ErrorMessage.of(code, sentence, id)));
    }

    private static String brief(String word) {
        return word.length() <= 20 ? word : word.substring(0, 20) + "...";
    }
}
