package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pagewalk.server.course.Course;

/** An instructor claims the course, sees who did what, lets a student in again, and sends work to the graders. */
@QuarkusTest
final class InstructorTest {
    private static final String PASSWORD = "a long password";

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void claimLinkWorksOnceAndShowsTheCourse() {
        Course course = Installation.unclaimedCourse("Claimed once");
        Visitor instructor = claim(course);
        instructor
                .sees("h1", "Claimed once")
                .sees("#join-code", course.joinCode)
                .sees("main", "Nobody has joined yet");
        Visitor late = visitors.arrive(Look.LIGHT);
        late.complaints().expect("status of 404");
        late.open("/claim/" + course.claimToken()).sees("#problem", "it was used");
    }

    @Test
    void studentGetsInAgainWithATemporaryPassword() {
        Course course = Installation.unclaimedCourse("Forgetful");
        Visitor instructor = claim(course);
        Visitor student = visitors.arrive(Look.LIGHT);
        String name = student.join(course.joinCode);
        instructor.open("/instructor").sees("#students", name);
        instructor.enter(instructor.find("#students a")).sees("h1", name);
        instructor.enter(instructor.find("#submit"));
        String temporary = instructor.find("#temporary").textContent();
        student.complaints().expect("status of 401");
        student.open("/course").sees("#problem", "log in");
        student.enter(student.find("main a[href^='/login']")).fill("#name", name);
        student.fill("#password", temporary).press("Enter").isAt("/account$");
        student.open("/course").isAt("/account$");
        student.fill("#present", temporary)
                .fill("#password", "another long password")
                .press("Enter");
        student.sees(".done", "changed");
        student.open("/course").sees("h1", "Forgetful");
    }

    @Test
    void ungradableWorkIsSentAgainAndTheVerdictArrivesByItself() {
        Course course = Installation.unclaimedCourse("Unlucky");
        Visitor instructor = claim(course);
        Visitor student = visitors.arrive(Look.LIGHT);
        String name = student.join(course.joinCode);
        String id = Coursework.submitSolution(student);
        student.open("/submissions/" + id);
        assertThat(student.find("#verdict")).hasAttribute("data-state", "graded");
        assertThat(student.find("#score")).hasText("48 of 48 points");
        spoil(id);
        student.open("/submissions/" + id).sees("#state", "a disk was full").sees("#state", "no zero");
        instructor.open("/instructor").sees("#submissions", name);
        instructor.enter(instructor.find("#submissions td button")).isAt("/submissions/" + id);
        assertThat(instructor.find("#verdict")).hasAttribute("data-state", "graded");
        student.open("/submissions/" + id).sees("#score", "48 of 48 points");
    }

    @Test
    void studentOfAnotherCourseSeesNothingOfIt() {
        Visitor owner = visitors.arrive(Look.LIGHT);
        owner.join(Installation.joinCode());
        String id = Coursework.submitSolution(owner);
        Visitor other = claim(Installation.unclaimedCourse("Elsewhere"));
        other.complaints().expect("status of 404");
        other.open("/submissions/" + id).sees("#problem", "not yours");
    }

    /** As if the graders had given up on it. */
    private static void spoil(String id) {
        int rows = Installation.change(
                "update submission set state = 'ungradable', reason = 'a disk was full.', score = null, max = null,"
                        + " verdict = null, staff_verdict = null where id = ?",
                UUID.fromString(id));
        assertEquals(1, rows);
    }

    private Visitor claim(Course course) {
        Visitor instructor = visitors.arrive(Look.LIGHT);
        instructor.open("/claim/" + course.claimToken()).fill("#name", "Dr " + course.joinCode);
        instructor.fill("#password", PASSWORD).press("Enter");
        return instructor.isAt("/instructor$");
    }
}
