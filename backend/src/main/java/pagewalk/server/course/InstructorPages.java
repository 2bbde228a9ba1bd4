package pagewalk.server.course;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Account;
import pagewalk.server.account.Accounts;
import pagewalk.server.account.Person;
import pagewalk.server.account.Role;
import pagewalk.server.assignment.Assignments;
import pagewalk.server.assignment.DueDates;
import pagewalk.server.course.CoursePages.Pages;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Paging;
import pagewalk.server.page.Problem;
import pagewalk.server.page.Redirect;
import pagewalk.server.submission.Submissions;

/** The instructor's pages: students, their submissions, password resets, and sending an ungradable one again. */
@Path("/instructor")
@RolesAllowed(Role.INSTRUCTOR)
@Produces(MediaType.TEXT_HTML)
public class InstructorPages {
    private static final int PAGE = 50;

    private final Accounts accounts;
    private final Submissions submissions;
    private final Assignments assignments;
    private final LabShelf labs;
    private final Chrome.Maker chrome;

    InstructorPages(
            Accounts accounts, Submissions submissions, Assignments assignments, LabShelf labs, Chrome.Maker chrome) {
        this.accounts = accounts;
        this.submissions = submissions;
        this.assignments = assignments;
        this.labs = labs;
        this.chrome = chrome;
    }

    /** A lab and when it is due, as its form shows it. */
    public record LabDue(LabShelf.Entry lab, @Nullable Instant due) {
        public String field() {
            return due == null
                    ? ""
                    : LocalDateTime.ofInstant(due, ZoneOffset.UTC).toString();
        }
    }

    /** A student with the points that count, lab by lab. */
    public record StudentRow(Account account, List<BestScore> best) {}

    /** The page's data. */
    public record View(
            Course course,
            List<LabDue> labs,
            List<StudentRow> students,
            Pages studentPages,
            List<SubmissionRow> submissions,
            Pages submissionPages) {}

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance instructor(Chrome chrome, View view);

        static native TemplateInstance reset(Chrome chrome, String name, @Nullable String temporary);
    }

    @GET
    @Operation(hidden = true)
    public Uni<TemplateInstance> instructor(
            @QueryParam("students") @DefaultValue("0") int students,
            @QueryParam("submissions") @DefaultValue("0") int submitted) {
        Chrome top = chrome.now();
        UUID course = top.person().course();
        int from = Paging.clamped(students);
        int of = Paging.clamped(submitted);
        return Panache.withSession(() -> Course.<Course>findById(course)
                        .chain(found -> DueDates.of(course)
                                .chain(dates -> students(course, from)
                                        .chain(people -> SubmissionRow.of(course, of, PAGE)
                                                .map(rows -> new View(
                                                        found,
                                                        due(dates),
                                                        people,
                                                        new Pages(from, people.size() == PAGE),
                                                        rows.stream()
                                                                .map(row -> row.of(dates))
                                                                .toList(),
                                                        new Pages(of, rows.size() == PAGE)))))))
                .map(view -> Templates.instructor(top, view));
    }

    private List<LabDue> due(DueDates dates) {
        return labs.entries().stream()
                .map(lab -> new LabDue(lab, dates.of(lab.id())))
                .toList();
    }

    /** Sets when a lab is due, in UTC; an empty field takes the due date away. */
    @POST
    @Path("labs/{lab}/due")
    @Operation(hidden = true)
    public Uni<Response> due(@RestPath String lab, @RestForm @Nullable String due) {
        return assignments.setDue(chrome.me(), lab, due == null ? "" : due).map(done -> Redirect.to("/instructor"));
    }

    /** Asks before a student's password is replaced. */
    @GET
    @Path("students/{id}/reset")
    @Operation(hidden = true)
    public Uni<TemplateInstance> askReset(@RestPath UUID id) {
        Chrome top = chrome.now();
        return student(top.person(), id).map(student -> Templates.reset(top, name(student), null));
    }

    /** Shows the temporary password once. */
    @POST
    @Path("students/{id}/reset")
    @Operation(hidden = true)
    public Uni<TemplateInstance> reset(@RestPath UUID id) {
        Chrome top = chrome.now();
        return student(top.person(), id)
                .chain(student -> accounts.reset(top.person(), id)
                        .map(temporary -> Templates.reset(top, name(student), temporary)));
    }

    @POST
    @Path("submissions/{id}/requeue")
    @Operation(hidden = true)
    public Uni<Response> requeue(@RestPath UUID id) {
        return submissions.requeue(chrome.me(), id).map(json -> Redirect.to("/submissions/" + id));
    }

    private static Uni<List<StudentRow>> students(UUID course, int page) {
        return Account.<Account>find("courseId = ?1 and kind = 'student' order by nameKey", course)
                .page(page, PAGE)
                .list()
                .chain(people -> BestScore.of(
                                course, people.stream().map(one -> one.id).toList())
                        .map(best -> people.stream()
                                .map(one -> new StudentRow(
                                        one,
                                        best.stream()
                                                .filter(row -> row.student().equals(one.id))
                                                .toList()))
                                .toList()));
    }

    private static Uni<Account> student(Person instructor, UUID id) {
        return Panache.withSession(() -> Account.<Account>find(
                                "id = ?1 and courseId = ?2 and kind = 'student'", id, instructor.course())
                        .firstResult())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("student"));
    }

    private static String name(Account student) {
        return student.name == null ? "" : student.name;
    }
}
