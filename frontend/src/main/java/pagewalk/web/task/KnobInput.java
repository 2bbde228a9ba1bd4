package pagewalk.web.task;

import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import pagewalk.engine.Machine;
import pagewalk.lab.model.PartSpec;
import pagewalk.web.dom.Dom;
import pagewalk.web.json.Digits;

/** One setting to choose: a number within its bounds, or one of a few words. */
final class KnobInput {
    private final PartSpec.Knob knob;
    private final HTMLInputElement number = Dom.input("number");
    private final HTMLSelectElement word;
    private final HTMLElement element = Dom.el("div");

    KnobInput(PartSpec.Knob knob, Machine machine) {
        this.knob = knob;
        String name = knob.name().substring(knob.name().lastIndexOf('/') + 1);
        word = Dom.select(name);
        HTMLElement control = knob.words().isEmpty() ? number : word;
        control.setId("knob-" + knob.name());
        for (String one : knob.words()) {
            Dom.option(word, one, one);
        }
        number.setAttribute("min", Integer.toString(knob.from()));
        number.setAttribute("max", Integer.toString(knob.to()));
        number.setAttribute("inputmode", "numeric");
        String now = current(machine);
        number.setValue(now);
        word.setValue(now);
        String bounds = knob.words().isEmpty() ? ", " + knob.from() + " to " + knob.to() : "";
        Dom.with(element, Dom.labelled(name + bounds, control));
        if (isFile()) {
            element.appendChild(Dom.el("p", "hint mono", knob.name()));
        }
        element.appendChild(Dom.el("p", "hint soft", Knobs.unit(knob.name())));
    }

    HTMLElement element() {
        return element;
    }

    /** From now on it is shown and cannot be chosen. */
    void readOnly() {
        number.setAttribute("readonly", "");
        word.setAttribute("disabled", "");
    }

    private boolean isFile() {
        return knob.name().startsWith("/");
    }

    private String value() {
        return knob.words().isEmpty() ? number.getValue().trim() : word.getValue();
    }

    void focus() {
        number.focus();
    }

    /** What is wrong with the value; empty when it can be set. */
    String fault() {
        String value = value();
        int given = Digits.natural(value);
        boolean out = knob.words().isEmpty() && !value.isEmpty() && (given < knob.from() || given > knob.to());
        return out ? knob.name() + " may be " + knob.from() + " to " + knob.to() + " here, not " + value + "." : "";
    }

    /** The command that sets it; empty when it stands so already. */
    String line(Machine machine) {
        String value = value();
        if (value.isEmpty() || value.equals(current(machine))) {
            return "";
        }
        return isFile() ? "echo " + value + " > " + knob.name() : "sysctl " + knob.name() + "=" + value;
    }

    /** What it stands at; empty when no file says it. */
    private String current(Machine machine) {
        String path = isFile() ? knob.name() : "/proc/sys/" + knob.name().replace('.', '/');
        String text = machine.readFile(path);
        if (text == null) {
            return "";
        }
        int from = text.indexOf('[') + 1;
        int end = from;
        while (end < text.length() && (from > 0 ? text.charAt(end) != ']' : isDigit(text.charAt(end)))) {
            end++;
        }
        return text.substring(from, end);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
