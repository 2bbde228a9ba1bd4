package pagewalk.server.ops;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says about this installation. {@code PAGEWALK_DATA} is read as the system property
 * {@code pagewalk.data} too, and so on for each key.
 */
public record Settings(
        Path data,
        Path binaries,
        String host,
        int port,
        @Nullable ExternalDatabase database) {
    private static final int MOST_GRADE_SECONDS = 3600;

    /** A PostgreSQL that somebody else runs; {@code url} is {@code postgresql://host:port/name}. */
    public record ExternalDatabase(String url, String user, String password) {}

    /** Reads the environment; a number that is none is a {@link StartFailure}. */
    public static Settings read() throws StartFailure {
        Path data = Path.of(value("data", "data")).toAbsolutePath().normalize();
        Path binaries = Path.of(value("pg.bin", data.resolve("pg-bin").toString()));
        String url = value("db.url", "");
        ExternalDatabase database = url.isBlank()
                ? null
                : new ExternalDatabase(plainUrl(url), value("db.user", "pagewalk"), value("db.password", ""));
        number("grade.seconds", "60", "a try at grading takes a number of seconds", 1, MOST_GRADE_SECONDS);
        int port = number("port", "8080", "a port is a number", 0, 65535);
        return new Settings(data, binaries.toAbsolutePath(), value("host", "localhost"), port, database);
    }

    private static int number(String key, String otherwise, String what, int from, int to) throws StartFailure {
        String text = value(key, otherwise);
        String not = variable(key) + " is '" + text + "', but " + what + " from " + from + " to " + to + ".";
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new StartFailure(not, e);
        }
        throw new StartFailure(not);
    }

    private static String plainUrl(String url) {
        String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        return plain.startsWith("postgres://") ? "postgresql://" + plain.substring("postgres://".length()) : plain;
    }

    private static String value(String key, String otherwise) {
        String property = System.getProperty("pagewalk." + key);
        if (property != null) {
            return property;
        }
        String env = System.getenv(variable(key));
        return env == null || env.isBlank() ? otherwise : env;
    }

    private static String variable(String key) {
        return "PAGEWALK_" + key.replace('.', '_').toUpperCase(java.util.Locale.ROOT);
    }
}
