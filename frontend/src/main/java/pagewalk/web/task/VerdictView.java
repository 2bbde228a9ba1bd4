package pagewalk.web.task;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.util.Part;
import pagewalk.web.dom.Dom;
import pagewalk.web.json.Json;

/** A verdict: the first wrong step with its rule and a link, then every check. */
final class VerdictView {
    private VerdictView() {}

    static void fill(HTMLElement place, Json verdict, Json submission) {
        Json wrong = verdict.object("firstWrong");
        if (wrong != null) {
            place.appendChild(firstWrong(wrong));
        }
        for (Json part : verdict.array("parts")) {
            place.appendChild(part(part, submission));
        }
    }

    private static HTMLElement firstWrong(Json wrong) {
        HTMLElement note = Dom.el("div", "note bad");
        note.appendChild(Dom.el("p", "", "First wrong step: " + wrong.text("sentence", "")));
        rule(note, wrong);
        String address = wrong.text("link");
        if (address != null) {
            HTMLElement link = Dom.el("a", "", "Go to this step");
            link.setId("first-wrong");
            link.setAttribute("href", address);
            note.appendChild(Dom.with(Dom.el("p"), link));
        }
        return note;
    }

    private static void rule(HTMLElement place, Json of) {
        String rule = of.text("rule");
        if (rule != null) {
            place.appendChild(Dom.ruleLink(rule, of.text("ruleSentence", rule)));
            say(place, of);
        }
    }

    /** A rule's sentence and source, where there is room for them in the program. */
    @Part("kinds")
    private static boolean say(HTMLElement place, Json of) {
        String sentence = of.text("ruleSentence", "") + " (" + of.text("ruleSource", "") + ")";
        place.appendChild(Dom.el("p", "soft", sentence));
        return true;
    }

    /** The rules of the fields that are wrong, or the one of the check, and the way to the step. */
    @Part("kinds")
    private static boolean explained(HTMLElement item, Json check) {
        boolean any = false;
        for (Json field : check.array("fields")) {
            if (field.number("score", 0) < field.number("max", 0)) {
                any = true;
                rule(item, field);
            }
        }
        if (!any) {
            rule(item, check);
        }
        String address = check.text("link");
        if (address != null) {
            HTMLElement link = Dom.el("a", "", "Show");
            link.setAttribute("href", address);
            item.appendChild(link);
        }
        return true;
    }

    private static HTMLElement part(Json part, Json submission) {
        HTMLElement box = Dom.el("div");
        String points = part.text("score", "0") + " of " + part.text("max", "0");
        box.appendChild(Dom.el("p", "", part.text("title", part.text("name", "")) + ": " + points + " points"));
        HTMLElement list = Dom.el("ul", "checks");
        for (Json check : part.array("checks")) {
            boolean passed = check.flag("passed");
            String text = (passed ? "✓ " : "✕ ") + check.text("name", "") + ": " + check.text("message", "");
            HTMLElement item = Dom.el("li", passed ? "good" : "", text + " ");
            if (!passed && !explained(item, check)) {
                rule(item, check);
            }
            list.appendChild(item);
        }
        box.appendChild(list);
        return box;
    }
}
