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

    /** The verdict's JSON as the page reads it. */
    public record VerdictView(
            int score, int max, List<Part> parts, @Nullable Wrong firstWrong) {
        /** One part of the lab. */
        public record Part(String name, String title, int score, int max, List<Check> checks) {}

        /** One check of a part. */
        public record Check(
                String name,
                boolean passed,
                int score,
                int max,
                String message,
                @Nullable String rule,
                @Nullable String ruleSentence) {}

        /** The first wrong step. */
        public record Wrong(
                String part,
                @Nullable String rule,
                @Nullable String ruleSentence,
                String sentence,
                @Nullable String link) {}
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance submission(
                Chrome chrome, SubmissionJson submission, @Nullable VerdictView verdict);
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public Uni<TemplateInstance> submission(@RestPath UUID id) {
        Chrome page = chrome.now();
        return submissions.get(page.person(), id).map(json -> Templates.submission(page, json, view(json.verdict())));
    }

    private @Nullable VerdictView view(@Nullable String verdict) {
        try {
            return verdict == null ? null : mapper.readValue(verdict, VerdictView.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored verdict is readable", e);
        }
    }
}
