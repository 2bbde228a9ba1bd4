package pagewalk.server.session;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.server.account.Guests;
import pagewalk.server.account.Person;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Problem;

/** Free play: choose a machine, describe one, or paste a file of a real one's /proc, and drive it. */
@Path("/play")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class PlayPages {
    private final Sessions sessions;
    private final LabShelf labs;
    private final Guests guests;
    private final Chrome.Maker chrome;

    PlayPages(Sessions sessions, LabShelf labs, Guests guests, Chrome.Maker chrome) {
        this.sessions = sessions;
        this.labs = labs;
        this.guests = guests;
        this.chrome = chrome;
    }

    /** The form as it was sent, and what is wrong with it. */
    public record Form(
            String frames,
            String preset,
            String pasted,
            String config,
            @Nullable String problem) {
        Form refused(@Nullable String why) {
            return new Form(frames, preset, pasted, config, why);
        }
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance play(
                Chrome chrome, Form form, List<ReadyMachine> ready, @Nullable WorkSession session);
    }

    @GET
    @Operation(hidden = true)
    public Uni<TemplateInstance> play(
            @QueryParam("session") @Nullable UUID id, @QueryParam("config") @Nullable String config) {
        Chrome page = chrome.now();
        Form empty = new Form("64", "textbook", "", text(config), null);
        if (id == null) {
            return Uni.createFrom().item(Templates.play(page, empty, ReadyMachine.ALL, null));
        }
        return Panache.withSession(() -> WorkSession.own(id, page.person().id()))
                .map(session -> {
                    if (!session.lab.equals(WorkSession.FREE)) {
                        throw Problem.notFound("session");
                    }
                    return Templates.play(page, empty, List.of(), session);
                });
    }

    @POST
    @Operation(hidden = true)
    public Uni<Response> begin(
            @RestForm @Nullable String frames,
            @RestForm @Nullable String preset,
            @RestForm @Nullable String pasted,
            @RestForm @Nullable String config,
            @Context RoutingContext context) {
        Chrome page = chrome.now();
        Form form = new Form(text(frames), text(preset), text(pasted), text(config), null);
        return labs.off(() -> FreeMachine.of(form))
                .chain(machine -> guests.ensure(page.me(), context)
                        .chain(guest -> open(guest.person(), machine)
                                .map(session -> guest.redirect("/play?session=" + session.id))))
                .onFailure(e -> e instanceof Problem problem && problem.status() == 400)
                .recoverWithItem(e -> Response.status(400)
                        .entity(Templates.play(page, form.refused(e.getMessage()), ReadyMachine.ALL, null))
                        .build());
    }

    private Uni<WorkSession> open(Person person, FreeMachine machine) {
        Sessions.Opening asked =
                new Sessions.Opening(UUID.randomUUID(), WorkSession.FREE, null, null, machine.config(), null);
        return sessions.open(person, asked).call(session -> begin(person, session.id, machine.commands(), 0));
    }

    /** Writes the first commands into the journal, as many at a time as one append may have. */
    private Uni<Integer> begin(Person person, UUID session, List<String> commands, int from) {
        if (from == commands.size()) {
            return Uni.createFrom().item(from);
        }
        int end = Math.min(commands.size(), from + Limits.BATCH_COMMANDS);
        Sessions.Append append = new Sessions.Append(from, commands.subList(from, end), UUID.randomUUID());
        return sessions.append(person, session, append).chain(() -> begin(person, session, commands, end));
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }
}
