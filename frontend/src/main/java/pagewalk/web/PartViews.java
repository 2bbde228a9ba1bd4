package pagewalk.web;

import java.util.List;
import pagewalk.lab.model.PartSpec;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Painter;
import pagewalk.web.memory.MemoryPanels;
import pagewalk.web.pressure.PressurePanels;
import pagewalk.web.process.ProcessPanels;
import pagewalk.web.process.ProcessesView;
import pagewalk.web.session.PartData;
import pagewalk.web.stage.StagePanel;

/** Which pictures of the machine a part offers, and which of them opens first. */
final class PartViews implements Painter.Panel {
    private final Bench bench;
    private final StagePanel stage;
    private final MemoryPanels.Views memory;
    private final ProcessesView processes;
    private final int pressure;
    private String shown = "";

    private PartViews(Bench bench, StagePanel stage, MemoryPanels.Views memory, ProcessesView processes, int pressure) {
        this.bench = bench;
        this.stage = stage;
        this.memory = memory;
        this.processes = processes;
        this.pressure = pressure;
    }

    /** Adds every picture; which are offered follows the part. */
    static PartViews add(Bench bench, StagePanel stage) {
        MemoryPanels.Views memory = MemoryPanels.add(bench, stage);
        ProcessesView processes = ProcessPanels.add(bench, stage);
        int pressure = PressurePanels.add(bench, stage, processes);
        return new PartViews(bench, stage, memory, processes, pressure);
    }

    @Override
    public void paint(int changed) {
        PartData data = bench.session().partData();
        if (data.name().equals(shown)) {
            return;
        }
        shown = data.name();
        String view = data.kind().view();
        stage.offer(
                memory.cpus(),
                view.equals("cpus")
                        || bench.timeline().machine().config().layers().perCpu());
        stage.offer(memory.slabs(), view.equals("slabs") || speaksOf(data, "kmem_cache_", "kmalloc", "kfree"));
        stage.offer(memory.boot(), view.equals("boot") || speaksOf(data, "memblock_"));
        stage.show(
                switch (view) {
                    case "boot" -> memory.boot();
                    case "cpus" -> memory.cpus();
                    case "slabs" -> memory.slabs();
                    case "processes" -> processes.number();
                    case "pressure" -> pressure;
                    default -> 0;
                });
    }

    private static boolean speaksOf(PartData data, String... verbs) {
        for (String command : data.spec().setup().start()) {
            if (has(command, verbs)) {
                return true;
            }
        }
        for (PartSpec.Question question : data.questions()) {
            if (has(question.command(), verbs)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(String command, String... verbs) {
        for (String verb : List.of(verbs)) {
            if (command.contains(verb)) {
                return true;
            }
        }
        return false;
    }
}
