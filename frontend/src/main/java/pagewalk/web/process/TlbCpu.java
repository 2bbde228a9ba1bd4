package pagewalk.web.process;

import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.tlb.Counter;
import pagewalk.engine.tlb.TlbConfig;
import pagewalk.engine.tlb.TlbView;
import pagewalk.engine.view.ProcessView;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.Bytes;

/** One processor: what it has loaded, its slots, its counters, its sets and ways, and the entries in them. */
final class TlbCpu {
    /** Entries listed at one time. */
    private static final int ROWS = 12;
    /** Sets and ways are drawn up to so many places. */
    private static final int DRAWN = 256;

    private static final int PAGE_BITS = 12;
    private static final String[] HEADS = {"Set.way", "Page", "Frame", "Bits", "Size", "Whose"};
    private static final String[] COUNTERS = {
        "hits",
        "misses",
        "entries walked",
        "evictions",
        "pages flushed",
        "flushed as a whole",
        "CR3 without flush",
        "interrupts",
        "cycles"
    };

    private final Choice choice;
    private final int cpu;
    private final HTMLElement element = Dom.el("div", "card tlb-cpu");
    private final HTMLElement head = Dom.el("h4");
    private final HTMLElement loaded = Dom.el("p");
    private final HTMLElement slots = Dom.el("ul", "plain slots");
    private final HTMLElement counters = Dom.el("p", "soft");
    private final HTMLElement sets = Dom.el("div", "sets");
    private final HTMLElement entries = Dom.el("div", "entries");
    private final Roving roving = new Roving(entries);

    TlbCpu(Choice choice, int cpu) {
        this.choice = choice;
        this.cpu = cpu;
        sets.setAttribute("aria-hidden", "true");
        entries.setAttribute("role", "group");
        entries.setAttribute("aria-label", "Entries of CPU " + cpu + "; arrow keys move between them, Enter pins one");
        Dom.with(element, head, loaded, counters, slots, sets, entries);
    }

    HTMLElement element() {
        return element;
    }

    void show(ProcessView view, TlbView tlb, Links links) {
        element.setHidden(cpu >= tlb.cpus());
        Dom.clear(slots);
        Dom.clear(sets);
        Dom.clear(entries);
        if (cpu >= tlb.cpus()) {
            return;
        }
        List<TlbEntry> all = TlbEntry.of(view, tlb, cpu);
        int pid = view.running(cpu);
        Dom.text(head, "CPU " + cpu + (pid == 0 ? "" : ", runs pid " + pid));
        Dom.text(loaded, TlbSlot.loaded(view, tlb, cpu));
        Dom.text(counters, counters(tlb));
        slots(view, tlb, links);
        sets(tlb.config(), all, tlb.places(), links);
        table(tlb.config(), all, links);
    }

    private String counters(TlbView tlb) {
        StringBuilder text = new StringBuilder();
        for (Counter counter : Counter.values()) {
            text.append(text.isEmpty() ? "" : ", ").append(COUNTERS[counter.ordinal()]);
            text.append(' ').append(tlb.count(cpu, counter));
        }
        return text.toString();
    }

    private void slots(ProcessView view, TlbView tlb, Links links) {
        int empty = 0;
        for (int slot = 0; slot < tlb.slots(); slot++) {
            boolean current = slot == tlb.asid(cpu);
            if (tlb.slotContext(cpu, slot) == 0 && !current) {
                empty++;
                continue;
            }
            String words = "slot " + slot + ": " + TlbSlot.words(view, tlb, cpu, slot);
            HTMLElement item = Dom.el("li", "", words + (current ? ", loaded" : ""));
            Dom.attribute(item, "aria-current", current, "true");
            int pid = TlbSlot.pidOf(view, tlb, tlb.slotContext(cpu, slot));
            if (pid != 0) {
                links.add(item, new Link(pid, 0, PageTables.USER_PAGES, -1));
            }
            slots.appendChild(item);
        }
        if (empty > 0) {
            slots.appendChild(Dom.el("li", "soft", empty + " empty"));
        }
    }

    /** A square for each place, a column for each set. */
    private void sets(TlbConfig config, List<TlbEntry> all, int places, Links links) {
        sets.setHidden(places > DRAWN);
        if (places > DRAWN) {
            return;
        }
        int next = 0;
        HTMLElement set = sets;
        int small = config.sets() * config.ways();
        for (int place = 0; place < places; place++) {
            int inArray = place < small ? place : place - small;
            if (inArray % (place < small ? config.ways() : config.hugeWays()) == 0) {
                set = Dom.el("span", place == small ? "set huge" : "set");
                sets.appendChild(set);
            }
            HTMLElement square = Dom.el("span");
            if (next < all.size() && all.get(next).place() == place) {
                TlbEntry entry = all.get(next++);
                square.setClassName(entry.state() == TlbEntry.State.TRUE ? "full" : "full stale");
                links.add(square, entry.link());
            }
            set.appendChild(square);
        }
    }

    private void table(TlbConfig config, List<TlbEntry> all, Links links) {
        if (all.isEmpty()) {
            entries.appendChild(Pane.words("No entry."));
            return;
        }
        int chosen = chosen(all);
        int last = Math.max(0, all.size() - ROWS);
        int begin = Math.max(0, chosen - ROWS / 2) + choice.shift(Choice.TLBS + cpu) * ROWS;
        int from = Math.max(0, Math.min(begin, last));
        int to = Math.min(all.size(), from + ROWS);
        HTMLElement table = Dom.el("table");
        HTMLElement titles = Dom.el("tr");
        for (String title : HEADS) {
            HTMLElement th = Dom.el("th", "", title);
            th.setAttribute("scope", "col");
            titles.appendChild(th);
        }
        HTMLElement body = Dom.el("tbody");
        HTMLElement stop = null;
        for (int i = from; i < to; i++) {
            HTMLElement button = button(all.get(i), links);
            stop = i == chosen ? button : stop;
            body.appendChild(row(config, all.get(i), button));
        }
        Dom.with(table, Dom.with(Dom.el("thead"), titles), body);
        Pane.more(entries, "entries before", from, "tlb-before" + cpu, () -> choice.shift(Choice.TLBS + cpu, -1));
        entries.appendChild(table);
        int after = all.size() - to;
        Pane.more(entries, "entries after", after, "tlb-after" + cpu, () -> choice.shift(Choice.TLBS + cpu, 1));
        roving.stopAt(stop);
    }

    /** The entry of the page that all pictures show; -1 without one. */
    private int chosen(List<TlbEntry> all) {
        Page page = choice.page();
        for (int i = 0; page != null && i < all.size(); i++) {
            TlbEntry entry = all.get(i);
            long inside = page.number() - entry.from();
            if (entry.pid() == page.pid() && inside >= 0 && inside < entry.pages()) {
                return i;
            }
        }
        return -1;
    }

    private HTMLElement button(TlbEntry entry, Links links) {
        String key = "tlb" + cpu + "." + entry.place();
        HTMLElement button = links.button(Bytes.address(entry.from() << PAGE_BITS), entry.link(), key);
        button.setClassName("mono");
        return button;
    }

    private static HTMLElement row(TlbConfig config, TlbEntry entry, HTMLElement button) {
        int small = config.sets() * config.ways();
        boolean own = entry.place() >= small;
        int inArray = own ? entry.place() - small : entry.place();
        int ways = own ? config.hugeWays() : config.ways();
        HTMLElement set = Dom.el("th", "mono", (own ? "H" : "") + inArray / ways + "." + inArray % ways);
        set.setAttribute("scope", "row");
        HTMLElement bits = Dom.el("td", "mono bits");
        for (String bit : entry.bits()) {
            bits.appendChild(Dom.el("span", "", bit));
        }
        String whose = entry.pid() == 0 ? "nobody" : "pid " + entry.pid();
        HTMLElement owner = Dom.el("td", "", (entry.slot() < 0 ? "" : "slot " + entry.slot() + ", ") + whose);
        if (entry.state() != TlbEntry.State.TRUE) {
            owner.appendChild(
                    Dom.el("span", "stale-words", "▲ stale: " + entry.state().words()));
        }
        HTMLElement row = Dom.with(
                Dom.el("tr"),
                set,
                Dom.with(Dom.el("td"), button),
                Dom.el("td", "mono", "pfn " + entry.pfn()),
                bits,
                Dom.el("td", "", entry.size()),
                owner);
        Dom.attribute(row, "data-stale", entry.state() != TlbEntry.State.TRUE, "");
        return row;
    }
}
