package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Any socket of the server, message by message; nothing is done by itself. */
final class Talk implements WebSocket.Listener {
    private static final int PATIENCE_SECONDS = 300;

    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;

    static Talk open(Client client, String path) {
        Talk talk = new Talk();
        talk.socket = connect(client, path, Map.of(), talk).join();
        return talk;
    }

    /** The status with which the server refuses to open it; 101 when it opens. */
    static int status(Client client, String path, Map<String, String> headers) {
        try {
            connect(client, path, headers, new Talk()).join().abort();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    static int status(Client client, String path) {
        return status(client, path, Map.of());
    }

    Talk say(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    Talk say(JsonObject message) {
        return say(message.encode());
    }

    /** Sends what may not arrive because the server has closed; false once it cannot be sent. */
    boolean tryToSay(String text) {
        try {
            socket.sendText(text, true).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    Talk sayBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /** The next message that fits; those before it are dropped. */
    JsonObject await(Predicate<JsonObject> wanted) {
        List<JsonObject> others = new ArrayList<>();
        try {
            while (true) {
                String text = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertNotNull(text, () -> "nothing more arrived on the socket after " + others);
                JsonObject message = new JsonObject(text);
                if (wanted.test(message)) {
                    return message;
                }
                others.add(message);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonObject await(String type) {
        return await(message -> type.equals(message.getString("type")));
    }

    JsonObject awaitError(String code) {
        return await(message -> code.equals(message.getString("error")));
    }

    /** The code it was closed with. */
    int awaitClose() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    void close() {
        socket.abort();
    }

    private static CompletableFuture<WebSocket> connect(
            Client client, String path, Map<String, String> headers, WebSocket.Listener listener) {
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
        return builder.buildAsync(URI.create(client.base.replaceFirst("^http", "ws") + path), listener);
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
