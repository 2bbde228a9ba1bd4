package pagewalk.server.submission;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import pagewalk.server.account.LoginCookie;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.page.Problem;

/** Verifies receipts, for whoever holds one. */
@Path("/api/receipts")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class ReceiptResource {
    private final Receipts receipts;
    private final RateLimits limits;
    private final LoginCookie cookie;

    ReceiptResource(Receipts receipts, RateLimits limits, LoginCookie cookie) {
        this.receipts = receipts;
        this.limits = limits;
        this.cookie = cookie;
    }

    @GET
    @Path("{receipt}")
    public Uni<Receipts.Receipt> verify(@RestPath String receipt, @Context RoutingContext context) {
        String address = cookie.address(context);
        limits.check(Limit.ADDRESS_FAILURES, address);
        return receipts.read(receipt).invoke(genuine -> {
            if (genuine == null) {
                limits.tryTake(Limit.ADDRESS_FAILURES, address);
                throw new Problem(404, "not-genuine", "This installation did not sign that receipt.");
            }
        });
    }
}
