package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import pagewalk.server.account.Logins;

@QuarkusTest
class SocketTest {
    @Inject
    Logins logins;

    @Inject
    Vertx vertx;

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
    void refusedHandshakesSayWhy() {
        JsonObject nobody = refusal(Client.visitor(), Map.of());
        assertEquals("not-logged-in", nobody.getString("error"), nobody::encode);
        assertEquals(401, nobody.getInteger("status"));
        Client gone = Client.student();
        gone.form("/logout", Map.of()).then().statusCode(303);
        gone.cookies.put("pagewalk", "A".repeat(43));
        assertEquals("login-ended", refusal(gone, Map.of()).getString("error"));
        JsonObject foreign = refusal(Client.student(), Map.of("Origin", "https://evil.example"));
        assertEquals("foreign-origin", foreign.getString("error"), foreign::encode);
        assertTrue(foreign.getString("message").contains("https://evil.example"), foreign::encode);
    }

    /** The body of the answer that is no upgrade. */
    private JsonObject refusal(Client client, Map<String, String> headers) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setAbsoluteURI(client.base.replaceFirst("^http", "ws") + "/ws/me");
        client.cookies.forEach((name, value) -> options.addHeader("Cookie", name + "=" + value));
        headers.forEach(options::addHeader);
        CompletionException failure = assertThrows(
                CompletionException.class,
                () -> vertx.createWebSocketClient()
                        .connect(options)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join());
        UpgradeRejectedException refused = assertInstanceOf(UpgradeRejectedException.class, failure.getCause());
        assertEquals(
                "application/json",
                refused.getHeaders().get("Content-Type"),
                () -> refused.getStatus() + " " + refused.getHeaders());
        return refused.getBody().toJsonObject();
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

    @Test
    void expiredLoginLosesItsSockets() {
        Client client = Client.student();
        Socket socket = Socket.open(client);
        Database.change(
                "update login set expires_at = now() where account_id = ?", java.util.UUID.fromString(client.id()));
        logins.sweep().await().indefinitely();
        assertEquals(4401, socket.awaitClose());
    }
}
