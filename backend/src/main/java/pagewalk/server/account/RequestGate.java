package pagewalk.server.account;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.page.Problem;
import pagewalk.server.page.Redirect;

/** Asks of every request by an account: is its password its own, and does it write at a human rate? */
public class RequestGate {
    private static final Set<String> OPEN = Set.of("/account", "/account/password", "/logout");

    private final SecurityIdentity identity;
    private final RateLimits limits;

    RequestGate(SecurityIdentity identity, RateLimits limits) {
        this.identity = identity;
        this.limits = limits;
    }

    @ServerRequestFilter(nonBlocking = true)
    public @Nullable Response check(RoutingContext context) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof Person person)) {
            return null;
        }
        String path = context.normalizedPath();
        boolean api = path.startsWith("/api/");
        if (person.mustChangePassword() && !OPEN.contains(path)) {
            if (api) {
                throw new Problem(403, "password-temporary", "Replace the temporary password on /account first.");
            }
            return Redirect.to("/account");
        }
        if (api && !context.request().method().equals(HttpMethod.GET)) {
            limits.take(Limit.WRITES, person.id().toString());
        }
        return null;
    }
}
