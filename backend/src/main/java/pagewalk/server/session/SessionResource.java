package pagewalk.server.session;

import io.quarkus.hibernate.reactive.panache.Panache;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Person;
import pagewalk.server.account.Role;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Problem;

/** Sessions and their journals. */
@Path("/api/sessions")
@RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {
    private static final int LISTED = 20;

    private final Sessions sessions;
    private final Predictions predictions;
    private final Chrome.Maker chrome;

    SessionResource(Sessions sessions, Predictions predictions, Chrome.Maker chrome) {
        this.sessions = sessions;
        this.predictions = predictions;
        this.chrome = chrome;
    }

    /** A session as its owner sees it. */
    public record SessionJson(
            UUID id,
            String lab,
            String mode,
            int attempt,
            int length,
            String engine,
            @Nullable String config,
            @Nullable String seed,
            Instant updatedAt) {
        static SessionJson of(WorkSession session) {
            return new SessionJson(
                    session.id,
                    session.lab,
                    session.mode,
                    session.attempt,
                    session.length,
                    session.engine,
                    session.config,
                    session.seed,
                    session.updatedAt);
        }
    }

    /** The journal's length after an append. */
    public record Length(int length) {}

    /** Lines of a journal from {@code from} on, and its whole length. */
    public record Lines(int length, int from, List<String> lines) {}

    @POST
    public Uni<SessionJson> open(Sessions.@Nullable Opening asked) {
        return sessions.open(chrome.me(), body(asked)).map(SessionJson::of);
    }

    @GET
    public Uni<List<SessionJson>> list(
            @QueryParam("lab") @Nullable String lab, @QueryParam("mode") @Nullable String mode) {
        Person me = chrome.me();
        return Panache.withSession(() -> WorkSession.<WorkSession>find(
                        "accountId = ?1 and (?2 is null or lab = ?2) and (?3 is null or mode = ?3)"
                                + " order by updatedAt desc",
                        me.id(),
                        lab,
                        mode)
                .page(0, LISTED)
                .list()
                .map(found -> found.stream().map(SessionJson::of).toList()));
    }

    @GET
    @Path("{id}")
    public Uni<SessionJson> get(@RestPath UUID id) {
        Person me = chrome.me();
        return Panache.withSession(() -> WorkSession.own(id, me.id()).map(SessionJson::of));
    }

    @GET
    @Path("{id}/journal")
    public Uni<Lines> journal(@RestPath UUID id, @QueryParam("from") @DefaultValue("0") int from) {
        Person me = chrome.me();
        if (from < 0) {
            throw Problem.bad("from", "The first line asked for is " + from + ", but lines count from 0.");
        }
        return Panache.withSession(() -> WorkSession.own(id, me.id())
                .chain(session -> sessions.lines(id, from).map(lines -> new Lines(session.length, from, lines))));
    }

    @POST
    @Path("{id}/journal")
    public Uni<Length> append(@RestPath UUID id, Sessions.@Nullable Append asked) {
        return sessions.append(chrome.me(), id, body(asked)).map(Length::new);
    }

    @POST
    @Path("{id}/predictions")
    public Uni<String> predict(@RestPath UUID id, Predictions.@Nullable Ask asked) {
        return predictions.commit(chrome.me(), id, body(asked));
    }

    private static <T> T body(@Nullable T body) {
        if (body == null) {
            throw new Problem(400, "bad-json", "The request has no JSON body.");
        }
        return body;
    }
}
