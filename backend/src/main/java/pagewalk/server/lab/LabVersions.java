package pagewalk.server.lab;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.LabFiles;
import pagewalk.server.page.Problem;

/**
 * Labs as they were when somebody began to work on them. A version is named by its scenario hash and kept in the
 * database with its first session, so that a lab may change while a class works on it.
 */
@ApplicationScoped
public class LabVersions {
    private static final Logger LOG = Logger.getLogger(LabVersions.class);
    /** Old versions held ready; more than a term has, and each is a few kilobytes. */
    private static final int READY = 64;

    private static final String KEEP = """
            insert into lab_version (lab, scenario, yaml, readme, reference) values ($1, $2, $3, $4, $5)
            on conflict do nothing""";

    private static final String READ =
            "select yaml, readme, reference from lab_version where lab = $1 and scenario = $2";

    private final LabShelf labs;
    private final Pool pool;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private final Map<String, Lab> ready = new ConcurrentHashMap<>();

    LabVersions(LabShelf labs, Pool pool) {
        this.labs = labs;
        this.pool = pool;
    }

    /** Keeps a version for good; does nothing when it is kept already. */
    public Uni<Void> keep(Lab lab) {
        String name = name(lab.id(), lab.scenarioHash());
        if (kept.contains(name)) {
            return Uni.createFrom().voidItem();
        }
        LabFiles files = lab.files();
        return pool.preparedQuery(KEEP)
                .execute(Tuple.of(lab.id(), lab.scenarioHash(), files.yaml(), files.readme(), files.reference()))
                .invoke(() -> kept.add(name))
                .replaceWithVoid();
    }

    /** That version of the lab, or the present one for null; 404 for a lab and 409 for a version that is not known. */
    public Uni<Lab> of(String id, @Nullable String scenario) {
        Lab present = labs.find(id);
        if (scenario == null || (present != null && present.scenarioHash().equals(scenario))) {
            return Uni.createFrom().item(() -> labs.lab(id));
        }
        Lab known = ready.get(name(id, scenario));
        return known != null
                ? Uni.createFrom().item(known)
                : pool.preparedQuery(READ)
                        .execute(Tuple.of(id, scenario))
                        .chain(rows -> rows.size() == 0
                                ? Uni.createFrom().failure(gone(id, scenario))
                                : read(id, scenario, rows.iterator().next()));
    }

    private Uni<Lab> read(String id, String scenario, Row row) {
        LabFiles files = new LabFiles(
                id,
                id + ", version " + brief(scenario),
                row.getString("yaml"),
                row.getString("readme"),
                row.getString("reference"));
        return labs.off(() -> {
            try {
                Lab lab = Lab.of(files);
                if (!lab.scenarioHash().equals(scenario)) {
                    throw gone(id, scenario);
                }
                if (ready.size() >= READY) {
                    ready.clear();
                }
                ready.put(name(id, scenario), lab);
                return lab;
            } catch (LabFault fault) {
                LOG.warnf("An old version of a lab cannot be read any more: %s", fault.getMessage());
                throw gone(id, scenario);
            }
        });
    }

    private static Problem gone(String id, String scenario) {
        return new Problem(
                409,
                "lab-version-gone",
                "The work was begun with version " + brief(scenario) + " of lab " + id
                        + ", which this server cannot read any more.");
    }

    /** The first digits of a hash, for people. */
    public static String brief(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) : hash;
    }

    private static String name(String id, String scenario) {
        return id + " " + scenario;
    }
}
