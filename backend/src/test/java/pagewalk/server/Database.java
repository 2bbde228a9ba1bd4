package pagewalk.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The database of the running test installation, asked and changed behind the server's back. */
final class Database {
    private Database() {}

    static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                System.getProperty("pagewalk.test.jdbc"),
                System.getProperty("pagewalk.test.user"),
                System.getProperty("pagewalk.test.password"));
    }

    static String joinCode() {
        return text("select join_code from course where title = 'Demo course'");
    }

    /** The first column of the first row; null when it is null or there is no row. */
    static String text(String query, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = prepared(connection, query, values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Gives how many rows it changed. */
    static int change(String statement, Object... values) {
        try (Connection connection = connect();
                PreparedStatement prepared = prepared(connection, statement, values)) {
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
