package pagewalk.server.wall;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Role;
import pagewalk.server.lab.Variants;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Problem;
import pagewalk.server.session.Sessions;
import pagewalk.server.session.WorkSession;

/** Students' sessions, read by instructors of their course; each reading is a look, stored and shown to the student. */
@Path("/api/watch")
@RolesAllowed(Role.INSTRUCTOR)
@Produces(MediaType.APPLICATION_JSON)
public class WatchResource {
    private final Looks looks;
    private final Sessions sessions;
    private final Variants variants;
    private final Chrome.Maker chrome;

    WatchResource(Looks looks, Sessions sessions, Variants variants, Chrome.Maker chrome) {
        this.looks = looks;
        this.sessions = sessions;
        this.variants = variants;
        this.chrome = chrome;
    }

    /** A session and whose it is. */
    public record WatchedJson(
            UUID id,
            UUID student,
            String name,
            String lab,
            String mode,
            int attempt,
            int length,
            String engine,
            @Nullable String config,
            @Nullable String seed) {}

    /** Lines of a journal from {@code from} on, and its whole length. */
    public record Lines(int length, int from, List<String> lines) {}

    @GET
    @Path("{session}")
    public Uni<WatchedJson> session(@RestPath UUID session) {
        return looks.look(chrome.me(), session)
                .map(seen -> new WatchedJson(
                        seen.id(),
                        seen.account(),
                        seen.name(),
                        seen.lab(),
                        seen.mode(),
                        seen.attempt(),
                        seen.length(),
                        seen.engine(),
                        seen.config(),
                        seen.seed()));
    }

    @GET
    @Path("{session}/journal")
    public Uni<Lines> journal(@RestPath UUID session, @QueryParam("from") @DefaultValue("0") int from) {
        if (from < 0) {
            throw Problem.bad("from", "The first line asked for is " + from + ", but lines count from 0.");
        }
        return looks.look(chrome.me(), session)
                .chain(seen -> sessions.read(session, from).map(lines -> new Lines(from + lines.size(), from, lines)));
    }

    /** The variant the session is on, with the truth of all questions that were committed. */
    @GET
    @Path("{session}/variant")
    public Uni<String> variant(@RestPath UUID session) {
        return looks.look(chrome.me(), session).chain(seen -> {
            if (seen.lab().equals(WorkSession.FREE)) {
                throw Problem.notFound("variant: free play has none, so");
            }
            return variants.ofSession(seen.account(), seen.lab(), seen.attempt(), seen.seed());
        });
    }
}
