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
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.server.account.Person;
import pagewalk.server.account.Role;
import pagewalk.server.assignment.DueDates;
import pagewalk.server.course.BestScore.Points;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Paging;
import pagewalk.server.submission.SubmissionJson;
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

    /** A lab, its due date and the best points that count in it, as far as they are shown. */
    public record LabRow(
            LabShelf.Entry lab,
            @Nullable Instant due,
            @Nullable Points best) {}

    /** The page's data: its course, labs and submissions. */
    public record View(Course course, List<LabRow> labs, List<SubmissionJson> submissions, Pages pages) {}

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
                        .chain(rows -> submissions.json(me, rows))
                        .chain(rows -> labRows(me)
                                .map(labRows ->
                                        new View(course, labRows, rows, new Pages(asked, rows.size() == PAGE)))))
                .map(view -> Templates.course(top, view));
    }

    private Uni<List<LabRow>> labRows(Person me) {
        return Panache.withSession(() -> DueDates.of(me.course())
                .chain(dates -> BestScore.of(me.course(), List.of(me.id()))
                        .map(best -> labs.entries().stream()
                                .map(lab -> new LabRow(lab, dates.of(lab.id()), points(me, lab.id(), dates, best)))
                                .toList())));
    }

    private static @Nullable Points points(Person me, String lab, DueDates dates, List<BestScore> best) {
        Audience audience = me.isInstructor() ? Audience.STAFF : dates.student(lab);
        return best.stream()
                .filter(row -> row.lab().equals(lab))
                .findFirst()
                .map(row -> row.points(audience))
                .orElse(null);
    }
}
