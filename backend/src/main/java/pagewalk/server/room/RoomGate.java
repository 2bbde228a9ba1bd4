package pagewalk.server.room;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Person;

/** Lets into a room's sockets who has a seat there; everybody else gets an answer before the socket opens. */
@ApplicationScoped
public class RoomGate implements HttpUpgradeCheck {
    static final TypedKey<Member.Seat> SEAT = new TypedKey<>("pagewalk.seat");
    public static final TypedKey<Person> PERSON = new TypedKey<>("pagewalk.person");

    private final Rooms rooms;

    RoomGate(Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(RoomSocket.class.getName()) || endpointId.equals(ControlSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        UUID room = uuid(context.pathParam("id"));
        return context.securityIdentity().chain(identity -> {
            if (identity == null || identity.isAnonymous()) {
                return CheckResult.rejectUpgrade(401);
            }
            Person person = (Person) identity.getPrincipal();
            if (person.mustChangePassword()) {
                return CheckResult.rejectUpgrade(403);
            }
            if (room == null) {
                return CheckResult.rejectUpgrade(404);
            }
            boolean control = context.endpointId().equals(ControlSocket.class.getName());
            return rooms.seat(room, person).chain(seat -> {
                if (seat == null) {
                    return CheckResult.rejectUpgrade(404);
                }
                if (control && !seat.instructor()) {
                    return CheckResult.rejectUpgrade(403);
                }
                context.userData().put(SEAT, seat);
                context.userData().put(PERSON, person);
                return CheckResult.permitUpgrade();
            });
        });
    }

    /** The id in a path; null for what is none. */
    public static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null || text.length() != 36 ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
