package pagewalk.web.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.json.Json;
import pagewalk.web.json.JsonWriter;
import pagewalk.web.live.Http;
import pagewalk.web.live.JournalSync;
import pagewalk.web.live.SubmissionWatch;
import pagewalk.web.session.Variant;

/** Handing in: the receipt, the state while it is graded, the verdict. */
final class SubmitCard {
    private static final int RETRY_MS = 3000;

    private final Bench bench;
    private final JournalSync sync;
    private final Variant.Header head;
    private final HTMLElement element = Dom.el("div", "card");
    private final HTMLElement button;
    private final HTMLElement state = Dom.el("div");
    private final HTMLElement verdict = Dom.el("div");
    private final HTMLElement next = Dom.el("p");
    private final SubmissionWatch watch = new SubmissionWatch(this::show);
    private @Nullable String said;
    private boolean handedIn;
    private boolean sentAgain;

    SubmitCard(Bench bench, JournalSync sync, Variant.Header head) {
        this.bench = bench;
        this.sync = sync;
        this.head = head;
        button = Dom.button("Submit for grading", this::submit);
        button.setClassName("primary");
        button.setId("submit");
        state.setId("submission-state");
        verdict.setId("verdict");
        Dom.with(
                element,
                Dom.el("h3", "", "Submit"),
                Dom.el(
                        "p",
                        "soft",
                        "Hands in the branch that each part shows. " + "Every submission is graded; the best counts."),
                button,
                state,
                verdict,
                next);
        int attempt = head.attempt() + 1;
        HTMLElement link = Dom.el("a", "", "Begin attempt " + attempt);
        link.setId("next-attempt");
        link.setAttribute("href", "/lab/" + head.lab() + "?mode=graded&attempt=" + attempt);
        next.appendChild(link);
        next.setHidden(true);
        showNewest();
    }

    /** What was handed in on this attempt before the page was opened. */
    private void showNewest() {
        Http.get("/api/submissions?lab=" + head.lab(), answer -> {
            Json list = answer.ok() ? answer.json() : null;
            for (Json submission : list == null ? List.<Json>of() : list.elements()) {
                boolean mine = "graded".equals(submission.text("mode"))
                        && submission.number("attempt", 0) == head.attempt()
                        && sync.replica().owner().student().equals(submission.text("student"));
                if (mine && !handedIn) {
                    watch.follow(submission.text("id", ""));
                    return;
                }
            }
        });
    }

    HTMLElement element() {
        return element;
    }

    private void submit() {
        handedIn = true;
        sentAgain = false;
        bench.chooseShownBranches();
        button.setAttribute("disabled", "");
        Dom.clear(verdict);
        said = null;
        String body = new JsonWriter()
                .put("id", Browser.newId())
                .put("session", sync.replica().session())
                .put(
                        "file",
                        Submission.file(bench.session(), head, sync.replica().owner()))
                .text();
        line("Sending…");
        sync.afterSending(() -> {});
        post(body);
    }

    /** The same body with the same id until the server has it: sending twice is safe. */
    private void post(String body) {
        Http.post("/api/submissions", body, answer -> {
            Json json = answer.ok() ? answer.json() : null;
            if (json != null) {
                button.removeAttribute("disabled");
                show(json);
                watch.follow(json.text("id", ""));
            } else if (answer.tryLater()) {
                line("Not handed in yet: " + answer.message() + " Trying again.");
                Listen.later(() -> post(body), RETRY_MS);
            } else if (answer.status() == 404 && !sentAgain) {
                sentAgain = true;
                sync.sendAgain(() -> post(body));
            } else {
                button.removeAttribute("disabled");
                line("▲ Not handed in: " + answer.message());
                bench.say("Not handed in: " + answer.message());
            }
        });
    }

    private void line(String text) {
        Dom.clear(state);
        state.appendChild(Dom.el("p", "", text));
    }

    private void show(Json submission) {
        String word = submission.text("state", "");
        Dom.clear(state);
        String sentence = switch (word) {
            case "received" -> "Received. It will be graded shortly.";
            case "verifying" -> "Verifying: the server carries out your session.";
            case "graded" ->
                "✓ Graded: " + submission.text("score", "?") + " of " + submission.text("max", "?") + " points.";
            case "ungradable" -> "▲ Could not be graded, through no fault of yours: " + submission.text("reason", "");
            case "rejected" -> "✕ Rejected: " + submission.text("reason", "");
            default -> word;
        };
        state.appendChild(Dom.el("p", "", sentence));
        String withheld = submission.text("withheld");
        if (withheld != null) {
            state.appendChild(Dom.el("p", "soft", withheld));
        }
        HTMLElement receipt = Dom.el("p", "soft", "Receipt ");
        receipt.appendChild(Dom.el("span", "mono", submission.text("receipt", "")));
        receipt.setId("receipt");
        HTMLElement link = Dom.el("a", "", "Submission page");
        link.setAttribute("href", "/submissions/" + submission.text("id", ""));
        Dom.with(state, receipt, link);
        if (!sentence.equals(said)) {
            said = sentence;
            bench.say(sentence);
        }
        next.setHidden(false);
        Json result = submission.object("verdict");
        Dom.clear(verdict);
        if (result != null) {
            VerdictView.fill(verdict, result, submission);
            if (handedIn) {
                element.scrollIntoView();
            }
        }
    }
}
