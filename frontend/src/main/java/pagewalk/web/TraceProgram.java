package pagewalk.web;

import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import pagewalk.web.session.RuleWords;
import pagewalk.web.trace.TracePage;
import pagewalk.web.trace.TraceWorker;

/** The entry of the program {@code trace}: replacement policies on traces, without a machine. */
@Parts("trace")
public final class TraceProgram {
    private TraceProgram() {}

    public static void main(String[] args) {}

    /** Builds the page; called by the loader with the name of the engine that runs. */
    @JSExport
    public static void start(String engine) {
        new TracePage(engine).open();
    }

    /** Takes the words of the rule book; called by the loader when they have come. */
    @JSExport
    public static void words(String file) {
        RuleWords.take(file);
    }

    /** Begins to work off the page's thread; called by worker.js with the worker's global object. */
    @JSExport
    public static void work(JSObject scope) {
        TraceWorker.begin(scope);
    }
}
