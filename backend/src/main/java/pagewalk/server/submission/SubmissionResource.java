package pagewalk.server.submission;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Person;
import pagewalk.server.account.Role;
import pagewalk.server.lab.Variants;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Paging;
import pagewalk.server.page.Problem;

/** Handing in, and following what was handed in. */
@Path("/api/submissions")
@RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
@Produces(MediaType.APPLICATION_JSON)
public class SubmissionResource {
    private static final int LISTED = 50;

    private final Submissions submissions;
    private final Variants variants;
    private final Chrome.Maker chrome;

    SubmissionResource(Submissions submissions, Variants variants, Chrome.Maker chrome) {
        this.submissions = submissions;
        this.variants = variants;
        this.chrome = chrome;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> take(Submissions.@Nullable HandIn asked) {
        if (asked == null) {
            throw new Problem(400, "bad-json", "The request has no JSON body.");
        }
        return submissions
                .take(chrome.me(), asked)
                .map(json -> Response.accepted(json).build());
    }

    @GET
    public Uni<List<SubmissionJson>> list(
            @QueryParam("lab") @Nullable String lab, @QueryParam("page") @DefaultValue("0") int page) {
        Person me = chrome.me();
        return submissions.own(me, lab, Paging.clamped(page), LISTED).chain(rows -> submissions.json(me, rows));
    }

    @GET
    @Path("{id}")
    public Uni<SubmissionJson> get(@RestPath UUID id) {
        return submissions.get(chrome.me(), id);
    }

    /** What regrades changed, oldest first. */
    @GET
    @Path("{id}/history")
    public Uni<List<History.Change>> history(@RestPath UUID id) {
        return submissions.history(chrome.me(), id);
    }

    @GET
    @Path("{id}/file")
    @Produces({MediaType.TEXT_PLAIN, MediaType.APPLICATION_JSON})
    public Uni<Response> file(@RestPath UUID id) {
        return Panache.withSession(() -> Submission.visible(id, chrome.me()))
                .map(row -> Response.ok(row.file)
                        .type("text/plain;charset=UTF-8")
                        .header("Content-Disposition", "attachment; filename=\"" + row.lab + "-" + row.id + ".pw\"")
                        .build());
    }

    /** The variant the submission was made on, with the truth of what its student committed. */
    @GET
    @Path("{id}/variant")
    public Uni<String> variant(@RestPath UUID id) {
        return Panache.withSession(() -> Submission.visible(id, chrome.me())).chain(variants::ofSubmission);
    }
}
