import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures how long a class is graded again: {@code java RegradeBench SERVER_JAR LABS}.
 *
 * <p>Three hundred students hand in sessions of two thousand commands. The first dry run finds every verdict kept and
 * carries nothing out: the baseline, what the tables cost. Then the lab gives other points, so that the second carries
 * out every session, and is applied.
 */
final class RegradeBench {
    private static final int CLASS = 300;
    private static final int COMMANDS = 2000;
    private static final String SHIPPED = "02-split-and-merge";
    /** The draws of a lab go by its id: under this one it holds for the seeds that a server tries. */
    private static final String LAB = "30-ours";

    private final BenchSite site;
    private final Path lab;
    private final BenchPerson instructor;

    private RegradeBench(BenchSite site, Path lab) throws Exception {
        this.site = site;
        this.lab = lab;
        instructor = site.claim();
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("pagewalk-bench");
        try {
            Path lab = Files.createDirectories(folder.resolve("labs").resolve(LAB));
            for (String name : List.of("README.md", "reference.trace", "lab.yaml")) {
                String text = Files.readString(Path.of(args[1], SHIPPED, name));
                Files.writeString(lab.resolve(name), text.replace("lab: " + SHIPPED, "lab: " + LAB));
            }
            Map<String, String> settings =
                    Map.of("PAGEWALK_LABS", lab.getParent().toString(), "PAGEWALK_PASSWORD_COST", "4");
            BenchSite site = new BenchSite(Path.of(args[0]), Files.createDirectory(folder.resolve("data")), settings);
            try {
                new RegradeBench(site, lab).measure();
            } finally {
                site.stop();
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void measure() throws Exception {
        await(() -> instructor.get("/api/labs").contains("\"" + LAB + "\""));
        long begin = System.nanoTime();
        handIn();
        row("handed in and graded, " + CLASS + " sessions of " + COMMANDS + " commands", begin);
        begin = System.nanoTime();
        dryRun(0);
        row("regrade of " + CLASS + ", dry run, every verdict is kept already", begin);
        changePoints();
        begin = System.nanoTime();
        String id = dryRun(CLASS);
        row("regrade of " + CLASS + ", dry run, every session is carried out again", begin);
        begin = System.nanoTime();
        instructor.json("/api/regrades/" + id + "/apply", "{\"reason\":\"other points\",\"falls\":true}");
        row("regrade of " + CLASS + ", applied", begin);
    }

    private void handIn() throws Exception {
        String code = site.courseCode();
        try (ExecutorService people = Executors.newFixedThreadPool(16)) {
            List<Future<Void>> sent = new ArrayList<>();
            for (int i = 0; i < CLASS; i++) {
                String name = "Bench " + i;
                sent.add(people.submit((Callable<Void>) () -> handIn(code, name)));
            }
            for (Future<Void> one : sent) {
                one.get();
            }
        }
    }

    private Void handIn(String code, String name) throws Exception {
        BenchPerson student = new BenchPerson(site.base);
        student.joinCourse(code, name);
        String me = student.get("/api/me");
        String variant = student.get("/api/labs/" + LAB + "/variant?mode=graded");
        String session = UUID.randomUUID().toString();
        student.json("/api/sessions", "{\"id\":\"" + session + "\",\"lab\":\"" + LAB + "\",\"mode\":\"graded\"}");
        StringBuilder file =
                new StringBuilder("format: pagewalk/1\nengine: " + text(variant, "engine") + "\nlab: " + LAB
                        + "\nscenario: " + text(variant, "scenario") + "\nmode: graded\nseed: withheld\nstudent: "
                        + text(me, "id") + "\nattempt: 1\n\npart name=reach\n");
        for (int i = 0; i < COMMANDS / 2; i++) {
            file.append("n = alloc_pages order=0\nfree_pages n\n");
        }
        String id = UUID.randomUUID().toString();
        student.json(
                "/api/submissions",
                "{\"id\":\"" + id + "\",\"session\":\"" + session + "\",\"file\":\""
                        + file.toString().replace("\n", "\\n") + "\"}");
        await(() -> student.get("/api/submissions/" + id).contains("\"state\":\"graded\""));
        return null;
    }

    /** The milestone of the lab gives a point more. */
    private void changePoints() throws Exception {
        String before = scenario();
        Path fresh = Files.writeString(
                lab.resolveSibling("lab.yaml"),
                Files.readString(lab.resolve("lab.yaml")).replace("        points: 3\n", "        points: 4\n"));
        Files.move(fresh, lab.resolve("lab.yaml"), StandardCopyOption.REPLACE_EXISTING);
        await(() -> !before.equals(scenario()));
    }

    private String scenario() throws Exception {
        String labs = instructor.get("/api/labs");
        return text(labs.substring(labs.indexOf("\"" + LAB + "\"")), "scenario");
    }

    /** Begins one and waits for it; gives its id. */
    private String dryRun(int changed) throws Exception {
        String id = UUID.randomUUID().toString();
        instructor.json("/api/regrades", "{\"id\":\"" + id + "\",\"lab\":\"" + LAB + "\"}");
        await(() -> instructor.get("/api/regrades/" + id).contains("\"state\":\"ready\""));
        String found = BenchPerson.find(instructor.get("/api/regrades/" + id), "\"changed\":(\\d+)");
        if (!found.equals(Integer.toString(changed))) {
            throw new IllegalStateException("the regrade changes " + found + " submissions, not " + changed);
        }
        return id;
    }

    private static void await(Callable<Boolean> done) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!done.call()) {
            if (System.nanoTime() > end) {
                throw new IOException("not done after five minutes");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static String text(String json, String key) {
        return BenchPerson.find(json, "\"" + key + "\":\"([^\"]+)\"");
    }

    private static void row(String what, long begin) {
        System.out.println(String.format(
                "%-75s %14s", what, String.format("%.2f s", (System.nanoTime() - begin) / 1e9)));
    }
}
