package pagewalk.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.lab.model.EngineHash;
import pagewalk.lab.model.TextFault;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Painter;
import pagewalk.web.dom.Status;
import pagewalk.web.json.Digits;
import pagewalk.web.live.JournalStore;
import pagewalk.web.live.JournalSync;
import pagewalk.web.live.Replica;
import pagewalk.web.live.SessionOpener;
import pagewalk.web.session.LabSession;
import pagewalk.web.session.PartData;

/** A page where a session is worked on: opens it and connects the panels to its journal. */
abstract class WorkPage {
    private final String engine;
    private final HTMLElement lab = Dom.byId("lab");
    private final Painter painter = new Painter();
    private final Status status = new Status(Dom.byId("status"));
    private final HTMLElement notices = Dom.el("div");
    private @Nullable SessionOpener leftovers;

    WorkPage(String engine) {
        this.engine = engine;
        notices.setId("notices");
        Dom.byId("task").appendChild(notices);
    }

    /** Says which session is wanted; without a word it is the newest. */
    abstract void choose(SessionOpener opener);

    /** What the session is about; empty when its description cannot be read. */
    abstract List<PartData> parts(Replica replica);

    /** Fills the left column, says what the header's buttons do with files, and adds panels of the page's own. */
    abstract void furnish(Bench bench, Panels panels, JournalSync sync, AppTools tools);

    /** A frame was pinned in the map. */
    void pinned(int head) {}

    /** The engine the server described the session with, or empty. */
    String engineOfServer() {
        return "";
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
            choose(opener);
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

    final String attribute(String name) {
        String value = lab.getAttribute(name);
        return value == null ? "" : value;
    }

    final void notice(String kind, String sentence) {
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
        List<PartData> parts = parts(replica);
        if (parts.isEmpty()) {
            hopeless("The server's description of the lab cannot be read.");
            return;
        }
        try {
            build(store, replica, parts, notice);
        } catch (TextFault fault) {
            hopeless("The lab's machine cannot be built: " + fault.reason() + ".");
        }
    }

    private void build(JournalStore store, Replica replica, List<PartData> parts, String notice) {
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
        furnish(bench, panels, sync, tools);
        LookWatch.start(panels, painter);
        painter.add(new Permalink(bench, panels.stage()));
        new WatchedNotice(replica.session(), tools, status).connect();
        warnings(notice, problem);
        painter.add(new ReadyMark());
        painter.changed(Painter.ALL);
        sync.now();
        if (leftovers != null) {
            leftovers.sendLeftovers(sync, firstPart);
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

    private void warnings(String notice, @Nullable String problem) {
        if (!notice.isEmpty()) {
            notice("", notice);
        }
        if (problem != null) {
            notice("bad", "A part of the stored session could not be read, " + problem + ".");
        }
        String wanted = engineOfServer();
        if (!wanted.isEmpty() && !wanted.equals(EngineHash.HEX)) {
            notice("bad", "The server has another version of the engine than this page. Reload the page.");
        }
    }
}
