package pagewalk.web.pressure;

import pagewalk.web.bench.Bench;
import pagewalk.web.process.ProcessesView;
import pagewalk.web.stage.StagePanel;

/** Hangs the pictures of this package into a page: the one call that a page makes to have them. */
public final class PressurePanels {
    private PressurePanels() {}

    /** Adds a view to the stage, which is offered for machines that reclaim. */
    public static void add(Bench bench, StagePanel stage, ProcessesView processes) {
        bench.painter().add(new PressureStage(bench, stage, processes));
    }
}
