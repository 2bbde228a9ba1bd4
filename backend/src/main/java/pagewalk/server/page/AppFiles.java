package pagewalk.server.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The frontend's files, below a path that carries the hash of their content.
 *
 * <p>Its build packed them smaller than a server could on the way. A client that takes gzip gets those bytes; one that
 * does not, which is no browser, gets them unpacked. The framework's own static files know nothing of packed ones.
 */
@Singleton
public class AppFiles {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "txt", "text/plain;charset=UTF-8",
            "wasm", "application/wasm");

    /** Behind the gate and before the framework's own static files. */
    private static final int BEFORE_STATIC = 5_000;

    private final Map<String, Buffer> packed = new HashMap<>();
    private final @Nullable String hash;

    AppFiles() {
        Properties built = built();
        hash = built.getProperty("hash");
        if (hash != null) {
            for (String name : built.getProperty("files", "").split(" ")) {
                String path = "/app/" + hash + "/" + name;
                packed.put(path, Buffer.buffer(read("META-INF/resources" + path + ".gz")));
            }
        }
    }

    /** The path's part that changes with the files' content; null in a server built without the frontend. */
    @Nullable
    String hash() {
        return hash;
    }

    void route(@Observes Router router) {
        router.route("/app/*").order(BEFORE_STATIC).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        Buffer file = reads ? packed.get(context.normalizedPath()) : null;
        if (file == null) {
            context.next();
            return;
        }
        boolean gzip = takesGzip(request.getHeader("Accept-Encoding"));
        String tag = "\"" + hash + (gzip ? "-gzip\"" : "\"");
        HttpServerResponse response = context.response()
                .putHeader("Vary", "Accept-Encoding")
                .putHeader("ETag", tag)
                .putHeader("Cache-Control", "public, immutable, max-age=31536000");
        if (matches(request.getHeader("If-None-Match"), tag)) {
            response.setStatusCode(304).end();
            return;
        }
        String path = context.normalizedPath();
        Buffer body = gzip ? file : unpacked(file);
        // With "identity" the framework packs nothing either.
        response.putHeader("Content-Type", TYPES.get(path.substring(path.lastIndexOf('.') + 1)))
                .putHeader("Content-Encoding", gzip ? "gzip" : "identity")
                .putHeader("Content-Length", Integer.toString(body.length()));
        if (request.method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(body);
        }
    }

    private static Buffer unpacked(Buffer file) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file.getBytes()))) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean matches(@Nullable String header, String tag) {
        return header != null && (header.contains(tag) || header.equals("*"));
    }

    /** Whether an Accept-Encoding header allows gzip: by name, else by {@code *}; a weight of 0 forbids. */
    static boolean takesGzip(@Nullable String header) {
        boolean others = false;
        for (String part :
                header == null ? new String[0] : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] pieces = part.split(";");
            boolean wanted = pieces.length < 2 || !pieces[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
            String name = pieces[0].strip();
            if (name.equals("gzip") || name.equals("x-gzip")) {
                return wanted;
            }
            if (name.equals("*")) {
                others = wanted;
            }
        }
        return others;
    }

    private static Properties built() {
        Properties properties = new Properties();
        try (InputStream in = resource("pagewalk-app.properties")) {
            if (in != null) {
                properties.load(in);
            }
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = resource(name)) {
            if (in == null) {
                throw new IllegalStateException("the build lost " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable InputStream resource(String name) {
        return Thread.currentThread().getContextClassLoader().getResourceAsStream(name);
    }
}
