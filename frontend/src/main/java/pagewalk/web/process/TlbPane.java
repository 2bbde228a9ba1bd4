package pagewalk.web.process;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.tlb.TlbView;
import pagewalk.engine.view.ProcessView;
import pagewalk.web.dom.Dom;

/** The translation buffers of all processors, entry by entry, and what the kernel and the processors know of them. */
final class TlbPane {
    /** So many processors are shown at most. */
    static final int CPUS = 8;

    private static final String NONE = "This machine has no TLB, so every access walks. One that has: start another "
            + "machine with tlb=on among its words, such as frames=4096 cpus=2 tlb=on; "
            + "./lab sim takes --set tlb=on.";
    private static final String KEY = "W may be written · U for programs · X may be executed · D known to be dirty · "
            + "G global · a dot: not so. An entry only gets in with the accessed bit set in its page table.";

    private final HTMLElement element = Pane.titled("tlbs", "Translation buffers (TLB)");
    private final HTMLElement about = Pane.words("");
    private final HTMLElement key = Pane.words(KEY);
    private final HTMLElement list = Dom.el("div", "cpus");
    private final TlbCpu[] cpus = new TlbCpu[CPUS];

    TlbPane(Choice choice) {
        for (int cpu = 0; cpu < CPUS; cpu++) {
            cpus[cpu] = new TlbCpu(choice, cpu);
            list.appendChild(cpus[cpu].element());
        }
        Dom.with(element, about, key, list);
    }

    HTMLElement element() {
        return element;
    }

    void show(ProcessView view, Links links) {
        TlbView tlb = view.tlb();
        key.setHidden(tlb == null);
        list.setHidden(tlb == null);
        if (tlb == null) {
            Dom.text(about, NONE);
            return;
        }
        String more = tlb.cpus() > CPUS ? ", the first " + CPUS + " of " + tlb.cpus() + " processors" : "";
        Dom.text(about, size(tlb) + more);
        for (int cpu = 0; cpu < CPUS; cpu++) {
            cpus[cpu].show(view, tlb, links);
        }
    }

    private static String size(TlbView tlb) {
        var config = tlb.config();
        String small = config.sets() + " sets of " + config.ways();
        String huge = config.hugeSets() == 0
                ? " for pages of 4 KiB and 2 MiB"
                : " for pages of 4 KiB, " + config.hugeSets() + " of " + config.hugeWays() + " for 2 MiB";
        return small + huge + ", replacement " + config.replacement().word()
                + (config.pcid() ? ", PCID" : ", no PCID: a switch flushes")
                + (config.pti() ? ", page-table isolation" : "");
    }
}
