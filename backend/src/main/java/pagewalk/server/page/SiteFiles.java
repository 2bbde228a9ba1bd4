package pagewalk.server.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import pagewalk.server.ops.Secrets;

/** The few files of the site itself, served below a path that carries the hash of their content. */
@ApplicationScoped
public class SiteFiles {
    private static final Map<String, String> TYPES = Map.of(
            "site.css", "text/css;charset=UTF-8",
            "live.js", "text/javascript;charset=UTF-8",
            "regrade.js", "text/javascript;charset=UTF-8",
            "favicon.svg", "image/svg+xml");

    private final Map<String, Buffer> files = new LinkedHashMap<>();
    private final String hash;

    SiteFiles() {
        StringBuilder all = new StringBuilder();
        TYPES.keySet().stream().sorted().forEach(name -> {
            String text = read("site/" + name);
            files.put(name, Buffer.buffer(text));
            all.append(text);
        });
        hash = Secrets.sha256Hex(all.toString()).substring(0, 16);
    }

    String hash() {
        return hash;
    }

    void route(@Observes Router router) {
        router.get("/site/:hash/:file").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        Buffer file = files.get(context.pathParam("file"));
        if (file == null || !hash.equals(context.pathParam("hash"))) {
            context.next();
            return;
        }
        context.response()
                .putHeader("Content-Type", TYPES.get(context.pathParam("file")))
                .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                .end(file);
    }

    private static String read(String resource) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build lost " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
