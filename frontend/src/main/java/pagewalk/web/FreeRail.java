package pagewalk.web;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.MachineConfig;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;

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
        section.appendChild(Dom.el("h2", "", "Try"));
        for (String command : new String[] {
            "a = alloc_pages order=2", "b = alloc_pages order=0", "free_pages a", "cat /proc/buddyinfo"
        }) {
            HTMLElement button = Dom.button(command, () -> bench.type(command));
            button.setClassName("quiet mono");
            section.appendChild(Dom.with(Dom.el("p"), button));
        }
        HTMLElement link = Dom.el("a", "", "Start another machine");
        link.setAttribute("href", "/play");
        section.appendChild(Dom.with(Dom.el("p"), link));
    }
}
