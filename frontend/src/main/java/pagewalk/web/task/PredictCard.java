package pagewalk.web.task;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TextFault;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Elements;
import pagewalk.web.dom.Listen;
import pagewalk.web.session.PartData;
import pagewalk.web.session.PartSession;
import pagewalk.web.session.Reveal;

/** Questions asked before the step is shown: fields, commit, and then prediction against truth. */
class PredictCard {
    /** Where the truth comes from: the server in graded work, the engine in practice. */
    interface Oracle {
        /** Stores the answer for good and gives the reveal, or a sentence about why not. */
        void commit(PartData part, PartSpec.Question question, Answer answer, Verdict verdict);
    }

    /** What comes of a commit. */
    interface Verdict {
        void revealed(Reveal reveal);

        void failed(String sentence);
    }

    final Bench bench;
    private final Oracle oracle;
    private final HTMLElement element = Dom.el("div");
    final Elements<HTMLInputElement> inputs = new Elements<>();
    private final HTMLElement problem = Dom.el("p", "note bad");
    private @Nullable HTMLElement commit;
    private String shown = "";
    private String sending = "";
    private boolean takeFocus;

    PredictCard(Bench bench, Oracle oracle) {
        this.bench = bench;
        this.oracle = oracle;
        problem.setAttribute("role", "alert");
    }

    HTMLElement element() {
        return element;
    }

    /** Carries out the commands of questions that were answered, where the journal does not have them yet. */
    void catchUp() {
        PartData data = bench.session().partData();
        if (bench.isReadOnly()) {
            return;
        }
        for (int i = 0; i < data.questions().size(); i++) {
            PartSpec.Question question = data.questions().get(i);
            Reveal reveal = revealOf(question);
            int done = bench.timeline().commands() - bench.part().startCommands();
            if (reveal == null || done > i) {
                continue;
            }
            carryOut(question, reveal.answer());
        }
    }

    /** Records an answer and shows what its question is about. */
    void carryOut(PartSpec.Question question, Answer answer) {
        bench.reveal(question.id(), answer, PartRun.command(question.command(), 1));
    }

    /** The reveal of a question; in practice it is worked out again from the answer in the journal. */
    private @Nullable Reveal revealOf(PartSpec.Question question) {
        PartData data = bench.session().partData();
        Reveal reveal = data.reveal(question.id());
        Answer answer = bench.part().prediction(question.id());
        if (reveal == null && answer != null) {
            reveal = again(question, answer);
            data.addReveal(reveal);
        }
        return reveal;
    }

    /** Works the outcome of an answer out that was committed before. */
    Reveal again(PartSpec.Question question, Answer answer) {
        int before = bench.part().startCommands() + bench.session().partData().questionsBefore(question.id());
        return PracticeOracle.reveal(bench.part(), question, answer, before);
    }

    /** The question that is open, or null when all known ones are answered. */
    final PartSpec.@Nullable Question open() {
        for (PartSpec.Question question : bench.session().partData().questions()) {
            if (revealOf(question) == null) {
                return question;
            }
        }
        return null;
    }

    void paint() {
        PartData data = bench.session().partData();
        PartSpec.Question open = open();
        String state = data.name() + "/" + (open == null ? "all" : Integer.toString(open.id()));
        if (state.equals(shown)) {
            return;
        }
        shown = state;
        Dom.clear(element);
        for (PartSpec.Question question : data.questions()) {
            Reveal reveal = revealOf(question);
            if (reveal != null) {
                element.appendChild(revealed(question, reveal));
            }
        }
        if (open != null && !bench.isReadOnly()) {
            element.appendChild(ask(open, data));
        } else if (open == null) {
            HTMLElement note = Dom.el("p", "note good", "✓ All questions of this part are answered.");
            note.setTabIndex(-1);
            element.appendChild(note);
        }
        if (takeFocus && sending.isEmpty()) {
            takeFocus = false;
            if (open == null) {
                ((HTMLElement) element.getLastChild()).focus();
            } else {
                focus();
            }
        }
    }

    /** Goes to where the next answer is given. */
    void focus() {
        inputs.get(0).focus();
    }

    private HTMLElement ask(PartSpec.Question question, PartData data) {
        HTMLElement card = Dom.el("form", "card");
        card.setId("predict");
        card.setAttribute("aria-label", "Prediction " + question.id());
        card.appendChild(Dom.el("h3", "", word() + " " + question.id() + " of " + data.totalQuestions()));
        about(card, question);
        inputs.clear();
        for (PartSpec.Field field : question.fields()) {
            card.appendChild(field(field));
        }
        hint(card, question);
        HTMLElement button = Dom.button(sending.isEmpty() ? "Commit" : "Committing…", () -> commit(question));
        button.setClassName("primary");
        button.setId("commit");
        Dom.attribute(button, "disabled", !sending.isEmpty(), "");
        commit = button;
        Listen.on(card, "submit", event -> event.preventDefault());
        Listen.on(card, "keydown", event -> {
            if (((KeyboardEvent) event).getKey().equals("Enter")) {
                event.preventDefault();
                commit(question);
            }
        });
        problem.setHidden(true);
        return Dom.with(card, problem, button, Dom.el("span", "soft", "  A committed answer stays."));
    }

    /** What the student is to do. */
    String word() {
        return "Predict";
    }

    /** Says what is asked. */
    void about(HTMLElement card, PartSpec.Question question) {
        card.appendChild(Dom.el("p", "", "Next, this command will be carried out. What will it do?"));
        card.appendChild(Dom.el("p", "mono", question.command()));
    }

    /** How to answer. */
    void hint(HTMLElement card, PartSpec.Question question) {
        card.appendChild(
                Dom.el("p", "hint soft", "Write none where there is no block. A click on the map fills in its pfn."));
    }

    /** Where a field is answered. */
    HTMLElement field(PartSpec.Field field) {
        return Dom.labelled(field.label(), input(field, "text"));
    }

    final HTMLInputElement input(PartSpec.Field field, String type) {
        HTMLInputElement input = Dom.input(type);
        input.setId("answer-" + field.key());
        input.setAttribute("inputmode", "numeric");
        input.setAttribute("autocomplete", "off");
        input.setAttribute("name", field.key());
        inputs.add(input);
        return input;
    }

    /** Fills the pfn field by pointing. */
    void pinned(int head) {
        for (int i = 0; i < inputs.size(); i++) {
            HTMLInputElement input = inputs.get(i);
            if (input.getName().equals("pfn") && head >= 0 && open() != null) {
                input.setValue(Integer.toString(head));
            }
        }
    }

    private void commit(PartSpec.Question question) {
        if (!sending.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < inputs.size(); i++) {
            HTMLInputElement input = inputs.get(i);
            String value = input.getValue().trim();
            if (value.isEmpty()) {
                fail("Fill in every field; write none where there is no block.");
                goTo(input);
                return;
            }
            text.append(text.isEmpty() ? "" : ",")
                    .append(input.getName())
                    .append(':')
                    .append(value);
        }
        try {
            send(question, Answer.parse(text.toString()));
        } catch (TextFault fault) {
            fail(fault.reason() + ".");
        }
    }

    /** Goes to a field that was left out. */
    void goTo(HTMLInputElement input) {
        input.focus();
    }

    private void send(PartSpec.Question question, Answer answer) {
        PartData data = bench.session().partData();
        PartSession part = bench.part();
        sending = "…";
        takeFocus = true;
        if (commit != null) {
            commit.setAttribute("disabled", "");
        }
        oracle.commit(data, question, answer, new Verdict() {
            @Override
            public void revealed(Reveal reveal) {
                sending = "";
                shown = "";
                data.addReveal(reveal);
                if (bench.part() == part) {
                    carryOut(question, reveal.answer());
                    bench.say(summary(question, reveal));
                }
            }

            @Override
            public void failed(String sentence) {
                sending = "";
                takeFocus = false;
                if (commit != null) {
                    commit.removeAttribute("disabled");
                    commit.focus();
                }
                fail(sentence);
            }
        });
    }

    private void fail(String sentence) {
        problem.setHidden(false);
        Dom.text(problem, "▲ " + sentence);
    }

    private String summary(PartSpec.Question question, Reveal reveal) {
        int right = 0;
        for (PartSpec.Field field : question.fields()) {
            right += right(field, reveal) ? 1 : 0;
        }
        return right + " of " + question.fields().size() + " right. " + reveal.why();
    }

    /** Whether the answer is right about a field. */
    boolean right(PartSpec.Field field, Reveal reveal) {
        return reveal.answer().agreesOn(field.key(), reveal.truth());
    }

    private HTMLElement revealed(PartSpec.Question question, Reveal reveal) {
        HTMLElement card = Dom.el("div", "card");
        card.appendChild(Dom.el("h3", "", "Prediction " + question.id()));
        card.appendChild(Dom.el("p", "mono", asked(question)));
        HTMLElement table = Dom.el("table");
        HTMLElement head = Dom.el("tr", "soft");
        for (String title : new String[] {"", "yours", "truth", ""}) {
            HTMLElement cell = Dom.el(title.isEmpty() ? "td" : "th", "", title);
            head.appendChild(cell);
        }
        table.appendChild(head);
        for (PartSpec.Field field : question.fields()) {
            table.appendChild(row(field, reveal));
        }
        Dom.with(card, table);
        if (!reveal.why().isEmpty()) {
            card.appendChild(Dom.el("p", "soft", reveal.why()));
        }
        int command = bench.part().startCommands() + bench.session().partData().questionsBefore(question.id());
        if (command < bench.timeline().commands()) {
            card.appendChild(Dom.button(
                    "Show this step", () -> bench.seekAndSay(bench.timeline().firstEventOf(command) + 1)));
        }
        return card;
    }

    /** The question in a line, once it is answered. */
    String asked(PartSpec.Question question) {
        return question.command();
    }

    private HTMLElement row(PartSpec.Field field, Reveal reveal) {
        boolean right = right(field, reveal);
        HTMLElement row = Dom.el("tr");
        HTMLElement name = Dom.el("th", "", field.key());
        name.setAttribute("scope", "row");
        name.setTitle(field.label());
        return Dom.with(
                row,
                name,
                Dom.el("td", "mono", word(field, reveal.answer().get(field.key()))),
                Dom.el("td", "mono", word(field, reveal.truth().get(field.key()))),
                Dom.el("td", right ? "good" : "bad", right ? "✓ right" : "✕ wrong"));
    }

    /** A value as a person would say it. */
    String word(PartSpec.Field field, @Nullable Integer value) {
        return value == null ? "not answered" : Answer.word(value);
    }
}
