package pagewalk.server.room;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.lab.Lab;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.PartSpec;
import pagewalk.server.account.LoginSockets;
import pagewalk.server.account.Role;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.page.Problem;

/** How instructors of the course steer a room: push a machine, pause, let go. Nobody else gets this socket open. */
@WebSocket(path = "/ws/rooms/{id}/control")
@RolesAllowed(Role.INSTRUCTOR)
public class ControlSocket {

    private final Rooms rooms;
    private final LabShelf labs;
    private final Wire wire;
    private final RateLimits limits;
    private final LoginSockets logins;

    ControlSocket(Rooms rooms, LabShelf labs, Wire wire, RateLimits limits, LoginSockets logins) {
        this.rooms = rooms;
        this.labs = labs;
        this.wire = wire;
        this.limits = limits;
        this.logins = logins;
    }

    record Done(String type, int seq, UUID id) {}

    @OnOpen
    public Uni<Void> open(WebSocketConnection connection) {
        logins.add(connection, connection.userData().get(RoomGate.PERSON));
        return Uni.createFrom().voidItem();
    }

    @OnClose
    public Uni<Void> close(WebSocketConnection connection) {
        logins.remove(connection);
        return Uni.createFrom().voidItem();
    }

    @OnTextMessage
    public Uni<String> message(String text, WebSocketConnection connection) {
        Member.Seat seat = connection.userData().get(RoomGate.SEAT);
        return Uni.createFrom()
                .deferred(() -> take(seat, text))
                .onFailure(Problem.class)
                .recoverWithItem(e -> refusal((Problem) e, null));
    }

    @OnError
    public Uni<Void> fault(Exception e, WebSocketConnection connection) {
        return SocketFaults.end(connection, e);
    }

    private Uni<String> take(Member.Seat seat, String text) {
        if (!limits.tryTake(Limit.CONTROL, seat.account().toString())) {
            throw new Problem(429, "too-fast", "Too many messages at once: wait a second, then send again.");
        }
        JsonNode message = wire.read(text, Limits.CONTROL_MESSAGE_CHARS);
        UUID given = Wire.idIfAny(message);
        UUID id = given == null ? UUID.randomUUID() : given;
        return Uni.createFrom()
                .deferred(() -> steer(seat, message, id))
                .map(seq -> wire.text(new Done("done", seq, id)))
                .onFailure(Problem.class)
                .recoverWithItem(e -> refusal((Problem) e, given));
    }

    private Uni<Integer> steer(Member.Seat seat, JsonNode message, UUID id) {
        String type = message.path("type").textValue();
        return switch (type) {
            case "push" -> {
                String config = Wire.word(message, "config");
                List<String> lines = lines(message.path("lines"));
                yield labs.off(() -> Push.of(config, lines).text())
                        .chain(text -> store(seat, id, RoomEntry.PUSH, text));
            }
            case "push-lab" -> {
                Lab lab = labs.lab(Wire.word(message, "lab"));
                yield labs.off(() -> start(lab).text()).chain(text -> store(seat, id, RoomEntry.PUSH, text));
            }
            case "pause" -> store(seat, id, RoomEntry.PAUSE, "");
            case "resume" -> store(seat, id, RoomEntry.RESUME, "");
            default -> throw Wire.malformed("Control messages are push, push-lab, pause and resume.");
        };
    }

    private Uni<Integer> store(Member.Seat seat, UUID id, String kind, String text) {
        return rooms.ask(seat.room(), id, kind, seat.author(), text);
    }

    /** Where the lab's first part begins, freshly drawn for practice. */
    static Push start(Lab lab) {
        PartSpec.Setup setup =
                lab.variant(VariantSeed.random()).parts().getFirst().setup();
        return Push.of(setup.config(), setup.start());
    }

    private static List<String> lines(JsonNode array) {
        if (array.isMissingNode()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (JsonNode line : array) {
            if (!line.isTextual()) {
                throw Wire.malformed("'lines' is a list of command lines.");
            }
            lines.add(line.textValue());
        }
        if (!array.isArray()) {
            throw Wire.malformed("'lines' is a list of command lines.");
        }
        return lines;
    }

    private String refusal(Problem problem, @Nullable UUID id) {
        return wire.text(Wire.ErrorMessage.of(problem.code(), problem.sentence(), id));
    }
}
