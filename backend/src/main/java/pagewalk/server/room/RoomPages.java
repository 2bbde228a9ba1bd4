package pagewalk.server.room;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Guests;
import pagewalk.server.account.LoginCookie;
import pagewalk.server.account.Person;
import pagewalk.server.account.Role;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Problem;
import pagewalk.server.page.Redirect;

/** The pages of rooms: the list, the door, and the room itself, whose stage the browser side fills. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class RoomPages {
    private final Rooms rooms;
    private final LabShelf labs;
    private final Guests guests;
    private final LoginCookie cookie;
    private final Chrome.Maker chrome;

    RoomPages(Rooms rooms, LabShelf labs, Guests guests, LoginCookie cookie, Chrome.Maker chrome) {
        this.rooms = rooms;
        this.labs = labs;
        this.guests = guests;
        this.cookie = cookie;
        this.chrome = chrome;
    }

    /** The form that makes a room, as it was sent. */
    public record Form(
            String title,
            String start,
            boolean guests,
            @Nullable String problem) {
        static final Form EMPTY = new Form("", "", false, null);

        /** Whether this is the machine the form chose. */
        public boolean starts(String choice) {
            return start.equals(choice);
        }
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance rooms(
                Chrome chrome, List<Rooms.Room> rooms, List<LabShelf.Entry> labs, Form form);

        static native TemplateInstance roomDoor(
                Chrome chrome, Rooms.Room room, String nickname, @Nullable String problem);

        static native TemplateInstance room(Chrome chrome, Rooms.Room room, List<LabShelf.Entry> labs);
    }

    @GET
    @Path("rooms")
    @RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
    @Operation(hidden = true)
    public Uni<TemplateInstance> list() {
        return listed(chrome.now(), Form.EMPTY);
    }

    private Uni<TemplateInstance> listed(Chrome page, Form form) {
        return rooms.list(page.person()).map(found -> Templates.rooms(page, found, labs.entries(), form));
    }

    /** Makes a room whose first machine is a lab's start, or a free one of {@code frames} frames. */
    @POST
    @Path("rooms")
    @RolesAllowed(Role.INSTRUCTOR)
    @Operation(hidden = true)
    public Uni<Response> create(
            @RestForm @Nullable String title,
            @RestForm("start") @Nullable String start,
            @RestForm("guests") @Nullable String allow) {
        Chrome page = chrome.now();
        Form form = new Form(text(title), text(start), allow != null, null);
        return labs.off(() -> first(form.start()))
                .chain(push -> rooms.create(page.person(), form.title(), form.guests(), push))
                .map(room -> Redirect.to("/room/" + room.id()))
                .onFailure(Problem.class)
                .recoverWithUni(e -> listed(page, new Form(form.title(), form.start(), form.guests(), e.getMessage()))
                        .map(list -> Response.status(400).entity(list).build()));
    }

    private Push first(String start) {
        return start.startsWith("lab:")
                ? ControlSocket.start(labs.lab(start.substring("lab:".length())))
                : Push.of(start.isBlank() ? "preset=textbook frames=64" : start, List.of());
    }

    /** Goes where a typed code leads. */
    @POST
    @Path("rooms/enter")
    @PermitAll
    @Operation(hidden = true)
    public Response byCode(@RestForm @Nullable String code) {
        return Redirect.to("/rooms/" + Redirect.encoded(text(code).strip()));
    }

    /** The door: whoever may enter without a nickname goes straight in. */
    @GET
    @Path("rooms/{code}")
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> door(@RestPath String code, RoutingContext context) {
        Chrome page = chrome.now();
        return byCode(code, context).chain(room -> {
            Person me = page.me();
            if (me != null && !me.isGuest()) {
                return rooms.enter(room, me, null).map(done -> Redirect.to("/room/" + room.id()));
            }
            return Uni.createFrom()
                    .item(Response.ok(Templates.roomDoor(page, room, "", null)).build());
        });
    }

    /** Enters with a nickname; somebody without an account becomes a guest on the way. */
    @POST
    @Path("rooms/{code}")
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> enter(@RestPath String code, @RestForm @Nullable String nickname, RoutingContext context) {
        Chrome page = chrome.now();
        return byCode(code, context).chain(room -> {
            if (page.me() == null && !room.guests()) {
                throw new Problem(403, "no-guests", "This room is for its course: join the course first.");
            }
            return guests.ensure(page.me(), context)
                    .chain(entered -> rooms.enter(room, entered.person(), nickname)
                            .map(done -> entered.redirect("/room/" + room.id()))
                            .onFailure(e -> e instanceof Problem problem && problem.status() != 404)
                            .recoverWithItem(e -> Response.status(((Problem) e).status())
                                    .entity(Templates.roomDoor(page, room, text(nickname), e.getMessage()))
                                    .build()));
        });
    }

    @GET
    @Path("room/{id}")
    @RolesAllowed({Role.GUEST, Role.STUDENT, Role.INSTRUCTOR})
    @Operation(hidden = true)
    public Uni<TemplateInstance> room(@RestPath UUID id) {
        Chrome page = chrome.now();
        return rooms.seat(id, page.person())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("room"))
                .chain(() -> rooms.byId(id))
                .map(room -> Templates.room(page, room, labs.entries()));
    }

    private Uni<Rooms.Room> byCode(String code, RoutingContext context) {
        return rooms.byCode(code, cookie.address(context));
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }
}
