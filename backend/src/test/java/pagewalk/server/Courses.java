package pagewalk.server;

import java.util.Map;
import java.util.UUID;
import pagewalk.server.course.Course;
import pagewalk.server.ops.Secrets;

/** Courses besides the demo course, and their instructors. */
final class Courses {
    private Courses() {}

    /** A new course that nobody has claimed; its id sorts first, so that its link is the open one. */
    static Course unclaimed() {
        Course course = new Course();
        course.id = new UUID(0, UUID.randomUUID().getLeastSignificantBits() >>> 1);
        course.title = "Course " + course.id;
        course.joinCode = Secrets.spoken(3);
        course.key = Secrets.bytes(32);
        Database.change("update course set claimed_at = now() where claimed_at is null and title <> 'Demo course'");
        Database.change(
                "insert into course (id, title, join_code, key) values (?, ?, ?, ?)",
                course.id,
                course.title,
                course.joinCode,
                course.key);
        return course;
    }

    static Client claim(Course course) {
        Client client = Client.visitor();
        client.form("/claim/" + course.claimToken(), Map.of("name", Client.name("prof"), "password", Client.PASSWORD))
                .then()
                .statusCode(303);
        return client;
    }

    static Client instructorOfNewCourse() {
        return claim(unclaimed());
    }

    /** An instructor of the demo course, whether or not it was claimed. */
    static Client instructorOfDemoCourse() {
        Client client = instructorOfNewCourse();
        Database.change(
                "update account set course_id = (select id from course where title = 'Demo course') where id = ?",
                UUID.fromString(client.id()));
        return client;
    }
}
