package pagewalk.server.wall;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import pagewalk.server.account.Role;
import pagewalk.server.page.Chrome;

/** Who looked into one's own sessions. */
@Path("/api/looks")
@RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
@Produces(MediaType.APPLICATION_JSON)
public class LooksResource {
    private final Looks looks;
    private final Chrome.Maker chrome;

    LooksResource(Looks looks, Chrome.Maker chrome) {
        this.looks = looks;
        this.chrome = chrome;
    }

    @GET
    public Uni<List<Looks.Past>> looks() {
        return looks.history(chrome.me().id());
    }
}
