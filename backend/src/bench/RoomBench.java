import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import pagewalk.engine.ConfigText;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;

/**
 * Measures live rooms from outside: {@code java RoomBench SERVER_JAR}.
 *
 * <p>Open loop: commands are sent when they are due, however late the answers are, and each carries the time it was due
 * in its id. Its latency ends when a member has applied it to a machine of its own and compared digests, for every
 * member of the room. The same clients then load a bare Vert.x server that passes messages of the same size on. Server
 * and database run on one core and the clients on another, where the system lets us choose.
 */
final class RoomBench {
    private static final int SECONDS = 8;
    private static final int WARM_UP = 3;
    /** A room that answers one command in a hundred later than this does not keep up: it no longer feels immediate. */
    private static final long HOPELESS_NANOS = 250_000_000L;

    private static final String TITLE = "%-46s %9s %9s %9s %9s %11s %7s %7s%n";

    private final Vertx vertx = Vertx.vertx();
    private final List<Member> members = new ArrayList<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final AtomicLong received = new AtomicLong();
    private volatile Histogram latencies = new Histogram(60_000_000_000L, 3);

    public static void main(String[] args) throws Exception {
        if (args[0].equals("control")) {
            control(Integer.parseInt(args[1]));
            return;
        }
        Path data = Files.createTempDirectory("pagewalk-bench");
        RoomBench bench = new RoomBench();
        try {
            bench.measure(Path.of(args[0]), data);
        } finally {
            bench.vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    // ---- what is measured ----------------------------------------------------------------------------------------

    private void measure(Path jar, Path data) throws Exception {
        BenchSite site = new BenchSite(jar, data);
        try {
            BenchPerson instructor = site.claim();
            System.out.printf(
                    TITLE, "live rooms, open loop, 2 cores", "p50", "p95", "p99", "max", "msg/CPU-s", "server", "db");
            long empty = site.heap();
            List<String> codes = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                codes.add(instructor.makeRoom(true));
            }
            for (int i = 0; i < 300; i++) {
                join(site, new BenchPerson(site.base), codes.get(i / 3));
            }
            awaitMachines();
            row("heap of the server a member, 100 rooms of 3", (site.heap() - empty) / 300 + " B");
            for (int rate : new int[] {100, 300, 600, 1200, 2400, 4800, 9600}) {
                if (!load(site, "100 rooms of 3, " + rate + " commands/s", rate)) {
                    break;
                }
            }
            leave();
            classroom(site, instructor);
        } finally {
            site.stop();
        }
        compare(jar, data);
        for (int frames : new int[] {64, 4096, 1 << 20}) {
            row(
                    "a live machine of " + frames + " frames",
                    Machine.boot(MachineConfig.textbook(frames)).bytesBeside(null) + " B");
        }
        if (faults.get() > 0) {
            row("DIGESTS THAT DID NOT AGREE", Integer.toString(faults.get()));
        }
    }

    /** One room of 100 students, whose journals grow as well, and the instructor's wall open. */
    private void classroom(BenchSite site, BenchPerson instructor) throws Exception {
        String code = instructor.makeRoom(false);
        List<BenchPerson> students = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            BenchPerson student = new BenchPerson(site.base);
            student.joinCourse(site.courseCode(), "Bench student " + i);
            join(site, student, code);
            students.add(student);
        }
        awaitMachines();
        Histogram wall = new Histogram(60_000_000_000L, 3);
        Map<String, Long> appended = new ConcurrentHashMap<>();
        WebSocket tiles = open(site.base, "/ws/wall/" + instructor.course(), instructor.cookies());
        tiles.textMessageHandler(text -> tilesCame(text, appended, wall));
        for (BenchPerson student : students) {
            student.openSession();
        }
        AtomicInteger turn = new AtomicInteger();
        long writing = vertx.setPeriodic(40, id -> {
            BenchPerson student = students.get(turn.getAndIncrement() % students.size());
            Thread.startVirtualThread(() -> student.append(appended));
        });
        for (int rate : new int[] {10, 30, 60, 120, 240, 480}) {
            if (!load(site, "1 room of 100, wall open, " + rate + " commands/s", rate)) {
                break;
            }
        }
        vertx.cancelTimer(writing);
        System.out.printf(
                TITLE,
                "step to tile on the wall, 25 steps/s, " + wall.getTotalCount() + " tiles",
                ms(wall, 50),
                ms(wall, 95),
                ms(wall, 99),
                ms(wall, 100),
                "",
                "",
                "");
        leave();
    }

    private static void tilesCame(String text, Map<String, Long> appended, Histogram wall) {
        JsonObject message = new JsonObject(text);
        for (Object tile : message.getJsonArray("tiles", new JsonArray())) {
            JsonObject one = (JsonObject) tile;
            Long since = appended.remove(one.getString("session") + " " + one.getInteger("length"));
            if (since != null) {
                wall.recordValue(System.nanoTime() - since);
            }
        }
    }

    /** The same clients and sizes against a server that only passes on. */
    private void compare(Path jar, Path data) throws Exception {
        int port = BenchSite.freePort();
        Process process = BenchSite.pinned(
                        "-cp", System.getProperty("java.class.path"), "RoomBench", "control", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("control.log").toFile())
                .start();
        try {
            String base = "http://localhost:" + port;
            for (int i = 0; i < 300; i++) {
                members.add(connectControl(base, i / 3));
            }
            for (int rate : new int[] {300, 1200}) {
                load(process.pid(), null, "control, bare Vert.x: 100 rooms of 3, " + rate + "/s", rate);
            }
            leave();
            for (int i = 0; i < 100; i++) {
                members.add(connectControl(base, 0));
            }
            load(process.pid(), null, "control, bare Vert.x: 1 room of 100, 60/s", 60);
            leave();
        } finally {
            process.destroy();
        }
    }

    private boolean load(BenchSite site, String what, int rate) throws Exception {
        return load(site.process.pid(), site.data, what, rate);
    }

    /** Sends at that rate for a while; false when the server does not keep up. */
    private boolean load(long pid, Path database, String what, int rate) throws Exception {
        send(rate, WARM_UP);
        settle();
        latencies = new Histogram(60_000_000_000L, 3);
        long before = received.get();
        double cpu = BenchSite.cpuSeconds(pid);
        double db = BenchSite.databaseSeconds(database);
        long begin = System.nanoTime();
        int sent = send(rate, SECONDS);
        boolean all = settle();
        double took = (System.nanoTime() - begin) / 1e9;
        double used = BenchSite.cpuSeconds(pid) - cpu;
        double dbUsed = BenchSite.databaseSeconds(database) - db;
        Histogram seen = latencies;
        long messages = received.get() - before;
        System.out.printf(
                TITLE,
                what,
                ms(seen, 50),
                ms(seen, 95),
                ms(seen, 99),
                ms(seen, 100),
                used < 0.05 ? "" : Math.round(messages / used),
                percent(used / took),
                database == null ? "" : percent(dbUsed / took));
        boolean keepsUp = all && seen.getValueAtPercentile(99) < HOPELESS_NANOS;
        if (!keepsUp) {
            row(
                    "  ran out first at " + sent / SECONDS + " commands/s",
                    used + dbUsed > 0.85 * took
                            ? "the core of server and database"
                            : "waiting: the database's commits");
        }
        return keepsUp;
    }

    private int send(int rate, int seconds) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        long begin = System.nanoTime();
        int total = rate * seconds;
        AtomicInteger next = new AtomicInteger();
        vertx.setPeriodic(1, id -> {
            while (next.get() < total && begin + next.get() * 1_000_000_000L / rate <= System.nanoTime()) {
                int i = next.getAndIncrement();
                members.get(i % members.size()).send(begin + i * 1_000_000_000L / rate, i);
            }
            if (next.get() == total) {
                vertx.cancelTimer(id);
                done.countDown();
            }
        });
        done.await();
        return total;
    }

    /** Waits until nothing more comes; false when that takes longer than ten seconds. */
    private boolean settle() throws Exception {
        long deadline = System.nanoTime() + 10_000_000_000L;
        long last = -1;
        while (System.nanoTime() < deadline) {
            long now = received.get();
            if (now == last) {
                return true;
            }
            last = now;
            TimeUnit.MILLISECONDS.sleep(400);
        }
        return false;
    }

    // ---- members -------------------------------------------------------------------------------------------------

    /** One client: its machine, and when what it receives was due. */
    private final class Member {
        private final WebSocket socket;
        private volatile Machine machine;
        private long previous = -1;

        Member(WebSocket socket) {
            this.socket = socket;
        }

        void send(long due, int number) {
            String line =
                    number % 2 == 0 ? "a" + number % 7 + " = alloc_pages order=0" : "free_pages a" + (number - 1) % 7;
            socket.writeTextMessage(
                    "{\"type\":\"command\",\"id\":\"" + new UUID(due, number) + "\",\"line\":\"" + line + "\"}");
        }

        void entries(String text) {
            JsonObject message = new JsonObject(text);
            if (!message.getString("type").equals("entries")) {
                return;
            }
            for (Object one : message.getJsonArray("entries")) {
                JsonObject entry = (JsonObject) one;
                apply(entry);
                if (!machine.digest().equals(entry.getString("digest"))) {
                    faults.incrementAndGet();
                }
                if (entry.getString("kind").equals("command")) {
                    passed(entry.getString("id"));
                }
            }
        }

        void passed(String id) {
            latencies.recordValue(
                    Math.max(0, System.nanoTime() - UUID.fromString(id).getMostSignificantBits()));
            received.incrementAndGet();
        }

        private void apply(JsonObject entry) {
            String text = entry.getString("text");
            if (entry.getString("kind").equals("push")) {
                machine = Machine.boot(((ConfigText.Result.Ok)
                                ConfigText.parse(text.lines().findFirst().orElseThrow()))
                        .config());
            } else {
                machine.apply(((Parsed.Ok) CommandText.parse(text)).command(), Events.NONE);
            }
        }
    }

    private void join(BenchSite site, BenchPerson person, String code) throws Exception {
        String room = person.enter(code);
        WebSocket socket = open(site.base, "/ws/rooms/" + room, person.cookies());
        Member member = new Member(socket);
        socket.textMessageHandler(member::entries);
        socket.writeTextMessage("{\"type\":\"join\",\"from\":0}");
        members.add(member);
    }

    private Member connectControl(String base, int room) throws Exception {
        WebSocket socket = open(base, "/" + room, "");
        Member member = new Member(socket);
        socket.textMessageHandler(text ->
                member.passed(text.substring(text.indexOf("\"id\":\"") + 6).substring(0, 36)));
        return member;
    }

    private WebSocket open(String base, String path, String cookies) throws Exception {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setAbsoluteURI(base.replaceFirst("^http", "ws") + path)
                .addHeader("Cookie", cookies);
        for (int tries = 0; ; tries++) {
            try {
                return vertx.createWebSocketClient(new WebSocketClientOptions()
                                .setMaxFrameSize(1 << 20)
                                .setMaxMessageSize(1 << 20))
                        .connect(options)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException notYet) {
                if (tries == 400) {
                    throw notYet;
                }
                TimeUnit.MILLISECONDS.sleep(25);
            }
        }
    }

    private void awaitMachines() throws Exception {
        while (members.stream().anyMatch(member -> member.machine == null)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void leave() {
        members.forEach(member -> member.socket.close());
        members.clear();
    }

    /** Passes each message on to everybody on the same path, as long as an entry of a room's log. */
    private static void control(int port) {
        Map<String, List<ServerWebSocket>> rooms = new ConcurrentHashMap<>();
        String rest = ",\"seq\":1000,\"kind\":\"command\",\"by\":\"" + UUID.randomUUID()
                + "\",\"name\":\"Bench student 1\",\"digest\":\"0123456789abcdef\"}";
        Vertx.vertx()
                .createHttpServer(new HttpServerOptions().setPort(port).setHost("localhost"))
                .webSocketHandler(socket -> {
                    List<ServerWebSocket> room = rooms.computeIfAbsent(
                            socket.path(), path -> new java.util.concurrent.CopyOnWriteArrayList<>());
                    room.add(socket);
                    socket.closeHandler(nothing -> room.remove(socket));
                    socket.textMessageHandler(text -> room.forEach(other -> other.writeTextMessage(text + rest)));
                })
                .listen();
    }

    // ---- small things --------------------------------------------------------------------------------------------

    private static String ms(Histogram histogram, double percentile) {
        return String.format("%.1f ms", histogram.getValueAtPercentile(percentile) / 1e6);
    }

    private static String percent(double part) {
        return Math.round(part * 100) + " %";
    }

    private static void row(String what, String value) {
        System.out.printf("%-60s %s%n", what, value);
    }
}
