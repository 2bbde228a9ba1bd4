package pagewalk.server.grading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.grade.GraderHash;
import pagewalk.lab.model.EngineHash;
import pagewalk.server.account.Person;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.page.Problem;

/** What a regrade would change or has changed, as instructors read it. */
@ApplicationScoped
public class RegradeTable {
    static final String TRYING = "trying";
    static final String READY = "ready";
    static final String APPLIED = "applied";
    static final String SUPERSEDED = "superseded";
    static final String OUTDATED = "outdated";

    /** Of submission {@code s} and outcome {@code o}: whether anybody would see another state or other points. */
    static final String DIFFERS = """
            (s.state, s.score, s.max, s.visible_score, s.visible_max, s.due_score, s.due_max) is distinct from
              (o.state, o.score, o.max, o.visible_score, o.visible_max, o.due_score, o.due_max)""";

    /** Whether somebody would lose points. */
    static final String FALLS = """
            (s.state = 'graded' and (o.state <> 'graded' or o.score < s.score or o.visible_score < s.visible_score
              or o.due_score < s.due_score))""";

    private static final String TRIED = """
            from regrade_job j join regrade r on r.id = j.regrade_id join submission s on s.id = j.submission_id
              join outcome o on o.submission_id = s.id and o.engine = r.engine and o.scenario = r.scenario
                and o.grader = r.grader and j.state in ('graded', 'rejected')
            """;

    private static final String ONE = """
            select r.id, r.lab, r.engine, r.scenario, r.grader, r.created_at, c.name as creator,
              r.applied_at, a.name as applier, r.reason, r.changed, r.kept, r.unchanged,
              exists (select 1 from regrade n where n.course_id = r.course_id and n.lab = r.lab
                      and (n.created_at, n.id) > (r.created_at, r.id)) as superseded,
              (select count(*) from regrade_job j where j.regrade_id = r.id)::int as total,
              (select count(*) from regrade_job j where j.regrade_id = r.id
                 and j.state not in ('queued', 'verifying'))::int as done,
              (select count(*) from regrade_job j where j.regrade_id = r.id and j.state = 'ungradable')::int as misfits,
              (select min(j.reason) from regrade_job j where j.regrade_id = r.id and j.state = 'ungradable') as misfit
            from regrade r join account c on c.id = r.created_by left join account a on a.id = r.applied_by
            where r.course_id = $1""";

    private static final String COUNT = "select count(*) filter (where " + DIFFERS + ")::int as changed,"
            + " count(*) filter (where not (" + DIFFERS + "))::int as unchanged,"
            + " count(*) filter (where " + DIFFERS + " and " + FALLS + ")::int as falls " + TRIED
            + " where j.regrade_id = $1";

    private static final String WOULD = "select s.id, p.name, s.attempt, s.received_at, s.state as before_state,"
            + " s.score as before_score, s.max as before_max, s.staff_verdict as before_verdict,"
            + " o.state as after_state, o.reason,"
            + " o.score as after_score, o.max as after_max, o.staff_verdict as after_verdict, " + FALLS
            + " as falls " + TRIED + " join account p on p.id = s.account_id where j.regrade_id = $1 and " + DIFFERS
            + " order by p.name_key, s.received_at limit $2 offset $3";

    private static final String DID = """
            select s.id, p.name, s.attempt, s.received_at, c.before_state, c.before_score, c.before_max,
              b.staff_verdict as before_verdict, c.after_state, o.reason, c.after_score, c.after_max,
              o.staff_verdict as after_verdict,
              c.before_state = 'graded' and (c.after_state <> 'graded' or c.after_score < c.before_score) as falls
            from regrade_change c join regrade r on r.id = c.regrade_id join submission s on s.id = c.submission_id
              join account p on p.id = s.account_id
              join outcome o on o.submission_id = s.id and o.engine = r.engine and o.scenario = r.scenario
                and o.grader = r.grader
              left join outcome b on b.submission_id = s.id and b.engine = c.before_engine
                and b.scenario = c.before_scenario and b.grader = c.before_grader
            where c.regrade_id = $1 order by p.name_key, s.received_at limit $2 offset $3""";

    private final LabShelf labs;
    private final ObjectMapper mapper;
    private final Pool pool;

    RegradeTable(LabShelf labs, ObjectMapper mapper, Pool pool) {
        this.labs = labs;
        this.mapper = mapper;
        this.pool = pool;
    }

    /**
     * A regrade and how far it is.
     *
     * @param sentence what its state means
     * @param done submissions tried, out of {@code total}
     * @param changed those that come out with other points; {@code falls} of them with fewer
     * @param kept those that kept their points when it was applied, since they would have lost some
     * @param misfits those that the present version of the lab cannot judge; {@code misfit} says why one of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Regrade(
            UUID id,
            String lab,
            String state,
            String sentence,
            int total,
            int done,
            int changed,
            int falls,
            int kept,
            int unchanged,
            int misfits,
            @Nullable String misfit,
            Instant createdAt,
            String createdBy,
            @Nullable Instant appliedAt,
            @Nullable String appliedBy,
            @Nullable String reason) {}

    /** A state and its points. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Mark(
            String state, @Nullable Integer score, @Nullable Integer max) {
        /** As people write it. */
        public String word() {
            return score == null ? state : score + " of " + max;
        }
    }

    /** One part's points before and after. */
    public record PartChange(String title, Mark before, Mark after) {}

    /** A submission that comes out differently. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            UUID submission,
            String student,
            int attempt,
            Instant receivedAt,
            Mark before,
            Mark after,
            boolean falls,
            @Nullable String reason,
            List<PartChange> parts) {}

    /** The regrade with that id in the instructor's course. */
    public Uni<Regrade> get(Person me, UUID id) {
        return get(pool, me, id);
    }

    Uni<Regrade> get(SqlClient db, Person me, UUID id) {
        return db.preparedQuery(ONE + " and r.id = $2")
                .execute(Tuple.of(me.course(), id))
                .chain(rows -> {
                    if (rows.size() == 0) {
                        throw Problem.notFound("regrade");
                    }
                    Row row = rows.iterator().next();
                    return db.preparedQuery(COUNT)
                            .execute(Tuple.of(id))
                            .map(counts -> regrade(row, counts.iterator().next()));
                });
    }

    /** Those of the course, newest first. */
    public Uni<List<Regrade>> list(Person me, int page, int size) {
        return pool.preparedQuery(ONE + " order by r.created_at desc limit $2 offset $3")
                .execute(Tuple.of(me.course(), size, page * size))
                .map(rows -> {
                    List<Regrade> list = new ArrayList<>();
                    rows.forEach(row -> list.add(regrade(row, null)));
                    return list;
                });
    }

    /** What it changes, by students' names; pages count from 0. */
    public Uni<List<Change>> changes(Regrade of, int page, int size) {
        return pool.preparedQuery(of.appliedAt() == null ? WOULD : DID)
                .execute(Tuple.of(of.id(), size, page * size))
                .map(rows -> {
                    List<Change> changes = new ArrayList<>();
                    rows.forEach(row -> changes.add(change(row)));
                    return changes;
                });
    }

    private Regrade regrade(Row row, @Nullable Row counts) {
        boolean applied = row.getOffsetDateTime("applied_at") != null;
        String state = state(row, applied);
        return new Regrade(
                row.getUUID("id"),
                row.getString("lab"),
                state,
                sentence(state),
                row.getInteger("total"),
                row.getInteger("done"),
                applied ? row.getInteger("changed") : counts == null ? 0 : counts.getInteger("changed"),
                applied || counts == null ? 0 : counts.getInteger("falls"),
                applied ? row.getInteger("kept") : 0,
                applied ? row.getInteger("unchanged") : counts == null ? 0 : counts.getInteger("unchanged"),
                row.getInteger("misfits"),
                row.getString("misfit"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("creator"),
                applied ? row.getOffsetDateTime("applied_at").toInstant() : null,
                row.getString("applier"),
                row.getString("reason"));
    }

    private String state(Row row, boolean applied) {
        if (applied) {
            return APPLIED;
        }
        if (row.getBoolean("superseded")) {
            return SUPERSEDED;
        }
        Lab lab = labs.find(row.getString("lab"));
        boolean ours = lab != null
                && lab.scenarioHash().equals(row.getString("scenario"))
                && EngineHash.HEX.equals(row.getString("engine"))
                && GraderHash.HEX.equals(row.getString("grader"));
        if (!ours) {
            return OUTDATED;
        }
        return row.getInteger("done").equals(row.getInteger("total")) ? READY : TRYING;
    }

    private static String sentence(String state) {
        return switch (state) {
            case TRYING -> "Submissions are being tried; nothing has changed yet.";
            case READY -> "Every submission was tried; nothing has changed yet.";
            case APPLIED -> "It was applied.";
            case SUPERSEDED -> "A newer regrade of this lab took its place; this one changed nothing.";
            default -> "The lab or the server's program has changed since it began; begin a new one.";
        };
    }

    private Change change(Row row) {
        Mark before = mark(row, "before_");
        Mark after = mark(row, "after_");
        return new Change(
                row.getUUID("id"),
                row.getString("name"),
                row.getInteger("attempt"),
                row.getOffsetDateTime("received_at").toInstant(),
                before,
                after,
                row.getBoolean("falls"),
                row.getString("reason"),
                parts(row.getString("before_verdict"), row.getString("after_verdict")));
    }

    private static Mark mark(Row row, String when) {
        return new Mark(row.getString(when + "state"), row.getInteger(when + "score"), row.getInteger(when + "max"));
    }

    /** The parts whose points differ, in the order of the newer verdict. */
    private List<PartChange> parts(@Nullable String before, @Nullable String after) {
        Map<String, PartChange> changes = new LinkedHashMap<>();
        Map<String, Mark> old = new LinkedHashMap<>();
        part(before).forEach(part -> old.put(part.path("name").asText(), mark(part)));
        Mark none = new Mark("none", null, null);
        part(after).forEach(part -> {
            String name = part.path("name").asText();
            Mark was = old.getOrDefault(name, none);
            if (!was.equals(mark(part))) {
                changes.put(name, new PartChange(part.path("title").asText(), was, mark(part)));
            }
        });
        return List.copyOf(changes.values());
    }

    private JsonNode part(@Nullable String verdict) {
        try {
            return mapper.readTree(verdict == null ? "{}" : verdict).path("parts");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored verdict is readable", e);
        }
    }

    private static Mark mark(JsonNode part) {
        return new Mark("graded", part.path("score").asInt(), part.path("max").asInt());
    }
}
