package pagewalk.web.dom;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSMethod;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.css.CSSStyleDeclaration;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.Uint8Array;
import pagewalk.web.json.Digits;

/** The parts of the browser that TeaVM's own classes leave out, or reach only through script text. */
public final class Browser {
    private Browser() {}

    interface Global extends JSObject {
        MediaQuery matchMedia(String query);

        CSSStyleDeclaration getComputedStyle(HTMLElement element);

        @JSProperty
        CryptoSource getCrypto();

        @JSProperty("URL")
        Urls getUrls();
    }

    /** A media query that is watched. */
    interface MediaQuery extends JSObject {
        @JSProperty
        boolean isMatches();
    }

    interface CryptoSource extends JSObject {
        void getRandomValues(Uint8Array bytes);
    }

    interface DialogElement extends JSObject {
        void showModal();

        void close();

        @JSProperty
        boolean isOpen();
    }

    interface PageVisibility extends JSObject {
        @JSProperty
        boolean isHidden();
    }

    interface CaptureTarget extends JSObject {
        void setPointerCapture(int pointer);
    }

    interface PointerFields extends JSObject {
        @JSProperty
        int getPointerId();
    }

    interface TextReader extends JSObject {
        @JSMethod
        TextPromise text();
    }

    interface TextPromise extends JSObject {
        void then(TextTaker taker);
    }

    /** Takes the text of a file that was read. */
    @JSFunctor
    public interface TextTaker extends JSObject {
        void take(JSString text);
    }

    interface Urls extends JSObject {
        String createObjectURL(Blob blob);

        void revokeObjectURL(String url);
    }

    private static Global global() {
        return (Global) (JSObject) Window.current();
    }

    public static boolean prefers(String query) {
        return global().matchMedia(query).isMatches();
    }

    public static boolean reducedMotion() {
        return prefers("(prefers-reduced-motion: reduce)");
    }

    /** The value of a custom property of the page, without blanks around it. */
    public static String token(String name) {
        return global().getComputedStyle(Dom.document().getDocumentElement())
                .getPropertyValue(name)
                .trim();
    }

    /** A random UUID. A page that came over plain HTTP from another machine has no {@code crypto.randomUUID}. */
    public static String newId() {
        Uint8Array bytes = new Uint8Array(16);
        global().getCrypto().getRandomValues(bytes);
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            int value = bytes.get(i);
            if (i == 6) {
                value = value & 0x0F | 0x40;
            } else if (i == 8) {
                value = value & 0x3F | 0x80;
            }
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                id.append('-');
            }
            id.append(Digits.ofHex(value >> 4 & 15)).append(Digits.ofHex(value & 15));
        }
        return id.toString();
    }

    public static boolean hidden() {
        return ((PageVisibility) (JSObject) Dom.document()).isHidden();
    }

    public static void openDialog(HTMLElement dialog) {
        DialogElement element = (DialogElement) (JSObject) dialog;
        if (!element.isOpen()) {
            element.showModal();
        }
    }

    public static void closeDialog(HTMLElement dialog) {
        ((DialogElement) (JSObject) dialog).close();
    }

    /** Sends the pointer's later events to this element, wherever it moves. */
    public static void capture(HTMLElement element, JSObject pointerEvent) {
        ((CaptureTarget) (JSObject) element).setPointerCapture(((PointerFields) pointerEvent).getPointerId());
    }

    /** Reads a file the user chose. */
    public static void read(Blob file, TextTaker taker) {
        ((TextReader) (JSObject) file).text().then(taker);
    }

    /** Offers a text as a file. */
    public static void download(String name, String text) {
        JSArray<JSString> pieces = new JSArray<>();
        pieces.push(JSString.valueOf(text));
        String url = global().getUrls().createObjectURL(new Blob(pieces));
        saveFrom(url, name);
        Listen.later(() -> global().getUrls().revokeObjectURL(url), 10_000);
    }

    /** Offers what is behind an address as a file. */
    public static void saveFrom(String url, String name) {
        HTMLElement link = Dom.el("a");
        link.setAttribute("href", url);
        link.setAttribute("download", name);
        link.click();
    }

    /** A query parameter of the page's address, or null. */
    public static @Nullable String parameter(String name) {
        return value(Window.current().getLocation().getSearch(), name);
    }

    /** The value of a name in a query or fragment, or null; its first character is the mark before it. */
    public static @Nullable String value(String search, String name) {
        int from = 1;
        while (from < search.length()) {
            int end = search.indexOf('&', from);
            String pair = search.substring(from, end < 0 ? search.length() : end);
            if (pair.startsWith(name + "=")) {
                return Window.decodeURIComponent(pair.substring(name.length() + 1));
            }
            from = end < 0 ? search.length() : end + 1;
        }
        return null;
    }
}
