package pagewalk.web.memory;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.stage.StagePanel;

/** Hangs the pictures of this package into a page: the one call that a page makes to have them. */
public final class MemoryPanels {
    private MemoryPanels() {}

    /** The numbers of the views, as the stage shows them. */
    public record Views(int cpus, int slabs, int boot) {}

    /** Adds gauges to the inspector and further views to the stage. */
    public static Views add(Bench bench, StagePanel stage) {
        HTMLElement inspector = Dom.byId("inspector");
        bench.painter().add(new WatermarkPanel(bench, inspector));
        CpuListsView cpus = new CpuListsView(bench);
        int cpuView = stage.add("CPU lists", cpus.element());
        SlabsView slabs = new SlabsView(bench);
        int slabView = stage.add("Slabs", slabs.element());
        MemblockView boot = new MemblockView(bench);
        int bootView = stage.add("Boot memory", boot.element());
        bench.painter().add(cpus);
        bench.painter().add(slabs);
        bench.painter().add(boot);
        bench.painter().add(new SlabFact(bench, inspector, () -> stage.show(slabView)));
        stage.framePageblocks();
        stage.palette().slabs(pfn -> bench.timeline().machine().slabs().isSlab(pfn));
        return new Views(cpuView, slabView, bootView);
    }
}
