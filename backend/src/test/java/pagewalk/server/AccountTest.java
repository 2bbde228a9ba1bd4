package pagewalk.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.server.course.Course;
import pagewalk.server.ops.Secrets;

@QuarkusTest
class AccountTest {
    private static final Pattern TEMPORARY = Pattern.compile("id=\"temporary\">([^<]+)<");

    @Test
    void joiningLogsIn() {
        String name = Client.name("ada");
        Client client = Client.student(Client.visitor(), name);
        client.get("/api/me").then().body("kind", equalTo("student")).body("name", equalTo(name));
    }

    @Test
    void takenNameGetsAClearAnswer() {
        String name = Client.name("ada");
        Client.student(Client.visitor(), name);
        Client.visitor()
                .join(name.toUpperCase(java.util.Locale.ROOT))
                .then()
                .statusCode(409)
                .body(containsString("is taken; choose another one"));
    }

    @Test
    void namesOfAnyScriptIgnoreCase() {
        String name = Client.name("\u00c9mile \u0418\u0440\u0438\u043d\u0430");
        Client.student(Client.visitor(), name);
        String lower = name.toLowerCase(Locale.ROOT);
        assertNotEquals(name, lower);
        Client.visitor().logIn(lower, Client.PASSWORD).then().statusCode(303);
        Client.visitor().join(lower).then().statusCode(409).body(containsString("is taken"));
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
        assertNotEquals(name, decomposed);
        Client.visitor().logIn(decomposed, Client.PASSWORD).then().statusCode(303);
    }

    @Test
    void namesOfDifferentBlanksAreOne() {
        String name = Client.name("two words");
        Client.student(Client.visitor(), name);
        Client.visitor()
                .logIn(" " + name.replace(" ", "\u00a0 "), Client.PASSWORD)
                .then()
                .statusCode(303);
        Client.visitor().join(name.replace(" ", "\u2003")).then().statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u202e", "\u2060", "\ufeff", "\u00ad", "\u0007", "\u2028", "\ue000"})
    void invisibleCharactersInNamesAreRefused(String unseen) {
        String name = Client.name("prof");
        Client.visitor()
                .join(name.replace(" ", unseen + " "))
                .then()
                .statusCode(400)
                .body(containsString("A name has no invisible characters; this one has U+"));
        Client.visitor().logIn(name, Client.PASSWORD).then().statusCode(401);
    }

    @Test
    void namesAreStoredComposed() {
        String name = Client.name("Zo\u00eb");
        Client client = Client.student(Client.visitor(), Normalizer.normalize(name, Normalizer.Form.NFD));
        client.get("/api/me").then().body("name", equalTo(name));
    }

    @Test
    void wrongJoinCodeSaysSo() {
        Client.visitor()
                .form("/join", Map.of("code", "nope", "name", Client.name("x"), "password", Client.PASSWORD))
                .then()
                .statusCode(400)
                .body(containsString("No course has the join code"));
    }

    @Test
    void shortPasswordSaysHowLong() {
        Client.visitor()
                .form("/join", Map.of("code", Database.joinCode(), "name", Client.name("x"), "password", "short"))
                .then()
                .statusCode(400)
                .body(containsString("8 characters or more"));
    }

    @Test
    void unknownNameAndWrongPasswordGetTheSameAnswer() {
        String name = Client.name("ada");
        Client.student(Client.visitor(), name);
        Response wrong = Client.visitor().logIn(name, "not the password");
        Response unknown = Client.visitor().logIn(Client.name("nobody"), "not the password");
        assertEquals(401, wrong.statusCode());
        assertEquals(401, unknown.statusCode());
        assertEquals(problem(wrong), problem(unknown));
    }

    @Test
    void logoutRevokesTheCookie() {
        Client client = Client.student();
        Map<String, String> stolen = Map.copyOf(client.cookies);
        client.form("/logout", Map.of()).then().statusCode(303);
        client.cookies.putAll(stolen);
        client.get("/api/me").then().statusCode(401).body("error", equalTo("login-ended"));
    }

    @Test
    void loginCookieIsHttpOnlyAndLax() {
        String cookie = Client.visitor().join(Client.name("x")).getHeaders().getValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("pagewalk="))
                .findFirst()
                .orElseThrow();
        assertTrue(cookie.contains("HttpOnly") || cookie.contains("HTTPOnly"), cookie);
        assertTrue(cookie.contains("SameSite=Lax"), cookie);
    }

    @Test
    void guestKeepsTheWorkWhenJoining() {
        Client client = Client.guest();
        String before = client.id();
        String session = UUID.randomUUID().toString();
        client.post("/api/sessions", Map.of("id", session, "lab", Graded.LAB, "mode", "practice"))
                .then()
                .statusCode(200);
        client.post(
                        "/api/sessions/" + session + "/journal",
                        Map.of("base", 0, "lines", List.of("a = alloc_pages order=1"), "batch", session))
                .then()
                .statusCode(200);
        client.join(Client.name("was guest")).then().statusCode(303);
        assertEquals(before, client.id());
        client.get("/api/me").then().body("kind", equalTo("student"));
        client.get("/api/sessions/" + session + "/journal")
                .then()
                .statusCode(200)
                .body("lines[0]", equalTo("a = alloc_pages order=1"));
    }

    @Test
    void guestMayNotOpenGradedSessions() {
        Client.guest()
                .post("/api/sessions", Map.of("id", UUID.randomUUID().toString(), "lab", Graded.LAB, "mode", "graded"))
                .then()
                .statusCode(403)
                .body("error", equalTo("guest"));
    }

    @Test
    void claimLinkWorksOnce() {
        Client instructor = Courses.instructorOfNewCourse();
        instructor.get("/api/me").then().body("kind", equalTo("instructor"));
        instructor.get("/instructor").then().statusCode(200);
    }

    @Test
    void usedClaimLinkIsGone() {
        Course course = Courses.unclaimed();
        String path = "/claim/" + course.claimToken();
        Map<String, String> fields = Map.of("name", Client.name("prof"), "password", Client.PASSWORD);
        Client.visitor().form(path, fields).then().statusCode(303);
        Client.visitor().get(path).then().statusCode(404);
        Client.visitor()
                .form(path, Map.of("name", Client.name("thief"), "password", Client.PASSWORD))
                .then()
                .statusCode(404);
    }

    @Test
    void wrongClaimTokenIsNotFound() {
        Client.visitor().get("/claim/" + Secrets.token()).then().statusCode(404);
    }

    @Test
    void changedPasswordEndsOtherLogins() {
        String name = Client.name("ada");
        Client here = Client.student(Client.visitor(), name);
        Client there = Client.visitor();
        there.logIn(name, Client.PASSWORD).then().statusCode(303);
        here.form("/account/password", Map.of("present", Client.PASSWORD, "password", "another one entirely"))
                .then()
                .statusCode(200);
        there.get("/api/me").then().statusCode(401);
        here.get("/api/me").then().statusCode(200);
        Client.visitor().logIn(name, Client.PASSWORD).then().statusCode(401);
        Client.visitor().logIn(name, "another one entirely").then().statusCode(303);
    }

    @Test
    void resetPasswordMustBeReplaced() {
        Course course = Courses.unclaimed();
        Client instructor = Courses.claim(course);
        String name = Client.name("forgetful");
        Client student = Client.visitor();
        student.form("/join", Map.of("code", course.joinCode, "name", name, "password", Client.PASSWORD))
                .then()
                .statusCode(303);
        String page = instructor
                .form("/instructor/students/" + student.id() + "/reset", Map.of())
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Matcher temporary = TEMPORARY.matcher(page);
        assertTrue(temporary.find(), page);
        student.get("/api/me").then().statusCode(401);

        Client again = Client.visitor();
        again.logIn(name, Client.PASSWORD).then().statusCode(401);
        again.logIn(name, temporary.group(1)).then().statusCode(303);
        again.get("/api/me").then().statusCode(403).body("error", equalTo("password-temporary"));
        again.get("/course").then().statusCode(303).header("Location", containsString("/account"));
        again.form("/account/password", Map.of("present", temporary.group(1), "password", temporary.group(1)))
                .then()
                .statusCode(400)
                .body(containsString("The new password is the present one"));
        again.get("/api/me").then().statusCode(403);
        again.form("/account/password", Map.of("present", temporary.group(1), "password", "my own again"))
                .then()
                .statusCode(200);
        again.get("/api/me").then().statusCode(200);
    }

    @Test
    void instructorCannotResetStudentsOfOtherCourses() {
        Client instructor = Courses.instructorOfNewCourse();
        String student = Client.student().id();
        instructor
                .form("/instructor/students/" + student + "/reset", Map.of())
                .then()
                .statusCode(404);
    }

    @Test
    void studentsDoNotReachInstructorPages() {
        Client.student().get("/instructor").then().statusCode(403);
        Client.visitor().get("/instructor").then().statusCode(401);
    }

    private static String problem(Response response) {
        Matcher found = Pattern.compile("id=\"problem\"[^>]*>(.*?)</p>").matcher(response.asString());
        assertTrue(found.find(), response.asString());
        return found.group(1);
    }
}
