package pagewalk.server.ops;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;

/**
 * A whole installation in one file: a zip of every table's rows in COPY's text form, read in one snapshot, with a
 * manifest that holds the schema's version and each table's row count and checksum. It carries password hashes and
 * keys, so only its owner may read it.
 */
public final class Archive {
    private static final String MANIFEST = "manifest.txt";
    private static final String FORMAT = "pagewalk-backup/1";

    /** Parents before children, so that foreign keys hold while rows come in. */
    private static final List<String> TABLES = List.of(
            "installation",
            "course",
            "assignment",
            "account",
            "login",
            "work_session",
            "journal_batch",
            "prediction",
            "submission",
            "room",
            "room_member",
            "room_entry",
            "session_look",
            "lab_version",
            "outcome",
            "regrade",
            "regrade_job",
            "regrade_change",
            "course_key_taken");

    private Archive() {}

    /** One table in the manifest. */
    private record Entry(String table, long rows, String sha256) {
        String line() {
            return "table " + table + " rows=" + rows + " sha256=" + sha256;
        }

        static Entry read(String line) throws StartFailure {
            String[] words = line.split(" ", -1);
            if (words.length != 4 || !words[2].startsWith("rows=") || !words[3].startsWith("sha256=")) {
                throw new StartFailure("The backup's manifest cannot be read at: " + line);
            }
            return new Entry(
                    words[1],
                    Long.parseLong(words[2].substring("rows=".length())),
                    words[3].substring("sha256=".length()));
        }
    }

    /** Writes everything to {@code file}, which appears whole or not at all; gives the number of rows. */
    public static long backup(Storage storage, Path file) throws StartFailure {
        Path target = file.toAbsolutePath();
        try {
            Path part = Files.createTempFile(
                    target.getParent(),
                    "backup",
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Connection connection = storage.connect()) {
                long rows = write(connection, part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return rows;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw unwritable(target, e);
        } catch (SQLException e) {
            throw new StartFailure("The backup failed in the database: " + e.getMessage() + ".", e);
        }
    }

    /** Replaces an installation nobody has used yet by the one in {@code file}; with {@code force}, any. */
    public static long restore(Storage storage, Path file, boolean force) throws StartFailure {
        try (ZipFile zip = new ZipFile(file.toFile());
                Connection connection = storage.connect()) {
            connection.setAutoCommit(false);
            List<Entry> entries = manifest(zip, schema(connection));
            if (!force && count(connection, "select count(*) from account") > 0) {
                throw new StartFailure("This installation has accounts already; restore replaces everything, so it"
                        + " wants an empty one, or --force.");
            }
            long rows = read(connection, zip, entries);
            connection.commit();
            return rows;
        } catch (NoSuchFileException e) {
            throw new StartFailure("There is no file " + file + ".", e);
        } catch (ZipException e) {
            throw new StartFailure(file + " is no backup of Pagewalk: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new StartFailure("The backup " + file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (SQLException e) {
            throw new StartFailure("The backup does not fit into the database: " + e.getMessage() + ".", e);
        }
    }

    private static long write(Connection connection, Path part) throws SQLException, IOException, StartFailure {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        StringBuilder manifest = new StringBuilder(FORMAT)
                .append("\nschema ")
                .append(schema(connection))
                .append('\n');
        long rows = 0;
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
            for (String table : present(connection)) {
                zip.putNextEntry(new ZipEntry(table + ".copy"));
                MessageDigest digest = sha256();
                OutputStream out = new DigestOutputStream(zip, digest);
                long copied = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy " + table + " (" + columns(connection, table) + ") to stdout", out);
                zip.closeEntry();
                manifest.append(new Entry(table, copied, hex(digest)).line()).append('\n');
                rows += copied;
            }
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(manifest.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        connection.commit();
        return rows;
    }

    /** The tables there are: fewer than ours before an upgrade; one that is not ours was made by a newer version. */
    private static List<String> present(Connection connection) throws SQLException, StartFailure {
        List<String> found = List.of(text(
                        connection,
                        "select string_agg(table_name, ' ') from information_schema.tables"
                                + " where table_schema = current_schema() and table_type = 'BASE TABLE'"
                                + " and table_name <> 'flyway_schema_history'")
                .split(" ", -1));
        if (!TABLES.containsAll(found)) {
            throw new StartFailure("A newer version has written these data: use it for the backup.");
        }
        return TABLES.stream().filter(found::contains).toList();
    }

    private static long read(Connection connection, ZipFile zip, List<Entry> entries)
            throws SQLException, IOException, StartFailure {
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate " + String.join(", ", TABLES));
        }
        long rows = 0;
        for (Entry entry : entries) {
            MessageDigest digest = sha256();
            try (InputStream in = new DigestInputStream(stream(zip, entry.table() + ".copy"), digest)) {
                String columns = columns(connection, entry.table());
                long copied = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + entry.table() + " (" + columns + ") from stdin", in);
                if (copied != entry.rows() || !hex(digest).equals(entry.sha256())) {
                    throw new StartFailure("The backup is damaged: table " + entry.table() + " has " + copied
                            + " rows and another checksum than its manifest says; nothing was changed.");
                }
                rows += copied;
            }
        }
        return rows;
    }

    private static List<Entry> manifest(ZipFile zip, String schema) throws IOException, StartFailure {
        List<Entry> entries = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(stream(zip, MANIFEST), StandardCharsets.UTF_8))) {
            if (!FORMAT.equals(reader.readLine())) {
                throw new StartFailure("The file is no backup of Pagewalk, or of another format than " + FORMAT + ".");
            }
            String version = reader.readLine();
            if (!("schema " + schema).equals(version)) {
                throw new StartFailure("The backup has " + version + ", this program has schema " + schema
                        + ": restore it with the version that wrote it, then upgrade.");
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                entries.add(Entry.read(line));
            }
        }
        if (!entries.stream().map(Entry::table).toList().equals(TABLES)) {
            throw new StartFailure("The backup's manifest does not list the tables of this version.");
        }
        return entries;
    }

    private static InputStream stream(ZipFile zip, String name) throws IOException, StartFailure {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new StartFailure("The file is no backup of Pagewalk: it has no " + name + ".");
        }
        return zip.getInputStream(entry);
    }

    private static String schema(Connection connection) throws SQLException {
        return text(connection, "select max(version::int) from flyway_schema_history where success");
    }

    /** Named, so that a column's place in the table does not matter. */
    private static String columns(Connection connection, String table) throws SQLException {
        return text(
                connection,
                "select string_agg(column_name, ', ' order by column_name) from information_schema.columns"
                        + " where table_schema = current_schema() and table_name = '" + table + "'");
    }

    private static long count(Connection connection, String query) throws SQLException {
        return Long.parseLong(text(connection, query));
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static StartFailure unwritable(Path target, IOException e) {
        return DataDirectory.saysFull(String.valueOf(e.getMessage()))
                ? DataDirectory.full(target, e)
                : new StartFailure("The backup cannot be written to " + target + ": " + e + ".", e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
