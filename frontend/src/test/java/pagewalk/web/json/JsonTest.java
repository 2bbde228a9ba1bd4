package pagewalk.web.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void readsWhatTheServerSends() {
        Json json = Json.parse("{\"a\":1,\"b\":\"x\\n\\u00e9\\\"\",\"c\":[true,null,{\"d\":2.5}],\"e\":{},\"f\":null}");
        assertNotNull(json);
        assertEquals(1, json.number("a", 0));
        assertEquals("x\n\u00e9\"", json.text("b"));
        assertEquals(3, json.array("c").size());
        assertEquals(2, json.array("c").get(2).number("d", 0));
        assertNull(json.text("f"));
        assertNull(json.object("e"));
        assertNull(json.text("absent"));
    }

    @Test
    void refusesWhatIsNoJson() {
        for (String text : List.of("", "{", "{\"a\"}", "[1,]", "tru", "{\"a\":1} x", "\"open", "[".repeat(100))) {
            assertNull(Json.parse(text), text);
        }
    }

    @Test
    void whatIsWrittenIsReadBack() {
        String text = "line\nquote\" back\\ tab\t bell\u0007 \u00fc";
        String written = new JsonWriter()
                .put("text", text)
                .put("number", 7)
                .put("flag", true)
                .put("list", List.of("a", text))
                .text();
        Json json = Json.parse(written);
        assertNotNull(json);
        assertEquals(text, json.text("text"));
        assertEquals(7, json.number("number", 0));
        assertEquals(true, json.flag("flag"));
        assertEquals(List.of("a", text), json.texts("list"));
    }
}
