package pagewalk.server.wall;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import pagewalk.server.account.Person;
import pagewalk.server.room.RoomGate;

/** Lets only instructors of the course to its wall. */
@ApplicationScoped
class WallGate implements HttpUpgradeCheck {
    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(WallSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        UUID course = RoomGate.uuid(context.pathParam("course"));
        return context.securityIdentity().chain(identity -> {
            if (identity == null || identity.isAnonymous()) {
                return CheckResult.rejectUpgrade(401);
            }
            Person person = (Person) identity.getPrincipal();
            if (!person.isInstructor() || person.mustChangePassword()) {
                return CheckResult.rejectUpgrade(403);
            }
            if (course == null || !course.equals(person.courseId())) {
                return CheckResult.rejectUpgrade(404);
            }
            context.userData().put(RoomGate.PERSON, person);
            return CheckResult.permitUpgrade();
        });
    }
}
