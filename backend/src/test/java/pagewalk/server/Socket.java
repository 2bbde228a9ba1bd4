package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client's end of /ws/me: what arrived, and how it was closed. */
final class Socket implements WebSocket.Listener {
    private static final int PATIENCE_SECONDS = 300;

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;

    /** Opens it as that client and waits for the hello. */
    static Socket open(Client client) {
        Socket opened = new Socket();
        opened.socket = connect(client, Map.of(), opened).join();
        opened.await(message -> message.getString("type").equals("hello"));
        return opened;
    }

    /** The status with which the server refuses to open it; 101 when it opens. */
    static int status(Client client, Map<String, String> headers) {
        try {
            connect(client, headers, new Socket()).join().abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    /** The next message that fits; those before it are dropped. */
    JsonObject await(Predicate<JsonObject> wanted) {
        try {
            while (true) {
                String text = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertNotNull(text, "nothing more arrived on the socket");
                JsonObject message = new JsonObject(text);
                if (wanted.test(message)) {
                    return message;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The message that says that the submission has come to an end. */
    JsonObject awaitEnd(String submission) {
        return await(message -> submission.equals(message.getString("id"))
                && !message.getString("state").equals("received")
                && !message.getString("state").equals("verifying"));
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    /** The code it was closed with. */
    int awaitClose() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private static CompletableFuture<WebSocket> connect(
            Client client, Map<String, String> headers, WebSocket.Listener listener) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        StringBuilder cookies = new StringBuilder();
        client.cookies.forEach((name, value) -> cookies.append(cookies.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));
        if (!cookies.isEmpty()) {
            builder.header("Cookie", cookies.toString());
        }
        headers.forEach(builder::header);
        return builder.buildAsync(URI.create(client.base.replaceFirst("^http", "ws") + "/ws/me"), listener);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            arrived.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }
}
