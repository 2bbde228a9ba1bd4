package pagewalk.web.pressure;

import pagewalk.web.bench.Bench;
import pagewalk.web.process.ProcessesView;
import pagewalk.web.stage.StagePanel;

/** Hangs the pictures of this package into a page: the one call that a page makes to have them. */
public final class PressurePanels {
    private PressurePanels() {}

    /** Adds a view to the stage, which is offered for machines that reclaim; gives its number. */
    public static int add(Bench bench, StagePanel stage, ProcessesView processes) {
        PressureStage pressure = new PressureStage(bench, stage, processes);
        bench.painter().add(pressure);
        return pressure.number();
    }
}
