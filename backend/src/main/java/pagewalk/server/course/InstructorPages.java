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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Account;
import pagewalk.server.account.Accounts;
import pagewalk.server.account.Person;
import pagewalk.server.account.Role;
import pagewalk.server.course.CoursePages.Pages;
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
    private final Chrome.Maker chrome;

    InstructorPages(Accounts accounts, Submissions submissions, Chrome.Maker chrome) {
        this.accounts = accounts;
        this.submissions = submissions;
        this.chrome = chrome;
    }

    /** The page's data. */
    public record View(
            Course course,
            List<Account> students,
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
                        .chain(found -> students(course, from)
                                .chain(people -> SubmissionRow.of(course, of, PAGE)
                                        .map(rows -> new View(
                                                found,
                                                people,
                                                new Pages(from, people.size() == PAGE),
                                                rows,
                                                new Pages(of, rows.size() == PAGE))))))
                .map(view -> Templates.instructor(top, view));
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

    private static Uni<List<Account>> students(UUID course, int page) {
        return Account.<Account>find("courseId = ?1 and kind = 'student' order by nameKey", course)
                .page(page, PAGE)
                .list();
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
