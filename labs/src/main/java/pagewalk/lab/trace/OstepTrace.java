package pagewalk.lab.trace;

import pagewalk.engine.trace.References;
import pagewalk.engine.trace.TraceReader;
import pagewalk.lab.prove.OstepPages;
import pagewalk.lab.prove.RecordingFault;

/** The references of OSTEP's paging exercise, from its command line or from its options alone. */
final class OstepTrace {
    private OstepTrace() {}

    /** Draws or lists the references; throws {@link TraceFault}. */
    static boolean read(String name, String text, TraceReader.Sink sink) {
        String line = text.lines().filter(words -> !words.isBlank()).findFirst().orElse("");
        try {
            for (int page : OstepPages.of(line).references()) {
                sink.reference(page >> 31, page, References.LOAD);
            }
            return true;
        } catch (RecordingFault fault) {
            throw new TraceFault(false, name + ", line 1: " + fault.reason());
        }
    }
}
