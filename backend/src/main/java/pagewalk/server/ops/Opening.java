package pagewalk.server.ops;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.jboss.logging.Logger;
import pagewalk.server.course.Course;

/** Says on the console that the server is open, and how to claim a course that nobody has claimed yet. */
@ApplicationScoped
public class Opening {
    private static final Logger LOG = Logger.getLogger(Opening.class);

    private final Vertx vertx;

    Opening(Vertx vertx) {
        this.vertx = vertx;
    }

    void open(@ObservesAsync HttpServerStart start) {
        String url = "http://" + host(start.options().getHost()) + ":" + start.options().getPort();
        say("Pagewalk: " + url);
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(nothing -> sayClaim(url).subscribe().with(done -> {}, LOG::warn));
    }

    private static Uni<Void> sayClaim(String url) {
        return Panache.withSession(Course::unclaimed)
                .invoke(course -> {
                    if (course != null) {
                        say("Claim the instructor's account (once): " + url + "/claim/" + course.claimToken());
                        say("Students join with the code " + course.joinCode);
                    }
                })
                .replaceWithVoid();
    }

    private static String host(String bound) {
        return bound.equals("0.0.0.0") || bound.equals("::") ? "localhost" : bound;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
