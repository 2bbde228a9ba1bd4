package pagewalk.server.trace;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import pagewalk.server.page.Chrome;
import pagewalk.server.page.Problem;

/** The page for traces. A trace that somebody opens never comes here: it is read in the browser. */
@Path("/trace")
@PermitAll
public class TracePages {
    private final Chrome.Maker chrome;

    TracePages(Chrome.Maker chrome) {
        this.chrome = chrome;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        static native TemplateInstance trace(Chrome chrome, List<TraceExample> examples);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance trace() {
        return Templates.trace(chrome.now(), TraceExample.ALL);
    }

    /** An example as it was recorded; it stays packed. */
    @GET
    @Path("examples/{name}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(hidden = true)
    public Response example(@PathParam("name") String name) {
        for (TraceExample example : TraceExample.ALL) {
            String file = example.file();
            InputStream bytes = file != null && example.name().equals(name) ? recording(file) : null;
            if (bytes != null) {
                return Response.ok(bytes).build();
            }
        }
        throw Problem.notFound("example");
    }

    private static @Nullable InputStream recording(String file) {
        return Thread.currentThread().getContextClassLoader().getResourceAsStream("recordings/" + file);
    }
}
