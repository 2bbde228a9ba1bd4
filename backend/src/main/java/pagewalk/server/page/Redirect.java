package pagewalk.server.page;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Redirects after a form, to addresses of this site only. */
public final class Redirect {
    private Redirect() {}

    /** 303 to a path of this site. */
    public static Response to(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    /** The path as the value of a query parameter. */
    public static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    /** The path if it is one of this site, otherwise {@code otherwise}. */
    public static String local(@Nullable String path, String otherwise) {
        return path != null && isLocal(path) ? path : otherwise;
    }

    private static boolean isLocal(String path) {
        boolean plain = path.chars().allMatch(c -> c > ' ' && c < 127 && "\\\"<>".indexOf(c) < 0);
        if (!plain || !path.startsWith("/") || path.startsWith("//")) {
            return false;
        }
        try {
            return URI.create(path).getHost() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
