package pagewalk.web.process;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.task.Task;
import pagewalk.engine.view.ProcessView;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.Bytes;

/** Every process with its state, its frames and its faults; choosing one opens its address space. */
final class ProcessList {
    /** So many are listed at most, the newest. */
    private static final int MOST = 24;

    private static final int PAGE_BITS = 12;

    private final Bench bench;
    private final Choice choice;
    private final HTMLElement element = Pane.titled("process-list", "Processes");
    private final HTMLElement list = Dom.el("ul", "plain");

    ProcessList(Bench bench, Choice choice) {
        this.bench = bench;
        this.choice = choice;
        element.appendChild(list);
    }

    HTMLElement element() {
        return element;
    }

    void show(ProcessView view, Links links) {
        Dom.clear(list);
        int listed = 0;
        for (int pid = view.nextPid() - 1; pid > 0; pid--) {
            Task task = view.task(pid);
            if (task != null && (listed++ < MOST || pid == choice.pid())) {
                list.insertBefore(row(view, task, links), list.getFirstChild());
            }
        }
        if (listed > MOST) {
            list.appendChild(Dom.el("li", "soft", listed - MOST + " older ones are not listed"));
        }
        if (listed == 0) {
            list.appendChild(Dom.el("li", "soft", "No process at this position."));
        }
    }

    private HTMLElement row(ProcessView view, Task task, Links links) {
        int pid = task.pid();
        Link link = new Link(pid, 0, PageTables.USER_PAGES, -1);
        HTMLElement button = links.button("pid " + pid + " " + task.comm(), link, "p" + pid);
        Dom.pressed(button, pid == choice.pid());
        return Dom.with(
                Dom.el("li"),
                button,
                Dom.el("span", "", " " + state(view, task)),
                Dom.el("span", "soft numbers", numbers(view, task)));
    }

    private String state(ProcessView view, Task task) {
        if (task.isZombie()) {
            return "zombie, exit code " + task.exitCode();
        }
        int cpus = bench.timeline().machine().config().layers().cpus();
        for (int cpu = 0; cpu < cpus; cpu++) {
            if (view.running(cpu) == task.pid()) {
                return "on CPU " + cpu;
            }
        }
        return task.parent() == 0 ? "on no CPU" : "child of " + task.parent();
    }

    private static String numbers(ProcessView view, Task task) {
        AddressSpace mm = view.space(task.pid());
        String faults = task.minorFaults() + " minor, " + task.majorFaults() + " major faults";
        if (mm == null) {
            return faults;
        }
        return "Rss " + Pane.pages(mm.rss()) + " (" + Bytes.size((long) mm.rss() << PAGE_BITS) + ") of "
                + mm.totalPages() + ", " + faults;
    }
}
