package pagewalk.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.impl.WebSocketInternal;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;

/**
 * A member of a room as the browser is one: carries the machine along, keeps what was not answered, comes back by
 * itself to any of its servers, and sends again under the same ids. What does not fit is kept in {@link #faults}.
 */
final class Participant implements AutoCloseable {
    private static final long PATIENCE_NANOS = 300_000_000_000L;
    private static final int RETRY_MILLIS = 100;

    private final Vertx vertx;
    private final WebSocketClient sockets;
    private final List<String> servers;
    private final String cookies;
    private final String room;

    private final Map<UUID, String> pending = new LinkedHashMap<>();
    private final Map<UUID, Integer> stored = new LinkedHashMap<>();
    private final List<Entry> log = new ArrayList<>();
    private final List<JsonObject> messages = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private WebSocket socket;
    private Machine machine;
    private boolean closed;
    private int attempts;
    private int connections;
    private int received;

    /** What the log has, as this member saw it. */
    record Entry(int seq, String kind, UUID id, String text, String digest) {}

    private Participant(Vertx vertx, Client client, List<String> servers, String room) {
        this.vertx = vertx;
        this.servers = servers;
        this.room = room;
        sockets = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(1 << 20).setMaxMessageSize(1 << 20));
        StringBuilder text = new StringBuilder();
        client.cookies.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : "; ").append(name).append('=').append(value));
        cookies = text.toString();
    }

    /** Joins the room and waits for its first entries. */
    static Participant join(Vertx vertx, Client client, String room) {
        return join(vertx, client, room, List.of(client.base));
    }

    /** Joins on the first of the servers; goes to the next one whenever one does not answer. */
    static Participant join(Vertx vertx, Client client, String room, List<String> servers) {
        Participant member = new Participant(vertx, client, servers, room);
        member.connect();
        member.await("the first machine", () -> member.machine != null);
        return member;
    }

    private void connect() {
        String base = servers.get(attempts++ % servers.size());
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setAbsoluteURI(base.replaceFirst("^http", "ws") + "/ws/rooms/" + room)
                .addHeader("Cookie", cookies)
                .addHeader("Origin", base);
        sockets.connect(options).onComplete(opened -> {
            if (opened.succeeded()) {
                opened(opened.result());
            } else {
                again();
            }
        });
    }

    private synchronized void opened(WebSocket fresh) {
        socket = fresh;
        connections++;
        fresh.textMessageHandler(text -> received(fresh, new JsonObject(text)));
        fresh.closeHandler(nothing -> lost(fresh));
        fresh.exceptionHandler(e -> {});
        fresh.writeTextMessage(
                new JsonObject().put("type", "join").put("from", seq() + 1).encode());
        pending.forEach((id, line) -> fresh.writeTextMessage(command(id, line)));
        notifyAll();
    }

    private synchronized void lost(WebSocket old) {
        if (socket == old) {
            socket = null;
            again();
        }
    }

    private synchronized void again() {
        if (!closed) {
            vertx.setTimer(RETRY_MILLIS, id -> connect());
        }
    }

    private synchronized void received(WebSocket from, JsonObject message) {
        if (from != socket) {
            return;
        }
        messages.add(message);
        received++;
        switch (message.getString("type")) {
            case "entries" -> message.getJsonArray("entries").forEach(entry -> follow((JsonObject) entry));
            case "known" -> pending.remove(UUID.fromString(message.getString("id")));
            case "error" -> refused(message);
            default -> {}
        }
        notifyAll();
    }

    private void refused(JsonObject message) {
        String id = message.getString("id");
        String code = message.getString("error");
        if (id == null) {
            return;
        }
        if (code.equals("too-fast") || code.equals("busy")) {
            vertx.setTimer(RETRY_MILLIS, timer -> sendIfPending(UUID.fromString(id)));
        } else {
            pending.remove(UUID.fromString(id));
        }
    }

    private void follow(JsonObject json) {
        Entry entry = new Entry(
                json.getInteger("seq"),
                json.getString("kind"),
                UUID.fromString(json.getString("id")),
                json.getString("text"),
                json.getString("digest"));
        if (entry.seq() != seq() + 1 && !entry.kind().equals("push")) {
            faults.add("after " + seq() + " came " + entry);
        }
        if (stored.put(entry.id(), entry.seq()) != null) {
            faults.add("twice in the log: " + entry);
        }
        log.add(entry);
        pending.remove(entry.id());
        carryOut(entry);
        if (!machine.digest().equals(entry.digest())) {
            faults.add("digest " + machine.digest() + " after " + entry);
        }
    }

    private void carryOut(Entry entry) {
        if (entry.kind().equals("push")) {
            List<String> lines = entry.text().lines().toList();
            machine = Machine.boot(((ConfigText.Result.Ok) ConfigText.parse(lines.getFirst())).config());
            lines.stream().skip(1).forEach(this::apply);
        } else if (entry.kind().equals("command")) {
            apply(entry.text());
        }
    }

    private void apply(String line) {
        machine.apply(((Parsed.Ok) CommandText.parse(line)).command(), Events.NONE);
    }

    private synchronized void sendIfPending(UUID id) {
        String line = pending.get(id);
        if (line != null && socket != null) {
            socket.writeTextMessage(command(id, line));
        }
    }

    private static String command(UUID id, String line) {
        return new JsonObject()
                .put("type", "command")
                .put("id", id.toString())
                .put("line", line)
                .encode();
    }

    /** Types a line; it stays pending until it is in the log. */
    synchronized UUID type(String line) {
        UUID id = UUID.randomUUID();
        pending.put(id, line);
        sendIfPending(id);
        return id;
    }

    /** Sends any text. */
    synchronized void send(String text) {
        socket.writeTextMessage(text);
    }

    /** The connection breaks without a word; it is made again by itself. */
    synchronized void drop() {
        if (socket != null) {
            ((WebSocketInternal) socket).channelHandlerContext().channel().close();
        }
    }

    /** Number of the last entry. */
    synchronized int seq() {
        return log.isEmpty() ? 0 : log.getLast().seq();
    }

    synchronized String digest() {
        return machine.digest();
    }

    synchronized List<Entry> log() {
        return List.copyOf(log);
    }

    synchronized int pending() {
        return pending.size();
    }

    synchronized int connections() {
        return connections;
    }

    /** Messages that came, of all kinds. */
    synchronized int received() {
        return received;
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** Waits until everything typed is in the log, or was refused. */
    void awaitAnswers() {
        await("answers to all commands", () -> pending.isEmpty());
    }

    void awaitSeq(int seq) {
        await("entry " + seq, () -> seq() >= seq);
    }

    /** Waits for the next message that fits, from the first one on; takes it away. */
    synchronized JsonObject awaitMessage(Predicate<JsonObject> wanted) {
        await("a message", () -> messages.stream().anyMatch(wanted));
        JsonObject found = messages.stream().filter(wanted).findFirst().orElseThrow();
        messages.remove(found);
        return found;
    }

    JsonObject awaitError(String code) {
        return awaitMessage(message -> code.equals(message.getString("error")));
    }

    synchronized void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("no " + what + " after five minutes; pending " + pending.size() + ", at "
                            + seq() + ", faults " + faults + ", last messages "
                            + messages.subList(Math.max(0, messages.size() - 5), messages.size()));
                }
                wait(Math.max(1, left / 1_000_000));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (socket != null) {
            socket.close();
        }
        sockets.close();
    }
}
