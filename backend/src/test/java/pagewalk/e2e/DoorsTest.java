package pagewalk.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Getting in and out by keyboard: join, log in, log out, and the clear answers when it does not work. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
final class DoorsTest {
    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void studentJoinsLogsOutAndLogsInAgain() {
        Visitor student = visitors.arrive(Look.LIGHT);
        String name = student.join(Installation.joinCode());
        student.enter(student.find("#logout")).isAt("/$");
        student.enter(student.find("nav a[href='/login']")).isAt("/login$");
        student.fill("#name", name).fill("#password", "a long password").press("Enter");
        student.isAt("/$").sees("main", name);
    }

    @Test
    void wrongJoinCodeTakenNameAndWrongPasswordAreTold() {
        Visitor first = visitors.arrive(Look.LIGHT);
        String name = first.join(Installation.joinCode());
        Visitor second = visitors.arrive(Look.LIGHT);
        second.complaints().expect("status of 4");
        second.open("/join").fill("#code", "no-such-code").fill("#name", name);
        second.fill("#password", "a long password").press("Enter");
        second.sees("#problem", "no-such-code");
        assertThat(second.find("#name")).hasValue(name);
        second.open("/join").fill("#code", Installation.joinCode()).fill("#name", name);
        second.fill("#password", "a long password").press("Enter");
        second.sees("#problem", "taken");
        second.open("/login")
                .fill("#name", name)
                .fill("#password", "not the password")
                .press("Enter");
        second.sees("#problem", "do not belong together");
    }

    @Test
    void skipLinkComesFirstAndLeadsToTheContent() {
        Visitor visitor = visitors.arrive(Look.LIGHT).open("/").press("Tab");
        assertThat(visitor.find("a.skip")).isFocused();
        assertThat(visitor.find("a.skip")).isInViewport();
        visitor.press("Enter");
        assertThat(visitor.find("#main")).isFocused();
    }
}
