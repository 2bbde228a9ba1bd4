package pagewalk.web.room;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLInputElement;
import org.teavm.jso.dom.html.HTMLSelectElement;
import org.teavm.jso.dom.html.HTMLTextAreaElement;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;
import pagewalk.web.json.Json;
import pagewalk.web.json.JsonWriter;
import pagewalk.web.live.LiveSocket;

/** What an instructor does to the whole room: push a machine, pause, let go. Goes over a socket of its own. */
public final class ControlDesk implements Painter.Panel, LiveSocket.Listener {
    private record Order(String id, String text, String done) {}

    private final RoomDesk desk;
    private final LiveSocket socket;
    private final List<Order> unanswered = new ArrayList<>();
    private final HTMLElement pause = Dom.button("Pause everybody", this::pauseOrLetGo);
    private final HTMLElement answer = Dom.el("p", "soft");

    /** {@code labs} holds an option for each lab whose start can be pushed. */
    public ControlDesk(RoomDesk desk, String room, HTMLElement section, HTMLElement labs) {
        this.desk = desk;
        socket = new LiveSocket("/ws/rooms/" + room + "/control", this);
        HTMLElement group = Dom.el("div", "card");
        group.setId("control");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", "Steer the room");
        pause.setId("pause");
        answer.setId("control-answer");
        HTMLElement own = Dom.button("Push the state I look at", this::pushOwn);
        own.setId("push-own");
        Dom.with(
                group,
                Dom.el("h2", "", "Steer the room"),
                Dom.with(Dom.el("p"), pause),
                labChoice(labs),
                Dom.with(Dom.el("p"), own),
                machineForm(),
                answer);
        section.appendChild(group);
        socket.connect();
    }

    private HTMLElement labChoice(HTMLElement labs) {
        HTMLSelectElement choice = Dom.select("Lab whose start is pushed");
        choice.setId("push-choice");
        var options = labs.querySelectorAll("option");
        for (int i = 0; i < options.getLength(); i++) {
            HTMLElement option = options.item(i);
            Dom.option(choice, option.getAttribute("value"), option.getAttribute("label"));
        }
        HTMLElement push = Dom.button(
                "Push the lab's start",
                () -> give(
                        new JsonWriter().put("type", "push-lab").put("lab", choice.getValue()),
                        "The lab's start is pushed"));
        push.setId("push-lab");
        return Dom.with(Dom.el("p", "row"), choice, push);
    }

    /** A machine that nobody has stepped to: its description, and commands that lead to its first state. */
    private HTMLElement machineForm() {
        HTMLElement details = Dom.el("details");
        HTMLInputElement config = Dom.input("text");
        config.setId("push-config");
        config.setValue("preset=textbook frames=64");
        HTMLTextAreaElement lines = (HTMLTextAreaElement) Dom.el("textarea");
        lines.setId("push-lines");
        lines.setAttribute("rows", "4");
        lines.setAttribute("spellcheck", "false");
        HTMLElement push = Dom.button("Push this machine", () -> push(config.getValue(), lines(lines.getValue())));
        return Dom.with(
                details,
                Dom.el("summary", "", "Another machine"),
                Dom.labelled("Machine", config),
                Dom.labelled("Commands, one a line", lines),
                Dom.with(Dom.el("p"), push));
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            lines.add(text.substring(from, end));
            from = end + 1;
        }
        return lines;
    }

    /** Everybody gets what this page shows: the machine, and all commands finished at the position. */
    private void pushOwn() {
        Timeline timeline = desk.bench().timeline();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < desk.bench().part().finishedCommands(); i++) {
            lines.add(timeline.commandAt(i).text());
        }
        push(timeline.machine().config().text(), lines);
    }

    private void push(String config, List<String> lines) {
        give(new JsonWriter().put("type", "push").put("config", config).put("lines", lines), "The machine is pushed");
    }

    private void pauseOrLetGo() {
        boolean paused = desk.link().paused();
        give(
                new JsonWriter().put("type", paused ? "resume" : "pause"),
                paused ? "The room goes on" : "The room is paused");
    }

    private void give(JsonWriter message, String done) {
        String id = Browser.newId();
        Order order = new Order(id, message.put("id", id).text(), done);
        unanswered.add(order);
        if (!socket.send(order.text())) {
            say("Waits for the connection.", "warn");
        }
    }

    private void say(String sentence, String kind) {
        answer.setClassName(kind);
        Dom.text(answer, sentence);
        desk.bench().say(sentence);
    }

    @Override
    public void opened() {
        for (Order order : unanswered) {
            socket.send(order.text());
        }
    }

    @Override
    public void message(Json message) {
        String id = message.text("id", "");
        String done = "";
        for (int i = unanswered.size() - 1; i >= 0; i--) {
            if (unanswered.get(i).id().equals(id)) {
                done = unanswered.remove(i).done();
            }
        }
        if (message.text("type", "").equals("done")) {
            say(done + " (#" + message.number("seq", 0) + ").", "good");
        } else {
            say("✕ " + message.text("message", "The room refused."), "bad");
        }
    }

    @Override
    public void lost(boolean loginEnded) {}

    @Override
    public void paint(int changed) {
        if ((changed & Painter.LIVE) != 0) {
            Dom.text(pause, desk.link().paused() ? "Let everybody go on" : "Pause everybody");
        }
    }
}
