package pagewalk.web.pressure;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.view.PressureView;
import pagewalk.engine.view.ProcessView;
import pagewalk.engine.view.ReclaimMoment;
import pagewalk.engine.view.ReclaimView;

/**
 * The machine at the timeline's position, as the pictures look at it.
 *
 * @param processes processes, files and their frames
 * @param reclaim what reclaim has
 * @param view lists and slots
 * @param moment what reclaim is in the middle of
 */
record Now(ProcessView processes, ReclaimView reclaim, PressureView view, ReclaimMoment moment) {
    /** What the timeline shows; null for a machine that does not reclaim. */
    static @Nullable Now of(Timeline timeline) {
        ProcessView processes = timeline.machine().processes();
        ReclaimView reclaim = processes.reclaim();
        if (reclaim == null) {
            return null;
        }
        int command = timeline.command() - 1;
        int from = command < 0 ? 0 : timeline.firstEventOf(command);
        int end = command < 0 ? 0 : timeline.endEventOf(command);
        ReclaimMoment moment = ReclaimMoment.at(timeline.log(), from, timeline.event(), end);
        return new Now(processes, reclaim, new PressureView(reclaim), moment);
    }
}
