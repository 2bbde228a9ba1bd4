package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile member sends to a room ends that member's connection at most; the others do not notice. */
@QuarkusTest
class RoomAbuseTest {
    @Inject
    Vertx vertx;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "null",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"command\"}",
                "{\"type\":\"command\",\"id\":\"1-1-1-1-1\",\"line\":\"a = alloc_pages order=0\"}",
                "{\"type\":\"command\",\"id\":\"" + "00000000-0000-0000-0000-000000000001\",\"line\":7}"
            })
    void malformedMessagesGetAClearAnswer(String message) {
        Classroom room = Classroom.open();
        Talk talk = Talk.open(room.enter(Client.student()), room.path());
        talk.say(message).awaitError("malformed");
        talk.say("{\"type\":\"join\",\"from\":0}").await("entries");
    }

    @Test
    void longMessagesAreRefusedAndOversizedOnesCloseTheSocket() {
        Classroom room = Classroom.open();
        Client member = room.enter(Client.student());
        Talk talk = Talk.open(member, room.path());
        talk.say("{\"type\":\"join\",\"line\":\"" + "x".repeat(5000) + "\"}").awaitError("too-large");
        Talk oversized = Talk.open(member, room.path());
        oversized.tryToSay("x".repeat(200_000));
        assertEquals(1009, oversized.awaitClose());
        talk.say("{\"type\":\"join\",\"from\":0}").await("entries");
    }

    @ParameterizedTest
    @CsvSource({
        "8102 4142, not masked",
        "8382 00000000 4142, an unknown kind",
        "8082 00000000 4142, goes on with nothing",
        "89fe 0080 00000000, a ping of 128 bytes",
        "81ff 0000010000000000 00000000, a frame of 1 TiB",
        "81ff ffffffffffffffff 00000000, a frame of negative size"
    })
    void malformedFramesEndOnlyTheirOwnConnection(String frame, String what) throws IOException {
        Classroom room = Classroom.open();
        try (Participant other = Participant.join(vertx, room.enter(Client.student()), room.room);
                RawSocket raw = RawSocket.open(room.enter(Client.student()), room.path())) {
            raw.write(HexFormat.of().parseHex(frame.replace(" ", "")));
            assertTrue(raw.ends(), what);
            other.type("a = alloc_pages order=0");
            other.awaitAnswers();
            assertEquals(1, other.connections());
        }
    }

    @Test
    void textThatIsNotUtf8IsAnswered() throws IOException {
        Classroom room = Classroom.open();
        try (RawSocket raw = RawSocket.open(room.enter(Client.student()), room.path())) {
            raw.write(HexFormat.of().parseHex("818200000000c328"));
            assertTrue(raw.text().contains("\"error\":\"malformed\""));
        }
    }

    @Test
    void binaryMessagesAreNotRead() {
        Classroom room = Classroom.open();
        Talk talk = Talk.open(room.enter(Client.student()), room.path());
        talk.sayBinary(new byte[] {1, 2, 3})
                .say("{\"type\":\"join\",\"from\":0}")
                .await("entries");
    }
}
