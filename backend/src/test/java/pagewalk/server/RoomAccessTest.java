package pagewalk.server;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not, and what must not work, in rooms and at the wall. */
@QuarkusTest
class RoomAccessTest {
    @Test
    void anotherRoomIsNotThere() {
        Classroom room = Classroom.open();
        Client elsewhere = Classroom.open().enter(Client.student());
        assertEquals(404, Talk.status(elsewhere, room.path()));
        elsewhere.get("/room/" + room.room).then().statusCode(404);
        assertEquals(404, Talk.status(Courses.instructorOfNewCourse(), room.path()));
        assertEquals(404, Talk.status(elsewhere, "/ws/rooms/" + UUID.randomUUID()));
        assertEquals(404, Talk.status(elsewhere, "/ws/rooms/nonsense"));
    }

    @Test
    void codeOfAnotherCourseDoesNotOpenTheDoor() {
        Classroom foreign = Classroom.open(Courses.instructorOfNewCourse(), true);
        Client.student().get("/rooms/" + foreign.code).then().statusCode(404);
        Client.student().get("/rooms/no-such-code").then().statusCode(404);
    }

    @Test
    void noCookieAndForeignOriginAreTurnedAway() {
        Classroom room = Classroom.open();
        Client member = room.enter(Client.student());
        Client nobody = Client.visitor();
        Map<String, String> foreign = Map.of("Origin", "https://evil.example");
        for (String path : List.of(room.path(), room.control(), "/ws/wall/" + demoCourse())) {
            assertEquals(401, Talk.status(nobody, path), path);
            assertEquals(403, Talk.status(member, path, foreign), path);
            assertEquals(403, Talk.status(room.instructor, path, foreign), path);
        }
        assertEquals(101, Talk.status(member, room.path(), Map.of("Origin", member.base)));
    }

    @Test
    void studentsReachNoControlAndNoWall() {
        Classroom room = Classroom.open();
        Client member = room.enter(Client.student());
        assertEquals(403, Talk.status(member, room.control()));
        assertEquals(403, Talk.status(member, "/ws/wall/" + demoCourse()));
        member.get("/wall").then().statusCode(403);
        assertEquals(404, Talk.status(Courses.instructorOfNewCourse(), room.control()));
        assertEquals(404, Talk.status(Courses.instructorOfNewCourse(), "/ws/wall/" + demoCourse()));
        member.form("/rooms", Map.of("title", "Mine", "start", "")).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "push-lab", "pause", "resume"})
    void controlMessagesOfMembersAreNotRead(String type) {
        Classroom room = Classroom.open();
        Talk talk = Talk.open(room.enter(Client.student()), room.path());
        talk.say("{\"type\":\"join\",\"from\":0}").await("entries");
        talk.say(new JsonObject().put("type", type).put("config", "preset=textbook frames=8"));
        talk.awaitError("malformed");
        assertEquals("1", Database.text("select seq from room where id = ?", UUID.fromString(room.room)));
    }

    @Test
    void forgedNumbersChangeNothing() {
        Classroom room = Classroom.open();
        Talk talk = Talk.open(room.enter(Client.student()), room.path());
        talk.say("{\"type\":\"join\",\"from\":1000000}");
        talk.awaitError("no-such-seq");
        String id = UUID.randomUUID().toString();
        talk.say("{\"type\":\"command\",\"seq\":77,\"digest\":\"0000000000000000\",\"by\":\"" + UUID.randomUUID()
                + "\",\"id\":\"" + id + "\",\"line\":\"a = alloc_pages order=0\"}");
        JsonObject entry = talk.await(message -> message.encode().contains(id))
                .getJsonArray("entries")
                .getJsonObject(0);
        assertEquals(2, entry.getInteger("seq"));
        talk.say("{\"type\":\"join\",\"from\":-5}").await("welcome");
        talk.say("{\"type\":\"join\",\"from\":\"x\"}").awaitError("malformed");
        talk.say("{\"type\":\"join\",\"from\":99999999999}").awaitError("malformed");
    }

    @Test
    void endedLoginClosesTheSocket() {
        Classroom room = Classroom.open();
        Client member = room.enter(Client.student());
        Talk talk = Talk.open(member, room.path());
        talk.say("{\"type\":\"join\",\"from\":0}").await("entries");
        member.form("/logout", Map.of()).then().statusCode(303);
        assertEquals(4401, talk.awaitClose());
    }

    @Test
    void journalsOfOthersAreForInstructorsOfTheCourse() {
        Client student = Client.student();
        String session = Journals.open(student);
        Journals.append(student, session, 0, "a = alloc_pages order=0");
        String path = "/api/watch/" + session;
        for (String one : List.of(path, path + "/journal", path + "/variant")) {
            Client.student().get(one).then().statusCode(403);
            Client.guest().get(one).then().statusCode(403);
            Courses.instructorOfNewCourse().get(one).then().statusCode(404);
            Client.visitor().get(one).then().statusCode(401);
        }
        Courses.instructorOfDemoCourse()
                .get(path + "/journal")
                .then()
                .statusCode(200)
                .body("lines[0]", equalTo("a = alloc_pages order=0"));
    }

    static String demoCourse() {
        return Database.text("select id from course where title = 'Demo course'");
    }
}
