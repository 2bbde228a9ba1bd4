package pagewalk.server.lab;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.Mode;
import pagewalk.server.account.Person;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Problem;
import pagewalk.server.page.Redirect;
import pagewalk.server.session.WorkSession;
import pagewalk.server.submission.Submission;

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

    /** What the page is about: whose session, and which submission it replays, if any. */
    public record Task(
            String mode,
            @Nullable Integer attempt,
            @Nullable UUID submission) {}

    /** The query of the page's address. */
    public record Asked(
            @QueryParam("mode") @Nullable String mode,
            @QueryParam("attempt") @Nullable Integer attempt,
            @QueryParam("submission") @Nullable UUID submission) {}

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance lab(
                Chrome chrome, LabShelf.Entry lab, RawString labText, Task task, String program);
    }

    @GET
    @Path("{lab}")
    @Operation(hidden = true)
    public Uni<Response> lab(@RestPath String lab, @BeanParam Asked query, @Context RoutingContext context) {
        String mode = query.mode();
        UUID submission = query.submission();
        LabShelf.Entry entry = labs.entry(lab);
        Chrome page = chrome.now();
        Person me = page.me();
        if (me == null) {
            String here = Redirect.encoded(context.request().uri());
            return away(submission != null || "graded".equals(mode) ? "/login?next=" + here : "/");
        }
        if (submission != null) {
            return Panache.withSession(() -> Submission.visible(submission, me)).map(row -> {
                if (!row.lab.equals(lab)) {
                    throw Problem.notFound("submission");
                }
                return page(page, entry, new Task(row.mode, row.attempt, submission));
            });
        }
        Mode asked = mode == null ? (me.isGuest() ? Mode.PRACTICE : Mode.GRADED) : Mode.of(mode);
        if (asked == null) {
            throw Problem.bad("mode", "The mode is '" + mode + "', but it is practice or graded.");
        }
        if (me.isGuest() && asked == Mode.GRADED) {
            return away("/join?next=" + Redirect.encoded("/lab/" + lab + "?mode=graded"));
        }
        Integer attempt = query.attempt();
        if (attempt != null || asked == Mode.PRACTICE) {
            return Uni.createFrom().item(page(page, entry, new Task(asked.word(), attempt, null)));
        }
        return Panache.withSession(() -> WorkSession.currentAttempt(me.id(), lab))
                .map(current -> page(page, entry, new Task(asked.word(), current, null)));
    }

    private static Uni<Response> away(String path) {
        return Uni.createFrom().item(Redirect.to(path));
    }

    private Response page(Chrome chrome, LabShelf.Entry lab, Task task) {
        boolean small = task.submission() == null && labs.lab(lab.id()).framesAlone();
        return Response.ok(Templates.lab(chrome, lab, new RawString(lab.html()), task, small ? "lab" : "play"))
                .build();
    }
}
