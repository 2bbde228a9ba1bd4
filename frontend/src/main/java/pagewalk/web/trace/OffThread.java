package pagewalk.web.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventTarget;
import org.teavm.jso.dom.events.MessageEvent;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;

/** The worker as the page sees it: one thing is asked at a time, and whoever asks anew ends what was under way. */
final class OffThread {
    /** Hears the lines of an answer. */
    interface Hearer {
        void hear(String[] head, List<String> lines);
    }

    /** A worker of the browser. */
    @JSClass(name = "Worker")
    static class Worker implements JSObject {
        Worker(String script) {}

        native void postMessage(JSObject message);

        native void terminate();
    }

    private final String engine;
    private @Nullable Worker worker;
    private boolean idle;
    private @Nullable Hearer hearer;
    /** Questions that come after the one under way. */
    private final List<Runnable> later = new ArrayList<>();

    /** What is sent when the worker is there. */
    private @Nullable JSArray<JSObject> waiting;

    /** @param engine the name of the target that the page runs on, which the worker takes too */
    OffThread(String engine) {
        this.engine = engine.equals("JavaScript") ? "js" : "wasm";
    }

    /** Asks something about a file; earlier questions that were not answered yet are dropped. */
    void ask(Lines question, JSObject file, Hearer who) {
        later.clear();
        send(question, file, who);
    }

    /** Asks something after what was asked before. */
    void also(Lines question, JSObject file, Hearer who) {
        if (hearer == null) {
            send(question, file, who);
        } else {
            later.add(() -> send(question, file, who));
        }
    }

    private void send(Lines question, JSObject file, Hearer who) {
        JSArray<JSObject> message = new JSArray<>();
        message.push(JSString.valueOf(question.text()));
        message.push(file);
        hearer = who;
        Worker now = worker;
        if (now != null && idle) {
            idle = false;
            now.postMessage(message);
            return;
        }
        waiting = message;
        begin();
    }

    /** Ends whatever is under way. */
    void stop() {
        if (worker != null && !idle) {
            worker.terminate();
            worker = null;
        }
        hearer = null;
        waiting = null;
        later.clear();
    }

    private void begin() {
        if (worker != null) {
            worker.terminate();
        }
        HTMLElement script = Dom.document().querySelector("script[data-program]");
        String source = script.getAttribute("src");
        String folder = source.substring(0, source.lastIndexOf('/') + 1);
        Worker begun = new Worker(folder + "worker.js?program=trace&engine=" + engine);
        worker = begun;
        idle = false;
        Listen.on((EventTarget) (JSObject) begun, "message", event -> hear(begun, event));
        Listen.on((EventTarget) (JSObject) begun, "error", event -> {
            if (hearer != null && worker == begun) {
                tell("mistake\tthe worker stopped");
            }
        });
    }

    private void hear(Worker from, Event event) {
        if (from != worker) {
            return;
        }
        String text = ((JSString) ((MessageEvent) event).getData()).stringValue();
        if (!text.startsWith("ready")) {
            tell(text);
        } else if (waiting != null) {
            from.postMessage(waiting);
            waiting = null;
        } else {
            idle = true;
        }
    }

    private void tell(String text) {
        List<String> lines = Lines.split(text, '\n');
        String[] head = Lines.fields(lines.get(0));
        Hearer to = hearer;
        if (!head[0].equals("progress")) {
            idle = true;
            hearer = null;
        }
        if (head[0].equals("mistake")) {
            worker = null;
        }
        if (to != null) {
            to.hear(head, lines);
        }
        if (hearer == null && !later.isEmpty()) {
            later.remove(0).run();
        }
    }
}
