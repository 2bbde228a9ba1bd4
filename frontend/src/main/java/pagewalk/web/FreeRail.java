package pagewalk.web;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.pressure.Scenario;

/** The left column of free play: what the machine is, and how a pasted one was laid out. */
final class FreeRail {
    private static final String LAYOUT =
            "The pasted counts say how many free blocks there are, not where. They are laid out from each zone's "
                    + "start, the largest order first, with one used block wherever two free buddies would otherwise "
                    + "merge. The layout is always the same for the same counts.";

    FreeRail(Bench bench, HTMLElement section) {
        MachineConfig config = bench.timeline().machine().config();
        section.appendChild(Dom.el("h2", "", "Machine"));
        HTMLElement text = Dom.el("p", "mono", config.text());
        text.setId("machine");
        section.appendChild(text);
        if (!config.counts().isEmpty()) {
            HTMLElement rule = Dom.el("p", "note", LAYOUT);
            rule.setId("layout-rule");
            section.appendChild(rule);
        }
        tries(bench, section, "Pages", "a = alloc_pages order=2", "b = alloc_pages order=0", "free_pages a");
        if (config.layers().perCpu()) {
            tries(bench, section, "", "drain_pages");
        }
        tries(
                bench,
                section,
                "Objects",
                "kmem_cache_create name=fish size=200",
                "f = kmem_cache_alloc fish",
                "k = kmalloc size=100",
                "kfree k");
        tries(
                bench,
                section,
                "Boot memory",
                "memblock_add base=0x1000 size=636K",
                "memblock_add base=1M size=63M",
                "memblock_reserve base=1M size=2M",
                "memblock_alloc size=8K");
        if (config.text().contains("e820=")) {
            tries(bench, section, "", "memblock_free_all");
        }
        tries(
                bench,
                section,
                "Processes: one frame, two owners",
                "p = spawn comm=sh",
                "m = mmap pid=p len=32K",
                "load pid=p addr=m+0x2000",
                "store pid=p addr=m+0x1000",
                "q = fork pid=p",
                "store pid=q addr=m+0x1000",
                "store pid=p addr=m+0x1000",
                "exit pid=q");
        scenarios(bench, section);
        tries(
                bench,
                section,
                "Files",
                "cat /proc/buddyinfo",
                "cat /proc/slabinfo",
                "cat /sys/kernel/debug/memblock/memory");
        section.appendChild(commands());
        HTMLElement link = Dom.el("a", "", "Start another machine");
        link.setAttribute("href", "/play");
        section.appendChild(Dom.with(Dom.el("p"), link));
    }

    private static void scenarios(Bench bench, HTMLElement section) {
        if (bench.timeline().machine().processes().reclaim() != null) {
            for (Scenario scenario : Scenario.ALL) {
                scenario(bench, section, scenario);
            }
        }
    }

    /** Every verb that this program has, with its keys. */
    private static HTMLElement commands() {
        HTMLElement all = Dom.with(Dom.el("details"), Dom.el("summary", "", "All commands"));
        for (Command.Verb verb : Command.Verb.values()) {
            if (CommandText.has(verb)) {
                String keys = String.join("= ", CommandText.keys(verb));
                String line = keys.isEmpty() ? verb.word() : verb.word() + " " + keys + "=";
                all.appendChild(Dom.el("p", "mono", line));
            }
        }
        return all;
    }

    private static void scenario(Bench bench, HTMLElement section, Scenario scenario) {
        String[] commands = scenario.commands().toArray(new String[0]);
        section.appendChild(Dom.el("h2", "", scenario.title()));
        section.appendChild(Dom.el("p", "soft", scenario.about()));
        HTMLElement all = Dom.button("Run all " + commands.length, () -> {
            for (String command : commands) {
                bench.type(command);
            }
        });
        all.setAttribute("aria-label", "Run all " + commands.length + ": " + scenario.title());
        section.appendChild(Dom.with(Dom.el("p"), all));
        tries(bench, section, "", commands);
    }

    private static void tries(Bench bench, HTMLElement section, String title, String... commands) {
        if (!title.isEmpty()) {
            section.appendChild(Dom.el("h2", "", title));
        }
        for (String command : commands) {
            HTMLElement button = Dom.button(command, () -> bench.type(command));
            button.setClassName("quiet mono");
            section.appendChild(Dom.with(Dom.el("p"), button));
        }
    }
}
