package pagewalk.web.bench;

import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Store;

/** The keys, in a dialog, and the switch that turns the single-key ones off. */
public final class HelpDialog {
    private static final String[][] KEYS = {
        {"Space", "play or pause"},
        {".  ,", "next, previous event"},
        {">  <", "next, previous operation (one command with all its events)"},
        {"]  [", "next, previous event of the same kind"},
        {"Home  End", "start, end"},
        {"b  r", "break on events of this kind; run to the next break"},
        {"g", "go to an event"},
        {"f", "in a room: follow it again, or stay behind"},
        {"Shift + up, down", "faster, slower"},
        {"1  2  3", "lens: owner, order, migratetype"},
        {"+  -  0", "zoom in, out, fit"},
        {"arrows", "move the cell cursor; with Shift left and right: block by block"},
        {"Enter  Esc", "pin the cell, clear"},
        {"/  l  ?", "console, log, this help"}
    };

    private final HTMLElement dialog = Dom.el("dialog");
    private final HTMLInputElement singleKeys = Dom.input("checkbox");

    public HelpDialog(HTMLElement parent) {
        dialog.setAttribute("aria-labelledby", "help-title");
        HTMLElement title = Dom.el("h2", "", "Keys");
        title.setId("help-title");
        singleKeys.setChecked(!"off".equals(Store.get("keys")));
        Listen.on(singleKeys, "change", event -> Store.put("keys", singleKeys.isChecked() ? "on" : "off"));
        HTMLElement choice = Dom.el("label");
        Dom.with(choice, singleKeys, Dom.el("span", "", " single-key shortcuts act while the map has the focus"));
        HTMLElement slider = Dom.el(
                "p",
                "soft",
                "On the timeline: arrows go by event, Page Up and Page Down by operation, + - 0 zoom. In the log: "
                        + "arrows go from line to line. In the console: Tab completes, up recalls. "
                        + "Every action is a button too.");
        Dom.with(dialog, title, table(), slider, choice, Dom.el("p"), Dom.button("Close", this::close));
        parent.appendChild(dialog);
    }

    private static HTMLElement table() {
        HTMLElement table = Dom.el("table");
        for (String[] key : KEYS) {
            HTMLElement row = Dom.el("tr");
            HTMLElement head = Dom.el("th");
            head.setAttribute("scope", "row");
            head.appendChild(Dom.el("kbd", "", key[0]));
            Dom.with(row, head, Dom.el("td", "", key[1]));
            table.appendChild(row);
        }
        return table;
    }

    public void open() {
        Browser.openDialog(dialog);
    }

    private void close() {
        Browser.closeDialog(dialog);
    }

    boolean singleKeysOn() {
        return singleKeys.isChecked();
    }
}
