package pagewalk.server.lab;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.server.account.Role;
import pagewalk.server.page.Chrome;

/** The instructor's view of the labs: their versions, and which folders were refused and why. */
@Path("/instructor/lab-versions")
@RolesAllowed(Role.INSTRUCTOR)
@Produces(MediaType.TEXT_HTML)
public class LabFolderPages {
    private final LabShelf labs;
    private final Chrome.Maker chrome;

    LabFolderPages(LabShelf labs, Chrome.Maker chrome) {
        this.labs = labs;
        this.chrome = chrome;
    }

    /** A lab and where it is from; {@code version} is null while no version of it was good. */
    public record Row(
            String id,
            String title,
            boolean shipped,
            @Nullable String version,
            @Nullable Instant readAt,
            List<String> faults) {}

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance labFolders(Chrome chrome, List<Row> labs);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance folders() {
        List<Row> rows = new ArrayList<>();
        for (Lab lab : labs.shipped()) {
            rows.add(new Row(lab.id(), lab.title(), true, version(lab), null, List.of()));
        }
        for (LabFolders.Folder folder : labs.folders()) {
            Lab lab = folder.lab();
            String title = lab == null ? folder.name() : lab.title();
            rows.add(new Row(folder.name(), title, false, version(lab), folder.readAt(), folder.faults()));
        }
        return Templates.labFolders(chrome.now(), rows);
    }

    private static @Nullable String version(@Nullable Lab lab) {
        return lab == null ? null : LabVersions.brief(lab.scenarioHash());
    }
}
