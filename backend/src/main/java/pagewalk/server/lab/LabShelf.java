package pagewalk.server.lab;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.content.LabFault;
import pagewalk.server.page.Problem;

/** The labs this server offers, and threads to draw their variants on: never the event loop. */
@Startup
@Named("labs")
@ApplicationScoped
public class LabShelf {
    private static final Logger LOG = Logger.getLogger(LabShelf.class);

    private final LabCatalogue catalogue;
    private final List<Entry> entries;
    private final WorkerExecutor threads;

    LabShelf(Vertx vertx, @ConfigProperty(name = "pagewalk.labs") Optional<Path> extra) {
        catalogue = LabCatalogue.load(extra.orElse(null));
        entries = catalogue.labs().stream().map(Entry::of).toList();
        threads = vertx.createSharedWorkerExecutor(
                "pagewalk-labs", Runtime.getRuntime().availableProcessors());
        for (LabFault fault : catalogue.refused()) {
            LOG.warnf("A lab of PAGEWALK_LABS is left out: %s", fault.getMessage());
        }
    }

    /** A lab as pages show it; {@code html} is its text for students. */
    public record Entry(String id, String title, String html) {
        static Entry of(Lab lab) {
            return new Entry(lab.id(), lab.title(), Markdown.html(lab.readmeMarkdown()));
        }
    }

    /** All labs in the order they are taught. */
    public List<Entry> entries() {
        return entries;
    }

    /** One lab for a page; 404 when there is none. */
    public Entry entry(String id) {
        return entries.stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("lab"));
    }

    /** The title of a lab, or its id when this server does not offer it any more; for templates. */
    public String title(String id) {
        Lab lab = catalogue.lab(id);
        return lab == null ? id : lab.title();
    }

    /** One lab; 404 when there is none. */
    public Lab lab(String id) {
        Lab lab = catalogue.lab(id);
        if (lab == null) {
            throw Problem.notFound("lab");
        }
        return lab;
    }

    /** Runs work that draws variants or reads sessions on a thread of its own. */
    public <T> Uni<T> off(Callable<T> work) {
        return threads.executeBlocking(work, false);
    }
}
