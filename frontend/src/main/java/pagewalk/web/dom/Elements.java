package pagewalk.web.dom;

import org.teavm.jso.core.JSArray;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * A list of elements of the page.
 *
 * <p>A Java list is for Java objects: it would wrap every element that goes in and unwrap it at every look.
 */
public final class Elements<E extends HTMLElement> {
    private JSArray<E> items = new JSArray<>();

    public int size() {
        return items.getLength();
    }

    public E get(int i) {
        return items.get(i);
    }

    public void add(E element) {
        items.push(element);
    }

    public void clear() {
        items = new JSArray<>();
    }
}
