package pagewalk.server.wall;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.RawString;
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
import pagewalk.server.account.Role;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.page.Chrome;
import pagewalk.server.session.WorkSession;

/** The pages of the wall and of a session opened from it, which the browser side fills. */
@Path("/")
@RolesAllowed(Role.INSTRUCTOR)
@Produces(MediaType.TEXT_HTML)
public class WallPages {
    private final Looks looks;
    private final LabShelf labs;
    private final Chrome.Maker chrome;

    WallPages(Looks looks, LabShelf labs, Chrome.Maker chrome) {
        this.looks = looks;
        this.labs = labs;
        this.chrome = chrome;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance wall(Chrome chrome, List<LabShelf.Entry> labs);

        static native TemplateInstance watch(Chrome chrome, Looks.Watched work, String title, RawString labText);
    }

    @GET
    @Path("wall")
    @Operation(hidden = true)
    public TemplateInstance wall() {
        return Templates.wall(chrome.now(), labs.entries());
    }

    /** A student's session, read-only; opening it is a look. */
    @GET
    @Path("watch/{session}")
    @Operation(hidden = true)
    public Uni<TemplateInstance> watch(@RestPath UUID session) {
        Chrome page = chrome.now();
        return looks.look(page.person(), session).map(work -> {
            if (work.lab().equals(WorkSession.FREE)) {
                return Templates.watch(page, work, "Free play", new RawString(""));
            }
            LabShelf.Entry lab = labs.entry(work.lab());
            return Templates.watch(page, work, lab.title(), new RawString(lab.html()));
        });
    }
}
