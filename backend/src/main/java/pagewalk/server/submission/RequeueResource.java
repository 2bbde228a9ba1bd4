package pagewalk.server.submission;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import pagewalk.server.account.Role;
import pagewalk.server.page.Chrome;

/** What only instructors do with submissions. */
@Path("/api/submissions/{id}/requeue")
@RolesAllowed(Role.INSTRUCTOR)
@Produces(MediaType.APPLICATION_JSON)
public class RequeueResource {
    private final Submissions submissions;
    private final Chrome.Maker chrome;

    RequeueResource(Submissions submissions, Chrome.Maker chrome) {
        this.submissions = submissions;
        this.chrome = chrome;
    }

    @POST
    public Uni<SubmissionJson> requeue(@RestPath UUID id) {
        return submissions.requeue(chrome.me(), id);
    }
}
