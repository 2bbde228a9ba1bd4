package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SocketTest {

    @Test
    void withoutCookieItIsRefused() {
        assertEquals(401, Socket.status(Client.visitor(), Map.of()));
    }

    @Test
    void withUnknownCookieItIsRefused() {
        Client client = Client.visitor();
        client.cookies.put("pagewalk", "A".repeat(43));
        assertEquals(401, Socket.status(client, Map.of()));
    }

    @Test
    void foreignOriginIsRefusedEvenWithTheCookie() {
        Client client = Client.student();
        assertEquals(403, Socket.status(client, Map.of("Origin", "https://evil.example")));
        assertEquals(403, Socket.status(client, Map.of("Origin", "null")));
        assertEquals(403, Socket.status(client, Map.of("Origin", "http://localhost:1")));
        assertEquals(101, Socket.status(client, Map.of("Origin", "http://localhost:" + RestAssured.port)));
    }

    @Test
    void logoutClosesTheLoginsSockets() {
        Client client = Client.student();
        Socket socket = Socket.open(client);
        client.form("/logout", Map.of()).then().statusCode(303);
        assertEquals(4401, socket.awaitClose());
    }

    @Test
    void expiredLoginIsRefused() {
        Client client = Client.student();
        Database.change(
                "update login set expires_at = now() where account_id = ?", java.util.UUID.fromString(client.id()));
        assertEquals(401, Socket.status(client, Map.of()));
    }

    @Test
    void floodIsCutOff() {
        Socket socket = Socket.open(Client.student());
        Thread flood = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    socket.send("x");
                }
            } catch (RuntimeException closed) {
                // That is what the test waits for.
            }
        });
        assertEquals(4429, socket.awaitClose());
        flood.interrupt();
    }

    @Test
    void tooLongMessageClosesTheSocketOnly() {
        Client client = Client.student();
        Socket socket = Socket.open(client);
        try {
            socket.send("x".repeat(100_000));
            socket.awaitClose();
        } catch (CompletionException cut) {
            // The server may have closed it before all was sent.
        }
        assertEquals(101, Socket.status(client, Map.of()));
    }
}
