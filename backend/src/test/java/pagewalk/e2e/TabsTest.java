package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tabs of one browser on one session, opened at the same moment, and a browser that keeps nothing: no work is lost. */
@QuarkusTest
final class TabsTest {
    private static final String LAB = "/lab/02-split-and-merge?mode=graded";
    private static final int TABS = 3;
    /** A page waits 150 to 350 ms for the answer of other tabs; ten times that where they may have no processor. */
    private static final String PATIENT_TAB = """
            const soon = window.setTimeout.bind(window);
            window.setTimeout = (work, ms, ...more) => soon(work, ms >= 150 && ms <= 350 ? 10 * ms : ms, ...more);
            """;

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void tabsRestoredTogetherShareTheSessionAndEachHasItsBranch() {
        Visitor student = arrive();
        student.open(LAB);
        LabPage lab = LabPage.of(student);
        student.enter(lab.button("2. Reach"));
        student.context().setOffline(true);
        lab.command("late = alloc_pages order=0").keeps("late = alloc_pages order=0");
        assertThat(student.find("#saved")).containsText("unsent");
        student.page().close();
        student.context().setOffline(false);

        List<Page> tabs = openTogether(student);
        assertEquals(2, tabs.stream().filter(TabsTest::saysSecondTab).count(), "tabs that work beside the first");
        everyTabTypes(student, tabs);
        allIsThere(student, List.of("late = alloc_pages order=0"));
    }

    @Test
    void tabsOpenedTogetherForTheFirstTimeBeginOneSession() {
        Visitor student = arrive();
        List<Page> tabs = openTogether(student);
        everyTabTypes(student, tabs);
        assertEquals(1, sessions(student).size(), "sessions on the server");
        allIsThere(student, List.of());
    }

    @Test
    void whatTabsWroteWithoutNetworkIsSavedWhenItReturns() {
        Visitor student = arrive();
        List<Page> tabs = openTogether(student);
        tabs.forEach(tab -> assertThat(tab.locator("#saved")).containsText("✓ saved"));
        student.context().setOffline(true);
        for (int i = 0; i < TABS; i++) {
            typeInto(student, tabs.get(i), i);
            assertThat(tabs.get(i).locator("#saved")).containsText("unsent");
        }
        tabs.getFirst().close();
        student.context().setOffline(false);
        student.bringToFront(tabs.get(1));
        for (Page tab : tabs.subList(1, TABS)) {
            assertThat(tab.locator("#saved")).containsText("✓ saved");
        }
        Page again = student.context().newPage();
        student.bringToFront(again);
        student.open(LAB);
        assertThat(again.locator("#console")).containsText("t0 = alloc_pages order=0");
        assertThat(again.locator("#saved")).containsText("✓ saved");
        allIsThere(student, List.of());
    }

    @Test
    void withoutLocksTheSecondTabAsksTheFirst() {
        Visitor student = arrive();
        student.context().addInitScript("delete Navigator.prototype.locks");
        student.open(LAB);
        LabPage first = LabPage.of(student);
        student.enter(first.button("2. Reach"));
        first.command("t0 = alloc_pages order=0");
        assertThat(student.find("#saved")).containsText("✓ saved");
        student.newTab();
        student.page().addInitScript(PATIENT_TAB);
        student.open(LAB);
        LabPage.of(student);
        assertTrue(saysSecondTab(student.page()));
    }

    @Test
    void reloadingIsNotASecondTab() {
        Visitor student = arrive();
        student.open(LAB);
        for (int i = 0; i < 5; i++) {
            LabPage.of(student);
            assertTrue(!saysSecondTab(student.page()), "after " + i + " reloads");
            student.page().reload();
        }
    }

    @Test
    void aFullStorageIsSaidWithWhatIsOnlyOnTheScreen() {
        Visitor student = arrive();
        student.open("/course");
        quota(student, 1.0);
        student.open(LAB);
        LabPage lab = LabPage.of(student);
        assertThat(student.find("#only-here")).isHidden();
        student.enter(lab.button("2. Reach"));
        student.context().setOffline(true);
        lab.command("a = alloc_pages order=0").command("b = alloc_pages order=0");
        student.sees("#only-here", "2 commands are only on this screen");
        assertThat(student.find("#only-here")).isVisible();
        assertEquals("", String.join("\n", Axe.findings(student.page())));
        student.context().setOffline(false);
        assertThat(student.find("#saved")).containsText("✓ saved");
        assertThat(student.find("#only-here")).isHidden();
        assertTrue(lines(student).contains("b = alloc_pages order=0"));
    }

    private static void quota(Visitor visitor, double bytes) {
        CDPSession session = visitor.context().newCDPSession(visitor.page());
        JsonObject wanted = new JsonObject();
        wanted.addProperty("origin", Visitors.baseUrl().replaceAll("/$", ""));
        wanted.addProperty("quotaSize", bytes);
        session.send("Storage.overrideQuotaForOrigin", wanted);
    }

    private Visitor arrive() {
        Visitor student = visitors.arrive(Look.LIGHT);
        student.complaints().expect("status of 409");
        student.complaints().expect("ERR_INTERNET_DISCONNECTED");
        student.join(Installation.joinCode());
        return student;
    }

    /** Tabs that begin their programs at the same moment. */
    private static List<Page> openTogether(Visitor student) {
        List<Page> tabs = new ArrayList<>();
        List<Route> waiting = new ArrayList<>();
        student.context().route("**/loader.js", route -> {
            waiting.add(route);
            if (waiting.size() == TABS) {
                waiting.forEach(Route::resume);
            }
        });
        String address = Visitors.baseUrl().replaceAll("/$", "") + LAB;
        for (int i = 0; i < TABS; i++) {
            tabs.add(student.context().newPage());
        }
        tabs.forEach(tab -> tab.evaluate("address => { location.href = address }", address));
        for (Page tab : tabs) {
            student.bringToFront(tab);
            LabPage.of(student);
        }
        student.context().unroute("**/loader.js");
        return tabs;
    }

    private static boolean saysSecondTab(Page tab) {
        return tab.locator("#task").textContent().contains("open in another tab");
    }

    private static void everyTabTypes(Visitor student, List<Page> tabs) {
        for (int i = 0; i < tabs.size(); i++) {
            typeInto(student, tabs.get(i), i);
        }
        tabs.forEach(tab -> assertThat(tab.locator("#saved")).containsText("✓ saved"));
    }

    private static void typeInto(Visitor student, Page tab, int number) {
        student.bringToFront(tab);
        LabPage lab = LabPage.of(student);
        student.enter(lab.button("2. Reach"));
        lab.command("t" + number + " = alloc_pages order=0").command("free_pages t" + number);
    }

    /** Every tab's lines stand on the server, and as many branches begin as there were tabs beside the first. */
    private static void allIsThere(Visitor student, List<String> more) {
        List<String> all = lines(student);
        List<String> wanted = new ArrayList<>(more);
        for (int i = 0; i < TABS; i++) {
            wanted.add("t" + i + " = alloc_pages order=0");
            wanted.add("free_pages t" + i);
        }
        for (String line : wanted) {
            assertEquals(1, all.stream().filter(line::equals).count(), () -> line + " in " + all);
        }
        assertEquals(
                TABS - 1,
                all.stream().filter(line -> line.startsWith("branch ")).count(),
                () -> "branches in " + all);
    }

    private static JsonArray sessions(Visitor student) {
        return new JsonArray(new Api(student).text("/api/sessions?lab=02-split-and-merge&mode=graded"));
    }

    /** The journal of the newest session, as the server has it. */
    private static List<String> lines(Visitor student) {
        String id = sessions(student).getJsonObject(0).getString("id");
        return new Api(student)
                .get("/api/sessions/" + id + "/journal").getJsonArray("lines").stream()
                        .map(String::valueOf)
                        .toList();
    }
}
