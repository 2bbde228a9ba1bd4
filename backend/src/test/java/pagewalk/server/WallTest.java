package pagewalk.server;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The wall follows journals, shows who looks, and writes it down. */
@QuarkusTest
class WallTest {
    private static final int CELLS = 1024;
    private static final String BIG = "mmap pid=p len=1G flags=private,anon,populate";

    @Test
    void tileFollowsTheStudentsSteps() {
        Client student = Client.student();
        String session = Journals.open(student);
        Journals.append(student, session, 0, "part name=reach", "x = alloc_pages order=0");
        Client instructor = Courses.instructorOfDemoCourse();
        Talk wall = Talk.open(instructor, "/ws/wall/" + RoomAccessTest.demoCourse());
        JsonObject first = awaitTile(wall, student.id(), 1);
        assertEquals(session, first.getString("session"));
        assertEquals("reach", first.getString("part"));
        byte[] cells = Base64.getDecoder().decode(first.getString("thumb"));
        assertEquals(CELLS, cells.length);
        Journals.append(student, session, 2, "y = alloc_pages order=1");
        JsonObject next = awaitTile(wall, student.id(), 2);
        assertEquals(3, next.getInteger("length"));
        assertFalse(next.containsKey("thumb"));
        assertTrue(next.getJsonArray("runs").size() >= 3, next.encode());
        paint(cells, next.getJsonArray("runs"));

        Talk second = Talk.open(instructor, "/ws/wall/" + RoomAccessTest.demoCourse());
        byte[] whole =
                Base64.getDecoder().decode(awaitTile(second, student.id(), 2).getString("thumb"));
        assertEquals(
                Base64.getEncoder().encodeToString(whole), Base64.getEncoder().encodeToString(cells));
        Journals.append(student, session, 3, "branch at=1", "free_pages x");
        assertEquals(2, awaitLength(wall, student.id(), 5).getInteger("step"));
    }

    @Test
    void answeredQuestionsAreProgress() {
        Graded graded = Graded.open(Client.student());
        Talk wall = Talk.open(Courses.instructorOfDemoCourse(), "/ws/wall/" + RoomAccessTest.demoCourse());
        String[] lines = graded.variant.reference().lines().stream()
                .map(line -> line.text())
                .toArray(String[]::new);
        Journals.append(graded.client, graded.session, 0, lines);
        JsonObject tile = wall.await(message -> tile(message, graded.student).getInteger("length", 0) == lines.length);
        String progress = tile(tile, graded.student).getString("progress");
        int slash = progress.indexOf('/');
        assertEquals(progress.substring(slash + 1), progress.substring(0, slash));
    }

    /** The two mappings come to 2.4 million events each. */
    @Test
    void sessionWithMoreEventsThanAGraderCarriesOutIsNotFollowedFurtherAndSaysSo() {
        Client student = Client.student();
        String session = UUID.randomUUID().toString();
        String config = "preset=linux frames=1048576";
        student.post("/api/sessions", Map.of("id", session, "lab", "free", "mode", "practice", "config", config))
                .then()
                .statusCode(200);
        Journals.append(student, session, 0, "p = spawn", BIG);
        Talk wall = Talk.open(Courses.instructorOfDemoCourse(), "/ws/wall/" + RoomAccessTest.demoCourse());
        JsonObject within = awaitTile(wall, student.id(), 2);
        assertFalse(within.containsKey("stopped"), within::encode);

        Journals.append(student, session, 2, BIG);
        JsonObject beyond = awaitLength(wall, student.id(), 3);
        assertEquals(
                "Not followed further: it makes more than 4,000,000 events, too many to be graded.",
                beyond.getString("stopped"));
        assertEquals(2, beyond.getInteger("step"), "the last command that was carried out as a whole");
        Journals.append(student, session, 3, "mmap pid=p len=4K flags=private,anon");
        assertEquals(
                beyond.getString("stopped"), awaitLength(wall, student.id(), 4).getString("stopped"));

        Journals.append(student, session, 4, "branch at=2", "mmap pid=p len=4K flags=private,anon");
        JsonObject undone = awaitLength(wall, student.id(), 6);
        assertEquals(3, undone.getInteger("step"));
        assertFalse(undone.containsKey("stopped"), undone::encode);
    }

    @Test
    void openedSessionIsShownToTheStudentAndStored() {
        Client student = Client.student();
        String session = Journals.open(student);
        Talk news = Talk.open(student, "/ws/me");
        news.await("hello");
        Client instructor = Courses.instructorOfDemoCourse();
        String name = instructor.get("/api/me").then().extract().path("name");
        Talk wall = Talk.open(instructor, "/ws/wall/" + RoomAccessTest.demoCourse());
        wall.say(new JsonObject().put("type", "open").put("session", session).put("only", true));
        wall.await("opened");
        JsonObject watched = news.await(message -> watchers(message).size() == 1);
        assertEquals(name, watchers(watched).getJsonObject(0).getString("by"));
        assertEquals(session, watchers(watched).getJsonObject(0).getString("session"));
        Journals.append(student, session, 0, "a = alloc_pages order=0");
        wall.await(message -> "grown".equals(message.getString("type")) && message.getInteger("length") == 1);

        Talk later = Talk.open(student, "/ws/me");
        later.await(message -> watchers(message).size() == 1);
        wall.close();
        news.await(message ->
                "watched".equals(message.getString("type")) && watchers(message).isEmpty());
        student.get("/api/looks").then().statusCode(200).body("by", hasItem(equalTo(name)));
        assertEquals(
                "1", Database.text("select count(*) from session_look where session_id = ?", UUID.fromString(session)));
    }

    @Test
    void studentsOfOtherCoursesCannotBeOpened() {
        String session = Journals.open(Client.student());
        Client stranger = Courses.instructorOfNewCourse();
        String course = Database.text("select course_id from account where id = ?", UUID.fromString(stranger.id()));
        Talk wall = Talk.open(stranger, "/ws/wall/" + course);
        wall.say(new JsonObject().put("type", "open").put("session", session));
        wall.awaitError("not-found");
        assertEquals(
                "0", Database.text("select count(*) from session_look where session_id = ?", UUID.fromString(session)));
    }

    private static JsonArray watchers(JsonObject message) {
        return message.getJsonArray("watchers", new JsonArray());
    }

    private static void paint(byte[] cells, JsonArray runs) {
        for (int i = 0; i < runs.size(); i += 3) {
            for (int k = 0; k < runs.getInteger(i + 1); k++) {
                cells[runs.getInteger(i) + k] = runs.getInteger(i + 2).byteValue();
            }
        }
    }

    private static JsonObject awaitTile(Talk wall, String member, int step) {
        return tile(wall.await(message -> tile(message, member).getInteger("step", -1) == step), member);
    }

    private static JsonObject awaitLength(Talk wall, String member, int length) {
        return tile(wall.await(message -> tile(message, member).getInteger("length", -1) == length), member);
    }

    private static JsonObject tile(JsonObject message, String member) {
        for (Object one : message.getJsonArray("tiles", new JsonArray())) {
            if (((JsonObject) one).getString("member").equals(member)) {
                return (JsonObject) one;
            }
        }
        return new JsonObject();
    }
}
