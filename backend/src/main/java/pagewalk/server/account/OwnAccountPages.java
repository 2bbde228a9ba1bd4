package pagewalk.server.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Problem;

/** The page of one's own account: what is known about it, and the password. */
@Path("/account")
@RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
@Produces(MediaType.TEXT_HTML)
public class OwnAccountPages {
    private final Accounts accounts;
    private final Chrome.Maker chrome;

    OwnAccountPages(Accounts accounts, Chrome.Maker chrome) {
        this.accounts = accounts;
        this.chrome = chrome;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance account(Chrome chrome, @Nullable String problem, boolean done);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance account() {
        return Templates.account(chrome.now(), null, false);
    }

    @POST
    @Path("password")
    @Operation(hidden = true)
    public Uni<Response> changePassword(@RestForm String present, @RestForm String password) {
        Chrome page = chrome.now();
        Person me = page.person();
        return Uni.createFrom()
                .deferred(() -> accounts.changePassword(me, AccountPages.text(present), AccountPages.text(password)))
                .map(done -> Response.ok(Templates.account(page, null, true)).build())
                .onFailure(Problem.class)
                .recoverWithItem(e -> AccountPages.again((Problem) e, Templates.account(page, e.getMessage(), false)));
    }
}
