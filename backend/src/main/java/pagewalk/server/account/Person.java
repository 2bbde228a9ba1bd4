package pagewalk.server.account;

import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.page.Problem;

/**
 * Who sends a request, as its login session says.
 *
 * @param login the hash of the login's token in hex: names the login without opening it
 * @param mustChangePassword an instructor has reset the password and it was not replaced yet
 */
public record Person(
        UUID id,
        String kind,
        @Nullable String name,
        @Nullable UUID courseId,
        String login,
        boolean mustChangePassword) implements Principal {

    /** The principal's name; guests have none of their own. */
    @Override
    public String getName() {
        return name == null ? "guest" : name;
    }

    public boolean isGuest() {
        return kind.equals(Role.GUEST);
    }

    public boolean isInstructor() {
        return kind.equals(Role.INSTRUCTOR);
    }

    /** The course, for those who must be in one; guests get a 403. */
    public UUID course() {
        if (courseId == null) {
            throw new Problem(403, "guest", "Guests are in no course: join one with its code first.");
        }
        return courseId;
    }
}
