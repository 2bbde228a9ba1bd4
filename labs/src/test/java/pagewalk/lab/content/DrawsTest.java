package pagewalk.lab.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DrawsTest {
    private static Draws draw(String yaml, int seed) {
        YamlItem root = YamlItem.read("test.yaml", yaml);
        List<DrawSpec> specs = new ArrayList<>();
        for (String name : root.keys()) {
            specs.add(DrawSpec.read(name, root.get(name)));
        }
        return Draws.draw(specs, new DrawStreams(new byte[] {1, 2, (byte) seed}), 0);
    }

    private static TreeSet<String> all(String yaml, String template) {
        TreeSet<String> seen = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            seen.add(draw(yaml, seed).fill(template));
        }
        return seen;
    }

    @Test
    void everyChoiceComesUp() {
        assertEquals(List.of("a", "b", "c"), List.copyOf(all("x: {pick: [a, b, c]}", "{x}")));
        assertEquals(List.of("2", "4", "6"), List.copyOf(all("x: {range: {from: 2, to: 7, step: 2}}", "{x}")));
        assertEquals(6, all("x: {shuffle: [a, b, c]}", "{x[0]}{x[1]}{x[2]}").size());
        assertEquals(9, all("x: {picks: [a, b, c], count: 2}", "{x[0]}{x[1]}").size());
    }

    @Test
    void aShuffleTakesEachItemOnce() {
        for (int seed = 0; seed < 50; seed++) {
            Draws draws = draw("x: {shuffle: [1, 2, 3, 4, 5], take: 4}", seed);
            TreeSet<String> items = new TreeSet<>();
            for (int i = 0; i < 4; i++) {
                items.add(draws.fill("{x[" + i + "]}"));
            }
            assertEquals(4, items.size());
            assertThrows(IllegalArgumentException.class, () -> draws.fill("{x[4]}"));
        }
    }

    @Test
    void templatesNestAndSpeakOfDrawsAbove() {
        String yaml = """
                row: {pick: [{n: 3, names: [p, q]}]}
                at: {pick: [1]}
                who: {value: "{row.names[{at}]}"}
                """;
        assertEquals("q and 3", draw(yaml, 1).fill("{who} and {row.n}"));
        assertThrows(LabFault.class, () -> draw("a: {value: '{b}'}\nb: {pick: [1]}", 1));
        assertThrows(IllegalArgumentException.class, () -> draw(yaml, 1).fill("{row}"));
        assertThrows(IllegalArgumentException.class, () -> draw(yaml, 1).fill("{who"));
        assertThrows(IllegalArgumentException.class, () -> draw(yaml, 1).fill("who}"));
    }

    @Test
    void theSameSeedDrawsTheSame() {
        String yaml = "x: {shuffle: [1, 2, 3, 4, 5, 6, 7, 8]}\ny: {range: {from: 0, to: 100000}}";
        assertEquals(draw(yaml, 9).canonical(), draw(yaml, 9).canonical());
        assertTrue(!draw(yaml, 9).canonical().equals(draw(yaml, 10).canonical()));
    }
}
