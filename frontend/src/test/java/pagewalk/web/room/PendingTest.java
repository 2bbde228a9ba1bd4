package pagewalk.web.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Commands that wait for a room, in the page and where the page keeps them. */
final class PendingTest {
    private final String[] kept = {""};

    @Test
    void anotherPageFindsWhatThisOneKept() {
        Pending before = page();
        Pending.Ask first = ask("a = alloc_pages order=2");
        Pending.Ask second = ask("free_pages a");
        before.add(first);
        before.add(second);
        assertEquals(List.of(first, second), page().all());
        assertNotNull(page().remove(first.id()));
        assertEquals(List.of(second), page().all());
        assertNull(page().remove(first.id()));
        page().remove(second.id());
        assertEquals("", kept[0]);
        assertEquals(0, page().size());
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        kept[0] = "\nshort\n" + UUID.randomUUID() + "\nno end";
        assertEquals(List.of(), page().all());
    }

    private Pending page() {
        return new Pending(kept[0], text -> kept[0] = text);
    }

    private static Pending.Ask ask(String line) {
        return new Pending.Ask(UUID.randomUUID().toString(), line);
    }
}
