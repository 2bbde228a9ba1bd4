package pagewalk.server.lab;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.server.lab.LabFolders.Folder;
import pagewalk.server.page.Problem;

/**
 * The labs this server offers, and threads to draw their variants on: never the event loop. Those of PAGEWALK_LABS are
 * looked at again and again, and read when they change.
 */
@Startup
@Named("labs")
@ApplicationScoped
public class LabShelf {
    private static final Logger LOG = Logger.getLogger(LabShelf.class);
    private static final long LOOK_MILLIS = 1_000;

    private final Vertx vertx;
    private final List<Lab> shipped;
    private final @Nullable LabFolders folders;
    private final WorkerExecutor threads;
    private final WorkerExecutor reader;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Shelf shelf;
    private volatile long timer = -1;

    LabShelf(Vertx vertx, @ConfigProperty(name = "pagewalk.labs") Optional<Path> extra) {
        this.vertx = vertx;
        shipped = LabCatalogue.load(null).labs();
        folders = extra.map(path -> new LabFolders(path.toAbsolutePath().normalize(), this::isShipped))
                .orElse(null);
        threads = vertx.createSharedWorkerExecutor(
                "pagewalk-labs", Runtime.getRuntime().availableProcessors());
        reader = vertx.createSharedWorkerExecutor("pagewalk-lab-reader", 1);
        if (folders != null) {
            folders.readAll();
        }
        shelf = shelf();
        if (folders != null) {
            folders.tell();
        }
    }

    /** A lab as pages show it; {@code html} is its text for students. */
    public record Entry(String id, String title, String html) {
        static Entry of(Lab lab) {
            return new Entry(lab.id(), lab.title(), Markdown.html(lab.readmeMarkdown()));
        }
    }

    /** What is offered at one moment. */
    private record Shelf(List<Lab> labs, List<Entry> entries, List<Folder> folders) {}

    private Shelf shelf() {
        List<Lab> labs = new ArrayList<>(shipped);
        List<Folder> all = folders == null ? List.of() : folders.all();
        for (Folder folder : all) {
            Lab lab = folder.lab();
            if (lab != null) {
                labs.add(lab);
            }
        }
        return new Shelf(List.copyOf(labs), labs.stream().map(Entry::of).toList(), all);
    }

    private boolean isShipped(String id) {
        return shipped.stream().anyMatch(lab -> lab.id().equals(id));
    }

    void start(@Observes StartupEvent event) {
        if (folders != null) {
            timer = vertx.setPeriodic(LOOK_MILLIS, tick -> look(folders));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Looks on a thread of its own, one look at a time; who draws variants meanwhile has the labs as they were. */
    private void look(LabFolders at) {
        if (reading.compareAndSet(false, true)) {
            reader.executeBlocking(() -> {
                        if (at.readSettled()) {
                            shelf = shelf();
                            at.tell();
                        }
                        return true;
                    })
                    .onTermination()
                    .invoke(() -> reading.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warn("looking for changed labs failed", failure));
        }
    }

    /** All labs in the order they are taught. */
    public List<Entry> entries() {
        return shelf.entries();
    }

    /** The labs that come with the product. */
    List<Lab> shipped() {
        return shipped;
    }

    /** The folders of PAGEWALK_LABS, as they were read last. */
    List<Folder> folders() {
        return shelf.folders();
    }

    /** One lab for a page; 404 when there is none. */
    public Entry entry(String id) {
        return shelf.entries().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("lab"));
    }

    /** The title of a lab, or its id when this server does not offer it any more; for templates. */
    public String title(String id) {
        Lab lab = find(id);
        return lab == null ? id : lab.title();
    }

    /** One lab; null when there is none. */
    public @Nullable Lab find(String id) {
        for (Lab lab : shelf.labs()) {
            if (lab.id().equals(id)) {
                return lab;
            }
        }
        return null;
    }

    /** One lab; 404 when there is none. */
    public Lab lab(String id) {
        Lab lab = find(id);
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
