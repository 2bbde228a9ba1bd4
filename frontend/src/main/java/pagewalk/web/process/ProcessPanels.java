package pagewalk.web.process;

import pagewalk.web.bench.Bench;
import pagewalk.web.stage.StagePanel;

/** Hangs the pictures of this package into a page: the one call that a page makes to have them. */
public final class ProcessPanels {
    private ProcessPanels() {}

    /** Adds a view to the stage, which is offered as soon as there is a process. */
    public static ProcessesView add(Bench bench, StagePanel stage) {
        ProcessesView view = new ProcessesView(bench, stage);
        bench.painter().add(view);
        return view;
    }
}
