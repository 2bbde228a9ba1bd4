package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member who sends far too much, to a server with the limits it ships with. */
@Tag("packaged")
class RoomFloodTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final int FLOODS = 20;
    /** A flood ends with its socket, after some 700 messages; more where the server has time to forgive some. */
    private static final int MESSAGES = 100_000;
    /** What the other may hear between a command and its own entry: that entry, who came and went, and presence. */
    private static final int FEW = 20;
    /** Presence is told so often while somebody points somewhere: a slow flood may be heard of longer. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    /**
     * In every flood, sent as fast as it goes until the server closes, another member types a command. How long that
     * takes is counted in messages: it is in the log before the next flood, and the other heard next to nothing else.
     */
    @Test
    void floodIsAnsweredAndClosedWhileAnotherMemberIsHeardAsBefore() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("data"), Map.of())) {
            String code = server.joinCode();
            Classroom room = Classroom.open(server);
            Client flooding = room.enteredAt(server, code);
            try (Participant other = Participant.join(VERTX, room.enteredAt(server, code), room.room)) {
                for (int i = 0; i < FLOODS; i++) {
                    Talk flood = Talk.open(flooding, room.path());
                    int before = other.received();
                    long began = System.nanoTime();
                    flood(flood, other);
                    other.awaitAnswers();
                    int heard = other.received() - before;
                    long ticks = (System.nanoTime() - began) / TICK_NANOS;
                    assertTrue(heard <= FEW + ticks, "heard " + heard + " messages in " + ticks + " ticks");
                    flood.awaitError("too-fast");
                    assertEquals(1008, flood.awaitClose());
                }
                assertEquals(List.of(), other.faults());
                assertEquals(1, other.connections());
                assertEquals(1 + FLOODS, other.seq());
            }
        }
    }

    private static void flood(Talk flood, Participant other) {
        boolean open = true;
        for (int i = 0; i < MESSAGES && open; i++) {
            open = flood.tryToSay("{\"type\":\"presence\",\"pfn\":" + i % 64 + "}");
            if (i == 300) {
                other.type("a = alloc_pages order=0");
            }
        }
        assertFalse(open, "the server took " + MESSAGES + " messages");
    }
}
