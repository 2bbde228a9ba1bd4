package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.server.course.FirstStart;
import pagewalk.server.ops.Settings;
import pagewalk.server.ops.Storage;

/** Rooms on packaged servers that are killed, and on two of them at once. */
@Tag("packaged")
class RoomProcessTest {
    private static final Vertx VERTX = Vertx.vertx();
    /** Below the rate that a room lets one member type at. */
    private static final int MILLIS_A_COMMAND = 80;

    private static final Pattern COURSE = Pattern.compile("data-course=\"([^\"]+)\"");
    private static final Map<String, String> HEAP = Map.of("JAVA_TOOL_OPTIONS", "-Xmx256m");

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void killedServerLosesNoAcknowledgedCommandAndRepeatsNone() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), HEAP)) {
            String code = server.joinCode();
            Classroom room = Classroom.open(server);
            Client newcomer = room.enteredAt(server, code);
            try (Participant a = Participant.join(VERTX, room.enteredAt(server, code), room.room);
                    Participant b = Participant.join(VERTX, room.enteredAt(server, code), room.room)) {
                Typist first = new Typist(a, "a", 150);
                Typist second = new Typist(b, "b", 150);
                a.await("a busy room", () -> a.log().size() > 80);
                List<Participant.Entry> acknowledged = a.log();
                server.kill();
                try (ServerProcess again = server.again(HEAP)) {
                    first.await();
                    second.await();
                    a.awaitSeq(b.seq());
                    b.awaitSeq(a.seq());
                    assertTrue(a.connections() > 1);
                    assertEquals(acknowledged, a.log().subList(0, acknowledged.size()));
                    assertAgreed(a, b, 1 + 300);
                    assertAsStored(a, newcomer, room.room);
                }
            }
        }
    }

    @Test
    void twoServersKeepOneOrderForAMinuteAndOneTakesOverWhenTheOtherIsKilled() throws Exception {
        Settings settings = new Settings(folder, ServerProcess.binaries(), "localhost", 0, null);
        try (Storage storage = Storage.open(settings)) {
            FirstStart.prepare(storage);
            try (ServerProcess left = server(storage, "left");
                    ServerProcess right = server(storage, "right")) {
                String code = left.joinCode();
                Classroom room = Classroom.open(left);
                Client ada = room.enteredAt(left, code);
                Client ben = room.enteredAt(left, code);
                try (Participant a = Participant.join(VERTX, ada, room.room, List.of(left.base()));
                        Participant b = Participant.join(VERTX, ben, room.room, List.of(right.base(), left.base()))) {
                    String there = ben.id();
                    a.awaitMessage(message -> "presence".equals(message.getString("type"))
                            && message.encode().contains(there));
                    assertWallShowsStepsOfTheOtherServer(room, room.enteredAt(right, code));

                    int each = 60_000 / MILLIS_A_COMMAND;
                    Typist first = new Typist(a, "a", each);
                    Typist second = new Typist(b, "b", each);
                    long drops = VERTX.setPeriodic(3000, id -> a.drop());
                    first.await();
                    second.await();
                    VERTX.cancelTimer(drops);
                    a.awaitSeq(1 + 2 * each);
                    b.awaitSeq(1 + 2 * each);
                    assertTrue(a.connections() > 10, "the first member's connection dropped now and then");
                    assertEquals(1, b.connections());
                    assertAgreed(a, b, 1 + 2 * each);

                    Typist staying = new Typist(a, "c", 50);
                    Typist moving = new Typist(b, "d", 50);
                    b.await("a busy room", () -> b.log().size() > 1 + 2 * each + 20);
                    right.kill();
                    staying.await();
                    moving.await();
                    assertEquals(2, b.connections());
                    int last = 1 + 2 * each + 100;
                    a.awaitSeq(last);
                    b.awaitSeq(last);
                    assertAgreed(a, b, last);
                    assertAsStored(a, room.enteredAt(left, code), room.room);
                }
            }
        }
    }

    private static void assertWallShowsStepsOfTheOtherServer(Classroom room, Client student) {
        Matcher course = COURSE.matcher(room.instructor.get("/wall").asString());
        assertTrue(course.find(), "no course on the wall's page");
        Talk wall = Talk.open(room.instructor, "/ws/wall/" + course.group(1));
        String session = Journals.open(student);
        Journals.append(student, session, 0, "part name=reach", "x = alloc_pages order=0");
        wall.await(message ->
                message.encode().contains(session) && message.encode().contains("\"step\":1,"));
        wall.close();
    }

    private ServerProcess server(Storage storage, String name) throws Exception {
        Map<String, String> environment = new HashMap<>(HEAP);
        environment.put("PAGEWALK_DB_URL", storage.url());
        environment.put("PAGEWALK_DB_USER", storage.user());
        environment.put("PAGEWALK_DB_PASSWORD", storage.password());
        return ServerProcess.start(folder.resolve(name), environment);
    }

    private static void assertAgreed(Participant a, Participant b, int entries) {
        assertEquals(List.of(), a.faults());
        assertEquals(List.of(), b.faults());
        assertEquals(entries, a.log().size());
        assertEquals(a.log(), b.log());
        assertEquals(a.digest(), b.digest());
        assertEquals(entries, new HashSet<>(ids(a)).size());
    }

    /** What a newcomer reads from the stored log is what the member saw as it came. */
    private static void assertAsStored(Participant member, Client newcomer, String room) {
        try (Participant reader = Participant.join(VERTX, newcomer, room)) {
            reader.awaitSeq(member.seq());
            assertEquals(member.log(), reader.log());
            assertEquals(List.of(), reader.faults());
            assertEquals(member.digest(), reader.digest());
        }
    }

    private static List<UUID> ids(Participant member) {
        return member.log().stream().map(Participant.Entry::id).toList();
    }

    /** Types at an even pace, whatever becomes of the connection. */
    private static final class Typist {
        private final Participant member;
        private final CountDownLatch typed = new CountDownLatch(1);

        Typist(Participant member, String name, int count) {
            this.member = member;
            AtomicInteger next = new AtomicInteger();
            VERTX.setPeriodic(MILLIS_A_COMMAND, id -> {
                member.type(RoomTest.line(name, next.getAndIncrement()));
                if (next.get() == count) {
                    VERTX.cancelTimer(id);
                    typed.countDown();
                }
            });
        }

        /** Waits until everything is typed and answered. */
        void await() {
            try {
                assertTrue(typed.await(10, TimeUnit.MINUTES));
                member.awaitAnswers();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
