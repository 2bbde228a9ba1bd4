package pagewalk.web.session;

import pagewalk.lab.model.Answer;
import pagewalk.web.json.Json;

/** How answers to a question come out, as the server worked it out when it drew a practice variant. */
public record Told(int question, Json json) {
    /** The outcome of an answer; an answer that follows from a known wrong idea is told so. */
    public Reveal reveal(Answer answer) {
        String why = json.text("why", "") + reason(answer);
        for (Json idea : json.array("ideas")) {
            if (answer.text().equals(idea.text("answer"))) {
                why += " Your answer would be right if " + idea.text("idea", "") + ".";
            }
        }
        return new Reveal(question, answer, truth(), why, null);
    }

    private Answer truth() {
        return Answer.parse(json.text("truth", ""));
    }

    /** What decides the first value that is wrong. */
    private String reason(Answer answer) {
        Answer truth = truth();
        Json reasons = json.object("reasons");
        for (String key : truth.keys()) {
            if (reasons != null && !right(key, answer, truth)) {
                return reasons.text(key, "");
            }
        }
        return "";
    }

    /** Whether an answer is right about a field; of a place, each of its frames is. */
    public boolean right(String key, Reveal reveal) {
        return right(key, reveal.answer(), reveal.truth());
    }

    private boolean right(String key, Answer answer, Answer is) {
        Integer given = answer.get(key);
        Integer truth = is.get(key);
        Json pages = json.object("pages");
        int many = pages == null ? 1 : Math.max(pages.number(key, 1), 1);
        return given != null && truth != null && given >= truth && given - truth < many;
    }
}
