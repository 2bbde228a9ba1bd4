package pagewalk.web.trace;

import org.teavm.jso.dom.xml.Element;
import pagewalk.web.dom.Dom;

/** Builds elements of a drawing. */
final class Svg {
    private static final String SPACE = "http://www.w3.org/2000/svg";

    private Svg() {}

    /** An element with attributes, name and value in turn. */
    static Element el(String tag, String... attributes) {
        Element element = Dom.document().createElementNS(SPACE, tag);
        for (int i = 0; i < attributes.length; i += 2) {
            element.setAttribute(attributes[i], attributes[i + 1]);
        }
        return element;
    }

    static Element line(String style, int x1, int y1, int x2, int y2) {
        return el("path", "class", style, "d", "M" + x1 + " " + y1 + "L" + x2 + " " + y2);
    }

    static Element text(String style, int x, int y, String words) {
        Element text = el("text", "class", style, "x", "" + x, "y", "" + y);
        text.appendChild(Dom.document().createTextNode(words));
        return text;
    }
}
