package pagewalk.server.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Accounts.Credentials;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Problem;
import pagewalk.server.page.Redirect;

/** The pages for getting in and out: join, log in, practise as a guest, claim, log out. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class AccountPages {
    private final Accounts accounts;
    private final Logins logins;
    private final Chrome.Maker chrome;
    private final LoginCookie cookie;

    AccountPages(Accounts accounts, Logins logins, Chrome.Maker chrome, LoginCookie cookie) {
        this.accounts = accounts;
        this.logins = logins;
        this.chrome = chrome;
        this.cookie = cookie;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance login(Chrome chrome, String name, String next, @Nullable String problem);

        static native TemplateInstance join(
                Chrome chrome, String code, String name, String next, @Nullable String problem);

        static native TemplateInstance claim(
                Chrome chrome, String token, String course, String name, @Nullable String problem);
    }

    @GET
    @Path("login")
    @Operation(hidden = true)
    public TemplateInstance loginForm(@QueryParam("next") @Nullable String next) {
        return Templates.login(chrome.now(), "", Redirect.local(next, "/"), null);
    }

    @POST
    @Path("login")
    @Operation(hidden = true)
    public Uni<Response> login(
            @RestForm String name, @RestForm String password, @RestForm @Nullable String next, RoutingContext context) {
        String to = Redirect.local(next, "/");
        Credentials given = new Credentials(text(name), text(password));
        return Uni.createFrom()
                .deferred(() -> accounts.logIn(given, cookie.address(context)))
                .map(token -> cookie.enter(context, token, to))
                .onFailure(Problem.class)
                .recoverWithItem(
                        e -> again((Problem) e, Templates.login(chrome.now(), given.name(), to, e.getMessage())));
    }

    @GET
    @Path("join")
    @Operation(hidden = true)
    public TemplateInstance joinForm(
            @QueryParam("code") @Nullable String code, @QueryParam("next") @Nullable String next) {
        return Templates.join(chrome.now(), text(code), "", Redirect.local(next, "/course"), null);
    }

    @POST
    @Path("join")
    @Operation(hidden = true)
    public Uni<Response> join(
            @RestForm String code,
            @RestForm String name,
            @RestForm String password,
            @RestForm @Nullable String next,
            RoutingContext context) {
        String to = Redirect.local(next, "/course");
        Chrome page = chrome.now();
        Person guest = page.me() != null && page.me().isGuest() ? page.me() : null;
        Credentials given = new Credentials(text(name), text(password));
        return Uni.createFrom()
                .deferred(() -> accounts.join(text(code), given, guest, cookie.address(context)))
                .map(token -> cookie.enter(context, token, to))
                .onFailure(Problem.class)
                .recoverWithItem(
                        e -> again((Problem) e, Templates.join(page, text(code), given.name(), to, e.getMessage())));
    }

    @POST
    @Path("guest")
    @Operation(hidden = true)
    public Uni<Response> guest(@RestForm @Nullable String next, RoutingContext context) {
        String to = Redirect.local(next, "/");
        if (chrome.now().me() != null) {
            return Uni.createFrom().item(Redirect.to(to));
        }
        return accounts.guest(cookie.address(context)).map(token -> cookie.enter(context, token, to));
    }

    @POST
    @Path("logout")
    @Operation(hidden = true)
    public Uni<Response> logout(RoutingContext context) {
        Person me = chrome.now().me();
        Uni<Void> ended = me == null ? Uni.createFrom().voidItem() : logins.end(me);
        return ended.map(done -> cookie.leave(context));
    }

    @GET
    @Path("claim/{token}")
    @Operation(hidden = true)
    public Uni<TemplateInstance> claimForm(@RestPath String token, RoutingContext context) {
        Chrome page = chrome.now();
        return accounts.claimable(token, cookie.address(context))
                .map(course -> Templates.claim(page, token, course.title, "", null));
    }

    @POST
    @Path("claim/{token}")
    @Operation(hidden = true)
    public Uni<Response> claim(
            @RestPath String token, @RestForm String name, @RestForm String password, RoutingContext context) {
        Chrome page = chrome.now();
        Credentials given = new Credentials(text(name), text(password));
        return Uni.createFrom()
                .deferred(() -> accounts.claim(token, given, cookie.address(context)))
                .map(issued -> cookie.enter(context, issued, "/instructor"))
                .onFailure(e -> e instanceof Problem problem && problem.status() != 404)
                .recoverWithItem(e ->
                        again((Problem) e, Templates.claim(page, token, "the course", given.name(), e.getMessage())));
    }

    static Response again(Problem problem, TemplateInstance form) {
        Response.ResponseBuilder response = Response.status(problem.status()).entity(form);
        Object wait = problem.json().get("retryAfter");
        return (wait == null ? response : response.header("Retry-After", wait)).build();
    }

    static String text(@Nullable String field) {
        return field == null ? "" : field;
    }
}
