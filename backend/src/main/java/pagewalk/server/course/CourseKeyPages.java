package pagewalk.server.course;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import pagewalk.server.account.Person;
import pagewalk.server.account.Role;
import pagewalk.server.page.Chrome;

/** Hands the course's key to its instructor, for grading without the server; who took it and when is kept. */
@Path("/instructor/course-key")
@RolesAllowed(Role.INSTRUCTOR)
public class CourseKeyPages {
    /** Recorded by the statement that reads the key, so that none leaves without a record. */
    private static final String TAKE = """
            with taken as (insert into course_key_taken (id, course_id, account_id) values ($1, $2, $3))
            select key from course where id = $2""";

    private static final String LIST = """
            select t.at, a.name from course_key_taken t join account a on a.id = t.account_id
            where t.course_id = $1 order by t.at desc limit 50""";

    private final Pool pool;
    private final Chrome.Maker chrome;

    CourseKeyPages(Pool pool, Chrome.Maker chrome) {
        this.pool = pool;
        this.chrome = chrome;
    }

    /** Somebody took the key. */
    public record Taken(Instant at, String by) {}

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance courseKey(Chrome chrome, List<Taken> taken);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Uni<TemplateInstance> page() {
        Chrome top = chrome.now();
        return pool.preparedQuery(LIST).execute(Tuple.of(top.person().course())).map(rows -> {
            List<Taken> taken = new ArrayList<>();
            rows.forEach(row -> taken.add(new Taken(row.getOffsetDateTime("at").toInstant(), row.getString("name"))));
            return Templates.courseKey(top, taken);
        });
    }

    /** The key as a file that {@code ./lab grade --course-key @FILE} reads. */
    @POST
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Uni<Response> take() {
        Person me = chrome.me();
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(UUID.randomUUID(), me.course(), me.id()))
                .map(rows -> {
                    byte[] key = rows.iterator().next().getBuffer(0).getBytes();
                    return Response.ok(HexFormat.of().formatHex(key) + "\n")
                            .type("text/plain;charset=UTF-8")
                            .header("Content-Disposition", "attachment; filename=\"course.key\"")
                            .build();
                });
    }
}
