package pagewalk.server.account;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import pagewalk.server.page.Redirect;

/** Sets and clears the login cookie, and names the address a request comes from. */
@ApplicationScoped
public class LoginCookie {

    /** Sends the browser on, logged in. */
    public Response enter(RoutingContext context, String token, String to) {
        NewCookie cookie = cookie(context, token, (int) Logins.LIFE.toSeconds());
        return Response.fromResponse(Redirect.to(to)).cookie(cookie).build();
    }

    Response leave(RoutingContext context) {
        return Response.fromResponse(Redirect.to("/"))
                .cookie(cookie(context, "", 0))
                .build();
    }

    /** The client's address; behind a trusted proxy, the one the proxy forwards. */
    public String address(RoutingContext context) {
        SocketAddress address = context.request().remoteAddress();
        return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
    }

    private static NewCookie cookie(RoutingContext context, String value, int seconds) {
        return new NewCookie.Builder(LoginMechanism.COOKIE)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(context.request().isSSL()
                        || "https".equals(context.request().scheme()))
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
