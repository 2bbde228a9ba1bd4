package pagewalk.server.ops;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Limits;
import pagewalk.server.account.LoginMechanism;
import pagewalk.server.page.Answers;
import pagewalk.server.page.Faults;
import pagewalk.server.page.Problem;

/** Stands in front of every request: security headers, body size, the origin of what changes state, room. */
@ApplicationScoped
public class Gate {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /** Room for the JSON around a session file; its characters may take two bytes each when escaped. */
    private static final long MAX_BODY = 2L * Limits.SESSION_CHARS + 65_536;

    /** The framework finds out who asks at 200, and asks the endpoint's rules at 100. */
    private static final int AFTER_AUTHENTICATION = 150;

    /** Before the framework's own error pages. */
    private static final int FIRST = -100_000;

    private static final String POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self';"
            + " img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private final Answers answers;
    private final Faults faults;
    private final DiskSpace disk;

    Gate(Answers answers, Faults faults, DiskSpace disk) {
        this.answers = answers;
        this.faults = faults;
        this.disk = disk;
    }

    void register(@Observes Filters filters) {
        filters.register(this::headers, 300);
        filters.register(this::size, 290);
        filters.register(this::origin, 280);
        filters.register(this::room, 270);
        filters.register(this::stranger, AFTER_AUTHENTICATION);
    }

    /** For what fails before a resource is reached, as finding out who asks does while the database is away. */
    void failures(@Observes Router router) {
        router.route().order(FIRST).failureHandler(context -> {
            Throwable failure = context.failure();
            Problem known = failure == null ? null : faults.known(failure);
            if (known == null) {
                context.next();
            } else {
                answers.refuse(context, known);
            }
        });
    }

    void lastRoutes(@Observes Router router) {
        router.route().last().handler(context -> {
            if (context.response().ended()) {
                return;
            }
            answers.refuse(
                    context, new Problem(404, "not-found", "There is nothing at " + context.normalizedPath() + "."));
        });
    }

    private void headers(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        String path = context.normalizedPath();
        if (!path.startsWith("/app/") && !path.startsWith("/site/")) {
            context.response().putHeader("Cache-Control", "no-store");
        }
        context.next();
    }

    /** A body of unknown length would only be found too large once it is here. */
    private void unmeasured(RoutingContext context) {
        context.request().resume();
        answers.refuse(
                context,
                new Problem(
                        411,
                        "length-required",
                        "A body is sent with its Content-Length here, not in chunks; the" + " limit is " + MAX_BODY
                                + " bytes."));
    }

    /** Answers at once and lets the rest of the body run out, so that the client reads the answer. */
    private void size(RoutingContext context) {
        if (context.request().getHeader("Transfer-Encoding") != null) {
            unmeasured(context);
            return;
        }
        long length = length(context.request());
        if (length <= MAX_BODY) {
            context.next();
            return;
        }
        context.request().resume();
        answers.refuse(
                context,
                new Problem(413, "too-large", "The body has " + length + " bytes, the limit is " + MAX_BODY + ".")
                        .with("limit", MAX_BODY));
    }

    private void origin(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        if ((!SAFE.contains(request.method()) || upgrade) && isForeign(request)) {
            answers.refuse(
                    context,
                    new Problem(
                            403,
                            "foreign-origin",
                            "A page of another site may not do that: its origin is " + request.getHeader("Origin")
                                    + "."));
            return;
        }
        context.next();
    }

    /** The framework refuses a socket to whom it does not know without a word. */
    private void stranger(RoutingContext context) {
        if (context.normalizedPath().startsWith("/ws/") && isUnknown(context)) {
            answers.refuse(context, LoginMechanism.unauthenticated(context));
            return;
        }
        context.next();
    }

    private static boolean isUnknown(RoutingContext context) {
        return !(context.user() instanceof QuarkusHttpUser user)
                || user.getSecurityIdentity().isAnonymous();
    }

    /** Leaving is always possible; it frees a row. */
    private void room(RoutingContext context) {
        boolean stores = !SAFE.contains(context.request().method())
                && !context.normalizedPath().equals("/logout");
        if (stores && disk.isLow()) {
            context.request().resume();
            answers.refuse(context, DiskSpace.refusal());
            return;
        }
        context.next();
    }

    private static boolean isForeign(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
        }
        String theirs = normal(origin);
        return theirs.isEmpty() || !theirs.equals(normal(request.scheme() + "://" + request.authority()));
    }

    /** scheme://host:port in lower case with the port always there; empty for what is no origin. */
    private static String normal(String origin) {
        try {
            URI uri = URI.create(origin.toLowerCase(java.util.Locale.ROOT));
            String host = uri.getHost();
            String scheme = uri.getScheme();
            if (host == null || scheme == null) {
                return "";
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
            return scheme + "://" + host + ":" + port;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static long length(HttpServerRequest request) {
        @Nullable String text = request.getHeader("Content-Length");
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
