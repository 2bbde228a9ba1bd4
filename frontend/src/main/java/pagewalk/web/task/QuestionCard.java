package pagewalk.web.task;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import org.teavm.jso.dom.xml.Node;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.PartSpec;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.session.PartData;
import pagewalk.web.session.Reveal;
import pagewalk.web.session.Told;

/** Questions of every form: numbers, choices, places on the picture; with a command, or about files. */
final class QuestionCard extends PredictCard {
    private int wanted;

    QuestionCard(Bench bench, Oracle oracle) {
        super(bench, oracle);
    }

    /** In practice what the server told beforehand is the truth, and the engine in the page where it told nothing. */
    static Oracle practice(Bench bench) {
        Oracle engine = new PracticeOracle(bench);
        return (part, question, answer, verdict) -> {
            Told told = part.kind().told(question.id());
            if (told == null) {
                engine.commit(part, question, answer, verdict);
            } else {
                verdict.revealed(told.reveal(answer));
            }
        };
    }

    /** The next time the question is shown, the focus goes to its heading; this is for what is only looked at. */
    void goTo(int question) {
        wanted = question;
    }

    @Override
    void paint() {
        super.paint();
        HTMLElement first = (HTMLElement) element().getFirstChild();
        if (!bench.isReadOnly() || (first != null && !first.getId().isEmpty())) {
            return;
        }
        PartData data = bench.session().partData();
        Node card = first;
        for (PartSpec.Question question : data.questions()) {
            if (data.reveal(question.id()) != null && card != null) {
                Node next = card.getNextSibling();
                name((HTMLElement) card, question.id());
                card = next;
            }
        }
        PartSpec.Question open = open();
        if (open != null) {
            HTMLElement asked = unanswered(open);
            element().appendChild(asked);
            name(asked, open.id());
        }
    }

    private void name(HTMLElement card, int question) {
        card.setId("question-" + question);
        HTMLElement heading = (HTMLElement) card.getFirstChild();
        String name = bench.session().partData().isPredict() ? "Prediction " : "Question ";
        Dom.text(heading, name + question + " of " + bench.session().partData().totalQuestions());
        if (question == wanted) {
            wanted = 0;
            Dom.goTo(heading);
        }
    }

    /** What is asked now, for somebody who cannot answer it. */
    private HTMLElement unanswered(PartSpec.Question question) {
        HTMLElement card = Dom.with(Dom.el("div", "card"), Dom.el("h3"));
        about(card, question);
        HTMLElement list = Dom.el("ul", "asked");
        for (PartSpec.Field field : question.fields()) {
            list.appendChild(Dom.el("li", "", field.label()));
        }
        return Dom.with(card, list, Dom.el("p", "soft", "Not answered."));
    }

    private @Nullable Told told(int question) {
        return bench.session().partData().kind().told(question);
    }

    @Override
    void catchUp() {
        if (bench.session().partData().isPredict()) {
            super.catchUp();
        }
    }

    @Override
    void carryOut(PartSpec.Question question, Answer answer) {
        if (question.command().isEmpty()) {
            bench.answer(question.id(), answer);
        } else {
            super.carryOut(question, answer);
        }
    }

    @Override
    Reveal again(PartSpec.Question question, Answer answer) {
        Told told = told(question.id());
        return told == null ? super.again(question, answer) : told.reveal(answer);
    }

    @Override
    void focus() {
        goTo(inputs.get(0));
    }

    /** A choice is gone to at its buttons: what holds its number cannot be seen. */
    @Override
    void goTo(HTMLInputElement input) {
        HTMLElement first = Dom.find(input.getId() + "-1");
        (first == null ? input : first).focus();
    }

    @Override
    String word() {
        return bench.session().partData().isPredict() ? "Predict" : "Question";
    }

    @Override
    void about(HTMLElement card, PartSpec.Question question) {
        if (!question.text().isEmpty()) {
            card.appendChild(Dom.el("p", "", question.text()));
        }
        if (!question.command().isEmpty()) {
            card.appendChild(Dom.el("p", "soft", "The next command; say what comes of it before it is carried out:"));
            card.appendChild(Dom.el("p", "mono", question.command()));
        }
    }

    @Override
    void hint(HTMLElement card, PartSpec.Question question) {
        boolean point = false;
        boolean number = false;
        for (PartSpec.Field field : question.fields()) {
            point |= field.form() instanceof PartSpec.Form.Point;
            number |= field.form() instanceof PartSpec.Form.Number;
        }
        if (point) {
            card.appendChild(Dom.el(
                    "p", "hint soft", "Click a frame on the map, or go there with the arrow keys and press Enter."));
        }
        if (number) {
            card.appendChild(Dom.el("p", "hint soft", "Numbers are decimal, or hexadecimal with 0x in front."));
        }
    }

    @Override
    HTMLElement field(PartSpec.Field field) {
        if (field.form() instanceof PartSpec.Form.Choice choice) {
            boolean table = bench.session().partData().spec() instanceof PartSpec.Table;
            return table ? step(field, choice) : choice(field, choice);
        }
        HTMLInputElement input = input(field, "text");
        boolean hex = field.form() instanceof PartSpec.Form.Number number && number.hex();
        Dom.attribute(input, "placeholder", hex, "0x…");
        Dom.attribute(input, "inputmode", hex, "text");
        return Dom.labelled(field.label(), input);
    }

    /** One step of many: a choice in one line. */
    private HTMLElement step(PartSpec.Field field, PartSpec.Form.Choice choice) {
        HTMLInputElement value = input(field, "hidden");
        HTMLSelectElement select = (HTMLSelectElement) Dom.el("select");
        select.setId(value.getId() + "-1");
        Dom.option(select, "", "…");
        for (int i = 1; i <= choice.words().size(); i++) {
            Dom.option(select, Integer.toString(i), choice.words().get(i - 1));
        }
        Listen.on(select, "change", event -> value.setValue(select.getValue()));
        HTMLElement label = Dom.labelled(field.label(), select);
        label.setClassName("step");
        return Dom.with(Dom.el("div"), label, value);
    }

    private HTMLElement choice(PartSpec.Field field, PartSpec.Form.Choice choice) {
        HTMLInputElement value = input(field, "hidden");
        HTMLElement group = Dom.el("fieldset", "choices");
        group.appendChild(Dom.el("legend", "", field.label()));
        for (int i = 1; i <= choice.words().size(); i++) {
            String number = Integer.toString(i);
            HTMLInputElement radio = Dom.input("radio");
            radio.setId(value.getId() + "-" + i);
            radio.setName("choice-" + field.key());
            Listen.on(radio, "change", event -> value.setValue(number));
            HTMLElement label = Dom.el("label", "choice");
            label.appendChild(radio);
            label.appendChild(Dom.el("span", "", choice.words().get(i - 1)));
            group.appendChild(label);
        }
        group.appendChild(value);
        return group;
    }

    /** The block's first frame answers a field of blocks, where no field asks for a place. */
    @Override
    void pinned(int head) {
        if (!pointed(bench.selection().pinned())) {
            super.pinned(head);
        }
    }

    /** A frame answers the first field that asks for a place; whether there is one. */
    boolean pointed(int pfn) {
        PartSpec.Question open = open();
        for (int i = 0; open != null && i < open.fields().size() && i < inputs.size(); i++) {
            if (open.fields().get(i).form() instanceof PartSpec.Form.Point && pfn >= 0) {
                inputs.get(i).setValue(Integer.toString(pfn));
                return true;
            }
        }
        return false;
    }

    @Override
    boolean right(PartSpec.Field field, Reveal reveal) {
        Told told = told(reveal.question());
        if (reveal.correct() != null) {
            return reveal.correct().flag(field.key());
        }
        return told == null ? super.right(field, reveal) : told.right(field.key(), reveal);
    }

    @Override
    String asked(PartSpec.Question question) {
        return question.command().isEmpty() ? question.text() : question.command();
    }

    @Override
    String word(PartSpec.Field field, @Nullable Integer value) {
        return value == null ? "not answered" : field.word(value);
    }

    /** Whether the part asks anything. */
    static boolean asks(PartData data) {
        return data.isPredict() || data.spec() instanceof PartSpec.Diagnose || data.spec() instanceof PartSpec.Table;
    }
}
