package pagewalk.server.course;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import pagewalk.server.ops.Secrets;
import pagewalk.server.ops.StartFailure;
import pagewalk.server.ops.Storage;

/** What a new installation gets before the server opens: its keys and a demo course. */
public final class FirstStart {
    private static final int KEY_BYTES = 32;
    private static final int JOIN_CODE_GROUPS = 3;

    private FirstStart() {}

    /** Makes what is missing; two nodes that start together on one database make it once. */
    public static void prepare(Storage storage) throws StartFailure {
        try (Connection connection = storage.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("lock table installation in exclusive mode");
            }
            if (isEmpty(connection)) {
                insertKeys(connection);
                insertDemoCourse(connection);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new StartFailure("The demo course could not be created: " + e.getMessage() + ".", e);
        }
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1 from installation")) {
            return !rows.next();
        }
    }

    private static void insertKeys(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into installation (key) values (?)")) {
            insert.setBytes(1, Secrets.bytes(KEY_BYTES));
            insert.executeUpdate();
        }
    }

    private static void insertDemoCourse(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into course (id, title, join_code, key) values (?, ?, ?, ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, "Demo course");
            insert.setString(3, Secrets.spoken(JOIN_CODE_GROUPS));
            insert.setBytes(4, Secrets.bytes(KEY_BYTES));
            insert.executeUpdate();
        }
    }
}
