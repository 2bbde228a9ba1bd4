package pagewalk.e2e;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import pagewalk.server.course.Course;
import pagewalk.server.course.FirstStart;
import pagewalk.server.ops.Secrets;
import pagewalk.server.ops.Settings;
import pagewalk.server.ops.StartFailure;
import pagewalk.server.ops.Storage;

/** A fresh data directory with the real embedded PostgreSQL, as the first start of a new installation leaves it. */
public final class Installation implements QuarkusTestResourceLifecycleManager {
    private static final String URL = "pagewalk.test.jdbc";
    private static final String PASSWORD = "pagewalk.test.password";
    private static final String USER = "pagewalk.test.user";

    private Path data = Path.of("");
    private Storage storage;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("pagewalk-test");
            storage = Storage.open(new Settings(data, binaries(), "localhost", 0, null));
            FirstStart.prepare(storage);
        } catch (IOException | StartFailure e) {
            throw new IllegalStateException(e);
        }
        System.setProperty(URL, "jdbc:" + storage.url());
        System.setProperty(USER, storage.user());
        System.setProperty(PASSWORD, storage.password());
        return Map.of(
                "quarkus.datasource.reactive.url",
                storage.url(),
                "quarkus.datasource.username",
                storage.user(),
                "quarkus.datasource.password",
                storage.password(),
                "pagewalk.exclusive",
                "true",
                "pagewalk.rate.scale",
                "50",
                "pagewalk.password.cost",
                "4");
    }

    /** Where PostgreSQL's programs are unpacked, once for all tests. */
    private static Path binaries() {
        return Path.of(System.getProperty("pagewalk.server.jar")).getParent().resolveSibling("pg-bin");
    }

    @Override
    public void stop() {
        try {
            if (storage != null) {
                storage.close();
            }
            delete(data);
        } catch (IOException | StartFailure e) {
            throw new IllegalStateException(e);
        }
    }

    /** A blocking connection to the database of the running test installation. */
    static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                System.getProperty(URL), System.getProperty(USER), System.getProperty(PASSWORD));
    }

    /** The join code of the demo course. */
    static String joinCode() {
        return text("select join_code from course where title = 'Demo course'");
    }

    /** The first column of the first row, as text. */
    static String text(String query, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new AssertionError("no row for " + query);
                }
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Carries out one statement that changes rows; gives how many. */
    static int change(String statement, Object... values) {
        try (Connection connection = connect();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** A new course that nobody has claimed; its id sorts first, so that its link is the open one. */
    static Course unclaimedCourse(String title) {
        Course course = new Course();
        course.id = new UUID(0, Math.abs(UUID.randomUUID().getLeastSignificantBits() >>> 1));
        course.title = title;
        course.joinCode = Secrets.spoken(3);
        course.key = Secrets.bytes(32);
        change(
                "insert into course (id, title, join_code, key) values (?, ?, ?, ?)",
                course.id,
                course.title,
                course.joinCode,
                course.key);
        return course;
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
