package pagewalk.web;

import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.live.JournalSync;
import pagewalk.web.session.Variant;
import pagewalk.web.task.KindsRail;
import pagewalk.web.task.TaskRail;

/** A lab whose parts may be of any kind, about any area of the machine. */
final class KindsPage extends LabPage {
    KindsPage(String engine) {
        super(engine);
    }

    @Override
    TaskRail rail(Bench bench, Panels panels, Variant.Header header, JournalSync sync) {
        bench.painter().add(PartViews.add(bench, panels.stage()));
        return new KindsRail(bench, header, sync, Dom.byId("task"));
    }
}
