package pagewalk.server.wall;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.PartSpec;
import pagewalk.server.lab.LabVersions;
import pagewalk.server.page.Problem;
import pagewalk.server.session.WorkSession;

/** What walls read: the sessions of a course's students and what their journals have grown by. */
@ApplicationScoped
class WallData {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String FIELDS = """
            s.id, s.account_id, a.name, s.lab, s.mode, s.attempt, s.config, s.seed, s.scenario,
              s.length, s.updated_at, c.key
            from work_session s join account a on a.id = s.account_id join course c on c.id = a.course_id
            where a.course_id = $1 and a.kind = 'student' and\s""";

    /** The newest session of each student who did something in the last half hour. */
    private static final String LIVE = "select distinct on (s.account_id) " + FIELDS
            + "s.updated_at > now() - interval '30 minutes' order by s.account_id, s.updated_at desc limit 1000";

    private static final String SOME = "select " + FIELDS + "s.id = any($2) order by s.updated_at";

    private static final String GROWN = """
            select b.session_id, b.base, b.lines from journal_batch b
            join unnest($1::uuid[], $2::int[]) as known (id, length)
            on b.session_id = known.id and b.base >= known.length
            order by b.session_id, b.base""";

    private final Pool pool;
    private final LabVersions versions;
    private final Looks looks;

    WallData(Pool pool, LabVersions versions, Looks looks) {
        this.pool = pool;
        this.looks = looks;
        this.versions = versions;
    }

    /** A student's session. */
    record Work(
            UUID id,
            UUID account,
            String name,
            String lab,
            String mode,
            int attempt,
            @Nullable String config,
            @Nullable String seed,
            @Nullable String scenario,
            int length,
            String updatedAt,
            byte[] courseKey) {}

    /** The record of who looked. */
    Looks looks() {
        return looks;
    }

    /** Sessions that are live in the course. */
    Uni<List<Work>> live(UUID course) {
        return pool.preparedQuery(LIVE).execute(Tuple.of(course)).map(WallData::works);
    }

    /** Those of the sessions that are of students of the course, the last used last. */
    Uni<List<Work>> some(UUID course, List<UUID> sessions) {
        return pool.preparedQuery(SOME)
                .execute(Tuple.of(course, sessions.toArray(UUID[]::new)))
                .map(WallData::works);
    }

    /** Lines that were added to each session since it had the known length. */
    Uni<Map<UUID, List<String>>> grown(Map<UUID, Integer> known) {
        UUID[] ids = known.keySet().toArray(UUID[]::new);
        Integer[] lengths = known.values().toArray(Integer[]::new);
        return pool.preparedQuery(GROWN).execute(Tuple.of(ids, lengths)).map(rows -> {
            Map<UUID, List<String>> grown = new HashMap<>();
            for (Row row : rows) {
                grown.computeIfAbsent(row.getUUID(0), id -> new ArrayList<>())
                        .addAll(List.of(row.getString(2).split("\n", -1)));
            }
            return grown;
        });
    }

    /** An empty desk for the session; null when what it was drawn from is not known. Not for the event loop. */
    @Nullable
    Desk desk(Work work) {
        if (work.lab().equals(WorkSession.FREE)) {
            return work.config() == null ? null : Desk.free(work.config());
        }
        try {
            String practice = work.seed();
            VariantSeed seed;
            if (work.mode().equals("graded")) {
                seed = VariantSeed.graded(
                        work.courseKey(), work.lab(), work.account().toString(), work.attempt());
            } else if (practice != null) {
                seed = VariantSeed.practice(practice);
            } else {
                return null;
            }
            String version = work.mode().equals("graded") ? work.scenario() : null;
            Lab lab = versions.of(work.lab(), version).await().atMost(PATIENCE);
            List<PartSpec> parts = lab.variant(seed).parts();
            return new Desk(parts);
        } catch (Problem labIsGone) {
            return null;
        }
    }

    private static List<Work> works(RowSet<Row> rows) {
        List<Work> works = new ArrayList<>();
        for (Row row : rows) {
            Buffer key = row.getBuffer("key");
            works.add(new Work(
                    row.getUUID("id"),
                    row.getUUID("account_id"),
                    row.getString("name"),
                    row.getString("lab"),
                    row.getString("mode"),
                    row.getInteger("attempt"),
                    row.getString("config"),
                    row.getString("seed"),
                    row.getString("scenario"),
                    row.getInteger("length"),
                    row.getOffsetDateTime("updated_at").toInstant().toString(),
                    key.getBytes()));
        }
        return works;
    }
}
