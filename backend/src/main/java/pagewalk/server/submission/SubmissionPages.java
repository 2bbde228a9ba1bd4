package pagewalk.server.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Role;
import pagewalk.server.page.Chrome;

/** A submission's page: its state, its times, and the verdict with the first wrong step. */
@Path("/submissions")
@RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
@Produces(MediaType.TEXT_HTML)
public class SubmissionPages {
    private final Submissions submissions;
    private final ObjectMapper mapper;
    private final Chrome.Maker chrome;

    SubmissionPages(Submissions submissions, ObjectMapper mapper, Chrome.Maker chrome) {
        this.submissions = submissions;
        this.mapper = mapper;
        this.chrome = chrome;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance submission(
                Chrome chrome, SubmissionJson submission, @Nullable VerdictView verdict, List<History.Change> changes);
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public Uni<TemplateInstance> submission(@RestPath UUID id) {
        Chrome page = chrome.now();
        return submissions
                .get(page.person(), id)
                .chain(json -> submissions
                        .history(page.person(), id)
                        .map(changes -> Templates.submission(page, json, view(json.verdict()), changes)));
    }

    private @Nullable VerdictView view(@Nullable String verdict) {
        try {
            return verdict == null ? null : mapper.readValue(verdict, VerdictView.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored verdict is readable", e);
        }
    }
}
