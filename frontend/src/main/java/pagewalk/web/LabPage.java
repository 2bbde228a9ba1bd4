package pagewalk.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.lab.model.EngineHash;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.TextFault;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;
import pagewalk.web.dom.Status;
import pagewalk.web.json.Digits;
import pagewalk.web.json.Json;
import pagewalk.web.live.JournalStore;
import pagewalk.web.live.JournalSync;
import pagewalk.web.live.Replica;
import pagewalk.web.live.SessionOpener;
import pagewalk.web.session.LabSession;
import pagewalk.web.session.PartData;
import pagewalk.web.session.Reveal;
import pagewalk.web.session.Variant;
import pagewalk.web.task.Submission;
import pagewalk.web.task.TaskRail;

/** A lab, or a free machine, that is worked on: opens the session and connects the panels to its journal. */
final class LabPage {
    private final String engine;
    private final HTMLElement lab = Dom.byId("lab");
    private final Painter painter = new Painter();
    private final Status status = new Status(Dom.byId("status"));
    private final HTMLElement notices = Dom.el("div");
    private @Nullable TaskRail rail;
    private @Nullable SessionOpener leftovers;

    LabPage(String engine) {
        this.engine = engine;
        notices.setId("notices");
        Dom.byId("task").appendChild(notices);
    }

    /** Finds the session; what comes next waits for the browser's storage and perhaps the server. */
    void open() {
        JournalStore.open(store -> {
            SessionOpener opener = new SessionOpener(store, owner(), new SessionOpener.Result() {
                @Override
                public void opened(Replica replica, String notice) {
                    begin(store, replica, notice);
                }

                @Override
                public void failed(String sentence) {
                    hopeless("The lab could not be opened. " + sentence);
                }
            });
            String session = lab.getAttribute("data-session");
            if (session != null) {
                opener.freePlay(session, attribute("data-config"));
            } else if (Browser.parameter("fresh") != null) {
                opener.fresh();
            }
            leftovers = opener;
            opener.open();
        });
    }

    private Replica.Owner owner() {
        String asked = Browser.parameter("attempt");
        String attempt = asked == null ? attribute("data-attempt") : asked;
        int number = Digits.natural(attempt);
        return new Replica.Owner(
                attribute("data-lab"), attribute("data-mode"), attribute("data-student"), Math.max(number, 1));
    }

    private String attribute(String name) {
        String value = lab.getAttribute(name);
        return value == null ? "" : value;
    }

    private void notice(String kind, String sentence) {
        HTMLElement note = Dom.el("p", "note " + kind, sentence);
        notices.appendChild(note);
        status.say(sentence);
    }

    /** There is no machine to show: the stage says why, and offers another try. */
    private void hopeless(String sentence) {
        notice("bad", sentence);
        HTMLElement again =
                Dom.button("Try again", () -> Window.current().getLocation().reload());
        Dom.with(Dom.byId("stage"), Dom.with(notices, again));
    }

    private void begin(JournalStore store, Replica replica, String notice) {
        Variant variant = replica.variant().isEmpty() ? null : Variant.parse(replica.variant());
        if (variant == null && replica.config().isEmpty()) {
            hopeless("The server's description of the lab cannot be read.");
            return;
        }
        try {
            build(store, replica, variant, notice);
        } catch (TextFault fault) {
            hopeless("The lab's machine cannot be built: " + fault.reason() + ".");
        }
    }

    private void build(JournalStore store, Replica replica, @Nullable Variant variant, String notice) {
        List<PartData> parts = variant == null ? List.of(PartData.free(replica.config())) : variant.parts();
        takeReveals(parts, replica);
        LabSession session = new LabSession(parts);
        String problem = session.load(replica.lines());
        Bench bench = new Bench(session, painter, status);
        String firstPart = parts.get(0).name();
        JournalSync sync = new JournalSync(store, replica, firstPart, listener(bench, replica, parts));
        bench.recordTo(sync::append);
        Panels panels = Panels.build(bench, this::pinned);
        AppTools tools = new AppTools(engine, panels.help(), sync);
        painter.add(tools);
        new RailTabs(painter);
        if (variant == null) {
            buildFree(bench, replica, tools);
        } else {
            buildTask(bench, variant, sync, tools);
        }
        LookWatch.start(panels, painter);
        painter.add(new Permalink(bench, panels.stage()));
        new WatchedNotice(replica.session(), tools, status).connect();
        warnings(notice, problem, variant);
        painter.add(new ReadyMark());
        painter.changed(Painter.ALL);
        sync.now();
        if (leftovers != null) {
            leftovers.sendLeftovers(sync, firstPart);
        }
    }

    private static void takeReveals(List<PartData> parts, Replica replica) {
        for (String text : replica.reveals()) {
            Json json = Json.parse(text);
            for (PartData part : parts) {
                if (json != null && part.name().equals(json.text("part"))) {
                    part.addReveal(Reveal.of(json, json.number("question", 0), ""));
                    TaskRail.takeNext(part, json);
                }
            }
        }
    }

    private JournalSync.Listener listener(Bench bench, Replica replica, List<PartData> parts) {
        return new JournalSync.Listener() {
            @Override
            public void changed() {
                painter.changed(Painter.LIVE);
            }

            @Override
            public void merged(int theirs, int mine) {
                String part = bench.part().name();
                LabSession merged = new LabSession(parts);
                merged.load(replica.lines());
                merged.show(part);
                bench.open(merged);
                notice(
                        "",
                        "Another tab or device wrote " + theirs + (theirs == 1 ? " line" : " lines")
                                + " to this session. "
                                + (mine == 0
                                        ? "They are shown now."
                                        : "Both are kept: yours go on as a branch of their own."));
            }
        };
    }

    private void pinned(int head) {
        if (rail != null) {
            rail.pinned(head);
        }
    }

    private void buildTask(Bench bench, Variant variant, JournalSync sync, AppTools tools) {
        rail = new TaskRail(bench, variant.header(), sync, Dom.byId("task"));
        painter.add(rail);
        String name = variant.header().lab() + "-" + variant.header().mode().word() + ".pw";
        tools.files(
                name,
                () -> {
                    bench.chooseShownBranches();
                    return Submission.file(
                            bench.session(), variant.header(), sync.replica().owner());
                },
                null);
        if (variant.header().mode() == Mode.PRACTICE) {
            link("Practise with other numbers", "/lab/" + variant.header().lab() + "?mode=practice&fresh=1");
        }
    }

    private static void link(String text, String address) {
        HTMLElement link = Dom.el("a", "", text);
        link.setAttribute("href", address);
        Dom.byId("task").appendChild(Dom.with(Dom.el("p"), link));
    }

    private void buildFree(Bench bench, Replica replica, AppTools tools) {
        new FreeRail(bench, Dom.byId("task"));
        tools.files("free.pw", () -> Submission.freeFile(bench.session(), replica.owner()), text -> {
            FileOpener.open(text, sentence -> notice("bad", sentence));
        });
    }

    private void warnings(String notice, @Nullable String problem, @Nullable Variant variant) {
        if (!notice.isEmpty()) {
            notice("", notice);
        }
        if (problem != null) {
            notice("bad", "A part of the stored session could not be read, " + problem + ".");
        }
        String wanted = variant == null ? "" : variant.header().hashes().engine();
        if (!wanted.isEmpty() && !wanted.equals(EngineHash.HEX)) {
            notice("bad", "The server has another version of the engine than this page. Reload the page.");
        }
    }
}
