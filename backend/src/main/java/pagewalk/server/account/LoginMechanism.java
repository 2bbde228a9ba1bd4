package pagewalk.server.account;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagewalk.server.page.Answers;
import pagewalk.server.page.Problem;

/** Authenticates requests by the login cookie; a cookie nobody knows leaves the request anonymous. */
@ApplicationScoped
public class LoginMechanism implements HttpAuthenticationMechanism {
    public static final String COOKIE = "pagewalk";

    private static final int TOKEN_CHARS = 43;
    private static final String STALE = "pagewalk.stale-login";

    private final Logins logins;
    private final Answers answers;

    LoginMechanism(Logins logins, Answers answers) {
        this.logins = logins;
        this.answers = answers;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        Cookie cookie = context.request().getCookie(COOKIE);
        if (cookie == null || isStatic(context.normalizedPath())) {
            return Uni.createFrom().nullItem();
        }
        if (cookie.getValue().length() != TOKEN_CHARS) {
            context.put(STALE, true);
            return Uni.createFrom().nullItem();
        }
        return logins.find(cookie.getValue()).map(person -> identity(context, person));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, null, null));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        answers.refuse(context, unauthenticated(context));
        return Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    /** The 401 for this request: nobody logged in, or a login that has ended. */
    public static Problem unauthenticated(RoutingContext context) {
        return context.get(STALE) == null
                ? new Problem(401, "not-logged-in", "Log in, join a course or practise as a guest first.")
                : new Problem(401, "login-ended", "Your login has ended: log in again. Unsent work stays here.");
    }

    private static @Nullable SecurityIdentity identity(RoutingContext context, @Nullable Person person) {
        if (person == null) {
            context.put(STALE, true);
            return null;
        }
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(person)
                .addRole(person.kind())
                .build();
    }

    private static boolean isStatic(String path) {
        return path.startsWith("/app/") || path.startsWith("/site/");
    }
}
