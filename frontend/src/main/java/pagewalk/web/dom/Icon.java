package pagewalk.web.dom;

import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.xml.Element;

/** The few pictures on buttons, drawn on a grid of 16. */
public enum Icon {
    START("M3 3h2v10H3zM13 3v10L6 8z"),
    COMMAND_BACK("M8 3v10L2 8zM14 3v10L8 8z"),
    EVENT_BACK("M11 3v10L4 8z"),
    EVENT_ON("M5 3v10l7-5z"),
    COMMAND_ON("M2 3v10l6-5zM8 3v10l6-5z"),
    END("M11 3h2v10h-2zM3 3v10l7-5z"),
    PLAY("M4 2v12l10-6z"),
    RUN("M2 3v10l8-5zM11 3h3v10h-3z"),
    PAUSE("M4 3h3v10H4zM9 3h3v10H9z"),
    ZOOM_IN("M7 3h2v4h4v2H9v4H7V9H3V7h4z"),
    ZOOM_OUT("M3 7h10v2H3z"),
    FIT("M2 2h5v2H4v3H2zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2zM12 9h2v5H9v-2h3z"),
    PICTURE("M2 3h12v10H2zm2 2v6h8V5zm1 5l2-3 2 2 1-1 2 2z"),
    THEME("M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2v10A5 5 0 0 1 8 3z"),
    SAVE("M7 2h2v6h3l-4 4-4-4h3zM3 13h10v1H3z"),
    OPEN("M7 11h2V6h3L8 2 4 6h3zM3 13h10v1H3z");

    private static final String SVG = "http://www.w3.org/2000/svg";

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    Element draw() {
        HTMLDocument document = HTMLDocument.current();
        Element svg = document.createElementNS(SVG, "svg");
        svg.setAttribute("viewBox", "0 0 16 16");
        svg.setAttribute("aria-hidden", "true");
        Element shape = document.createElementNS(SVG, "path");
        shape.setAttribute("d", path);
        shape.setAttribute("fill-rule", "evenodd");
        svg.appendChild(shape);
        return svg;
    }

    /** Shows this picture on a button instead of the one it has. */
    public void replaceOn(Element button) {
        while (button.hasChildNodes()) {
            button.removeChild(button.getFirstChild());
        }
        button.appendChild(draw());
    }
}
