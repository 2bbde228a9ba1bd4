package pagewalk.server.ops;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import pagewalk.server.account.Logins;

/** What has to be done now and then: end the logins that expired, and with them their sockets. */
@ApplicationScoped
public class Housekeeping {
    private static final long SWEEP_MILLIS = 60_000;

    private final Vertx vertx;
    private final Contexts contexts;
    private final Logins logins;
    private volatile long timer = -1;

    Housekeeping(Vertx vertx, Contexts contexts, Logins logins) {
        this.vertx = vertx;
        this.contexts = contexts;
        this.logins = logins;
    }

    void start(@Observes StartupEvent event) {
        sweep();
        timer = vertx.setPeriodic(SWEEP_MILLIS, id -> sweep());
    }

    private void sweep() {
        contexts.run("ending expired logins", logins::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }
}
