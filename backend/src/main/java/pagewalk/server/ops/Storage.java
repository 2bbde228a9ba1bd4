package pagewalk.server.ops;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import pagewalk.server.ops.Settings.ExternalDatabase;

/** The installation's database, embedded or external, with its schema brought up to date. */
public final class Storage implements AutoCloseable {
    private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

    private final ExternalDatabase database;
    private final @Nullable DataDirectory directory;
    private final @Nullable PostgresServer server;

    private Storage(ExternalDatabase database, @Nullable DataDirectory directory, @Nullable PostgresServer server) {
        this.database = database;
        this.directory = directory;
        this.server = server;
    }

    /** Takes the data directory and opens its database for a server; the external one when it is configured. */
    public static Storage open(Settings settings) throws StartFailure {
        if (settings.database() != null) {
            return new Storage(settings.database(), null, null).migrate();
        }
        return start(settings, DataDirectory.take(settings.data())).migrate();
    }

    /** Says whether another server has the data, before anything is started. */
    public static void needFree(Settings settings) throws StartFailure {
        if (settings.database() == null) {
            DataDirectory.take(settings.data()).close();
        }
    }

    /**
     * Opens the database for a command that only reads, beside a server that may be running on it. Its tables stay as
     * they are; where nothing is installed, nothing is made.
     */
    public static Storage openBeside(Settings settings) throws StartFailure {
        if (settings.database() != null) {
            return new Storage(settings.database(), null, null).needInstallation();
        }
        if (!Files.exists(settings.data().resolve(PostgresServer.MADE))) {
            throw new StartFailure("There is no installation in " + settings.data()
                    + ": PAGEWALK_DATA is to name the data directory of a server that has run.");
        }
        DataDirectory directory = DataDirectory.tryTake(settings.data());
        if (directory != null) {
            return start(settings, directory).needInstallation();
        }
        PostgresServer running = PostgresServer.attach(settings.data(), settings.binaries());
        if (running == null) {
            throw new StartFailure("The server on " + settings.data() + " is just starting or stopping; try again.");
        }
        return new Storage(address(running), null, null);
    }

    private static Storage start(Settings settings, DataDirectory directory) throws StartFailure {
        try {
            PostgresServer server = PostgresServer.open(settings.data(), settings.binaries());
            return new Storage(address(server), directory, server);
        } catch (StartFailure e) {
            directory.close();
            throw e;
        }
    }

    private static ExternalDatabase address(PostgresServer server) {
        String url = "postgresql://127.0.0.1:" + server.port() + "/" + PostgresServer.DATABASE;
        return new ExternalDatabase(url, PostgresServer.USER, server.password());
    }

    /** Whether this process alone uses the database, so that leases left in it have no holder. */
    public boolean exclusive() {
        return server != null;
    }

    public String url() {
        return database.url();
    }

    public String user() {
        return database.user();
    }

    public String password() {
        return database.password();
    }

    /** A new blocking connection, for start-up and for commands. */
    public Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        login.setProperty("connectTimeout", "10");
        Connection connection = new Driver().connect("jdbc:" + database.url(), login);
        if (connection == null) {
            throw new SQLException("the address is none of PostgreSQL's: postgresql://host:port/name");
        }
        return connection;
    }

    /** Keeps the embedded database running; an external one is somebody else's to watch. */
    public void keepRunning(Consumer<StartFailure> gaveUp) {
        if (server != null) {
            server.keepRunning(gaveUp);
        }
    }

    /** Says that the database may end from now on, before {@link #close} ends it. */
    public void expectEnd() {
        if (server != null) {
            server.expectEnd();
        }
    }

    /** Stops the embedded database and gives the directory back. */
    @Override
    public void close() throws StartFailure {
        try {
            if (server != null) {
                server.stop();
            }
        } finally {
            if (directory != null) {
                directory.close();
            }
        }
    }

    private Storage needInstallation() throws StartFailure {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select to_regclass('flyway_schema_history') is not null")) {
            if (rows.next() && rows.getBoolean(1)) {
                return this;
            }
        } catch (SQLException e) {
            throw closed(silent(e));
        }
        throw closed(new StartFailure("The database at " + database.url() + " holds no installation of Pagewalk."));
    }

    private StartFailure silent(SQLException e) {
        return new StartFailure("The database at " + database.url() + " does not answer: " + firstLine(e) + ".", e);
    }

    private Storage migrate() throws StartFailure {
        FLYWAY_LOG.setLevel(Level.WARNING);
        try {
            try (Connection probe = connect()) {
                probe.isValid(10);
            }
            Flyway.configure(Storage.class.getClassLoader())
                    .dataSource("jdbc:" + database.url(), database.user(), database.password())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return this;
        } catch (SQLException e) {
            throw closed(silent(e));
        } catch (FlywayException e) {
            throw closed(new StartFailure(
                    "The tables at " + database.url() + " could not be brought up to date: " + firstLine(e) + ".", e));
        }
    }

    private StartFailure closed(StartFailure failure) {
        try {
            close();
        } catch (StartFailure e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given")
                .replaceAll("\\.+$", "");
    }
}
