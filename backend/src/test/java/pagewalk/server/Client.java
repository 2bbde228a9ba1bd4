package pagewalk.server;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser as far as the server sees one: it keeps cookies and sends the token of the last page. */
final class Client {
    static final String PASSWORD = "correct horse battery";
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");

    final Map<String, String> cookies = new ConcurrentHashMap<>();
    final String base;
    private String token = "";

    private Client(String base) {
        this.base = base;
    }

    /** Somebody who has only opened the home page of the server under test. */
    static Client visitor() {
        return visitor("http://localhost:" + RestAssured.port);
    }

    /** Somebody who has only opened the home page of that server. */
    static Client visitor(String base) {
        Client client = new Client(base);
        Matcher found =
                TOKEN.matcher(client.get("/").then().statusCode(200).extract().asString());
        if (!found.find()) {
            throw new AssertionError("no token on the home page");
        }
        client.token = found.group(1);
        return client;
    }

    /** A new student of the demo course, under a name nobody has. */
    static Client student() {
        return student(visitor(), name("student"));
    }

    static Client student(Client visitor, String name) {
        visitor.join(name).then().statusCode(303);
        return visitor;
    }

    static Client guest() {
        Client client = visitor();
        client.form("/guest", Map.of()).then().statusCode(303);
        return client;
    }

    static String name(String kind) {
        return kind + " " + UUID.randomUUID();
    }

    Response join(String name) {
        return join(Database.joinCode(), name);
    }

    Response join(String code, String name) {
        return form("/join", Map.of("code", code, "name", name, "password", PASSWORD));
    }

    /** The same browser's second tab: as it is now, its cookies apart from then on. */
    Client twin() {
        Client twin = new Client(base);
        twin.cookies.putAll(cookies);
        twin.token = token;
        return twin;
    }

    Response logIn(String name, String password) {
        return form("/login", Map.of("name", name, "password", password));
    }

    String id() {
        return get("/api/me").then().statusCode(200).extract().path("id");
    }

    Response get(String path) {
        return keep(request().get(base + path));
    }

    /** Posts JSON with the page's token. */
    Response post(String path, Map<String, ?> body) {
        return keep(request()
                .header("X-CSRF-TOKEN", token)
                .contentType(ContentType.JSON)
                .body(body)
                .post(base + path));
    }

    /** Posts text as it is, with that content type and the page's token. */
    Response post(String path, ContentType type, String body) {
        return keep(request()
                .header("X-CSRF-TOKEN", token)
                .contentType(type)
                .body(body)
                .post(base + path));
    }

    /** Posts a form with the page's token. */
    Response form(String path, Map<String, String> fields) {
        return keep(request()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("csrf-token", token)
                .formParams(fields)
                .post(base + path));
    }

    /** A request with this client's cookies and nothing else. */
    RequestSpecification request() {
        return RestAssured.given().redirects().follow(false).cookies(cookies);
    }

    String token() {
        return token;
    }

    private Response keep(Response response) {
        cookies.putAll(response.getCookies());
        return response;
    }
}
