package pagewalk.server.course;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Person;
import pagewalk.server.account.Role;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Paging;
import pagewalk.server.submission.Submission;
import pagewalk.server.submission.Submissions;

/** A student's course: its labs with the best score so far, and what was submitted. */
@Path("/course")
@RolesAllowed({Role.STUDENT, Role.INSTRUCTOR})
@Produces(MediaType.TEXT_HTML)
public class CoursePages {
    private static final int PAGE = 50;

    private final Submissions submissions;
    private final LabShelf labs;
    private final Chrome.Maker chrome;

    CoursePages(Submissions submissions, LabShelf labs, Chrome.Maker chrome) {
        this.submissions = submissions;
        this.labs = labs;
        this.chrome = chrome;
    }

    /** A lab and the best graded score in it. */
    public record LabRow(
            LabShelf.Entry lab,
            @Nullable Integer best,
            @Nullable Integer max) {}

    /** The page's data: its course, labs and submissions. */
    public record View(Course course, List<LabRow> labs, List<Submission> submissions, Pages pages) {}

    /** Where in a paged list we are; pages count from 0. */
    public record Pages(int page, boolean more) {
        public int previous() {
            return page - 1;
        }

        public int next() {
            return page + 1;
        }
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance course(Chrome chrome, View view);
    }

    @GET
    @Operation(hidden = true)
    public Uni<TemplateInstance> course(@QueryParam("page") @DefaultValue("0") int page) {
        Chrome top = chrome.now();
        Person me = top.person();
        int asked = Paging.clamped(page);
        return Panache.withSession(() -> Course.<Course>findById(me.course()))
                .chain(course -> submissions
                        .own(me, null, asked, PAGE)
                        .chain(rows -> best(me).map(best -> new View(
                                course,
                                labs.entries().stream()
                                        .map(lab -> row(lab, best))
                                        .toList(),
                                rows,
                                new Pages(asked, rows.size() == PAGE)))))
                .map(view -> Templates.course(top, view));
    }

    private static LabRow row(LabShelf.Entry lab, List<Submission> best) {
        Submission top = best.stream()
                .filter(row -> row.lab.equals(lab.id()))
                .findFirst()
                .orElse(null);
        return new LabRow(lab, top == null ? null : top.score, top == null ? null : top.max);
    }

    /** Graded submissions, best first. */
    private static Uni<List<Submission>> best(Person me) {
        return Panache.withSession(() -> Submission.<Submission>list(
                        "accountId = ?1 and mode = 'graded' and state = 'graded' order by score desc", me.id())
                .map(rows ->
                        rows.stream().filter(row -> Objects.nonNull(row.score)).toList()));
    }
}
