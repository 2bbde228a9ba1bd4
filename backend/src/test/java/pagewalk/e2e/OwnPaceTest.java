package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.websockets.next.OpenConnections;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work that outlives a reload, a lost network, a second tab, a lost socket and the change from guest to student. */
@QuarkusTest
final class OwnPaceTest {
    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Inject
    OpenConnections sockets;

    @Test
    void guestPractisesWithinTwoClicksAndKeepsTheWorkWhenJoining() {
        Visitor guest = visitors.arrive(Look.LIGHT).open("/");
        guest.enter(guest.find("#practise-02-split-and-merge"));
        LabPage lab = LabPage.of(guest);
        guest.enter(lab.button("2. Reach"));
        lab.command("q = alloc_pages order=0");
        int events = lab.events();
        isSaved(guest);
        String machine = guest.find("#console").textContent();

        guest.page().reload();
        lab = LabPage.of(guest);
        assertEquals(events, lab.events(), "events after a reload");
        guest.sees("#console", "q = alloc_pages order=0");

        guest.enter(guest.find("a[href='/account']")).enter(guest.find("main a[href='/join']"));
        guest.fill("#code", Installation.joinCode()).fill("#name", "Guest " + UUID.randomUUID());
        guest.fill("#password", "a long password").press("Enter").isAt("/course$");
        guest.enter(guest.find("main a[href='/lab/02-split-and-merge?mode=practice']"));
        lab = LabPage.of(guest);
        assertEquals(events, lab.events(), "events after joining");
        assertEquals(machine, guest.find("#console").textContent());
    }

    @Test
    void anotherBrowserOfTheSameStudentGoesOnFromTheServer() {
        Visitor first = visitors.arrive(Look.LIGHT);
        String name = first.join(Installation.joinCode());
        LabPage lab = practice(first);
        first.enter(lab.button("2. Reach"));
        lab.command("q = alloc_pages order=0");
        isSaved(first);
        int events = lab.events();
        Visitor second = visitors.arrive(Look.DARK);
        second.open("/login")
                .fill("#name", name)
                .fill("#password", "a long password")
                .press("Enter");
        second.isAt("/$");
        LabPage other = practice(second);
        second.sees("#console", "q = alloc_pages order=0");
        assertEquals(events, other.events());
    }

    @Test
    void workGoesOnWithoutNetworkAndIsSentWhenItReturns() {
        Visitor guest = visitors.arrive(Look.LIGHT).open("/");
        guest.complaints().expect("ERR_INTERNET_DISCONNECTED");
        guest.enter(guest.find("#practise-02-split-and-merge"));
        LabPage lab = LabPage.of(guest);
        isSaved(guest);
        guest.context().setOffline(true);
        guest.fill("#answer-pfn", "0").fill("#answer-splits", "0").enter(guest.find("#commit"));
        guest.sees("#task", "Prediction 1");
        assertThat(guest.find("#saved")).containsText("unsent");
        int events = lab.events();
        lab.keys("<", ",").isAt(lab.position()).keys("End").isAt(events);
        guest.enter(lab.button("2. Reach"));
        lab.command("q = alloc_pages order=0").command("free_pages q");
        assertThat(guest.find("#saved")).containsText("5 unsent");
        assertThat(guest.find("#saved")).containsText("offline");
        guest.context().setOffline(false);
        isSaved(guest);
        assertEquals(List.of("free_pages q"), lastLines(guest, 1));
    }

    @Test
    void secondTabBecomesABranchAndNothingIsLost() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.complaints().expect("status of 409");
        student.join(Installation.joinCode());
        LabPage first = practice(student);
        student.enter(first.button("2. Reach"));
        first.command("base = alloc_pages order=0");
        isSaved(student);
        Page firstTab = student.newTab();
        LabPage second = practice(student);
        student.sees("#task", "open in another tab");
        student.enter(second.button("2. Reach"));
        second.command("mine = alloc_pages order=0");
        isSaved(student);
        student.bringToFront(firstTab);
        first = LabPage.of(student);
        first.command("theirs = alloc_pages order=0");
        student.sees("#task", "Another tab or device wrote");
        isSaved(student);
        List<String> all = lastLines(student, Integer.MAX_VALUE);
        for (String line :
                List.of("base = alloc_pages order=0", "mine = alloc_pages order=0", "theirs = alloc_pages order=0")) {
            assertTrue(all.contains(line), () -> line + " is on the server: " + all);
        }
        assertTrue(all.stream().anyMatch(line -> line.startsWith("branch at=1")), () -> "a branch: " + all);
    }

    @Test
    void aLostSocketComesBackAndTheVerdictArrives() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.join(Installation.joinCode());
        String id = Coursework.submitSolution(student);
        student.open("/submissions/" + id);
        assertThat(student.find("#verdict")).hasAttribute("data-state", "graded");
        UUID row = UUID.fromString(id);
        Installation.change(
                "update submission set state = 'verifying', lease_until = now() + interval '1 hour',"
                        + " lease_owner = ? where id = ?",
                row,
                row);
        // The page asks now and then, too, but here the news is to come by the socket.
        student.page().addInitScript("window.setInterval = () => 0");
        Set<String> others = ids();
        student.open("/submissions/" + id);
        assertThat(student.find("#verdict")).hasAttribute("data-state", "verifying");
        closeSockets(student, others);
        Installation.change("update submission set state = 'graded', lease_until = null where id = ?", row);
        assertThat(student.find("#verdict")).hasAttribute("data-state", "graded");
    }

    /** Closes the server's end of the visitor's socket, once it is there: the page before may still have had one. */
    private void closeSockets(Visitor visitor, Set<String> others) {
        visitor.page().waitForCondition(() -> !others.containsAll(ids()));
        sockets.listAll().stream()
                .filter(socket -> !others.contains(socket.id()))
                .forEach(socket -> socket.closeAndAwait());
    }

    /** The server's open sockets. */
    private Set<String> ids() {
        return sockets.listAll().stream().map(socket -> socket.id()).collect(Collectors.toSet());
    }

    private static LabPage practice(Visitor visitor) {
        visitor.open("/lab/02-split-and-merge?mode=practice");
        return LabPage.of(visitor);
    }

    private static void isSaved(Visitor visitor) {
        assertThat(visitor.find("#saved")).containsText("✓ saved");
    }

    /** The newest lines of the journal of the visitor's newest practice session, as the server has them. */
    private static List<String> lastLines(Visitor visitor, int count) {
        Api api = new Api(visitor);
        JsonArray sessions = new JsonArray(api.text("/api/sessions?lab=02-split-and-merge&mode=practice"));
        String id = sessions.getJsonObject(0).getString("id");
        JsonObject journal = api.get("/api/sessions/" + id + "/journal");
        List<String> lines =
                journal.getJsonArray("lines").stream().map(String::valueOf).toList();
        return lines.subList(Math.max(lines.size() - count, 0), lines.size());
    }
}
