package pagewalk.web.process;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.pagetable.Pte;
import pagewalk.engine.view.ProcessView;
import pagewalk.web.dom.Dom;
import pagewalk.web.memory.Bytes;

/** The pages of the opened VMA, a button each. */
final class PageCells {
    static final String[] STATES = {"present", "zero", "swapped", "absent"};

    /** Pages shown at one time. */
    private static final int CELLS = 64;

    private final Choice choice;
    private final HTMLElement element = Dom.el("div");
    private final HTMLElement cells = Dom.el("div", "cells");
    private final Roving roving = new Roving(cells);

    PageCells(Choice choice) {
        this.choice = choice;
        cells.setAttribute("role", "group");
        cells.setAttribute("aria-label", "Pages of the VMA; arrow keys move between them, Enter pins one");
    }

    /** What a state of a page is called. */
    static String word(String state) {
        return switch (state) {
            case "present" -> "present";
            case "zero" -> "the page of zeros";
            case "swapped" -> "in swap";
            default -> "not present";
        };
    }

    /** Shows the pages around {@code chosen}, which is one of the VMA. */
    HTMLElement show(ProcessView view, AddressSpace mm, int vma, Page chosen, Links links) {
        Vmas vmas = view.vmas();
        long start = vmas.start(vma);
        long count = vmas.pages(vma);
        long window = (chosen.number() - start) / CELLS + choice.shift(Choice.PAGES);
        long from = Math.max(0, Math.min(window * CELLS, (count - 1) / CELLS * CELLS));
        long to = Math.min(count, from + CELLS);
        Dom.clear(element);
        Dom.clear(cells);
        cells.setAttribute("data-memory", VirtualMap.memory(view, vma));
        HTMLElement stop = null;
        for (long i = from; i < to; i++) {
            Page page = Page.of(mm == null ? 0 : choice.pid(), start + i);
            HTMLElement cell = cell(view, page, links);
            if (page.same(chosen)) {
                cell.setAttribute("aria-current", "true");
                stop = cell;
            }
            cells.appendChild(cell);
        }
        Pane.more(element, "pages below", clip(from), "page-before", () -> choice.shift(Choice.PAGES, -1));
        element.appendChild(cells);
        Pane.more(element, "pages above", clip(count - to), "page-after", () -> choice.shift(Choice.PAGES, 1));
        roving.stopAt(stop);
        return element;
    }

    private static int clip(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    private HTMLElement cell(ProcessView view, Page page, Links links) {
        PageEntry entry = last(page.path(view));
        int pfn = entry == null ? -1 : page.frame(view);
        boolean zero = pfn >= 0 && entry != null && (entry.lo() & Pte.SPECIAL) != 0;
        String slot = entry == null || !entry.isSwap() ? "" : ", slot " + entry.slot() + " of device " + entry.device();
        String state = !slot.isEmpty() ? "swapped" : pfn < 0 ? "absent" : zero ? "zero" : "present";
        String digits = Integer.toHexString(page.lo() & 0xff);
        String text = digits.length() == 1 ? "0" + digits : digits;
        HTMLElement cell = links.button(text, Link.page(page, pfn), "c" + page.number());
        cell.setClassName("cell");
        cell.setAttribute("data-state", state);
        String label = Bytes.address(page.address()) + ", " + word(state) + slot + (pfn < 0 ? "" : ", pfn " + pfn);
        cell.setAttribute("aria-label", text + ": " + label);
        cell.setTitle(label);
        Dom.pressed(cell, choice.isPinned(page));
        return cell;
    }

    private static @Nullable PageEntry last(PageEntry[] path) {
        return path.length == 0 ? null : path[path.length - 1];
    }
}
