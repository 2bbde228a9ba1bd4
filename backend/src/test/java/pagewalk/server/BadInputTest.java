package pagewalk.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Limits;

@QuarkusTest
class BadInputTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alloc_page order=1",
                "a = alloc_pages",
                "predict question=x",
                "part",
                "branch",
                "free_pages",
                "\u0000",
                "a = alloc_pages order=1\nb = alloc_pages order=1"
            })
    void malformedJournalLinesNameLineAndColumn(String line) {
        Graded graded = Graded.open(Client.student());
        Response response = graded.append(0, List.of("cat /proc/buddyinfo", line), id());
        response.then().statusCode(400).body("error", equalTo("bad-line")).body("line", equalTo(2));
        assertNoTrace(response);
        graded.client.get("/api/sessions/" + graded.session).then().body("length", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"x\"", "{\"id\":7}", "{\"id\":\"x\",\"lab\":{}}", "null", "\u00ff\u0000"})
    void malformedJsonIsA400(String body) {
        Client client = Client.student();
        for (String path : List.of("/api/sessions", "/api/submissions", "/api/sessions/" + id() + "/journal")) {
            Response response = client.post(path, ContentType.JSON, body);
            assertEquals(400, response.statusCode(), path + " " + body + " " + response.asString());
            response.then().body("message", containsString(" "));
            assertNoTrace(response);
        }
    }

    @Test
    void wrongContentTypeIsA415() {
        Client.student()
                .post("/api/sessions", ContentType.XML, "<x/>")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(400, 415))
                .body("message", containsString(" "));
    }

    @Test
    void tenMegabytesAreRefusedWithTheLimit() {
        Client client = Client.student();
        String huge = "{\"file\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}";
        for (String path : List.of("/api/submissions", "/api/sessions", "/login", "/nowhere")) {
            Response response = client.post(path, ContentType.JSON, huge);
            assertEquals(413, response.statusCode(), path);
            assertTrue(response.asString().contains("the limit is"), response.asString());
        }
        client.get("/api/me").then().statusCode(200);
    }

    @Test
    void bodyOfUnknownLengthIsRefused() throws Exception {
        HttpRequest chunked = HttpRequest.newBuilder(URI.create(Client.visitor().base + "/api/submissions"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[8_000_000])))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(chunked, HttpResponse.BodyHandlers.ofString());
        assertEquals(411, answer.statusCode());
        assertTrue(answer.body().contains("Content-Length"), answer.body());
    }

    @Test
    void tooManyAndTooLongLinesNameTheLimit() {
        Graded graded = Graded.open(Client.student());
        graded.append(0, Collections.nCopies(Limits.BATCH_COMMANDS + 1, "cat /proc/buddyinfo"), id())
                .then()
                .statusCode(400)
                .body("message", containsString(String.valueOf(Limits.BATCH_COMMANDS)));
        graded.append(0, List.of("# " + "x".repeat(Limits.LINE_CHARS)), id())
                .then()
                .statusCode(400)
                .body("message", containsString(String.valueOf(Limits.LINE_CHARS)));
        graded.append(0, List.of(), id()).then().statusCode(400);
    }

    @Test
    void tooLongSessionFileNamesTheLimit() {
        Graded graded = Graded.open(Client.student());
        String file = graded.nothing().text() + "# " + "x".repeat(Limits.SESSION_CHARS);
        graded.submit(id(), file)
                .then()
                .statusCode(413)
                .body("message", containsString(String.valueOf(Limits.SESSION_CHARS)));
    }

    @Test
    void unreadableSessionFileNamesLineAndColumn() {
        Graded graded = Graded.open(Client.student());
        graded.submit(id(), graded.nothing().text() + "\nalloc_page order=1\n")
                .then()
                .statusCode(400)
                .body("error", equalTo("bad-file"))
                .body("message", containsString("unknown verb"));
        graded.submit(id(), "hello").then().statusCode(400).body("error", equalTo("bad-file"));
    }

    @Test
    void unknownIdsAre404() {
        Client client = Client.student();
        for (String path : List.of(
                "/api/sessions/" + id(),
                "/api/sessions/" + id() + "/journal",
                "/api/sessions/not-a-uuid",
                "/api/submissions/" + id(),
                "/api/submissions/" + id() + "/file",
                "/api/labs/nope/variant",
                "/api/nowhere",
                "/submissions/" + id(),
                "/lab/nope",
                "/play?session=" + id(),
                "/lab/" + Graded.LAB + "?submission=" + id())) {
            Response response = client.get(path);
            assertEquals(404, response.statusCode(), path + " " + response.asString());
            assertNoTrace(response);
        }
        client.post("/api/submissions", Map.of("id", id(), "session", id(), "file", "format: pagewalk/1\n\n"))
                .then()
                .statusCode(404);
        client.post("/api/sessions", Map.of("id", id(), "lab", "nope")).then().statusCode(404);
    }

    @Test
    void anotherStudentsSessionLooksLikeNone() {
        Graded owner = Graded.open(Client.student());
        String submission = id();
        owner.submit(submission, owner.nothing().text()).then().statusCode(202);
        Client thief = Client.student();
        String session = "/api/sessions/" + owner.session;
        String absent = thief.get("/api/sessions/" + id()).asString();
        Response present = thief.get(session);
        assertEquals(404, present.statusCode());
        assertEquals(absent, present.asString());
        thief.get(session + "/journal").then().statusCode(404);
        thief.post(session + "/journal", Map.of("base", 0, "lines", List.of("a = alloc_pages order=0"), "batch", id()))
                .then()
                .statusCode(404);
        thief.post(session + "/predictions", Map.of("part", "predict", "question", 1, "answer", "pfn:1"))
                .then()
                .statusCode(404);
        thief.post("/api/sessions", Map.of("id", owner.session, "lab", Graded.LAB, "mode", "graded"))
                .then()
                .statusCode(404);
        thief.post(
                        "/api/submissions",
                        Map.of(
                                "id",
                                id(),
                                "session",
                                owner.session,
                                "file",
                                owner.nothing().text()))
                .then()
                .statusCode(404);
        thief.get("/api/submissions/" + submission).then().statusCode(404);
        thief.get("/submissions/" + submission).then().statusCode(404);
        owner.client.get(session).then().body("length", equalTo(0));
    }

    @Test
    void expiredLoginKeepsWhatIsStored() {
        Graded graded = Graded.open(Client.student());
        graded.append(0, List.of("cat /proc/buddyinfo"), id()).then().statusCode(200);
        Database.change("update login set expires_at = now() where account_id = ?", UUID.fromString(graded.student));
        graded.append(1, List.of("cat /proc/buddyinfo"), id())
                .then()
                .statusCode(401)
                .body("error", equalTo("login-ended"));
        assertEquals(
                "1", Database.text("select length from work_session where id = ?", UUID.fromString(graded.session)));
    }

    @Test
    void writesWithoutTheTokenAreRefused() {
        Client client = Client.student();
        client.request()
                .contentType(ContentType.JSON)
                .body(Map.of("id", id(), "lab", Graded.LAB))
                .post(client.base + "/api/sessions")
                .then()
                .statusCode(400)
                .body("message", containsString("X-CSRF-TOKEN"));
        client.request().post(client.base + "/logout").then().statusCode(400);
        client.get("/api/me").then().statusCode(200);
    }

    @Test
    void foreignOriginsAreRefusedBeforeAnythingElse() {
        Client client = Client.student();
        for (String origin : List.of("https://evil.example", "null", "http://localhost.evil.example", "::")) {
            client.request()
                    .header("Origin", origin)
                    .header("X-CSRF-TOKEN", client.token())
                    .contentType(ContentType.JSON)
                    .body(Map.of("id", id(), "lab", Graded.LAB))
                    .post(client.base + "/api/sessions")
                    .then()
                    .statusCode(403)
                    .body("error", equalTo("foreign-origin"));
        }
        client.request()
                .header("Origin", client.base)
                .header("X-CSRF-TOKEN", client.token())
                .contentType(ContentType.JSON)
                .body(Map.of("id", id(), "lab", Graded.LAB))
                .post(client.base + "/api/sessions")
                .then()
                .statusCode(200);
    }

    @Test
    void pagesAnswerErrorsAsPages() {
        Client client = Client.visitor();
        client.get("/nowhere")
                .then()
                .statusCode(404)
                .contentType(ContentType.HTML)
                .body(containsString("<h1>"));
        client.get("/course").then().statusCode(401).contentType(ContentType.HTML);
        client.request().delete(client.base + "/login").then().statusCode(405);
        Client.student().get("/instructor").then().statusCode(403).contentType(ContentType.HTML);
    }

    @Test
    void loginNeverSendsTheBrowserAway() {
        String name = Client.name("ada");
        Client.student(Client.visitor(), name);
        for (String next : List.of("https://evil.example", "//evil.example", "/\\evil.example", "javascript:x")) {
            Client.visitor()
                    .form("/login", Map.of("name", name, "password", Client.PASSWORD, "next", next))
                    .then()
                    .statusCode(303)
                    .header("Location", not(containsString("evil")));
        }
    }

    @Test
    void pastedMachineIsCheckedAndSaysWhatIsWrong() {
        Client client = Client.visitor();
        client.form("/play", Map.of("frames", "0", "preset", "textbook", "pasted", ""))
                .then()
                .statusCode(400)
                .body(containsString("frames"));
        client.form("/play", Map.of("frames", "16777217", "preset", "textbook", "pasted", ""))
                .then()
                .statusCode(400)
                .body(containsString("frames is a number from 1 to 16777216; this is 16777217."));
        client.form("/play", Map.of("frames", "64", "preset", "linux", "pasted", "Node 0, zone Normal 1 2 3"))
                .then()
                .statusCode(400)
                .body(containsString("Line 1"));
        String good =
                "Node 0, zone      DMA      1      1      0      0      2      1      1      0      1      1      3 ";
        String page = client.form("/play", Map.of("frames", "64", "preset", "linux", "pasted", good))
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        client.get(page.substring(page.indexOf("/play")))
                .then()
                .statusCode(200)
                .body(containsString("buddyinfo=0:DMA:1,1,0,0,2,1,1,0,1,1,3"));
    }

    /** The commands that a pasted process begins with are the first lines of the session's journal, however many. */
    @Test
    void pastedProcessIsInTheJournal() {
        Client client = Client.visitor();
        StringBuilder smaps = new StringBuilder();
        for (int i = 1; i <= 1_500; i++) {
            long start = i * 0x10000L;
            smaps.append(Long.toHexString(start) + "-" + Long.toHexString(start + 0x2000));
            smaps.append(" rw-p 00000000 00:00 0\n");
            smaps.append("Rss: 4 kB\nAnonymous: 4 kB\n");
        }
        String location = client.form("/play", Map.of("pasted", smaps.toString()))
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        client.get("/api/sessions/" + location.substring(location.indexOf('=') + 1) + "/journal")
                .then()
                .statusCode(200)
                .body("lines[0]", equalTo("sysctl vm.overcommit_memory=1"))
                .body("lines.size()", equalTo(3 + 2 * 1_500));
    }

    @Test
    void longFormFieldIsAnsweredWithItsLimit() {
        Client.visitor()
                .form(
                        "/play",
                        Map.of("frames", "64", "preset", "linux", "pasted", "" + "x".repeat(Limits.SESSION_CHARS + 1)))
                .then()
                .statusCode(400)
                .body(containsString("2000001 characters, the limit is " + Limits.SESSION_CHARS));
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : List.of("/", "/nowhere", "/api/me", "/q/openapi", "/rules")) {
            Client.visitor()
                    .get(path)
                    .then()
                    .header("Content-Security-Policy", containsString("form-action 'self'"))
                    .header("X-Content-Type-Options", equalTo("nosniff"))
                    .header("Cache-Control", equalTo("no-store"));
        }
    }

    private static void assertNoTrace(Response response) {
        assertFalse(response.asString().contains("\tat "), response.asString());
        assertFalse(response.asString().contains("Exception"), response.asString());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    @Test
    void pagesFarBeyondTheEndAreEmpty() {
        Client student = Client.student();
        student.get("/course?page=99999999").then().statusCode(200);
        student.get("/course?page=-1").then().statusCode(200);
        student.get("/api/submissions?page=99999999").then().statusCode(200);
    }
}
