package pagewalk.web.wall;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Store;

/** How the wall shows things: names or seat numbers, the page's colours, and the titles of labs. */
final class WallLook {
    private boolean hidesNames = "on".equals(Store.get("wall.anonymous"));
    private String[] colours = Thumb.colours();

    boolean hidesNames() {
        return hidesNames;
    }

    /** Shows seat numbers instead of names, or names again; kept in this browser. */
    void hideNames(boolean hide) {
        hidesNames = hide;
        Store.put("wall.anonymous", hide ? "on" : "off");
    }

    String[] colours() {
        return colours;
    }

    /** The theme has changed. */
    void refreshColours() {
        colours = Thumb.colours();
    }

    /** A lab's title, or its id when the page does not know it. */
    String title(String lab) {
        HTMLElement option = Dom.document().querySelector("#labs option[value='" + lab + "']");
        String title = option == null ? null : option.getAttribute("label");
        return title == null ? lab : title;
    }
}
