package pagewalk.server.ops;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import pagewalk.server.course.Course;

/** Says on the console that the server is open, and how to claim a course that nobody has claimed yet. */
@ApplicationScoped
public class Opening {
    private final Contexts contexts;

    Opening(Contexts contexts) {
        this.contexts = contexts;
    }

    void open(@ObservesAsync HttpServerStart start) {
        String url = "http://" + host(start.options().getHost()) + ":"
                + start.options().getPort();
        say("Pagewalk: " + url);
        contexts.run("looking for an unclaimed course", () -> sayClaim(url));
    }

    private static Uni<?> sayClaim(String url) {
        return Panache.withSession(Course::unclaimed).invoke(course -> {
            if (course != null) {
                say("Claim the instructor's account (once): " + url + "/claim/" + course.claimToken());
                say("Students join with the code " + course.joinCode);
            }
        });
    }

    private static String host(String bound) {
        return bound.equals("0.0.0.0") || bound.equals("::") ? "localhost" : bound;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
