package pagewalk.web.pressure;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;

/** What fills and signs of pages mean. */
final class LruLegend {
    private static final String[][] SIGNS = {
        {"referenced", "referenced"},
        {"dirty", "dirty"},
        {"writeback", "writeback"},
        {"workingset", "workingset"},
        {"swapcache", "swap cache"},
        {"waits", "waits to be moved"}
    };

    private LruLegend() {}

    static HTMLElement element() {
        HTMLElement key = Dom.el("p", "soft key");
        for (int kind = 0; kind < PageWords.KINDS.length; kind++) {
            HTMLElement sample = Dom.el("span", "sample");
            sample.setAttribute("data-kind", Integer.toString(kind));
            add(key, sample, PageWords.KINDS[kind]);
        }
        for (String[] sign : SIGNS) {
            HTMLElement sample = Dom.el("span", "sample");
            sample.setAttribute("data-sign", sign[0]);
            add(key, sample, sign[1]);
        }
        add(key, Dom.el("span", "edge head"), "head: where pages come");
        add(key, Dom.el("span", "edge"), "tail: where reclaim looks");
        return key;
    }

    private static void add(HTMLElement key, HTMLElement sample, String words) {
        sample.setAttribute("aria-hidden", "true");
        key.appendChild(Dom.with(Dom.el("span"), sample, Dom.el("span", "", " " + words)));
    }
}
