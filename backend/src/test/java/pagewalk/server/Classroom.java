package pagewalk.server;

import io.restassured.response.Response;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A room and its instructor. */
final class Classroom {
    private static final Pattern CODE = Pattern.compile("data-code=\"([^\"]+)\"");

    final Client instructor;
    final String room;
    final String code;

    private Classroom(Client instructor, String room, String code) {
        this.instructor = instructor;
        this.room = room;
        this.code = code;
    }

    /** A room of the instructor with a textbook machine of 64 frames. */
    static Classroom open(Client instructor, boolean guests) {
        Map<String, String> form = guests
                ? Map.of("title", "A room", "start", "preset=textbook frames=64", "guests", "on")
                : Map.of("title", "A room", "start", "preset=textbook frames=64");
        Response made = instructor.form("/rooms", form);
        made.then().statusCode(303);
        String location = made.getHeader("Location");
        String room = location.substring(location.lastIndexOf('/') + 1);
        Matcher code = CODE.matcher(
                instructor.get("/room/" + room).then().statusCode(200).extract().asString());
        if (!code.find()) {
            throw new AssertionError("no code on the room's page");
        }
        return new Classroom(instructor, room, code.group(1));
    }

    /** A room of the demo course of the server under test. */
    static Classroom open() {
        return open(Courses.instructorOfDemoCourse(), false);
    }

    /** A room of the packaged server's course, whose account of the instructor nobody has claimed before. */
    static Classroom open(ServerProcess server) throws Exception {
        Client instructor = Client.visitor(server.base());
        instructor
                .form(server.claimPath(), Map.of("name", Client.name("prof"), "password", Client.PASSWORD))
                .then()
                .statusCode(303);
        return open(instructor, false);
    }

    /** A new student of the packaged server's course, with a seat in the room. */
    Client enteredAt(ServerProcess server, String joinCode) {
        Client client = Client.visitor(server.base());
        client.form("/join", Map.of("code", joinCode, "name", Client.name("student"), "password", Client.PASSWORD))
                .then()
                .statusCode(303);
        return enter(client);
    }

    /** Gives the client a seat. */
    Client enter(Client client) {
        client.get("/rooms/" + code).then().statusCode(303);
        return client;
    }

    String control() {
        return "/ws/rooms/" + room + "/control";
    }

    String path() {
        return "/ws/rooms/" + room;
    }
}
