package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.WebSocketRoute;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.server.course.Course;

/** A room in two and three browsers, by keyboard alone: one machine, what the instructor does, and lost connections. */
@QuarkusTest
final class RoomPageTest {
    private static final Pattern MEMBERS_SOCKET = Pattern.compile("/ws/rooms/[^/]+$");

    /** The picture was painted for the room that the bar leaves it, not stretched to it. */
    private static final String MAP_FITS = """
            () => {
              const map = document.querySelector("#stage canvas");
              return Math.abs(map.height / devicePixelRatio - map.clientHeight) < 2;
            }
            """;

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void bothTypeAndTheDigestsAreEqual() {
        Course course = Installation.unclaimedCourse("Two at a machine");
        RoomVisit instructor = RoomVisit.open(visitors.arrive(Look.LIGHT), course, false);
        RoomVisit student = instructor.joinedBy(visitors.arrive(Look.LIGHT), course);
        instructor.command("a = alloc_pages order=2");
        student.command("b = alloc_pages order=0").command("free_pages a");
        instructor.command("c = alloc_pages order=3");
        instructor.follows(5).agreesWith(student.follows(5), 5);
        assertThat(instructor.visitor().find("#console .asked")).hasCount(4);
        assertThat(student.visitor().find("#console")).containsText("c = alloc_pages order=3");
        assertThat(student.lab().answer()).containsText("ok pfn=");
        instructor.command("free_pages pfn=3");
        assertThat(student.follows(6).lab().answer()).containsText("refused EINVAL");
        student.command("nonsense");
        assertThat(student.lab().answer()).containsText("column 1");
        student.agreesWith(instructor, 6);
    }

    @Test
    void pushPauseFollowAndDetach() {
        Course course = Installation.unclaimedCourse("A frozen minute");
        RoomVisit instructor = RoomVisit.open(visitors.arrive(Look.LIGHT), course, true);
        RoomVisit detached = instructor.joinedBy(visitors.arrive(Look.LIGHT), course);
        RoomVisit follower = instructor.enteredByGuest(visitors.arrive(Look.LIGHT), "Otter");
        instructor.command("a = alloc_pages order=2");
        detached.follows(2).keys("<").isDetached(2);
        assertThat(detached.place()).hasText("◌ Detached at #1 · room is at #2");
        instructor.command("b = alloc_pages order=1");
        detached.isDetached(3).lab().isAt(0);
        detached.keys("f").follows(3).keys("f").isDetached(3);

        Visitor desk = instructor.visitor();
        desk.enter(desk.find("#push-lab"));
        follower.follows(4);
        assertThat(detached.place()).containsText("pushed a new one at #4, room is at #4");
        detached.visitor().enter(detached.visitor().find("#follow"));
        detached.follows(4).agreesWith(follower, 4);
        instructor.follows(4).keys("<", "<");
        desk.enter(desk.find("#push-own"));
        instructor.visitor().sees("#control-answer", "pushed (#5)");
        follower.follows(5);

        desk.enter(desk.find("#pause"));
        follower.visitor().sees("#paused", "Paused by Dr " + course.joinCode);
        assertThat(follower.lab().map()).isVisible();
        follower.command("x = alloc_pages order=0");
        assertThat(follower.lab().answer()).containsText("not carried out: the room is paused");
        instructor.keys("f").follows(6).command("mine = alloc_pages order=0");
        follower.follows(7).keys("<").isDetached(7);
        desk.enter(desk.find("#pause"));
        assertThat(follower.visitor().find("#paused")).isHidden();
        follower.command("x = alloc_pages order=0").isDetached(9);
        follower.keys("f").follows(9).agreesWith(instructor, 9);
    }

    @Test
    void presenceAppearsAndDisappears() {
        Course course = Installation.unclaimedCourse("Pointing");
        RoomVisit instructor = RoomVisit.open(visitors.arrive(Look.LIGHT), course, true);
        RoomVisit guest = instructor.enteredByGuest(visitors.arrive(Look.LIGHT), "Heron");
        assertThat(instructor.members()).containsText("Heron, guest");
        assertThat(guest.members()).containsText("Dr " + course.joinCode + ", instructor");
        instructor.visitor().enter(instructor.lab().button("Table"));
        guest.keys("ArrowRight", "ArrowRight", "ArrowRight");
        assertThat(instructor.members()).containsText("points at pfn 4");
        assertThat(instructor.visitor().find("#stage .twin")).containsText("Heron (pfn 4)");
        guest.visitor().press("Escape");
        assertThat(instructor.members()).not().containsText("points at");
        assertThat(instructor.visitor().find("#stage .twin")).not().containsText("Heron");
        guest.visitor().page().close();
        assertThat(instructor.members()).not().containsText("Heron");
    }

    @Test
    void aDroppedConnectionComesBackAndNothingIsLost() {
        Course course = Installation.unclaimedCourse("In a tunnel");
        RoomVisit instructor = RoomVisit.open(visitors.arrive(Look.LIGHT), course, false);
        RoomVisit student = instructor.joinedBy(visitors.arrive(Look.LIGHT), course);
        student.visitor().complaints().expect("ERR_INTERNET_DISCONNECTED");
        student.visitor().context().setOffline(true);
        assertThat(student.connection()).hasText("▲ reconnecting");
        student.command("one = alloc_pages order=0").command("two = alloc_pages order=0");
        assertThat(student.connection()).hasText("▲ reconnecting, 2 unsent");
        assertThat(student.pending()).containsText("one = alloc_pages order=0");
        instructor.command("meanwhile = alloc_pages order=1").follows(2);
        student.visitor().context().setOffline(false);
        assertThat(student.connection()).hasText("● live");
        student.follows(4).agreesWith(instructor.follows(4), 4);
        assertThat(student.pending()).isHidden();
        assertThat(instructor.visitor().find("#console")).containsText("two = alloc_pages order=0");
    }

    @Test
    void aPageThatDisagreesMakesItsMachineAgainAndSaysSo() {
        Course course = Installation.unclaimedCourse("A bit flipped");
        RoomVisit instructor = RoomVisit.open(visitors.arrive(Look.LIGHT), course, false);
        Visitor visitor = visitors.arrive(Look.LIGHT);
        AtomicBoolean flipped = new AtomicBoolean();
        visitor.page().routeWebSocket(MEMBERS_SOCKET, socket -> corruptOnce(socket, flipped));
        RoomVisit student = instructor.joinedBy(visitor, course);
        instructor.command("a = alloc_pages order=3");
        visitor.sees("[data-room-notice]", "Resynchronised at #2");
        assertTrue(flipped.get());
        student.command("free_pages a").follows(3).agreesWith(instructor, 3);
    }

    /** The page's machine carries out another command than the server's did. */
    private static void corruptOnce(WebSocketRoute socket, AtomicBoolean corrupted) {
        WebSocketRoute server = socket.connectToServer();
        server.onMessage(frame -> {
            String text = frame.text();
            boolean first = text.contains("alloc_pages order=3") && !corrupted.getAndSet(true);
            socket.send(first ? text.replace("alloc_pages order=3", "alloc_pages order=2") : text);
        });
    }

    @Test
    void aReloadLosesNothingThatWasTyped() {
        Course course = Installation.unclaimedCourse("Reloaded");
        RoomVisit instructor = RoomVisit.open(visitors.arrive(Look.LIGHT), course, false);
        Visitor visitor = visitors.arrive(Look.LIGHT);
        AtomicBoolean swallows = new AtomicBoolean(true);
        visitor.page().routeWebSocket(MEMBERS_SOCKET, socket -> swallowCommands(socket, swallows));
        visitor.page().onDialog(dialog -> dialog.accept());
        RoomVisit student = instructor.joinedBy(visitor, course);
        student.command("one = alloc_pages order=0").command("two = alloc_pages order=1");
        assertThat(student.pending()).containsText("two = alloc_pages order=1");
        swallows.set(false);
        visitor.page().reload();
        instructor.follows(3);
        student.follows(3).agreesWith(instructor, 3);
        assertThat(student.pending()).isHidden();
        assertThat(instructor.visitor().find("#console .asked"))
                .containsText(new String[] {"one = alloc_pages order=0", "two = alloc_pages order=1"});
        visitor.page().reload();
        student.follows(3);
    }

    private static void swallowCommands(WebSocketRoute socket, AtomicBoolean swallows) {
        WebSocketRoute server = socket.connectToServer();
        socket.onMessage(frame -> {
            if (!swallows.get() || !frame.text().contains("\"type\":\"command\"")) {
                server.send(frame.text());
            }
        });
    }

    @Test
    void theFocusStaysOnAFrameWhileOthersType() {
        Course course = Installation.unclaimedCourse("Focus");
        RoomVisit instructor = RoomVisit.open(visitors.arrive(Look.LIGHT), course, false);
        RoomVisit student = instructor.joinedBy(visitors.arrive(Look.LIGHT), course);
        instructor.command("a = alloc_pages order=0");
        Visitor visitor = student.follows(2).visitor();
        visitor.tabTo(visitor.find("#inspector .lists .pfns button[aria-label='pin pfn 4']"));
        instructor.command("b = alloc_pages order=1");
        student.follows(3);
        assertThat(visitor.find("#inspector .lists .pfns button:focus")).hasText("4");
        visitor.press("Enter");
        assertThat(visitor.find("#inspector")).containsText("pfn 4");
    }

    @Test
    void theCommandLineSaysWhereACommandGoes() {
        Course course = Installation.unclaimedCourse("Hints");
        RoomVisit instructor = RoomVisit.open(visitors.arrive(Look.LIGHT), course, false);
        instructor.command("a = alloc_pages order=0").follows(2).keys("<").isDetached(2);
        assertThat(instructor.visitor().find("#console input"))
                .hasAttribute("placeholder", Pattern.compile("room's end"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light-1280", "dark-1280", "light-900", "dark-900"})
    void roomIsCleanInEveryLook(String name) {
        Look look = (name.startsWith("dark") ? Look.DARK : Look.LIGHT).wide(name.endsWith("900") ? 900 : 1280);
        Course course = Installation.unclaimedCourse("Clean " + name);
        RoomVisit instructor = RoomVisit.open(visitors.arrive(look), course, true);
        RoomVisit guest = instructor.enteredByGuest(visitors.arrive(look), "Ibis");
        instructor.command("a = alloc_pages order=2").command("b = alloc_pages order=0");
        instructor.command("c = alloc_pages order=3").follows(4);
        guest.keys("ArrowRight", "ArrowRight");
        assertThat(instructor.members()).containsText("points at pfn 1");
        isClean(instructor.visitor(), "room-" + name);
        guest.keys("<").isDetached(4);
        instructor.visitor().enter(instructor.visitor().find("#pause"));
        guest.visitor().sees("#paused", "Paused by");
        isClean(guest.visitor(), "room-paused-" + name);
    }

    private static void isClean(Visitor visitor, String what) {
        visitor.page().waitForFunction(MAP_FITS);
        visitor.shoot("pages/" + what);
        Axe.assertClean(visitor.page(), what);
        assertEquals("", String.join("\n", Layout.problems(visitor.page())), what);
    }
}
