package pagewalk.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.timeline.Timeline;
import pagewalk.lab.model.TextFault;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;
import pagewalk.web.dom.Status;
import pagewalk.web.json.Json;
import pagewalk.web.json.JsonWriter;
import pagewalk.web.live.Http;
import pagewalk.web.live.LiveSocket;
import pagewalk.web.session.LabSession;
import pagewalk.web.session.PartData;
import pagewalk.web.session.Variant;
import pagewalk.web.task.KindsRail;

/**
 * A student's session as an instructor looks at it: it grows while the student works, and can be scrubbed. The page
 * moves along while it stands at the newest step; the student is told that somebody looks.
 */
final class WatchPage implements LiveSocket.Listener {
    private static final int AGAIN_MS = 2000;

    private final String engine;
    private final HTMLElement lab;
    private final String session;
    private final Painter painter = new Painter();
    private final Status status = new Status(Dom.byId("status"));
    private final HTMLElement bar = Dom.el("div", "room-bar");
    private final HTMLElement connection = Dom.el("span", "chip warn", "▲ connecting");
    private final HTMLElement place = Dom.el("span", "place");
    private final HTMLElement follow = Dom.button("Follow", this::follow);
    private final LiveSocket socket;
    private @Nullable Bench bench;
    private int known;
    private boolean asking;
    private boolean askAgain;

    WatchPage(String engine, HTMLElement lab) {
        this.engine = engine;
        this.lab = lab;
        session = attribute("data-watch");
        socket = new LiveSocket("/ws/wall/" + attribute("data-course"), this);
        bar.setAttribute("role", "region");
        bar.setAttribute("aria-label", "Watched session");
        connection.setId("connection");
        place.setId("place");
        follow.setId("follow");
        follow.setClassName("primary");
        Dom.with(bar, connection, place, follow);
    }

    private String attribute(String name) {
        String value = lab.getAttribute(name);
        return value == null ? "" : value;
    }

    /** First the lines, then the variant: so it has the truth of every answer among them. */
    void open() {
        Http.get("/api/watch/" + session + "/journal?from=0", answer -> {
            Json json = answer.ok() ? answer.json() : null;
            if (json == null) {
                notice("The session's journal cannot be read. " + answer.message());
            } else if (attribute("data-lab").equals("free")) {
                begin(null, json.texts("lines"));
            } else {
                fetchVariant(json.texts("lines"));
            }
        });
    }

    private void fetchVariant(List<String> lines) {
        Http.get("/api/watch/" + session + "/variant", answer -> {
            Variant variant = answer.ok() ? Variant.parse(answer.text()) : null;
            if (variant == null) {
                notice("The session cannot be shown. " + answer.message());
            } else {
                begin(variant, lines);
            }
        });
    }

    private void begin(@Nullable Variant variant, List<String> lines) {
        try {
            build(variant, lines);
        } catch (TextFault fault) {
            notice("The lab's machine cannot be built: " + fault.reason() + ".");
        }
    }

    private void notice(String sentence) {
        Dom.byId("task").appendChild(Dom.el("p", "note bad", sentence));
        status.say(sentence);
    }

    private void build(@Nullable Variant variant, List<String> lines) {
        LabSession work = of(variant, lines);
        known = lines.size();
        Bench fresh = new Bench(work, painter, status);
        bench = fresh;
        String name = attribute("data-name");
        fresh.readOnly("this is " + name + "'s session; it can only be looked at");
        HTMLElement note =
                Dom.el("p", "note", "You look at " + name + "'s session: " + name + " is told. Step as you like.");
        Dom.byId("task").appendChild(note);
        Panels panels = Panels.build(fresh, head -> {});
        painter.add(new AppTools(engine, panels.help(), null));
        new RailTabs(painter);
        if (variant != null) {
            painter.add(new KindsRail(fresh, variant.header(), null, Dom.byId("task")));
        }
        Dom.byId("stage").insertBefore(bar, Dom.byId("stage").getFirstChild());
        painter.add(changed -> showPlace());
        LookWatch.start(panels, painter);
        painter.add(new ReadyMark());
        painter.changed(Painter.ALL);
        socket.connect();
    }

    private LabSession of(@Nullable Variant variant, List<String> lines) {
        List<PartData> parts = variant == null ? List.of(PartData.free(attribute("data-config"))) : variant.parts();
        LabSession work = new LabSession(parts);
        work.load(lines);
        return work;
    }

    // ---- following ----------------------------------------------------------------------------------------------

    /** Whether the student's own part and newest step are shown. */
    private static boolean following(Bench bench) {
        LabSession work = bench.session();
        return work.part().name().equals(work.workedPart())
                && work.part().shownBranchCounts()
                && bench.timeline().atEnd();
    }

    private void showPlace() {
        if (bench == null) {
            return;
        }
        boolean following = following(bench);
        follow.setHidden(following);
        bar.setAttribute("data-following", following ? "true" : "false");
        String name = attribute("data-name");
        Dom.text(
                place,
                following
                        ? "◉ Following " + name + ", " + known + (known == 1 ? " line" : " lines")
                        : "◌ Looking back: " + name + " has written " + known + (known == 1 ? " line" : " lines"));
    }

    private void follow() {
        if (bench != null) {
            bench.session().showNewest();
            painter.changed(Painter.ALL);
            bench.say(bench.positionSentence());
        }
    }

    // ---- growing ------------------------------------------------------------------------------------------------

    @Override
    public void opened() {
        socket.send(new JsonWriter()
                .put("type", "open")
                .put("session", session)
                .put("only", true)
                .text());
        fetchMore();
    }

    @Override
    public void lost(boolean loginEnded) {
        connection.setClassName("chip warn");
        Dom.text(connection, loginEnded ? "✕ your login has ended: log in again" : "▲ reconnecting");
    }

    @Override
    public void message(Json message) {
        switch (message.text("type", "")) {
            case "opened" -> {
                connection.setClassName("chip good");
                Dom.text(connection, "● live");
                fetchMore();
            }
            case "grown" -> fetchMore();
            case "error" -> notice(message.text("message", ""));
            default -> {}
        }
    }

    /** One question at a time; news that come meanwhile are asked for after it. */
    private void fetchMore() {
        askAgain = asking;
        if (asking || bench == null) {
            return;
        }
        asking = true;
        Http.get("/api/watch/" + session + "/journal?from=" + known, answer -> {
            asking = false;
            Json json = answer.ok() ? answer.json() : null;
            List<String> lines = json == null ? List.of() : json.texts("lines");
            if (!lines.isEmpty() && bench != null) {
                grow(bench, lines);
            }
            if (askAgain && !asking) {
                Listen.later(this::fetchMore, 0);
            }
        });
    }

    private void grow(Bench shown, List<String> lines) {
        known += lines.size();
        boolean predicted = false;
        for (String line : lines) {
            predicted |= line.startsWith("predict ");
        }
        if (predicted && !attribute("data-lab").equals("free")) {
            List<String> all = new ArrayList<>(shown.session().body().lines());
            all.addAll(lines);
            reveal(shown, all);
            return;
        }
        boolean follows = following(shown);
        int part = shown.session().currentIndex();
        int branch = shown.timeline().branch();
        int event = shown.timeline().event();
        shown.arrive(() -> {
            shown.session().load(lines);
            if (!follows) {
                shown.session().show(part);
                stay(shown.timeline(), branch, event);
            }
        });
        painter.changed(Painter.ALL);
    }

    /** A prediction was committed: its truth comes with the variant. */
    private void reveal(Bench shown, List<String> all) {
        asking = true;
        Http.get("/api/watch/" + session + "/variant", answer -> {
            asking = false;
            Variant variant = answer.ok() ? Variant.parse(answer.text()) : null;
            if (variant == null) {
                known = shown.session().body().size();
                Listen.later(this::fetchMore, AGAIN_MS);
                return;
            }
            boolean follows = following(shown);
            int part = shown.session().currentIndex();
            int branch = shown.timeline().branch();
            int event = shown.timeline().event();
            LabSession work = of(variant, all);
            if (!follows) {
                work.show(part);
                stay(work.part().timeline(), branch, event);
            }
            shown.open(work);
            fetchMore();
        });
    }

    private static void stay(Timeline timeline, int branch, int event) {
        if (timeline.branch() != branch && branch <= timeline.branches()) {
            timeline.switchTo(branch);
        }
        timeline.seekEvent(event);
    }
}
