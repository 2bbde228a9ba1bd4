import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the packaged server from outside, as a browser meets it: {@code java ServerBench.java SERVER_JAR}.
 *
 * <p>It starts the server on an empty data directory and a free port of this machine, waits for the first page, stops
 * it, starts it again on the same data, and lets a few students and then a class submit sessions. The time of a
 * submission runs from sending the file to the verdict's arrival on the student's WebSocket. Needs only a JDK.
 */
final class ServerBench {
    private static final int LATER_STARTS = 3;
    private static final int STUDENTS = 16;

    /** Together not more than the server lets one account submit in a burst. */
    private static final int UNCOUNTED_EACH = 5;

    private static final int SUBMISSIONS_EACH = 15;

    /** A class that hands in within ten seconds, each student once. */
    private static final int CLASS = 300;

    private static final long WINDOW_MILLIS = 10_000;
    private static final String LAB = "02-split-and-merge";

    private final Path jar;
    private final Path data;
    private final int port;
    private final String base;
    private final Path log;

    private ServerBench(Path jar, Path data, int port) {
        this.jar = jar;
        this.data = data;
        this.port = port;
        this.base = "http://localhost:" + port;
        this.log = data.resolve("server.log");
    }

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("pagewalk-bench");
        try {
            new ServerBench(Path.of(args[0]), data, freePort()).measure();
        } finally {
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void measure() throws Exception {
        row("server start to first page, first start", seconds(startAndStop()));
        List<Long> later = new ArrayList<>();
        for (int i = 0; i < LATER_STARTS; i++) {
            later.add(startAndStop());
        }
        row("server start to first page, median of " + LATER_STARTS + " later starts", seconds(at(later, 50)));
        Process server = start();
        try {
            awaitPage();
            String code = joinCode();
            verdicts("one student, nobody else", submitAll(1, code));
            verdicts(STUDENTS + " students at once, without a pause", submitAll(STUDENTS, code));
            wholeClass(code);
        } finally {
            stop(server);
        }
    }

    private static void verdicts(String who, List<Long> times) {
        row("submit to verdict, " + who + ", p50 of " + times.size(), milliseconds(at(times, 50)));
        row("submit to verdict, " + who + ", p95 of " + times.size(), milliseconds(at(times, 95)));
        row("submit to verdict, " + who + ", p99 of " + times.size(), milliseconds(at(times, 99)));
    }

    /** First spread over the window, then all at the same moment, by the same students. */
    private void wholeClass(String code) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Student> students = new ArrayList<>();
            for (int i = 0; i < CLASS; i++) {
                students.add(new Student("Bench " + i + " of a class", code));
            }
            List<Long> baseline = students.getFirst().submitSome(UNCOUNTED_EACH);
            row("submit to verdict, one of them alone before, median", milliseconds(at(baseline, 50)));
            verdicts(CLASS + " students within 10 s", submitOnce(students, WINDOW_MILLIS / CLASS, threads));
            long begin = System.nanoTime();
            List<Long> atOnce = submitOnce(students, 0, threads);
            row("until the last of " + CLASS + " at the same moment has a verdict", seconds(System.nanoTime() - begin));
            verdicts(CLASS + " students at the same moment", atOnce);
        }
    }

    private static List<Long> submitOnce(List<Student> students, long apartMillis, ExecutorService threads)
            throws Exception {
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < students.size(); i++) {
            Student student = students.get(i);
            long wait = apartMillis * i;
            running.add(threads.submit((Callable<Long>) () -> {
                TimeUnit.MILLISECONDS.sleep(wait);
                return student.submit();
            }));
        }
        List<Long> times = new ArrayList<>();
        for (Future<Long> one : running) {
            times.add(one.get());
        }
        return times;
    }

    // ---- the server ----------------------------------------------------------------------------------------------

    private long startAndStop() throws Exception {
        long begin = System.nanoTime();
        Process server = start();
        try {
            awaitPage();
            return System.nanoTime() - begin;
        } finally {
            stop(server);
        }
    }

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-jar", jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("PAGEWALK_DATA", data.toString());
        builder.environment().put("PAGEWALK_PORT", Integer.toString(port));
        // Hashing passwords is not what is measured, and a class of them takes a minute.
        builder.environment().put("PAGEWALK_PASSWORD_COST", "4");
        builder.environment().remove("PAGEWALK_DB_URL");
        return builder.start();
    }

    private void awaitPage() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/")).build();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < deadline) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        throw new IllegalStateException("no page after two minutes: " + Files.readString(log));
    }

    private static void stop(Process server) throws InterruptedException {
        server.destroy();
        server.waitFor(1, TimeUnit.MINUTES);
    }

    /** The code is printed a moment after the first page can be had. */
    private String joinCode() throws Exception {
        Pattern code = Pattern.compile("join with the code (\\S+)");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            Matcher found = code.matcher(Files.readString(log));
            if (found.find()) {
                return found.group(1);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("the server prints no join code: " + Files.readString(log));
    }

    // ---- students ------------------------------------------------------------------------------------------------

    private List<Long> submitAll(int count, String code) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Student> students = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                students.add(new Student("Bench " + i + " of " + count, code));
            }
            // The first ones warm the server up.
            submitAtOnce(students, UNCOUNTED_EACH, threads);
            return submitAtOnce(students, SUBMISSIONS_EACH, threads);
        }
    }

    private static List<Long> submitAtOnce(List<Student> students, int each, ExecutorService threads) throws Exception {
        List<Future<List<Long>>> running = new ArrayList<>();
        for (Student student : students) {
            running.add(threads.submit((Callable<List<Long>>) () -> student.submitSome(each)));
        }
        List<Long> times = new ArrayList<>();
        for (Future<List<Long>> some : running) {
            times.addAll(some.get());
        }
        return times;
    }

    /** One student with a browser's cookies, a socket and a graded session. */
    private final class Student implements WebSocket.Listener {
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        private final Map<String, CompletableFuture<Long>> verdicts = new ConcurrentHashMap<>();
        private final StringBuilder message = new StringBuilder();
        private final String token;
        private final String session;
        private final String header;

        Student(String name, String code) throws Exception {
            String form = get("/join");
            String password = UUID.randomUUID().toString();
            post(
                    "/join",
                    "application/x-www-form-urlencoded",
                    "csrf-token=" + hidden(form) + "&next=&code=" + encode(code) + "&name=" + encode(name)
                            + "&password=" + password);
            token = find(get("/course"), "name=\"csrf-token\" content=\"([^\"]+)\"");
            String me = get("/api/me");
            String variant = get("/api/labs/" + LAB + "/variant?mode=graded");
            String opened = post(
                    "/api/sessions",
                    "application/json",
                    "{\"id\":\"" + UUID.randomUUID() + "\",\"lab\":\"" + LAB + "\",\"mode\":\"graded\"}");
            session = text(opened, "id");
            header = "format: pagewalk/1\nengine: " + text(variant, "engine") + "\nlab: " + LAB + "\nscenario: "
                    + text(variant, "scenario") + "\nmode: graded\nseed: withheld\nstudent: " + text(me, "id")
                    + "\nattempt: " + find(opened, "\"attempt\":(\\d+)") + "\n\npart name=reach\n";
            client.newWebSocketBuilder()
                    .header("Origin", base)
                    .header("Cookie", cookies())
                    .buildAsync(URI.create("ws://localhost:" + port + "/ws/me"), this)
                    .get(10, TimeUnit.SECONDS);
        }

        List<Long> submitSome(int count) throws Exception {
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                times.add(submit());
            }
            return times;
        }

        /** Submits a session with a few right and wrong commands; the nanoseconds until its verdict is here. */
        long submit() throws Exception {
            String id = UUID.randomUUID().toString();
            CompletableFuture<Long> verdict = new CompletableFuture<>();
            verdicts.put(id, verdict);
            StringBuilder file = new StringBuilder(header);
            for (String name : List.of("a", "b", "c", "d")) {
                file.append("free_pages ").append(name).append("\\nn = alloc_pages order=0\\n");
            }
            String body = "{\"id\":\"" + id + "\",\"session\":\"" + session + "\",\"file\":\""
                    + file.toString().replace("\n", "\\n") + "\"}";
            long begin = System.nanoTime();
            post("/api/submissions", "application/json", body);
            return verdict.get(1, TimeUnit.MINUTES) - begin;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                long now = System.nanoTime();
                String json = message.toString();
                message.setLength(0);
                if (json.contains("\"state\":\"graded\"") || json.contains("\"state\":\"ungradable\"")) {
                    CompletableFuture<Long> waiting = verdicts.get(text(json, "id"));
                    if (waiting != null) {
                        waiting.complete(now);
                    }
                }
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        private String cookies() {
            StringBuilder all = new StringBuilder();
            ((CookieManager) client.cookieHandler().orElseThrow())
                    .getCookieStore()
                    .getCookies()
                    .forEach(cookie -> all.append(cookie.getName())
                            .append('=')
                            .append(cookie.getValue())
                            .append("; "));
            return all.toString();
        }

        private String get(String path) throws Exception {
            return send(HttpRequest.newBuilder(URI.create(base + path)).build());
        }

        private String post(String path, String type, String body) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .header("Content-Type", type)
                    .header("Origin", base)
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            return send(
                    token == null
                            ? request.build()
                            : request.header("X-CSRF-TOKEN", token).build());
        }

        private String send(HttpRequest request) throws Exception {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new IllegalStateException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        }
    }

    // ---- small things --------------------------------------------------------------------------------------------

    private static String hidden(String page) {
        return encode(find(page, "name=\"csrf-token\" value=\"([^\"]+)\""));
    }

    private static String text(String json, String key) {
        return find(json, "\"" + key + "\":\"([^\"]+)\"");
    }

    private static String find(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The value below which {@code percent} of the times lie. */
    private static long at(List<Long> times, int percent) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private static String seconds(long nanos) {
        return String.format("%.2f s", nanos / 1e9);
    }

    private static String milliseconds(long nanos) {
        return String.format("%.1f ms", nanos / 1e6);
    }

    private static void row(String what, String value) {
        System.out.println(String.format("%-75s %14s", what, value));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
