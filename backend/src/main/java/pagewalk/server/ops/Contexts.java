package pagewalk.server.ops;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs work that no request started, on a context of its own, as database sessions need one. */
@ApplicationScoped
public class Contexts {
    private static final Logger LOG = Logger.getLogger(Contexts.class);

    private final Vertx vertx;
    private final Outage outage;
    private volatile boolean stopping;

    Contexts(Vertx vertx, Outage outage) {
        this.vertx = vertx;
        this.outage = outage;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Starts the work; what fails is logged as {@code what}, unless the server is stopping. */
    public void run(String what, Supplier<Uni<?>> work) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(nothing ->
                Uni.createFrom().deferred(work::get).subscribe().with(done -> {}, failure -> failed(what, failure)));
    }

    private void failed(String what, Throwable failure) {
        if (stopping || Arc.container() == null) {
            return;
        }
        if (Outage.isAway(failure)) {
            outage.met(failure);
        } else {
            LOG.warnf(failure, "%s failed", what);
        }
    }
}
