package pagewalk.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.util.Xorshift;

/** The map is the same whether it followed every step or is painted anew, in machines of all sizes. */
@QuarkusTest
final class StageTest {
    private static final String[] KEYS = {",", ".", "<", ">", "Home", "End"};

    @RegisterExtension
    final Visitors visitors = new Visitors();

    /** Boxes, an overview with a pixel a frame, and overviews of more frames a pixel. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000, 3_000_000, 16_777_216})
    void followingStepsAndPaintingAnewGiveTheSamePicture(int frames) {
        Visitor visitor = visitors.arrive(Look.LIGHT);
        visitor.open("/play").tabTo(visitor.find("#frames")).press("Control+A").type(Integer.toString(frames));
        visitor.enter(visitor.find("#submit")).isAt("/play\\?session=");
        LabPage lab = LabPage.of(visitor);
        Xorshift random = new Xorshift(6, frames);
        String start = settled(visitor);
        for (int round = 0; round < 4; round++) {
            lab.command("n" + round + " = alloc_pages order=" + random.below(4));
            lab.command(round == 2 ? "free_pages n0" : "alloc_pages order=0");
            for (int i = 0; i < 5; i++) {
                lab.keys(KEYS[random.below(KEYS.length)]);
            }
            String followed = settled(visitor);
            lens(visitor, "Order");
            assertNotEquals(followed, settled(visitor), "another lens, another picture");
            lens(visitor, "Owner");
            assertEquals(followed, settled(visitor), "round " + round);
        }
        lab.keys("End");
        assertNotEquals(start, settled(visitor), "what was allocated shows");
    }

    /** Presses a lens without moving the focus, which the map shows. */
    private static void lens(Visitor visitor, String name) {
        visitor.button(name).evaluate("button => button.click()");
    }

    /** The map once it has stood still for a while, as an address of its pixels. */
    private static String settled(Visitor visitor) {
        return (String) visitor.page().evaluate("""
                async () => {
                  let last = '';
                  for (let still = 0; still < 15; ) {
                    await new Promise(done => requestAnimationFrame(done));
                    const now = document.querySelector('#stage canvas').toDataURL();
                    still = now === last ? still + 1 : 0;
                    last = now;
                  }
                  return last;
                }""");
    }
}
