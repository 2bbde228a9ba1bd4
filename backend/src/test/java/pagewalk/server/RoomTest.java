package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rooms through their own doors: sockets, pages and the stored log. */
@QuarkusTest
class RoomTest {
    private static final int COMMANDS = 250;

    @Inject
    Vertx vertx;

    @Test
    void membersWhoTypeAtOnceAgreeThoughOneKeepsDroppingItsConnection() {
        Classroom room = Classroom.open();
        try (Participant steady = Participant.join(vertx, room.enter(Client.student()), room.room);
                Participant flaky = Participant.join(vertx, room.enter(Client.student()), room.room)) {
            for (int i = 0; i < COMMANDS; i++) {
                steady.type(line("s", i));
                flaky.type(line("f", i));
                if (i % 40 == 39) {
                    int before = flaky.connections();
                    flaky.drop();
                    flaky.await("another connection", () -> flaky.connections() > before);
                }
            }
            steady.awaitAnswers();
            flaky.awaitAnswers();
            int last = 1 + 2 * COMMANDS;
            steady.awaitSeq(last);
            flaky.awaitSeq(last);
            assertEquals(List.of(), steady.faults());
            assertEquals(List.of(), flaky.faults());
            assertEquals(last, steady.log().size());
            assertEquals(steady.log(), flaky.log());
            assertEquals(steady.digest(), flaky.digest());
            assertTrue(flaky.connections() > COMMANDS / 40);
            assertEquals(steady.digest(), storedDigest(room.room, last));
            assertEquals(Integer.toString(last), storedCount(room.room));
        }
    }

    /** Allocates and frees in turn, sometimes what somebody else has freed already. */
    static String line(String who, int i) {
        return i % 3 == 2 ? "free_pages " + who + (i - 1) : who + i + " = alloc_pages order=" + i % 4;
    }

    @Test
    void lateJoinerCatchesUpFromTheLog() {
        Classroom room = Classroom.open();
        try (Participant early = Participant.join(vertx, room.enter(Client.student()), room.room)) {
            for (int i = 0; i < 450; i++) {
                early.type(line("e", i));
            }
            early.awaitAnswers();
            try (Participant late = Participant.join(vertx, room.enter(Client.student()), room.room)) {
                late.awaitSeq(early.seq());
                assertEquals(early.log(), late.log());
                assertEquals(early.digest(), late.digest());
                int before = late.seq();
                late.type("x = alloc_pages order=0");
                early.awaitSeq(before + 1);
            }
        }
    }

    @Test
    void pushGivesEverybodyTheInstructorsMachine() {
        Classroom room = Classroom.open();
        Talk control = Talk.open(room.instructor, room.control());
        try (Participant member = Participant.join(vertx, room.enter(Client.student()), room.room)) {
            member.type("a = alloc_pages order=2");
            member.awaitAnswers();
            control.say(new JsonObject()
                    .put("type", "push")
                    .put("config", "preset=linux frames=4096")
                    .put("lines", new JsonArray().add("mine = alloc_pages order=3")));
            int pushed = control.await("done").getInteger("seq");
            member.awaitSeq(pushed);
            assertEquals("push", member.log().getLast().kind());
            member.type("free_pages mine");
            member.awaitAnswers();
            assertEquals(List.of(), member.faults());
            try (Participant late = Participant.join(vertx, room.enter(Client.student()), room.room)) {
                late.awaitSeq(member.seq());
                assertEquals(pushed, late.log().getFirst().seq());
                assertEquals(member.digest(), late.digest());
            }
        }
    }

    @Test
    void aLabsStartIsPushed() {
        Classroom room = Classroom.open();
        Talk control = Talk.open(room.instructor, room.control());
        control.say(new JsonObject().put("type", "push-lab").put("lab", Graded.LAB));
        int pushed = control.await("done").getInteger("seq");
        try (Participant member = Participant.join(vertx, room.enter(Client.student()), room.room)) {
            assertEquals(pushed, member.log().getFirst().seq());
            assertTrue(member.log().getFirst().text().lines().count() > 1);
            assertEquals(List.of(), member.faults());
        }
    }

    @Test
    void pausedRoomHearsOnlyItsInstructor() {
        Classroom room = Classroom.open();
        Talk control = Talk.open(room.instructor, room.control());
        try (Participant member = Participant.join(vertx, room.enter(Client.student()), room.room);
                Participant instructor = Participant.join(vertx, room.instructor, room.room)) {
            control.say("{\"type\":\"pause\"}").await("done");
            UUID refused = member.type("a = alloc_pages order=0");
            assertEquals(refused.toString(), member.awaitError("paused").getString("id"));
            instructor.type("b = alloc_pages order=0");
            instructor.awaitAnswers();
            control.say("{\"type\":\"resume\"}").await("done");
            member.type("c = alloc_pages order=0");
            member.awaitAnswers();
            assertEquals(
                    List.of("push", "pause", "command", "resume", "command"),
                    member.log().stream().map(Participant.Entry::kind).toList());
            assertEquals(List.of(), member.faults());
        }
    }

    @Test
    void theSameIdIsStoredOnce() {
        Classroom room = Classroom.open();
        Talk talk = Talk.open(room.enter(Client.student()), room.path());
        talk.say("{\"type\":\"join\",\"from\":0}").await("entries");
        String id = UUID.randomUUID().toString();
        JsonObject command =
                new JsonObject().put("type", "command").put("id", id).put("line", "a = alloc_pages order=1");
        talk.say(command);
        int seq = talk.await("entries").getJsonArray("entries").getJsonObject(0).getInteger("seq");
        talk.say(command);
        JsonObject known = talk.await("known");
        assertEquals(id, known.getString("id"));
        assertEquals(seq, known.getInteger("seq"));
        assertEquals("2", storedCount(room.room));
    }

    @Test
    void refusedCommandIsInTheLogAndMalformedIsNot() {
        Classroom room = Classroom.open();
        try (Participant member = Participant.join(vertx, room.enter(Client.student()), room.room)) {
            UUID malformed = member.type("alloc_pages order=");
            assertEquals(malformed.toString(), member.awaitError("bad-line").getString("id"));
            member.type("free_pages pfn=5");
            member.awaitAnswers();
            assertEquals("2", storedCount(room.room));
            assertEquals(List.of(), member.faults());
        }
    }

    @Test
    void presenceAppearsAndDisappears() {
        Classroom room = Classroom.open();
        Client ada = room.enter(Client.student());
        try (Participant watching = Participant.join(vertx, room.enter(Client.student()), room.room)) {
            Participant pointing = Participant.join(vertx, ada, room.room);
            pointing.send("{\"type\":\"presence\",\"pfn\":17,\"event\":3}");
            String id = ada.id();
            watching.awaitMessage(message -> here(message, id).getInteger("pfn", -1) == 17);
            pointing.close();
            watching.awaitMessage(message -> here(message, id).getBoolean("gone", false));
        }
    }

    private static JsonObject here(JsonObject message, String member) {
        if ("presence".equals(message.getString("type"))) {
            for (Object one : message.getJsonArray("members")) {
                if (((JsonObject) one).getString("member").equals(member)) {
                    return (JsonObject) one;
                }
            }
        }
        return new JsonObject();
    }

    @Test
    void guestsEnterUnderANicknameWhereTheyMay() {
        Classroom room = Classroom.open(Courses.instructorOfDemoCourse(), true);
        Client guest = Client.visitor();
        guest.form("/rooms/" + room.code, Map.of("nickname", "Visitor 1"))
                .then()
                .statusCode(303);
        Client second = Client.visitor();
        second.form("/rooms/" + room.code, Map.of("nickname", "visitor 1"))
                .then()
                .statusCode(409);
        try (Participant member = Participant.join(vertx, guest, room.room)) {
            JsonObject me = member.awaitMessage(m -> "welcome".equals(m.getString("type")))
                    .getJsonObject("me");
            assertEquals("Visitor 1", me.getString("name"));
            assertEquals("guest", me.getString("role"));
            member.type("a = alloc_pages order=0");
            member.awaitAnswers();
        }
        Classroom closed = Classroom.open();
        Client.visitor()
                .form("/rooms/" + closed.code, Map.of("nickname", "Visitor 2"))
                .then()
                .statusCode(403);
    }

    private static String storedDigest(String room, int seq) {
        return Database.text("select digest from room_entry where room_id = ? and seq = ?", UUID.fromString(room), seq);
    }

    private static String storedCount(String room) {
        return Database.text("select count(*) from room_entry where room_id = ?", UUID.fromString(room));
    }
}
