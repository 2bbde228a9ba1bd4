import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at a browser, as far as the server notices. */
final class BenchPerson {
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String base;
    private String token;
    private String session;
    private int length;

    BenchPerson(String base) throws Exception {
        this.base = base;
        token = find(get("/login"), "name=\"csrf-token\" content=\"([^\"]+)\"");
    }

    /** Posts form fields, already encoded; gives where the answer leads. */
    String form(String path, String fields) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("csrf-token=" + encode(token) + "&" + fields)));
        return answer.headers().firstValue("Location").orElse("");
    }

    void joinCourse(String code, String name) throws Exception {
        form("/join", "code=" + code + "&name=" + encode(name) + "&password=" + UUID.randomUUID());
    }

    /** Makes a room with a machine of 64 frames; gives its code. */
    String makeRoom(boolean guests) throws Exception {
        String where = form(
                "/rooms", "title=Bench&start=" + encode("preset=textbook frames=64") + (guests ? "&guests=on" : ""));
        return find(get(where), "data-code=\"([^\"]+)\"");
    }

    /** Takes a seat in the room, as a guest or as who this is; gives the room's id. */
    String enter(String code) throws Exception {
        HttpResponse<String> door = send(HttpRequest.newBuilder(URI.create(base + "/rooms/" + code)));
        String where = door.statusCode() == 303
                ? door.headers().firstValue("Location").orElseThrow()
                : form("/rooms/" + code, "nickname=" + UUID.randomUUID());
        return where.substring(where.lastIndexOf('/') + 1);
    }

    String course() throws Exception {
        return find(get("/wall"), "data-course=\"([^\"]+)\"");
    }

    void openSession() throws Exception {
        session = UUID.randomUUID().toString();
        json("/api/sessions", "{\"id\":\"" + session + "\",\"lab\":\"free\",\"config\":\"preset=textbook frames=64\"}");
    }

    /** Adds one step to the journal, and says when the step was made. */
    synchronized void append(Map<String, Long> appended) {
        try {
            appended.put(session + " " + (length + 1), System.nanoTime());
            String line = length % 2 == 0 ? "a = alloc_pages order=1" : "free_pages a";
            json(
                    "/api/sessions/" + session + "/journal",
                    "{\"base\":" + length + ",\"lines\":[\"" + line + "\"],\"batch\":\"" + UUID.randomUUID() + "\"}");
            length++;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    String cookies() {
        StringBuilder all = new StringBuilder();
        ((CookieManager) client.cookieHandler().orElseThrow())
                .getCookieStore()
                .getCookies()
                .forEach(cookie -> all.append(cookie.getName())
                        .append('=')
                        .append(cookie.getValue())
                        .append("; "));
        return all.toString();
    }

    /** Posts JSON; gives the answer. */
    String json(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .header("X-CSRF-TOKEN", token)
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .body();
    }

    String get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base).resolve(path))).body();
    }

    /** Any answer but success or a redirect is a failure. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpRequest ready = request.header("Origin", base).build();
        HttpResponse<String> answer = client.send(ready, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(ready.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    static String find(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
