package pagewalk.web.trace;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLTextAreaElement;
import org.teavm.jso.file.Blob;
import org.teavm.jso.file.File;
import org.teavm.jso.file.FileList;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Listen;

/** The ways in which a trace is opened: by a file button, dropped, pasted, or as one of the stored examples. */
final class Opening {
    /** Hears of a trace, or why there is none. */
    interface Taker {
        /** @param example the button of a stored example, which may say what to ask; null for anything else */
        void take(Trace trace, @org.jspecify.annotations.Nullable HTMLElement example);

        void refuse(String sentence);
    }

    /** What is dragged. */
    interface Drag extends JSObject {
        @JSProperty
        Cargo getDataTransfer();
    }

    interface Cargo extends JSObject {
        @JSProperty
        FileList getFiles();

        @JSProperty
        void setDropEffect(String effect);

        String getData(String format);
    }

    interface Net extends JSObject {
        Bytes.Promise fetch(String path);
    }

    private final Taker taker;

    private Opening(Taker taker) {
        this.taker = taker;
    }

    /** Opens all the ways. */
    static void on(Taker taker) {
        Opening opening = new Opening(taker);
        HTMLInputElement chooser = (HTMLInputElement) Dom.byId("file");
        Listen.on(chooser, "change", event -> {
            opening.file(chooser.getFiles());
            chooser.setValue("");
        });
        opening.drops(Dom.byId("drop"));
        HTMLTextAreaElement paste = (HTMLTextAreaElement) Dom.byId("paste");
        Listen.on(Dom.byId("use-paste"), "click", event -> opening.text(paste.getValue(), "pasted text"));
        Elements<HTMLElement> buttons = new Elements<>();
        for (int i = 0; Dom.find("example-" + i) != null; i++) {
            buttons.add(Dom.byId("example-" + i));
        }
        for (int i = 0; i < buttons.size(); i++) {
            HTMLElement button = buttons.get(i);
            Listen.on(button, "click", event -> opening.example(button));
        }
    }

    private void file(FileList files) {
        if (files.getLength() > 1) {
            taker.refuse("One trace is read at a time; these are " + files.getLength() + " files.");
        } else if (files.getLength() == 1) {
            File file = files.item(0);
            taker.take(new Trace(file, file.getName()), null);
        }
    }

    private void text(String text, String name) {
        if (text.trim().isEmpty()) {
            taker.refuse("Nothing is pasted yet.");
            return;
        }
        taker.take(new Trace(blob(text), name), null);
    }

    private static Blob blob(String text) {
        JSArray<JSString> pieces = new JSArray<>();
        pieces.push(JSString.valueOf(text));
        return new Blob(pieces);
    }

    private void drops(HTMLElement zone) {
        Listen.on(zone, "dragover", event -> {
            event.preventDefault();
            cargo(event).setDropEffect("copy");
            zone.setAttribute("data-over", "true");
        });
        Listen.on(zone, "dragleave", event -> zone.removeAttribute("data-over"));
        Listen.on(zone, "drop", event -> {
            event.preventDefault();
            zone.removeAttribute("data-over");
            Cargo cargo = cargo(event);
            if (cargo.getFiles().getLength() > 0) {
                file(cargo.getFiles());
            } else {
                text(cargo.getData("text/plain"), "dropped text");
            }
        });
    }

    private static Cargo cargo(Event event) {
        return ((Drag) (JSObject) event).getDataTransfer();
    }

    private void example(HTMLElement button) {
        String text = button.getAttribute("data-text");
        String name = button.getAttribute("data-name");
        if (text != null) {
            taker.take(new Trace(blob(text), name), button);
            return;
        }
        ((Net) (JSObject) Window.current())
                .fetch(button.getAttribute("data-path"))
                .then(answer -> came((Bytes.Answer) answer, button), this::lost);
    }

    private void came(Bytes.Answer answer, HTMLElement button) {
        if (answer.isOk()) {
            answer.blob()
                    .then(file -> taker.take(new Trace(file, button.getAttribute("data-name")), button), this::lost);
        } else {
            taker.refuse("The example cannot be fetched: the server answered " + answer.getStatus() + ".");
        }
    }

    private void lost(JSObject reason) {
        taker.refuse("The example cannot be fetched: the server does not answer.");
    }
}
