package pagewalk.server.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Person;

/** Says no: JSON below /api, a page elsewhere; never a stack trace. */
@ApplicationScoped
public class Answers {
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "That request cannot be read"),
            Map.entry(401, "Log in first"),
            Map.entry(403, "Not allowed"),
            Map.entry(404, "Not here"),
            Map.entry(405, "Not that way"),
            Map.entry(409, "Something else came first"),
            Map.entry(413, "Too large"),
            Map.entry(415, "Wrong kind of content"),
            Map.entry(429, "Too many tries"),
            Map.entry(500, "A fault of ours"),
            Map.entry(503, "Busy"),
            Map.entry(507, "The server's disk is full"));

    private final ObjectMapper mapper;
    private final Chrome.Maker chrome;

    Answers(ObjectMapper mapper, Chrome.Maker chrome) {
        this.mapper = mapper;
        this.chrome = chrome;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance error(Chrome chrome, int status, String title, String sentence, String next);
    }

    /** The body of a refusal and its content type. */
    record Body(String type, String text) {}

    /** Ends the request with the refusal. */
    public void refuse(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        Body body = body(context, problem);
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", body.type())
                .putHeader("Cache-Control", "no-store");
        Object wait = problem.json().get("retryAfter");
        if (wait != null) {
            response.putHeader("Retry-After", wait.toString());
        }
        response.end(body.text());
    }

    Body body(RoutingContext context, Problem problem) {
        return wantsJson(context) ? new Body("application/json", json(problem)) : page(context, problem);
    }

    private static boolean wantsJson(RoutingContext context) {
        String path = context.normalizedPath();
        return path.startsWith("/api/") || path.startsWith("/ws/") || path.startsWith("/q/");
    }

    private Body page(RoutingContext context, Problem problem) {
        String title = TITLES.getOrDefault(problem.status(), "That did not work");
        Chrome top = chrome.of(person(context));
        String html = Templates.error(top, problem.status(), title, problem.sentence(), next(context))
                .render();
        return new Body("text/html;charset=UTF-8", html);
    }

    /** Where to go on after logging in: back to the page asked for, the start after a form. */
    private static String next(RoutingContext context) {
        boolean again = context.request().method().equals(HttpMethod.GET);
        return Redirect.encoded(again ? Redirect.local(context.request().uri(), "/") : "/");
    }

    private static @Nullable Person person(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof Person person
                ? person
                : null;
    }

    private String json(Problem problem) {
        try {
            return mapper.writeValueAsString(problem.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings and numbers is always JSON", e);
        }
    }
}
