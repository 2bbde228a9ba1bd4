package pagewalk.server.ops;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs work that no request started, on a context of its own, as database sessions need one. */
@ApplicationScoped
public class Contexts {
    private static final Logger LOG = Logger.getLogger(Contexts.class);

    private final Vertx vertx;

    Contexts(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Starts the work; what fails is logged as {@code what}. */
    public void run(String what, Supplier<Uni<?>> work) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(nothing -> Uni.createFrom()
                .deferred(work::get)
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf(failure, "%s failed", what)));
    }
}
