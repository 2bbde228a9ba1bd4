package pagewalk.server.ops;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.metamodel.EntityType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Reads from every table once before the port opens. The first query loads some thousand classes on the event loop;
 * later that would hold up everybody who came first.
 */
@ApplicationScoped
public class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    /** Whoever waits longer is better served slowly than not at all. */
    private static final long PATIENCE_SECONDS = 10;

    private final Contexts contexts;
    private final Mutiny.SessionFactory sessions;

    WarmUp(Contexts contexts, Mutiny.SessionFactory sessions) {
        this.contexts = contexts;
        this.sessions = sessions;
    }

    void start(@Observes StartupEvent event) throws InterruptedException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        contexts.run(
                "the first queries",
                () -> sessions.withSession(this::readAll).onTermination().invoke(() -> done.complete(null)));
        try {
            done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException slow) {
            LOG.warnf("The first queries are not answered after %d seconds; the port opens anyway.", PATIENCE_SECONDS);
        }
    }

    private Uni<Void> readAll(Mutiny.Session session) {
        return Multi.createFrom()
                .iterable(sessions.getMetamodel().getEntities())
                .onItem()
                .transformToUniAndConcatenate(entity -> readOne(session, entity))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static <T> Uni<Void> readOne(Mutiny.Session session, EntityType<T> entity) {
        return session.createSelectionQuery("from " + entity.getName(), entity.getJavaType())
                .setMaxResults(1)
                .getResultList()
                .replaceWithVoid();
    }
}
