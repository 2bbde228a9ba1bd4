package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.view.ProcessView;
import pagewalk.web.dom.Dom;

/** The page tables of the chosen process, opened along the chosen page: only entries that are not empty. */
final class TableTree {
    private static final int ENTRY_BITS = 9;

    private final Choice choice;
    private final HTMLElement element = Pane.titled("table-tree", "Page tables");
    private final HTMLElement tree = Dom.el("div", "tree");
    private final Roving roving = new Roving(tree);
    private @Nullable HTMLElement stop;

    TableTree(Choice choice) {
        this.choice = choice;
        tree.setAttribute("role", "group");
        tree.setAttribute("aria-label", "Entries; arrow keys move between them, Enter pins one");
        element.appendChild(tree);
    }

    HTMLElement element() {
        return element;
    }

    void show(ProcessView view, Links links) {
        Dom.clear(tree);
        stop = null;
        AddressSpace mm = view.space(choice.pid());
        if (mm == null) {
            tree.appendChild(Pane.words("This process has no page tables any more."));
            return;
        }
        Page page = choice.page();
        tree.appendChild(table(view, PageTables.PGD, mm.root().pgd(), page, links));
        roving.stopAt(stop);
    }

    /** One table with its listed entries, and below the chosen one the table it leads to. */
    private HTMLElement table(ProcessView view, int level, int table, @Nullable Page page, Links links) {
        int chosen = page == null ? -1 : page.index(level);
        TableWindow window = new TableWindow(view.tables(), table, chosen, choice.shift(level));
        String name = PageEntry.level(level);
        HTMLElement head = links.button(name + " table, pfn " + table, Link.frame(table), "t" + table);
        HTMLElement box = Dom.with(Dom.el("div", "table"), head);
        Pane.more(box, "entries before", window.before(), "tb" + level, () -> choice.shift(level, -1));
        HTMLElement list = Dom.el("ul", "plain");
        box.appendChild(list);
        for (int i = 0; i < window.size(); i++) {
            PageEntry entry = PageEntry.at(view.tables(), level, table, window.index(i));
            boolean onPath = entry.index() == chosen;
            HTMLElement button = entry(entry, page, links);
            HTMLElement item = Dom.with(Dom.el("li"), button);
            if (onPath) {
                button.setAttribute("aria-current", "true");
                stop = button;
            }
            if (onPath && entry.leadsOn()) {
                item.appendChild(table(view, level - 1, entry.pfn(), page, links));
            }
            list.appendChild(item);
        }
        if (window.size() == 0) {
            list.appendChild(Dom.el("li", "soft", "every entry is empty"));
        }
        Pane.more(box, "entries after", window.after(), "ta" + level, () -> choice.shift(level, 1));
        return box;
    }

    private HTMLElement entry(PageEntry entry, @Nullable Page page, Links links) {
        HTMLElement button = links.button("", link(entry, page), "e" + entry.level() + "." + entry.index());
        button.setClassName("entry mono");
        Dom.addText(button, entry.name() + " ");
        if (entry.isEmpty()) {
            Dom.addText(button, "empty");
            return button;
        }
        if (entry.isSwap()) {
            Dom.addText(button, entry.bits());
            return button;
        }
        HTMLElement bits = Dom.el("span", "bits");
        bits.setAttribute("aria-hidden", "true");
        for (int bit = 0; bit < PageEntry.BITS.length; bit++) {
            boolean set = entry.has(bit);
            bits.appendChild(Dom.el("span", set ? "" : "soft", set ? PageEntry.BITS[bit] : "·"));
        }
        boolean zero = entry.level() == PageTables.PTE && (entry.lo() & Pte.SPECIAL) != 0;
        Dom.with(
                button,
                bits,
                Dom.el("span", "visually-hidden", entry.bits() + " "),
                Dom.el(
                        "span",
                        "",
                        " pfn " + entry.pfn() + (zero ? ", zeros" : "") + (entry.isHuge() ? ", " + entry.size() : "")));
        return button;
    }

    /** The pages that an entry covers: those whose indices above are the chosen page's, and here the entry's. */
    private Link link(PageEntry entry, @Nullable Page page) {
        int shift = ENTRY_BITS * (entry.level() - 1);
        long above = page == null ? 0 : page.number() >>> shift >>> ENTRY_BITS;
        long from = (above << ENTRY_BITS | entry.index()) << shift;
        int pfn = entry.isEmpty() ? -1 : entry.pfn();
        boolean there = Pte.isPresent(entry.lo()) || entry.leadsOn();
        return new Link(choice.pid(), from, from + (1L << shift), there ? pfn : -1);
    }
}
