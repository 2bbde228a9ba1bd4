package pagewalk.web.task;

import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.json.Json;

/** A verdict: the first wrong step with its rule and a link, then every check. */
final class VerdictView {
    private VerdictView() {}

    static void fill(HTMLElement place, Json verdict) {
        Json wrong = verdict.object("firstWrong");
        if (wrong != null) {
            place.appendChild(firstWrong(wrong));
        }
        for (Json part : verdict.array("parts")) {
            place.appendChild(part(part));
        }
    }

    private static HTMLElement firstWrong(Json wrong) {
        HTMLElement note = Dom.el("div", "note bad");
        note.appendChild(Dom.el("p", "", "First wrong step: " + wrong.text("sentence", "")));
        String rule = wrong.text("rule");
        if (rule != null) {
            note.appendChild(Dom.ruleLink(rule, wrong.text("ruleSentence", rule)));
        }
        String address = wrong.text("link");
        if (address != null) {
            HTMLElement link = Dom.el("a", "", "Go to this step");
            link.setId("first-wrong");
            link.setAttribute("href", address);
            note.appendChild(Dom.with(Dom.el("p"), link));
        }
        return note;
    }

    private static HTMLElement part(Json part) {
        HTMLElement box = Dom.el("div");
        String points = part.text("score", "0") + " of " + part.text("max", "0");
        box.appendChild(Dom.el("p", "", part.text("title", part.text("name", "")) + ": " + points + " points"));
        HTMLElement list = Dom.el("ul", "checks");
        for (Json check : part.array("checks")) {
            boolean passed = check.flag("passed");
            String text = (passed ? "✓ " : "✕ ") + check.text("name", "") + ": " + check.text("message", "");
            HTMLElement item = Dom.el("li", passed ? "good" : "", text + " ");
            String rule = check.text("rule");
            if (!passed && rule != null) {
                item.appendChild(Dom.ruleLink(rule, check.text("ruleSentence", rule)));
            }
            list.appendChild(item);
        }
        box.appendChild(list);
        return box;
    }
}
