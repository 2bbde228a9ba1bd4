package pagewalk.server.grading;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Role;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Paging;
import pagewalk.server.page.Problem;

/** Regrades of the instructor's course. */
@Path("/api/regrades")
@RolesAllowed(Role.INSTRUCTOR)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RegradeResource {
    static final int LISTED = 50;

    private final Regrades regrades;
    private final RegradeTable table;
    private final Chrome.Maker chrome;

    RegradeResource(Regrades regrades, RegradeTable table, Chrome.Maker chrome) {
        this.regrades = regrades;
        this.table = table;
        this.chrome = chrome;
    }

    /** A regrade with a page of what it changes. */
    public record WithChanges(@JsonUnwrapped RegradeTable.Regrade regrade, List<RegradeTable.Change> changes) {}

    @POST
    public Uni<RegradeTable.Regrade> begin(Regrades.@Nullable Begin asked) {
        return regrades.begin(chrome.me(), body(asked));
    }

    @GET
    public Uni<List<RegradeTable.Regrade>> list(@QueryParam("page") @DefaultValue("0") int page) {
        return table.list(chrome.me(), Paging.clamped(page), LISTED);
    }

    @GET
    @Path("{id}")
    public Uni<WithChanges> get(@RestPath UUID id, @QueryParam("page") @DefaultValue("0") int page) {
        return table.get(chrome.me(), id)
                .chain(found -> table.changes(found, Paging.clamped(page), LISTED)
                        .map(changes -> new WithChanges(found, changes)));
    }

    @POST
    @Path("{id}/apply")
    public Uni<RegradeTable.Regrade> apply(@RestPath UUID id, Regrades.@Nullable Apply asked) {
        return regrades.apply(chrome.me(), id, body(asked));
    }

    private static <T> T body(@Nullable T body) {
        if (body == null) {
            throw new Problem(400, "bad-json", "The request has no JSON body.");
        }
        return body;
    }
}
