package pagewalk.server;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagewalk.server.course.Course;

@QuarkusTest
class CourseKeyTest {

    @Test
    void instructorTakesTheKeyAndThatIsKept() {
        Course course = Courses.unclaimed();
        Client instructor = Courses.claim(course);
        instructor.get("/instructor/course-key").then().statusCode(200).body(containsString("Nobody has taken it"));
        String file = instructor
                .form("/instructor/course-key", Map.of())
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("course.key"))
                .extract()
                .asString();
        assertEquals(HexFormat.of().formatHex(course.key) + "\n", file);
        instructor.get("/instructor/course-key").then().statusCode(200).body(containsString("id=\"taken\""));
        assertEquals("1", Database.text("select count(*) from course_key_taken where course_id = ?", course.id));
        assertThrows(
                IllegalStateException.class,
                () -> Database.change("delete from course_key_taken where course_id = ?", course.id));
    }

    @Test
    void nobodyElseGetsIt() {
        Client.student().form("/instructor/course-key", Map.of()).then().statusCode(403);
        Client.guest().form("/instructor/course-key", Map.of()).then().statusCode(403);
        Client instructor = Courses.instructorOfNewCourse();
        instructor
                .request()
                .post(instructor.base + "/instructor/course-key")
                .then()
                .statusCode(400);
    }
}
