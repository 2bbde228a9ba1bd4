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

    /** A PostgreSQL that somebody else runs; {@code url} is {@code postgresql://host:port/name}. */
    public record ExternalDatabase(String url, String user, String password) {}

    /** Reads the environment; a port that is no number is a {@link StartFailure}. */
    public static Settings read() throws StartFailure {
        Path data = Path.of(value("data", "data")).toAbsolutePath().normalize();
        Path binaries = Path.of(value("pg.bin", data.resolve("pg-bin").toString()));
        String url = value("db.url", "");
        ExternalDatabase database = url.isBlank()
                ? null
                : new ExternalDatabase(plainUrl(url), value("db.user", "pagewalk"), value("db.password", ""));
        return new Settings(data, binaries.toAbsolutePath(), value("host", "localhost"), portNumber(), database);
    }

    private static int portNumber() throws StartFailure {
        String text = value("port", "8080");
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new StartFailure(notAPort(text), e);
        }
        throw new StartFailure(notAPort(text));
    }

    private static String notAPort(String text) {
        return "PAGEWALK_PORT is '" + text + "', but a port is a number from 0 to 65535.";
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
        String env = System.getenv("PAGEWALK_" + key.replace('.', '_').toUpperCase(java.util.Locale.ROOT));
        return env == null || env.isBlank() ? otherwise : env;
    }
}
