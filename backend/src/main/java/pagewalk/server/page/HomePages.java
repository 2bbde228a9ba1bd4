package pagewalk.server.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import pagewalk.engine.rule.Rule;
import pagewalk.server.lab.LabShelf;

/** Pages that everybody may read: home, the rule book, about. */
@Path("/")
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class HomePages {
    private final Chrome.Maker chrome;
    private final LabShelf labs;

    HomePages(Chrome.Maker chrome, LabShelf labs) {
        this.chrome = chrome;
        this.labs = labs;
    }

    /** One row of the rule book. */
    public record RuleRow(String id, String sentence, String source) {}

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance home(Chrome chrome, List<LabShelf.Entry> labs);

        static native TemplateInstance rules(Chrome chrome, List<RuleRow> rules);

        static native TemplateInstance about(Chrome chrome);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance home() {
        return Templates.home(chrome.now(), labs.entries());
    }

    @GET
    @Path("rules")
    @Operation(hidden = true)
    public TemplateInstance rules() {
        List<RuleRow> rows = Arrays.stream(Rule.values())
                .map(rule -> new RuleRow(rule.id(), rule.sentence(), rule.source()))
                .toList();
        return Templates.rules(chrome.now(), rows);
    }

    @GET
    @Path("about")
    @Operation(hidden = true)
    public TemplateInstance about() {
        return Templates.about(chrome.now());
    }
}
