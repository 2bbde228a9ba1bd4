package pagewalk.lab.prove;

import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.event.Events;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.zone.ZoneState;

/** Stands for all zones below a recorded one: a single block of order 10, free or not as the replay says. */
final class LowerZone {
    /** The pfn after its last: below every zone that has another one below it. */
    static final int END_PFN = 1024;

    private static final int ORDER = 10;

    private LowerZone() {}

    static ZoneState state() {
        int[][][] lists = new int[ORDER + 1][0][];
        return new ZoneState(0, "DMA", 0, END_PFN, lists, new int[] {0, ORDER}, new int[0]);
    }

    /** Makes its memory free or used, by ordinary commands; nothing if the machine has no such zone. */
    static void setFree(Machine machine, boolean free) {
        MemoryView memory = machine.memory();
        if (memory.zones() < 2 || free == (memory.state(0) == MemoryView.FREE)) {
            return;
        }
        Command command =
                free ? new Command.FreePages(new PageRef.Pfn(0)) : new Command.AllocPages(null, ORDER, Gfp.DMA, "");
        machine.apply(command, Events.NONE);
    }
}
