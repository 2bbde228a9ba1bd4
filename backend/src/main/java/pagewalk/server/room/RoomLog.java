package pagewalk.server.room;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import pagewalk.server.ops.DiskSpace;
import pagewalk.server.page.Problem;
import pagewalk.server.room.RoomBatch.Head;
import pagewalk.server.room.RoomBatch.Stored;

/** The stored logs of rooms. An entry is numbered only by who holds the lock on the room's row. */
@ApplicationScoped
class RoomLog {
    private static final String LOCK = "select seq, push_seq, paused from room where id = $1 for update";

    /** A second statement, so that it sees what was committed while the first one waited for the lock. */
    private static final String NEEDED = """
            select seq, kind, account_id, name, client, text, digest from room_entry
            where room_id = $1 and (client = any($3)
                or (seq > $2 and seq >= (select push_seq from room where id = $1)))
            order by seq""";

    private static final String STORE = """
            with added as (
                insert into room_entry (room_id, seq, kind, account_id, name, client, text, digest)
                select $1, * from unnest($2::int[], $3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::text[],
                                         $8::text[])),
            moved as (update room set seq = $9, push_seq = $10, paused = $11 where id = $1)
            select pg_notify('pagewalk_room', $12)::text""";

    private static final String AFTER = """
            select seq, kind, account_id, name, client, text, digest from room_entry
            where room_id = $1 and seq > $2 and seq >= (select push_seq from room where id = $1)
            order by seq limit $3""";

    private static final String TELL =
            "select count(pg_notify('pagewalk_presence', said)::text) from unnest($1::text[]) as said";

    private final Pool pool;
    private final boolean alone;
    private final DiskSpace disk;

    RoomLog(
            Pool pool,
            @ConfigProperty(name = "pagewalk.exclusive", defaultValue = "false") boolean alone,
            DiskSpace disk) {
        this.pool = pool;
        this.disk = disk;
        this.alone = alone;
    }

    /** Whether nothing more may be stored. */
    boolean isFull() {
        return disk.isLow();
    }

    /** Whether no other server uses the database. */
    boolean isAlone() {
        return alone;
    }

    /** Tells other nodes who is in the rooms of this one. */
    Uni<Void> tellPresence(String[] said) {
        return pool.preparedQuery(TELL).execute(Tuple.of(said)).replaceWithVoid();
    }

    <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work);
    }

    /** Locks the room's row until the transaction ends. */
    Uni<Head> lock(SqlConnection connection, UUID room) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(room)).map(rows -> {
            for (Row row : rows) {
                return new Head(row.getInteger(0), row.getInteger(1), row.getBoolean(2));
            }
            throw Problem.notFound("room");
        });
    }

    /** What a machine at {@code seq} has not seen, from the last push on, and which of the ids are stored already. */
    Uni<Stored> needed(SqlConnection connection, UUID room, int seq, List<Ask> asks) {
        UUID[] ids = asks.stream().map(Ask::id).toArray(UUID[]::new);
        return connection
                .preparedQuery(NEEDED)
                .execute(Tuple.of(room, seq, ids))
                .map(rows -> {
                    Map<UUID, Integer> known = new HashMap<>();
                    List<RoomEntry> missing = new ArrayList<>();
                    List<UUID> asked = List.of(ids);
                    for (RoomEntry entry : entries(rows)) {
                        if (asked.contains(entry.id())) {
                            known.put(entry.id(), entry.seq());
                        }
                        if (entry.seq() > seq) {
                            missing.add(entry);
                        }
                    }
                    return new Stored(missing, known);
                });
    }

    /** Stores what a turn added, moves the row on and announces it: the room, its last entry and whose voice it is. */
    Uni<Void> store(SqlConnection connection, UUID room, RoomBatch.Turn turn, String voice) {
        List<RoomEntry> added = turn.added();
        if (added.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Head head = turn.head();
        Tuple values = Tuple.tuple()
                .addValue(room)
                .addValue(column(added, RoomEntry::seq).toArray(Integer[]::new))
                .addValue(column(added, RoomEntry::kind).toArray(String[]::new))
                .addValue(column(added, RoomEntry::by).toArray(UUID[]::new))
                .addValue(column(added, RoomEntry::name).toArray(String[]::new))
                .addValue(column(added, RoomEntry::id).toArray(UUID[]::new))
                .addValue(column(added, RoomEntry::text).toArray(String[]::new))
                .addValue(column(added, RoomEntry::digest).toArray(String[]::new))
                .addValue(head.seq())
                .addValue(head.pushSeq())
                .addValue(head.paused())
                .addValue(room + " " + head.seq() + " " + voice);
        return connection.preparedQuery(STORE).execute(values).replaceWithVoid();
    }

    /** Entries after {@code seq}, from the last push on, at most {@code limit} of them. */
    Uni<List<RoomEntry>> after(UUID room, int seq, int limit) {
        return after(pool, room, seq, limit);
    }

    private static Uni<List<RoomEntry>> after(SqlClient client, UUID room, int seq, int limit) {
        return client.preparedQuery(AFTER).execute(Tuple.of(room, seq, limit)).map(RoomLog::entries);
    }

    private static <T> List<T> column(List<RoomEntry> entries, Function<RoomEntry, T> column) {
        return entries.stream().map(column).toList();
    }

    private static List<RoomEntry> entries(RowSet<Row> rows) {
        List<RoomEntry> entries = new ArrayList<>();
        for (Row row : rows) {
            entries.add(new RoomEntry(
                    row.getInteger(0),
                    row.getString(1),
                    row.getUUID(2),
                    row.getString(3),
                    row.getUUID(4),
                    row.getString(5),
                    row.getString(6)));
        }
        return entries;
    }
}
