package pagewalk.server.room;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.EngineHash;
import pagewalk.server.account.Person;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.ops.Secrets;
import pagewalk.server.page.Problem;
import pagewalk.server.room.Ask.Outcome;

/** Rooms as rows: making, finding and entering them. */
@ApplicationScoped
class Rooms {
    private static final int CODE_GROUPS = 3;
    private static final int TITLE_CHARS = 80;
    private static final int NAME_CHARS = 40;
    private static final int PAGE = 50;

    private static final String SEAT = """
            select r.course_id, r.guests, m.account_id as member, m.nickname
            from room r left join room_member m on m.room_id = r.id and m.account_id = $2
            where r.id = $1""";

    private static final String COLUMNS = "id, course_id, code, title, guests, paused, seq, created_at";

    private static final String INSERT = """
            insert into room (id, course_id, code, title, guests, engine, created_by)
            values ($1, $2, $3, $4, $5, $6, $7)""";

    /** The newest rooms of an instructor's course, or those a member has entered. */
    private static final String LIST = "select " + COLUMNS + """
             from room r where course_id = $1
            or exists (select 1 from room_member m where m.room_id = r.id and m.account_id = $2)
            order by created_at desc limit $3""";

    private final Pool pool;
    private final LiveRooms live;
    private final RateLimits limits;

    Rooms(Pool pool, LiveRooms live, RateLimits limits) {
        this.pool = pool;
        this.limits = limits;
        this.live = live;
    }

    /** A room as pages show it. */
    public record Room(
            UUID id,
            UUID course,
            String code,
            String title,
            boolean guests,
            boolean paused,
            int seq,
            Instant createdAt) {}

    /** Where somebody sits in the room; null when there is no such room, or no seat for them. */
    Uni<Member.@Nullable Seat> seat(UUID room, Person person) {
        return pool.preparedQuery(SEAT).execute(Tuple.of(room, person.id())).map(rows -> {
            for (Row row : rows) {
                return seat(room, row, person);
            }
            return null;
        });
    }

    private static Member.@Nullable Seat seat(UUID room, Row row, Person person) {
        UUID course = row.getUUID("course_id");
        boolean ours = course.equals(person.courseId());
        boolean entered = row.getUUID("member") != null;
        boolean allowed = person.isGuest() ? row.getBoolean("guests") : ours;
        if (!(ours && person.isInstructor()) && !(entered && allowed)) {
            return null;
        }
        String nickname = row.getString("nickname");
        String name = person.name() != null ? person.name() : nickname == null ? "Guest" : nickname;
        return new Member.Seat(room, course, person.id(), name, person.kind());
    }

    /** Makes a room of the instructor's course, with its first machine. */
    Uni<Room> create(Person instructor, String title, boolean guests, Push first) {
        String plain = printable("title", title, TITLE_CHARS);
        UUID id = UUID.randomUUID();
        Tuple values = Tuple.tuple()
                .addValue(id)
                .addValue(instructor.course())
                .addValue(Secrets.spoken(CODE_GROUPS))
                .addValue(plain)
                .addValue(guests)
                .addValue(EngineHash.HEX)
                .addValue(instructor.id());
        Ask.Author author = new Ask.Author(instructor.id(), instructor.getName(), true);
        return pool.preparedQuery(INSERT)
                .execute(values)
                .chain(() -> ask(id, UUID.randomUUID(), RoomEntry.PUSH, author, first.text()))
                .chain(() -> byId(id));
    }

    /** Puts an entry into the room's log; gives its number. */
    Uni<Integer> ask(UUID room, UUID id, String kind, Ask.Author author, String text) {
        return Uni.createFrom()
                .emitter(emitter -> live.ask(room, new Ask(id, kind, author, text, outcome -> {
                    switch (outcome) {
                        case Outcome.Added added -> emitter.complete(added.seq());
                        case Outcome.Known known -> emitter.complete(known.seq());
                        case Outcome.Refused refused ->
                            emitter.fail(new Problem(409, refused.code(), refused.sentence()));
                    }
                })));
    }

    /** The room; 404 when there is none. */
    Uni<Room> byId(UUID id) {
        return one("id = $1", id);
    }

    /** The room with that code; 404 when there is none, and 429 to an address that tries too many. */
    Uni<Room> byCode(String code, String address) {
        limits.check(Limit.ADDRESS_FAILURES, address);
        return one("code = $1", code.strip().toLowerCase(Locale.ROOT))
                .onFailure(Problem.class)
                .invoke(() -> limits.tryTake(Limit.ADDRESS_FAILURES, address));
    }

    private Uni<Room> one(String where, Object value) {
        return pool.preparedQuery("select " + COLUMNS + " from room where " + where)
                .execute(Tuple.of(value))
                .map(rows -> rooms(rows).stream().findFirst().orElseThrow(() -> Problem.notFound("room")));
    }

    /** Rooms the person may open, newest first. */
    Uni<List<Room>> list(Person me) {
        UUID course = me.isInstructor() ? me.course() : null;
        return pool.preparedQuery(LIST).execute(Tuple.of(course, me.id(), PAGE)).map(Rooms::rooms);
    }

    /** Gives the person a seat; guests bring a nickname, which nobody else in the room may have. */
    Uni<Void> enter(Room room, Person me, @Nullable String nickname) {
        if (!me.isGuest() && !room.course().equals(me.courseId())) {
            throw Problem.notFound("room");
        }
        if (me.isGuest() && !room.guests()) {
            throw new Problem(403, "no-guests", "This room is for its course: join the course first.");
        }
        String name = me.isGuest() ? printable("nickname", nickname == null ? "" : nickname, NAME_CHARS) : null;
        return pool.preparedQuery("insert into room_member (room_id, account_id, nickname) values ($1, $2, $3)"
                        + " on conflict (room_id, account_id) do update set nickname = excluded.nickname")
                .execute(Tuple.of(room.id(), me.id(), name))
                .onFailure(e -> e instanceof PgException pg && "23505".equals(pg.getSqlState()))
                .transform(e -> new Problem(
                        409,
                        "name-taken",
                        "Somebody in the room is called '" + name + "' already; choose another nickname."))
                .replaceWithVoid();
    }

    private static String printable(String field, String text, int limit) {
        String plain = text.strip();
        if (plain.isEmpty() || plain.length() > limit || plain.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.bad(
                    field,
                    "A " + field + " has 1 to " + limit + " printable characters; this one has " + plain.length()
                            + ".");
        }
        return plain;
    }

    private static List<Room> rooms(RowSet<Row> rows) {
        List<Room> rooms = new ArrayList<>();
        for (Row row : rows) {
            rooms.add(new Room(
                    row.getUUID("id"),
                    row.getUUID("course_id"),
                    row.getString("code"),
                    row.getString("title"),
                    row.getBoolean("guests"),
                    row.getBoolean("paused"),
                    row.getInteger("seq"),
                    row.getOffsetDateTime("created_at").toInstant()));
        }
        return rooms;
    }
}
