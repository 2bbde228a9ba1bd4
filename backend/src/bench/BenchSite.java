import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged server on an empty data directory, and what its processes use. */
final class BenchSite {
    private static final double TICKS = 100;

    final Path data;
    final String base;
    final Process process;

    BenchSite(Path jar, Path data) throws Exception {
        this(jar, data, Map.of());
    }

    BenchSite(Path jar, Path data, Map<String, String> more) throws Exception {
        this.data = data;
        int port = freePort();
        base = "http://localhost:" + port;
        ProcessBuilder builder = pinned("-jar", jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PAGEWALK_DATA",
                        data.toString(),
                        "PAGEWALK_PORT",
                        Integer.toString(port),
                        "PAGEWALK_RATE_SCALE",
                        "1000"));
        builder.environment().remove("PAGEWALK_DB_URL");
        builder.environment().putAll(more);
        process = builder.start();
    }

    BenchPerson claim() throws Exception {
        String path = printed("(/claim/\\S+)");
        BenchPerson person = new BenchPerson(base);
        person.form(path, "name=Bench+instructor&password=" + UUID.randomUUID());
        return person;
    }

    String courseCode() throws Exception {
        return printed("join with the code (\\S+)");
    }

    private String printed(String pattern) throws Exception {
        for (int i = 0; i < 3000; i++) {
            Matcher found = Pattern.compile(pattern).matcher(Files.readString(data.resolve("server.log")));
            if (found.find()) {
                return found.group(1);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException(Files.readString(data.resolve("server.log")));
    }

    /** Bytes in use after a collection. */
    long heap() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process run = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram").start();
        String text = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(text);
        return total.find() ? Long.parseLong(total.group(1)) : 0;
    }

    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor(1, TimeUnit.MINUTES);
    }

    /** A JVM on the first core, if the caller was put on another one. */
    static ProcessBuilder pinned(String... arguments) {
        List<String> line = new ArrayList<>();
        if (Boolean.getBoolean("pagewalk.bench.pinned")) {
            line.addAll(List.of("taskset", "-c", "0"));
        }
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line);
    }

    /** Processor time that the process has used; 0 where the system does not say. */
    static double cpuSeconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double own = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
            return own / TICKS;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Processor time of all database processes that work below the folder. */
    static double databaseSeconds(Path data) throws IOException {
        double sum = 0;
        if (data == null) {
            return 0;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                sum += worksBelow(process, data)
                        ? cpuSeconds(Long.parseLong(process.getFileName().toString()))
                        : 0;
            }
        }
        return sum;
    }

    private static boolean worksBelow(Path process, Path data) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(data.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
