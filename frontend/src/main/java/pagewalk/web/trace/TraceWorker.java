package pagewalk.web.trace;

import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.EventTarget;
import org.teavm.jso.dom.events.MessageEvent;
import pagewalk.engine.trace.AskText;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.Study;
import pagewalk.web.dom.Listen;

/** The worker's side: a message asks for something of a file, and the answer goes back. */
public final class TraceWorker {
    /** Where the worker's messages come from and go to. */
    interface Port extends EventTarget {
        void postMessage(JSObject message);
    }

    private final Port port;

    private TraceWorker(Port port) {
        this.port = port;
    }

    /** Begins to listen; {@code scope} is the worker's global object. */
    public static void begin(JSObject scope) {
        TraceWorker worker = new TraceWorker((Port) scope);
        Listen.on(worker.port, "message", event -> worker.hear((MessageEvent) event));
        worker.say(new Lines().add("ready"));
    }

    private void say(Lines lines) {
        port.postMessage(JSString.valueOf(lines.text()));
    }

    @SuppressWarnings("unchecked")
    private void hear(MessageEvent event) {
        JSArray<JSObject> message = (JSArray<JSObject>) event.getData();
        List<String> lines = Lines.split(((JSString) message.get(0)).stringValue(), '\n');
        Bytes.Piece file = (Bytes.Piece) message.get(1);
        Ask ask = Ask.of(lines.get(0));
        if (lines.size() > 1) {
            String[] near = Lines.fields(lines.get(1));
            List<PolicySpec> policies = new AskText().policies("Policies", near[0]);
            Reading.of(file, ask, Lines.number(near[1]), new SightGoal(policies, Lines.numbers(near[2])), this::say);
            return;
        }
        Study.Ask asked = ask.read().ask();
        if (asked != null) {
            Reading.of(file, ask, asked.shifts().get(0), new StudyGoal(asked), this::say);
        }
    }
}
