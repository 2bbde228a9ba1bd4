package pagewalk.server.ops;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's five-character code of an error, wherever in a failure it is. */
public final class SqlState {
    private SqlState() {}

    /** Whether the failure, or what caused it, has a code that fits. */
    public static boolean matches(Throwable failure, Pattern wanted) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String state = of(t);
            if (state != null && wanted.matcher(state).matches()) {
                return true;
            }
        }
        return false;
    }

    /** The driver has an exception of its own, which Hibernate turns into one of JDBC's. */
    private static @Nullable String of(Throwable t) {
        if (t instanceof PgException pg) {
            return pg.getSqlState();
        }
        return t instanceof SQLException sql ? sql.getSQLState() : null;
    }
}
