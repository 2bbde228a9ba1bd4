package pagewalk.server.grading;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Role;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Paging;
import pagewalk.server.page.Problem;
import pagewalk.server.page.Redirect;

/** Regrades as pages: begin one, watch it, read what it would change, apply it. */
@Path("/instructor/regrades")
@RolesAllowed(Role.INSTRUCTOR)
@Produces(MediaType.TEXT_HTML)
public class RegradePages {
    private final Regrades regrades;
    private final RegradeTable table;
    private final LabShelf labs;
    private final Chrome.Maker chrome;

    RegradePages(Regrades regrades, RegradeTable table, LabShelf labs, Chrome.Maker chrome) {
        this.regrades = regrades;
        this.table = table;
        this.labs = labs;
        this.chrome = chrome;
    }

    /** A regrade's page: itself, a page of its changes, and what was wrong with the form, if it was sent. */
    public record View(
            RegradeTable.Regrade regrade,
            List<RegradeTable.Change> changes,
            int page,
            @Nullable String problem) {
        public boolean more() {
            return changes.size() == RegradeResource.LISTED;
        }

        public int next() {
            return page + 1;
        }

        public int previous() {
            return page - 1;
        }
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance regrades(
                Chrome chrome, List<RegradeTable.Regrade> regrades, List<LabShelf.Entry> labs);

        static native TemplateInstance regrade(Chrome chrome, View view);
    }

    @GET
    @Operation(hidden = true)
    public Uni<TemplateInstance> list() {
        Chrome top = chrome.now();
        return table.list(top.person(), 0, RegradeResource.LISTED)
                .map(found -> Templates.regrades(top, found, labs.entries()));
    }

    @POST
    @Operation(hidden = true)
    public Uni<Response> begin(@RestForm @Nullable String lab) {
        return regrades.begin(chrome.me(), new Regrades.Begin(UUID.randomUUID(), lab))
                .map(fresh -> Redirect.to("/instructor/regrades/" + fresh.id()));
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public Uni<TemplateInstance> regrade(@RestPath UUID id, @QueryParam("page") @DefaultValue("0") int page) {
        return view(chrome.now(), id, Paging.clamped(page), null);
    }

    @POST
    @Path("{id}/apply")
    @Operation(hidden = true)
    public Uni<Response> apply(@RestPath UUID id, @RestForm @Nullable String reason, @RestForm @Nullable String falls) {
        Chrome top = chrome.now();
        Regrades.Apply asked = new Regrades.Apply(reason == null ? "" : reason, falls != null);
        return Uni.createFrom()
                .deferred(() -> regrades.apply(top.person(), id, asked))
                .map(done -> Redirect.to("/instructor/regrades/" + id))
                .onFailure(e -> e instanceof Problem problem && problem.status() == 400)
                .recoverWithUni(e -> view(top, id, 0, e.getMessage())
                        .map(page -> Response.status(400).entity(page).build()));
    }

    private Uni<TemplateInstance> view(Chrome top, UUID id, int page, @Nullable String problem) {
        return table.get(top.person(), id)
                .chain(found -> table.changes(found, page, RegradeResource.LISTED)
                        .map(changes -> Templates.regrade(top, new View(found, changes, page, problem))));
    }
}
