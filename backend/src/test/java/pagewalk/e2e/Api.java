package pagewalk.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API as a visitor's own pages call it: with the visitor's cookies and the page's token. */
final class Api {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");

    private final APIRequestContext requests;

    Api(Visitor visitor) {
        requests = visitor.context().request();
    }

    /** The object at {@code path}. */
    JsonObject get(String path) {
        return new JsonObject(text(path));
    }

    String text(String path) {
        return body(requests.get(path), path);
    }

    /** Posts {@code body} as JSON; any answer but success is a failure. */
    JsonObject post(String path, Map<String, ?> body) {
        RequestOptions options =
                RequestOptions.create().setHeader("X-CSRF-TOKEN", token()).setData(body);
        return new JsonObject(body(requests.post(path, options), path));
    }

    private String token() {
        Matcher found = TOKEN.matcher(text("/"));
        assertTrue(found.find(), "no token on the home page");
        return found.group(1);
    }

    private static String body(APIResponse response, String path) {
        assertTrue(response.ok(), () -> path + ": " + response.status() + " " + response.text());
        return response.text();
    }
}
