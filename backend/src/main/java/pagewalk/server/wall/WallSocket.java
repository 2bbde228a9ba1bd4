package pagewalk.server.wall;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.util.UUID;
import pagewalk.engine.Limits;
import pagewalk.server.account.LoginSockets;
import pagewalk.server.account.Person;
import pagewalk.server.account.Role;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.page.Problem;
import pagewalk.server.room.Line;
import pagewalk.server.room.RoomGate;
import pagewalk.server.room.SocketFaults;
import pagewalk.server.room.Wire;

/** The wall of a course, for its instructors: tiles out; which sessions they open and close in. */
@WebSocket(path = "/ws/wall/{course}")
@RolesAllowed(Role.INSTRUCTOR)
public class WallSocket {
    private static final TypedKey<Viewer> VIEWER = new TypedKey<>("pagewalk.viewer");
    private static final int MAX_OPEN = 20;

    private final Walls walls;
    private final Looks looks;
    private final Wire wire;
    private final RateLimits limits;
    private final LoginSockets logins;

    WallSocket(Walls walls, Looks looks, Wire wire, RateLimits limits, LoginSockets logins) {
        this.walls = walls;
        this.looks = looks;
        this.wire = wire;
        this.limits = limits;
        this.logins = logins;
    }

    record Opened(String type, UUID session, UUID member, String name, String lab, int length) {}

    record Closed(String type, UUID session) {}

    @OnOpen
    public Uni<Void> open(WebSocketConnection connection) {
        Person person = connection.userData().get(RoomGate.PERSON);
        logins.add(connection, person);
        Viewer viewer = new Viewer(new Line(connection), person);
        connection.userData().put(VIEWER, viewer);
        walls.enter(person.course(), viewer);
        return Uni.createFrom().voidItem();
    }

    @OnClose
    public Uni<Void> close(WebSocketConnection connection) {
        logins.remove(connection);
        Viewer viewer = connection.userData().get(VIEWER);
        if (viewer != null) {
            walls.leave(viewer.person().course(), viewer);
        }
        return Uni.createFrom().voidItem();
    }

    @OnTextMessage
    public Uni<String> message(String text, WebSocketConnection connection) {
        Viewer viewer = connection.userData().get(VIEWER);
        return Uni.createFrom()
                .deferred(() -> take(viewer, text))
                .onFailure(Problem.class)
                .recoverWithItem(e -> {
                    Problem problem = (Problem) e;
                    return wire.text(Wire.ErrorMessage.of(problem.code(), problem.sentence(), null));
                });
    }

    @OnError
    public Uni<Void> fault(Exception e, WebSocketConnection connection) {
        return SocketFaults.end(connection, e);
    }

    private Uni<String> take(Viewer viewer, String text) {
        if (!limits.tryTake(Limit.CONTROL, viewer.person().id().toString())) {
            throw new Problem(429, "too-fast", "Too many messages at once: wait a second, then send again.");
        }
        JsonNode message = wire.read(text, Limits.ROOM_MESSAGE_CHARS);
        UUID session = Wire.id(message, "session");
        return switch (message.path("type").textValue()) {
            case "open" -> open(viewer, session, message.path("only").asBoolean());
            case "close" -> {
                viewer.open().remove(session);
                yield looks.end(viewer.person().id(), session).replaceWith(wire.text(new Closed("closed", session)));
            }
            default -> throw Wire.malformed("The wall reads open and close.");
        };
    }

    private Uni<String> open(Viewer viewer, UUID session, boolean only) {
        if (viewer.open().size() >= MAX_OPEN) {
            throw new Problem(409, "too-many-open", "At most " + MAX_OPEN + " sessions are open at once: close one.");
        }
        return looks.look(viewer.person(), session).map(seen -> {
            viewer.open().add(session);
            if (only) {
                viewer.withoutTiles();
            }
            return wire.text(new Opened("opened", session, seen.account(), seen.name(), seen.lab(), seen.length()));
        });
    }
}
