package pagewalk.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.server.course.FirstStart;
import pagewalk.server.ops.Archive;
import pagewalk.server.ops.Settings;
import pagewalk.server.ops.Settings.ExternalDatabase;
import pagewalk.server.ops.StartFailure;
import pagewalk.server.ops.Storage;

/** Whole installations on real data directories: kept, carried over, and refused in one sentence. */
class ArchiveTest {
    private static final String AWKWARD = "tab\there, line\nthere, back\\slash, \u00fcml\u00e4ut \ud83d\ude00";

    @TempDir
    static Path directory;

    private static Settings settings;
    private static Storage storage;

    @BeforeAll
    static void firstStart() throws StartFailure, SQLException {
        settings = settings("first");
        storage = Storage.open(settings);
        FirstStart.prepare(storage);
        change(
                storage,
                "insert into account (id, kind, course_id, name, name_key, password) select '" + UUID.randomUUID()
                        + "', 'student', id, E'" + AWKWARD.replace("\\", "\\\\") + "', 'awkward', 'x' from course");
    }

    @AfterAll
    static void stop() throws StartFailure {
        storage.close();
    }

    @Test
    void restoredInstallationIsTheSame() throws Exception {
        Path file = directory.resolve("whole.zip");
        long rows = Archive.backup(storage, file);
        try (Storage fresh = Storage.open(settings("second"))) {
            FirstStart.prepare(fresh);
            assertEquals(rows, Archive.restore(fresh, file, false));
            for (String query : new String[] {
                "select encode(key, 'hex') from installation",
                "select encode(key, 'hex') || join_code from course",
                "select name from account"
            }) {
                assertEquals(text(storage, query), text(fresh, query));
            }
            assertEquals(AWKWARD, text(fresh, "select name from account"));
            StartFailure used = assertThrows(StartFailure.class, () -> Archive.restore(fresh, file, false));
            assertTrue(used.getMessage().contains("--force"), used.getMessage());
            assertEquals(rows, Archive.restore(fresh, file, true));
        }
    }

    @Test
    void damagedBackupChangesNothing() throws Exception {
        Path whole = directory.resolve("good.zip");
        Archive.backup(storage, whole);
        Path damaged = directory.resolve("damaged.zip");
        copyWith(whole, damaged, "account.copy", text -> text.replace("student", "teacher"));
        String before = text(storage, "select count(*) || name from account group by name");
        StartFailure failure = assertThrows(StartFailure.class, () -> Archive.restore(storage, damaged, true));
        assertFalse(failure.getMessage().isBlank());
        Path edited = directory.resolve("edited.zip");
        copyWith(whole, edited, "course.copy", text -> text.replace("Demo", "Same"));
        StartFailure checksum = assertThrows(StartFailure.class, () -> Archive.restore(storage, edited, true));
        assertTrue(checksum.getMessage().contains("damaged"), checksum.getMessage());
        assertEquals(before, text(storage, "select count(*) || name from account group by name"));
    }

    @Test
    void whatIsNoBackupIsSaidToBeNone() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "hello");
        for (Path file : new Path[] {text, directory.resolve("absent"), directory}) {
            StartFailure failure = assertThrows(StartFailure.class, () -> Archive.restore(storage, file, true));
            assertTrue(failure.getMessage().contains(file.getFileName().toString()), failure.getMessage());
        }
    }

    @Test
    void unwritableBackupIsOneSentence() {
        Path nowhere = directory.resolve("no/such/directory/b.zip");
        StartFailure failure = assertThrows(StartFailure.class, () -> Archive.backup(storage, nowhere));
        assertTrue(failure.getMessage().contains("cannot be written"), failure.getMessage());
    }

    @Test
    void secondServerOnTheSameDataIsRefused() {
        StartFailure failure = assertThrows(StartFailure.class, () -> Storage.open(settings));
        assertTrue(failure.getMessage().contains("already runs on " + settings.data()), failure.getMessage());
    }

    @Test
    void backupWorksBesideARunningServer() throws Exception {
        try (Storage beside = Storage.openBeside(settings)) {
            assertTrue(Archive.backup(beside, directory.resolve("beside.zip")) > 0);
        }
        assertEquals("1", text(storage, "select 1"));
    }

    @Test
    void backupOfNothingMakesNothing() throws Exception {
        Settings mistyped = settings("mistyped");
        StartFailure absent = assertThrows(StartFailure.class, () -> Storage.openBeside(mistyped));
        assertTrue(absent.getMessage().startsWith("There is no installation in " + mistyped.data()), absent::toString);
        assertFalse(Files.exists(mistyped.data()));

        Settings empty = settings("empty");
        Files.createDirectory(empty.data());
        assertThrows(StartFailure.class, () -> Storage.openBeside(empty));
        try (Stream<Path> files = Files.list(empty.data())) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void backupOfAnEmptyDatabaseMakesNoTables() throws Exception {
        Settings elsewhere = database("nothing_here");
        StartFailure failure = assertThrows(StartFailure.class, () -> Storage.openBeside(elsewhere));
        assertTrue(failure.getMessage().contains("holds no installation"), failure.getMessage());
        assertEquals("0", tables(elsewhere));
    }

    @Test
    void backupBeforeAnUpgradeLeavesTheTablesAsTheyAre() throws Exception {
        Settings older = database("older");
        migrate(older, "1");
        Path file = directory.resolve("older.zip");
        try (Storage beside = Storage.openBeside(older)) {
            change(beside, "insert into installation (key) values ('\\x00')");
            assertEquals(1, Archive.backup(beside, file));
            assertEquals("1", text(beside, "select max(version) from flyway_schema_history"));
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String manifest =
                    new String(zip.getInputStream(zip.getEntry("manifest.txt")).readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(manifest.contains("\nschema 1\n"), manifest);
            assertFalse(manifest.contains("assignment"), manifest);
        }
        StartFailure failure = assertThrows(StartFailure.class, () -> Archive.restore(storage, file, true));
        assertTrue(failure.getMessage().contains("The backup has schema 1"), failure.getMessage());
    }

    @Test
    void backupByAnOlderProgramIsRefused() throws Exception {
        Settings newer = database("newer");
        try (Storage there = Storage.open(newer)) {
            change(there, "create table not_ours_yet (id int)");
            Path file = directory.resolve("newer.zip");
            StartFailure failure = assertThrows(StartFailure.class, () -> Archive.backup(there, file));
            assertTrue(failure.getMessage().contains("newer version"), failure.getMessage());
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void olderPointsBecomeWholeOnesOnAnUpgrade() throws Exception {
        Settings older = database("points");
        migrate(older, "1");
        try (Storage beside = Storage.openBeside(older)) {
            change(
                    beside,
                    "with a as (insert into account (id, kind) values (gen_random_uuid(), 'guest') returning id),"
                            + " w as (insert into work_session (id, account_id, lab, mode, attempt, engine)"
                            + " select gen_random_uuid(), id, 'l', 'practice', 1, 'e' from a returning id, account_id)"
                            + " insert into submission (id, session_id, account_id, lab, mode, attempt, file, sha256,"
                            + " state, received_at, score, max, verdict, staff_verdict) select gen_random_uuid(), id,"
                            + " account_id, 'l', 'practice', 1, 'f', 's', 'graded', now(), 15, 16, '{}',"
                            + " '{\"score\":16,\"max\":17}' from w");
        }
        try (Storage upgraded = Storage.open(older)) {
            assertEquals(
                    "16/17 15/16 15/16",
                    text(
                            upgraded,
                            "select score || '/' || max || ' ' || visible_score || '/' || visible_max || ' '"
                                    + " || due_score || '/' || due_max from submission"));
        }
    }

    /** From another pid namespace a live server's process cannot be seen: a command must leave its pid file alone. */
    @Test
    void commandBesideAServerLeavesItsPidFile() throws Exception {
        Path pidFile = settings.data().resolve("pg/postmaster.pid");
        String genuine = Files.readString(pidFile);
        String pid = genuine.lines().findFirst().orElseThrow().strip();
        // Once a minute the database looks whether the file is still its own, and ends when it is not.
        signal("STOP", pid);
        try {
            Files.writeString(pidFile, genuine.replaceFirst("\\d+", Long.toString(Integer.MAX_VALUE)));
            String unseen = Files.readString(pidFile);
            assertThrows(StartFailure.class, () -> Storage.openBeside(settings));
            assertEquals(unseen, Files.readString(pidFile));
        } finally {
            Files.writeString(pidFile, genuine);
            signal("CONT", pid);
        }
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }

    @Test
    void dataAndPasswordSurviveARestart() throws Exception {
        Settings third = settings("third");
        try (Storage once = Storage.open(third)) {
            FirstStart.prepare(once);
        }
        try (Storage again = Storage.open(third)) {
            FirstStart.prepare(again);
            assertEquals("1", text(again, "select count(*) from course"));
        }
    }

    @Test
    void databaseListensOnTheLoopbackAddressOnly() throws Exception {
        assertEquals("127.0.0.1", text(storage, "show listen_addresses"));
        assertEquals("", text(storage, "show unix_socket_directories"));
        assertEquals("on", text(storage, "show fsync"));
    }

    private interface Edit {
        String of(String text);
    }

    private static void copyWith(Path from, Path to, String entry, Edit edit) throws IOException {
        try (ZipFile in = new ZipFile(from.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry one : java.util.Collections.list(in.entries())) {
                String text = new String(in.getInputStream(one).readAllBytes(), StandardCharsets.UTF_8);
                out.putNextEntry(new ZipEntry(one.getName()));
                out.write((one.getName().equals(entry) ? edit.of(text) : text).getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
    }

    /** A new, empty database on the server of the first installation, as somebody else's. */
    private static Settings database(String name) throws SQLException {
        change(storage, "create database " + name);
        String url = storage.url().replaceFirst("/[^/]*$", "/" + name);
        ExternalDatabase there = new ExternalDatabase(url, storage.user(), storage.password());
        return new Settings(directory.resolve(name), directory.resolve("pg-bin"), "localhost", 0, there);
    }

    private static void migrate(Settings to, String version) {
        Flyway.configure()
                .dataSource("jdbc:" + to.database().url(), storage.user(), storage.password())
                .target(version)
                .load()
                .migrate();
    }

    private static String tables(Settings of) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:" + of.database().url(), storage.user(), storage.password());
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select count(*) from information_schema.tables where table_schema = 'public'")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Settings settings(String name) {
        return new Settings(directory.resolve(name), directory.resolve("pg-bin"), "localhost", 0, null);
    }

    private static String text(Storage of, String query) throws SQLException {
        try (Connection connection = of.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void change(Storage of, String sql) throws SQLException {
        try (Connection connection = of.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
