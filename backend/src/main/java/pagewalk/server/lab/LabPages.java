package pagewalk.server.lab;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Person;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Problem;
import pagewalk.server.page.Redirect;

/** The lab page: a skeleton with landmarks that the browser side fills. */
@Path("/lab")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class LabPages {
    private final Chrome.Maker chrome;
    private final LabShelf labs;

    LabPages(Chrome.Maker chrome, LabShelf labs) {
        this.chrome = chrome;
        this.labs = labs;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance lab(Chrome chrome, LabShelf.Entry lab, RawString labText, String mode,
                @Nullable Integer attempt, @Nullable UUID submission);
    }

    @GET
    @Path("{lab}")
    @Operation(hidden = true)
    public Response lab(@RestPath String lab, @QueryParam("mode") @Nullable String mode,
            @QueryParam("attempt") @Nullable Integer attempt, @QueryParam("submission") @Nullable UUID submission) {
        LabShelf.Entry entry = labs.entries().stream().filter(e -> e.id().equals(lab)).findFirst().orElse(null);
        if (entry == null) {
            throw Problem.notFound("lab");
        }
        Chrome page = chrome.now();
        Person me = page.me();
        String here = "/lab/" + lab + (mode == null ? "" : "?mode=" + mode);
        if (me == null) {
            return Redirect.to("graded".equals(mode) ? "/login?next=" + Redirect.encoded(here) : "/");
        }
        String asked = mode != null ? mode : me.isGuest() ? "practice" : "graded";
        if (!asked.equals("practice") && !asked.equals("graded")) {
            throw Problem.bad("mode", "The mode is '" + asked + "', but it is practice or graded.");
        }
        if (me.isGuest() && asked.equals("graded")) {
            return Redirect.to("/join?next=" + Redirect.encoded(here));
        }
        return Response.ok(Templates.lab(page, entry, new RawString(""), asked, attempt, submission)).build();
    }
}
