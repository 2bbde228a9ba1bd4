package pagewalk.server.lab;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Mode;
import pagewalk.server.account.Role;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Problem;

/** Labs and the variants drawn for whoever asks. */
@Path("/api/labs")
@RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
@Produces(MediaType.APPLICATION_JSON)
public class LabResource {
    private final LabShelf labs;
    private final Variants variants;
    private final Chrome.Maker chrome;

    LabResource(LabShelf labs, Variants variants, Chrome.Maker chrome) {
        this.labs = labs;
        this.variants = variants;
        this.chrome = chrome;
    }

    /** A lab in the list. */
    public record LabJson(String id, String title, String scenario) {}

    @GET
    public List<LabJson> list() {
        return labs.entries().stream()
                .map(entry -> new LabJson(
                        entry.id(), entry.title(), labs.lab(entry.id()).scenarioHash()))
                .toList();
    }

    @GET
    @Path("{lab}/variant")
    public Uni<String> variant(
            @RestPath String lab,
            @QueryParam("mode") @DefaultValue("practice") String mode,
            @QueryParam("seed") @Nullable String seed,
            @QueryParam("attempt") @Nullable Integer attempt) {
        Mode asked = Mode.of(mode);
        if (asked == null) {
            throw Problem.bad("mode", "The mode is '" + mode + "', but it is practice or graded.");
        }
        return asked == Mode.GRADED
                ? variants.graded(chrome.me(), lab, attempt)
                : variants.practice(chrome.me(), lab, seed, attempt == null ? 1 : Math.max(attempt, 1));
    }
}
