package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import java.util.regex.Pattern;
import pagewalk.server.course.Course;

/** Somebody in a room, at the keyboard. */
final class RoomVisit {
    private final Visitor visitor;
    private final LabPage lab;

    private RoomVisit(Visitor visitor) {
        this.visitor = visitor;
        lab = LabPage.of(visitor);
        assertThat(connection()).hasText("● live");
    }

    /** Claims the course and makes a room in it, by its forms. */
    static RoomVisit open(Visitor instructor, Course course, boolean guests) {
        claim(instructor, course);
        instructor.open("/rooms").fill("#title", "Frozen minute");
        if (guests) {
            instructor.tabTo(instructor.find("#guests")).press("Space");
        }
        instructor.enter(instructor.find("#create")).isAt("/room/");
        return new RoomVisit(instructor);
    }

    /** Makes the visitor the course's instructor. */
    static void claim(Visitor visitor, Course course) {
        visitor.open("/claim/" + course.claimToken()).fill("#name", "Dr " + course.joinCode);
        visitor.fill("#password", "a long password").press("Enter");
        visitor.isAt("/instructor$");
    }

    /** Joins the course and enters the room by its code. */
    RoomVisit joinedBy(Visitor student, Course course) {
        student.join(course.joinCode);
        return enteredBy(student);
    }

    /** Lets somebody who may enter go in by the code. */
    RoomVisit enteredBy(Visitor member) {
        member.open("/rooms/" + code()).isAt("/room/");
        return new RoomVisit(member);
    }

    /** Lets a guest go in under a nickname. */
    RoomVisit enteredByGuest(Visitor guest, String nickname) {
        guest.open("/rooms/" + code()).fill("#nickname", nickname).press("Enter");
        guest.isAt("/room/");
        return new RoomVisit(guest);
    }

    String code() {
        return visitor.find("#lab").getAttribute("data-code");
    }

    Visitor visitor() {
        return visitor;
    }

    LabPage lab() {
        return lab;
    }

    Locator connection() {
        return visitor.find("#connection");
    }

    Locator place() {
        return visitor.find("#place");
    }

    Locator pending() {
        return visitor.find("#pending");
    }

    Locator members() {
        return visitor.find("#members");
    }

    RoomVisit command(String line) {
        lab.command(line);
        return this;
    }

    /** Waits until it follows the room at the entry of that number. */
    RoomVisit follows(int seq) {
        assertThat(place()).hasText("◉ Following the room, at #" + seq);
        return this;
    }

    /** Waits until it is detached while the room is at the entry of that number. */
    RoomVisit isDetached(int seq) {
        assertThat(place()).hasText(Pattern.compile("Detached.*room is at #" + seq + "$"));
        return this;
    }

    RoomVisit keys(String... keys) {
        lab.keys(keys);
        return this;
    }

    /** The digest shown once the page has carried out the entry of that number. */
    String digestAt(int seq) {
        assertThat(visitor.find("#digest")).hasAttribute("data-seq", Integer.toString(seq));
        assertThat(visitor.find("#agrees")).hasText("✓ agrees with the server's at #" + seq);
        return visitor.find("#digest").textContent();
    }

    /** Both show the entry of that number, with the same digest. */
    void agreesWith(RoomVisit other, int seq) {
        assertEquals(digestAt(seq), other.digestAt(seq), "digests at #" + seq);
    }
}
