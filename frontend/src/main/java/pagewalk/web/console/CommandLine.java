package pagewalk.web.console;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;

/** The line to type in: history with the arrow keys, completion with Tab. */
final class CommandLine {
    private final Bench bench;
    private final HTMLElement element = Dom.el("div", "console-line");
    private final HTMLInputElement input = Dom.input("text");
    private final HTMLElement list = Dom.el("ul", "completions");
    private final List<String> history = new ArrayList<>();
    private List<String> offered = List.of();
    private int chosen = -1;
    private int recalled;
    private boolean dismissed;

    CommandLine(Bench bench) {
        this.bench = bench;
        input.setId("command");
        input.setAttribute("autocomplete", "off");
        input.setAttribute("autocapitalize", "off");
        input.setAttribute("spellcheck", "false");
        input.setAttribute("role", "combobox");
        input.setAttribute("aria-autocomplete", "list");
        input.setAttribute("aria-controls", "completions");
        input.setAttribute("aria-expanded", "false");
        input.setAttribute("aria-label", "Command; Tab completes, the up arrow recalls");
        input.addEventListener("keydown", event -> key((KeyboardEvent) event));
        input.addEventListener("input", event -> {
            dismissed = false;
            close();
        });
        input.addEventListener("blur", event -> close());
        list.setId("completions");
        list.setAttribute("role", "listbox");
        list.setAttribute("aria-label", "Completions");
        list.setHidden(true);
        HTMLElement prompt = Dom.el("span", "mono", ">");
        prompt.setAttribute("aria-hidden", "true");
        Dom.with(element, prompt, input, Dom.button("Run", this::run), list);
    }

    HTMLElement element() {
        return element;
    }

    /** What stands in the empty line. */
    void hint(String text) {
        input.setPlaceholder(text);
    }

    void focus() {
        input.focus();
    }

    private void key(KeyboardEvent event) {
        switch (event.getKey()) {
            case "Enter" -> run();
            case "ArrowUp" -> recall(-1);
            case "ArrowDown" -> recall(1);
            case "Escape" -> {
                dismissed = true;
                close();
            }
            case "Tab" -> {
                // Tab must leave the line when it is empty, and after Escape until the text changes.
                if (event.isShiftKey() || dismissed || input.getValue().trim().isEmpty() || !complete()) {
                    close();
                    return;
                }
            }
            default -> {
                return;
            }
        }
        event.preventDefault();
    }

    private void run() {
        String line = input.getValue();
        if (line.trim().isEmpty()) {
            return;
        }
        close();
        history.add(line);
        recalled = history.size();
        input.setValue("");
        bench.type(line);
    }

    private void recall(int step) {
        close();
        recalled = Math.max(0, Math.min(recalled + step, history.size()));
        input.setValue(recalled < history.size() ? history.get(recalled) : "");
    }

    /** Completes, or goes to the next completion; false when there is none. */
    private boolean complete() {
        if (offered.isEmpty()) {
            offered = Completion.of(input.getValue(), bench.timeline().machine());
            chosen = -1;
        }
        if (offered.isEmpty()) {
            return false;
        }
        chosen = (chosen + 1) % offered.size();
        input.setValue(offered.get(chosen));
        if (offered.size() == 1) {
            offered = List.of();
            return true;
        }
        show();
        return true;
    }

    private void show() {
        Dom.clear(list);
        for (int i = 0; i < offered.size(); i++) {
            HTMLElement item = Dom.el("li", "", offered.get(i));
            item.setId("completion-" + i);
            item.setAttribute("role", "option");
            item.setAttribute("aria-selected", i == chosen ? "true" : "false");
            list.appendChild(item);
        }
        list.setHidden(false);
        input.setAttribute("aria-expanded", "true");
        input.setAttribute("aria-activedescendant", "completion-" + chosen);
    }

    private void close() {
        offered = List.of();
        list.setHidden(true);
        input.setAttribute("aria-expanded", "false");
        input.removeAttribute("aria-activedescendant");
    }
}
