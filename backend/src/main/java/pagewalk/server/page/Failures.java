package pagewalk.server.page;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import pagewalk.server.account.LoginMechanism;

/** Turns whatever a resource throws into one clear answer. */
public class Failures {
    private static final String UNREADABLE = "This address does not read that.";
    private static final String NO_TOKEN = "The request lacks its CSRF token (form field csrf-token or header"
            + " X-CSRF-TOKEN), or cannot be read: load the page again, then repeat it.";

    private final Answers answers;
    private final Faults faults;

    Failures(Answers answers, Faults faults) {
        this.answers = answers;
        this.faults = faults;
    }

    @ServerExceptionMapper
    public Response problem(Problem problem, RoutingContext context) {
        return response(context, problem);
    }

    @ServerExceptionMapper
    public Response unauthorized(UnauthorizedException e, RoutingContext context) {
        return response(context, LoginMechanism.unauthenticated(context));
    }

    @ServerExceptionMapper
    public Response authenticationFailed(AuthenticationFailedException e, RoutingContext context) {
        return response(context, LoginMechanism.unauthenticated(context));
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, RoutingContext context) {
        return response(context, new Problem(403, "forbidden", "Your account may not do that."));
    }

    /** More specific than the one below, since the framework brings a mapper of its own for it. */
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException e, RoutingContext context) {
        return json(e, context);
    }

    @ServerExceptionMapper
    public Response json(JacksonException e, RoutingContext context) {
        return response(
                context,
                new Problem(
                        400,
                        "bad-json",
                        "The body is not the JSON this address reads: "
                                + e.getOriginalMessage().lines().findFirst().orElse("no reason given")));
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException e, RoutingContext context) {
        if (e.getCause() instanceof JacksonException json) {
            return json(json, context);
        }
        int status = e.getResponse().getStatus();
        return status >= 500 ? unforeseen(e, context) : response(context, standard(status, context));
    }

    @ServerExceptionMapper
    public Response unforeseen(Throwable e, RoutingContext context) {
        return response(context, faults.problem(e, context));
    }

    /** Refusals that filters of the framework make without a body. */
    @ServerResponseFilter
    public void fill(ContainerRequestContext request, ContainerResponseContext response, RoutingContext context) {
        if (response.getStatus() >= 400
                && !response.hasEntity()
                && !request.getMethod().equals("HEAD")) {
            Answers.Body body = answers.body(context, standard(response.getStatus(), context));
            response.setEntity(body.text(), new java.lang.annotation.Annotation[0], MediaType.valueOf(body.type()));
        }
    }

    private Response response(RoutingContext context, Problem problem) {
        Answers.Body body = answers.body(context, problem);
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(body.type())
                .entity(body.text())
                .header("Cache-Control", "no-store");
        Object wait = problem.json().get("retryAfter");
        return (wait == null ? response : response.header("Retry-After", wait)).build();
    }

    static Problem standard(int status, RoutingContext context) {
        String method = context.request().method().name();
        String path = context.normalizedPath();
        return switch (status) {
            case 400 -> new Problem(400, "bad-request", method.equals("GET") ? UNREADABLE : NO_TOKEN);
            case 404 -> new Problem(404, "not-found", "There is nothing at " + path + ".");
            case 405 -> new Problem(405, "wrong-method", "This address does not answer " + method + ".");
            case 406 -> new Problem(406, "not-acceptable", "This address has no answer in the form you accept.");
            case 413 -> new Problem(413, "too-large", "The body is larger than this address reads.");
            case 415 -> new Problem(415, "wrong-type", "This address does not read that content type.");
            default -> new Problem(status, "refused", "The request was refused with status " + status + ".");
        };
    }
}
