package pagewalk.server.account;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import pagewalk.server.page.Redirect;

/** Lets somebody in who has no account: a guest is made on the way. */
@ApplicationScoped
public class Guests {
    private final Accounts accounts;
    private final Logins logins;
    private final LoginCookie cookie;

    Guests(Accounts accounts, Logins logins, LoginCookie cookie) {
        this.accounts = accounts;
        this.logins = logins;
        this.cookie = cookie;
    }

    /** Somebody who is in now; {@code fresh} is the cookie's value if it is new. */
    public record Entered(Person person, @Nullable String fresh, RoutingContext context, LoginCookie cookie) {
        /** Sends the browser on, with the cookie it needs. */
        public Response redirect(String path) {
            return fresh == null ? Redirect.to(path) : cookie.enter(context, fresh, path);
        }
    }

    /** The person of the request, or a new guest. */
    public Uni<Entered> ensure(@Nullable Person me, RoutingContext context) {
        if (me != null) {
            return Uni.createFrom().item(new Entered(me, null, context, cookie));
        }
        return accounts.guest(cookie.address(context))
                .chain(token -> logins.find(token)
                        .map(person -> new Entered(java.util.Objects.requireNonNull(person), token, context, cookie)));
    }
}
