package pagewalk.web.dom;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLButtonElement;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;

/** Builds elements; text always goes in as text, never as HTML. */
public final class Dom {
    private Dom() {}

    public static HTMLDocument document() {
        return HTMLDocument.current();
    }

    /** The element with this id; the page's template promises it. */
    public static HTMLElement byId(String id) {
        HTMLElement found = document().getElementById(id);
        if (found == null) {
            throw new IllegalStateException("the page has no element #" + id);
        }
        return found;
    }

    public static @Nullable HTMLElement find(String id) {
        return document().getElementById(id);
    }

    public static HTMLElement el(String tag) {
        return document().createElement(tag);
    }

    public static HTMLElement el(String tag, String className) {
        HTMLElement element = el(tag);
        element.setClassName(className);
        return element;
    }

    public static HTMLElement el(String tag, String className, String text) {
        HTMLElement element = el(tag);
        if (!className.isEmpty()) {
            element.setClassName(className);
        }
        element.setTextContent(text);
        return element;
    }

    /** Appends children and gives the parent back. */
    public static HTMLElement with(HTMLElement parent, HTMLElement... children) {
        for (HTMLElement child : children) {
            parent.appendChild(child);
        }
        return parent;
    }

    public static void addText(HTMLElement parent, String text) {
        parent.appendChild(document().createTextNode(text));
    }

    public static HTMLButtonElement button(String label, Runnable action) {
        HTMLButtonElement button = (HTMLButtonElement) el("button");
        button.setAttribute("type", "button");
        button.setTextContent(label);
        Listen.on(button, "click", event -> action.run());
        return button;
    }

    /** A button with a picture; the label is read out and shown as a tooltip. */
    public static HTMLButtonElement iconButton(Icon icon, String label, Runnable action) {
        HTMLButtonElement button = button("", action);
        button.setClassName("icon");
        button.setAttribute("aria-label", label);
        button.setTitle(label);
        button.appendChild(icon.draw());
        return button;
    }

    public static HTMLInputElement input(String type) {
        HTMLInputElement input = (HTMLInputElement) el("input");
        input.setType(type);
        return input;
    }

    public static HTMLSelectElement select(String label) {
        HTMLSelectElement select = (HTMLSelectElement) el("select");
        select.setAttribute("aria-label", label);
        return select;
    }

    public static void option(HTMLSelectElement select, String value, String text) {
        HTMLElement option = el("option", "", text);
        option.setAttribute("value", value);
        select.appendChild(option);
    }

    /** A label around a control, its words before it. */
    public static HTMLElement labelled(String words, HTMLElement control) {
        HTMLElement label = el("label");
        label.appendChild(el("span", "", words));
        label.appendChild(control);
        return label;
    }

    public static void clear(HTMLElement element) {
        element.setTextContent("");
    }

    /** Puts the focus on something that is read, not worked with. */
    public static void goTo(HTMLElement heading) {
        heading.setTabIndex(-1);
        heading.focus();
    }

    /** Changes a text only when it differs, so that nothing is laid out for nothing. */
    public static void text(HTMLElement element, String text) {
        if (!text.equals(element.getTextContent())) {
            element.setTextContent(text);
        }
    }

    public static void pressed(HTMLElement button, boolean on) {
        button.setAttribute("aria-pressed", on ? "true" : "false");
    }

    public static void attribute(HTMLElement element, String name, boolean present, String value) {
        if (present) {
            element.setAttribute(name, value);
        } else {
            element.removeAttribute(name);
        }
    }

    /** A link to a rule's place in the rule book. */
    public static HTMLElement ruleLink(String id, String sentence) {
        HTMLElement link = el("a", "rule", id);
        link.setAttribute("href", "/rules#" + id);
        link.setAttribute("target", "_blank");
        link.setTitle(sentence);
        return link;
    }
}
