package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.Cookie;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagewalk.server.course.Course;

/** Every page as everybody sees it, light and dark, wide and narrow: accessible, in one piece, without complaints. */
@QuarkusTest
final class PagesTest {
    private static final String PASSWORD = "a long password";
    private static People people;

    private static final List<String> INSTRUCTOR_PAGES = List.of(
            "/",
            "/instructor",
            "/instructor/regrades",
            "/instructor/lab-versions",
            "/instructor/course-key",
            "/account");

    @RegisterExtension
    final Visitors visitors = new Visitors();

    /** One of each kind who has been here before: their logins, and what the student handed in. */
    private record People(
            List<Cookie> diligent, List<Cookie> student, List<Cookie> instructor, String right, String wrong) {}

    static Stream<Look> looks() {
        return Stream.of(Look.LIGHT, Look.DARK, Look.LIGHT.wide(900), Look.DARK.wide(900));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void pagesForEverybody(Look look) {
        Visitor visitor = visitors.arrive(look);
        visitor.complaints().expect("status of 4");
        inspect(
                visitor,
                look,
                "everybody",
                List.of("/", "/join", "/login", "/play", "/rules", "/about", "/claim/no-such-link", "/nowhere"));
        visitor.open("/login")
                .fill("#name", "nobody")
                .fill("#password", PASSWORD)
                .press("Enter");
        visitor.sees("#problem", "do not belong together");
        inspectOpen(visitor, look, "everybody-login-refused");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void pagesForStudents(Look look) {
        Visitor student = visitors.arrive(look);
        student.complaints().expect("status of 4");
        student.context().addCookies(people().student());
        inspect(
                student,
                look,
                "student",
                List.of("/", "/course", "/account", "/submissions/" + people().wrong(), "/instructor"));

        student.context().clearCookies();
        student.context().addCookies(people().diligent());
        inspect(student, look, "solution", List.of("/course", "/submissions/" + people().right()));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void pagesForInstructors(Look look) {
        Visitor instructor = visitors.arrive(look);
        instructor.context().addCookies(people().instructor());
        inspect(instructor, look, "instructor", INSTRUCTOR_PAGES);
        instructor.open("/instructor").enter(instructor.find("#students a").first());
        assertThat(instructor.find("h1")).containsText("Reset the password");
        inspectOpen(instructor, look, "instructor-reset");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void labInAllItsStates(Look look) {
        Visitor guest = visitors.arrive(look).open("/");
        guest.enter(guest.find("#practise-02-split-and-merge"));
        LabPage lab = LabPage.of(guest);
        inspectOpen(guest, look, "lab-predict");
        guest.fill("#answer-pfn", "5").fill("#answer-splits", "1").enter(guest.find("#commit"));
        guest.sees("#task", "Prediction 1");
        inspectOpen(guest, look, "lab-revealed");
        lab.keys("Home", ".", "ArrowRight", "Enter", "?");
        assertThat(guest.find("dialog")).isVisible();
        inspectOpen(guest, look, "lab-help");
        guest.press("Escape");
        guest.enter(lab.button("2. Reach"));
        lab.command("q = alloc_pages order=0").command("free_pages nobody").command("oops");
        inspectOpen(guest, look, "lab-reach");
        guest.enter(lab.button("Table"));
        inspectOpen(guest, look, "lab-table");
    }

    @ParameterizedTest
    @MethodSource("looks")
    void replayAndFreePlay(Look look) {
        Visitor student = visitors.arrive(look);
        student.context().addCookies(people().student());
        student.open("/submissions/" + people().wrong()).enter(student.find("#wrong-link"));
        LabPage.of(student);
        inspectOpen(student, look, "replay");
        LabPage lab = InstrumentTest.machine(student, 1000);
        lab.command("a = alloc_pages order=3")
                .command("b = alloc_pages order=9")
                .keys("2");
        inspectOpen(student, look, "play");
    }

    private static void inspect(Visitor visitor, Look look, String who, List<String> paths) {
        for (String path : paths) {
            visitor.open(path);
            inspectOpen(
                    visitor, look, who + path.replaceAll("[0-9a-f-]{36}", "id").replaceAll("[^a-z0-9-]+", "-"));
        }
    }

    /** All that is wrong with the page is told at once, with its picture. */
    private static void inspectOpen(Visitor visitor, Look look, String name) {
        visitor.shoot("pages/" + name + "-" + look.label());
        List<String> found = new ArrayList<>(Axe.findings(visitor.page()));
        found.addAll(Layout.problems(visitor.page()));
        assertEquals("", String.join("\n", found), () -> name + " " + look.label());
    }

    /** Until then the page of a submission loads itself again, maybe while it is inspected. */
    private static void isGraded(Visitor visitor, String submission) {
        visitor.open("/submissions/" + submission);
        assertThat(visitor.find("#verdict")).hasAttribute("data-state", "graded");
    }

    /** Made once: a course with its instructor, and two students who handed in. */
    private People people() {
        if (people == null) {
            Course course = Installation.unclaimedCourse("Operating systems, autumn");
            Visitor instructor = visitors.arrive(Look.LIGHT);
            instructor.open("/claim/" + course.claimToken()).fill("#name", "Dr " + course.joinCode);
            instructor.fill("#password", PASSWORD).press("Enter");
            instructor.isAt("/instructor$");
            Visitor diligent = visitors.arrive(Look.LIGHT);
            diligent.join(course.joinCode);
            String right = Coursework.submitSolution(diligent);
            Visitor student = visitors.arrive(Look.LIGHT);
            student.join(course.joinCode);
            String wrong = Coursework.submitMistake(student);
            isGraded(diligent, right);
            isGraded(student, wrong);
            people = new People(
                    diligent.context().cookies(),
                    student.context().cookies(),
                    instructor.context().cookies(),
                    right,
                    wrong);
        }
        return people;
    }
}
