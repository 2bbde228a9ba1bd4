package pagewalk.web;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.teavm.jso.JSExport;
import org.teavm.jso.ajax.XMLHttpRequest;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/** The entry of the browser program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}

    static Uint8ClampedArray clamp(ByteBuffer b) {
        org.teavm.jso.typedarrays.Uint8Array a = org.teavm.jso.typedarrays.Uint8Array.fromJavaBuffer(b);
        return new Uint8ClampedArray(a.getBuffer(), a.getByteOffset(), a.getLength());
    }

    @JSExport
    public static void start(String engine) {
        HTMLDocument doc = Window.current().getDocument();
        doc.getBody().appendChild(doc.createTextNode("hello " + engine));
        HTMLCanvasElement c = (HTMLCanvasElement) doc.createElement("canvas");
        c.setWidth(64);
        c.setHeight(64);
        doc.getBody().appendChild(c);
        CanvasRenderingContext2D g = (CanvasRenderingContext2D) c.getContext("2d");
        ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 64 * 4).order(ByteOrder.LITTLE_ENDIAN);
        IntBuffer px = bytes.asIntBuffer();
        double t0 = org.teavm.jso.browser.Performance.now();
        for (int k = 0; k < 256; k++)
        for (int i = 0; i < 4096; i++) {
            px.put(i, 0xff000000 | i * k);
        }
        double t1 = org.teavm.jso.browser.Performance.now();
        doc.getBody().appendChild(doc.createTextNode("1Mi put " + (int) ((t1 - t0) * 1000) + "us "));
        try {
        g.putImageData(new ImageData(clamp(bytes), 64), 0, 0);
        doc.getBody().appendChild(doc.createTextNode(" put ok "));
        } catch (RuntimeException e) {
        doc.getBody().appendChild(doc.createTextNode(" put failed " + e.getMessage()));
        }
        g.setFillStyle("red");
        t0 = org.teavm.jso.browser.Performance.now();
        for (int i = 0; i < 10000; i++) {
            g.fillRect(0, 0, 10, 10);
        }
        t1 = org.teavm.jso.browser.Performance.now();
        doc.getBody().appendChild(doc.createTextNode("10k fillRect " + (int) ((t1 - t0) * 1000) + "us "));
        c.addEventListener("click", e -> doc.getBody().appendChild(doc.createTextNode("clicked")));
        c.click();
        XMLHttpRequest r = new XMLHttpRequest();
        r.open("GET", "/x");
        r.addEventListener("load", e -> doc.getBody().appendChild(doc.createTextNode("xhr " + r.getStatus())));
        r.send();
    }
}
