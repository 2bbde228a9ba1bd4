package pagewalk.web.process;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.json.Digits;

/** Which element of the pictures stands for what, so that all that belong together can be outlined. */
final class Links {
    private static final String ATTRIBUTE = "data-link";

    private final Elements<HTMLElement> elements = new Elements<>();
    private final List<Link> links = new ArrayList<>();

    /** The pictures are drawn anew. */
    void clear() {
        elements.clear();
        links.clear();
    }

    /** A button that stands for something; {@code key} is its own among all buttons of the pictures. */
    HTMLElement button(String text, Link link, String key) {
        HTMLElement button = Dom.el("button", "", text);
        button.setAttribute("type", "button");
        button.setAttribute(KeptPlace.KEY, key);
        add(button, link);
        return button;
    }

    /** An element stands for something. */
    void add(HTMLElement element, Link link) {
        element.setAttribute(ATTRIBUTE, Integer.toString(links.size()));
        elements.add(element);
        links.add(link);
    }

    /** The element at, or around, one within {@code root} that stands for something; null if none does. */
    static @Nullable HTMLElement holder(HTMLElement element, HTMLElement root) {
        HTMLElement each = element;
        // An element that was drawn anew in the meantime is not within root any more.
        while (each != null && each != root) {
            if (each.hasAttribute(ATTRIBUTE)) {
                return each;
            }
            each = (HTMLElement) each.getParentNode();
        }
        return null;
    }

    /** What an element stands for; null for no element. */
    @Nullable
    Link of(@Nullable HTMLElement holder) {
        return holder == null ? null : links.get(Digits.natural(holder.getAttribute(ATTRIBUTE)));
    }

    /** Outlines every element that has a page or a frame in common with one of these. */
    void light(List<Link> lit) {
        for (int i = 0; i < links.size(); i++) {
            boolean on = false;
            for (int k = 0; k < lit.size() && !on; k++) {
                on = links.get(i).touches(lit.get(k));
            }
            Dom.attribute(elements.get(i), "data-lit", on, "");
        }
    }
}
