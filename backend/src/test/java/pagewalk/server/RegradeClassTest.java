package pagewalk.server;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import pagewalk.server.course.Course;

/** A whole class is graded again while its students go on handing in. */
@QuarkusTest
class RegradeClassTest {
    private static final int STUDENTS = 20;
    private static final int EACH = 15;
    private static final int ALL = STUDENTS * EACH;
    private static final int PATIENCE_SECONDS = 300;
    private static final String OF_COURSE = " account_id in (select id from account where course_id = ?)";

    /** What an older grader is made to have given: 0, as now, to every third one, and 1 or 2 points to the others. */
    private static final String OLDER = """
            with mine as (
              select id, (row_number() over (order by id) %% 3)::int as points from submission where %s),
            kept as (
              update outcome o
              set engine = 'older', score = m.points, visible_score = m.points, due_score = m.points
              from mine m where m.id = o.submission_id)
            update submission s
            set engine = 'older', score = m.points, visible_score = m.points, due_score = m.points
            from mine m where m.id = s.id""".formatted(OF_COURSE);

    private Course course;
    private Client instructor;

    @Test
    void allRowsAreRightAndStudentsAreGradedFirst() throws Exception {
        course = Courses.unclaimed();
        instructor = Courses.claim(course);
        List<Graded> students = students();
        Graded.handIn(students, EACH);
        await(() -> submissions("state = 'graded'") == ALL);
        assertEquals(ALL, Database.change(OLDER, course.id));
        Map<String, Integer> before = points();
        assertEquals(ALL / 3, before.values().stream().filter(now -> now == 0).count());

        String id = begunWhileStudentsHandIn(students);
        await(() -> !"trying".equals(regrade(id).getString("state")));
        JsonPath ready = regrade(id);
        assertEquals("ready", ready.getString("state"));
        assertEquals(ALL, ready.getInt("total"));
        assertEquals(ALL * 2 / 3, ready.getInt("changed"));
        assertEquals(ALL / 3, ready.getInt("unchanged"));
        assertEquals(ALL * 2 / 3, ready.getInt("falls"));
        assertEquals(tableOf(before), changes(id));
        assertEquals(before, subset(points(), before), "a dry run changes nothing");

        instructor
                .post("/api/regrades/" + id + "/apply", Map.of("reason", "a new grader", "falls", true))
                .then()
                .statusCode(200)
                .body("changed", equalTo(ALL * 2 / 3))
                .body("unchanged", equalTo(ALL / 3));
        assertEquals(tableOf(before), changes(id), "what was applied is what was shown");
        assertTrue(points().values().stream().allMatch(now -> now == 0));
        assertEquals(
                tableOf(before).size(),
                count("select count(*) from regrade_change where regrade_id = ?", UUID.fromString(id)));
        assertEquals(
                ALL,
                count(
                        "select count(*) from outcome where engine = 'older' and submission_id in"
                                + " (select id from submission where" + OF_COURSE + ")",
                        course.id));
    }

    /**
     * The graders wait for a table that the test has locked. A regrade's jobs that they hold by then may end; no other
     * is begun before each student who handed in meanwhile has been taken up.
     */
    private String begunWhileStudentsHandIn(List<Graded> students) throws Exception {
        String id = UUID.randomUUID().toString();
        UUID regrade = UUID.fromString(id);
        int graders = Math.max(Runtime.getRuntime().availableProcessors() - 1, 1);
        try (Connection lock = Database.connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("lock table prediction in access exclusive mode");
            instructor
                    .post("/api/regrades", Map.of("id", id, "lab", Graded.LAB))
                    .then()
                    .statusCode(200);
            await(() -> jobs("state = 'verifying'", regrade) == graders);
            Graded.handIn(students, 1);
            lock.rollback();
        }
        await(() -> submissions("state = 'graded'") == ALL + STUDENTS);
        int before = jobs(
                "verifying_at < (select max(verifying_at) from submission where" + OF_COURSE + ")", regrade, course.id);
        assertEquals(graders, before, "jobs that were begun before the last student's turn");
        return id;
    }

    private List<Graded> students() {
        List<Graded> students = new ArrayList<>();
        for (int i = 0; i < STUDENTS; i++) {
            Client client = Client.visitor();
            client.join(course.joinCode, Client.name("student")).then().statusCode(303);
            students.add(Graded.open(client));
        }
        return students;
    }

    /** Submissions and their points. */
    private Map<String, Integer> points() throws Exception {
        Map<String, Integer> points = new HashMap<>();
        try (Connection look = Database.connect();
                var query = look.prepareStatement("select id, score from submission where" + OF_COURSE)) {
            query.setObject(1, course.id);
            var rows = query.executeQuery();
            while (rows.next()) {
                points.put(rows.getString(1), rows.getInt(2));
            }
        }
        return points;
    }

    private static Map<String, Integer> subset(Map<String, Integer> all, Map<String, Integer> keys) {
        Map<String, Integer> some = new HashMap<>(all);
        some.keySet().retainAll(keys.keySet());
        return some;
    }

    /** Nothing was done in any of them, so each comes to 0. */
    private static Map<String, String> tableOf(Map<String, Integer> before) {
        Map<String, String> table = new HashMap<>();
        before.forEach((id, points) -> {
            if (points != 0) {
                table.put(id, points + " to 0");
            }
        });
        return table;
    }

    /** All pages of the table; a submission stands in it once. */
    private Map<String, String> changes(String id) {
        Map<String, String> changes = new HashMap<>();
        for (int page = 0; ; page++) {
            List<Map<String, Object>> rows = instructor
                    .get("/api/regrades/" + id + "?page=" + page)
                    .jsonPath()
                    .getList("changes");
            if (rows.isEmpty()) {
                return changes;
            }
            for (Map<String, Object> row : rows) {
                String known = changes.put(
                        (String) row.get("submission"), score(row, "before") + " to " + score(row, "after"));
                assertEquals(null, known, "a row stands in the table once");
            }
        }
    }

    private static Object score(Map<String, Object> row, String when) {
        return ((Map<?, ?>) row.get(when)).get("score");
    }

    private JsonPath regrade(String id) {
        return instructor.get("/api/regrades/" + id).jsonPath();
    }

    private int submissions(String which) {
        return count("select count(*) from submission where" + OF_COURSE + " and " + which, course.id);
    }

    private static int jobs(String which, Object... values) {
        return count("select count(*) from regrade_job where regrade_id = ? and " + which, values);
    }

    private static int count(String query, Object... values) {
        return Integer.parseInt(Database.text(query, values));
    }

    private static void await(BooleanSupplier done) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!done.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within " + PATIENCE_SECONDS + " s");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
