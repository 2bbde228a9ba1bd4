package pagewalk.server.account;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.page.Chrome;

/** Who is logged in. */
@Path("/api/me")
@RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
    private final Chrome.Maker chrome;

    MeResource(Chrome.Maker chrome) {
        this.chrome = chrome;
    }

    /** The answer. */
    public record Me(UUID id, String kind, @Nullable String name) {}

    @GET
    public Me me() {
        Person person = chrome.me();
        return new Me(person.id(), person.kind(), person.name());
    }
}
