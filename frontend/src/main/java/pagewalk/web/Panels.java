package pagewalk.web;

import pagewalk.web.bench.Bench;
import pagewalk.web.bench.HelpDialog;
import pagewalk.web.console.ConsolePanel;
import pagewalk.web.dom.Dom;
import pagewalk.web.inspector.FreeListsPanel;
import pagewalk.web.inspector.InspectorPanel;
import pagewalk.web.stage.StagePanel;
import pagewalk.web.timeline.LogPanel;
import pagewalk.web.timeline.NowStrip;
import pagewalk.web.timeline.TimelinePanel;

/** The instrument: every panel that shows the machine, in the places the page's template gives. */
record Panels(StagePanel stage, TimelinePanel timeline, ConsolePanel console, LogPanel log, HelpDialog help) {

    /** Fills the page and connects every panel to the bench. */
    static Panels build(Bench bench, StagePanel.PinTaker pins) {
        StagePanel stage = new StagePanel(bench, Dom.byId("stage"), pins);
        NowStrip now = new NowStrip(bench, Dom.byId("stage"));
        FreeListsPanel lists = new FreeListsPanel(bench, Dom.byId("inspector"));
        InspectorPanel inspector = new InspectorPanel(bench, Dom.byId("inspector"));
        TimelinePanel timeline = new TimelinePanel(bench, Dom.byId("timeline"), stage.palette());
        LogPanel log = new LogPanel(bench, Dom.byId("log"));
        ConsolePanel console = new ConsolePanel(bench, Dom.byId("console"));
        HelpDialog help = new HelpDialog(Dom.byId("lab"));
        bench.painter().add(now);
        bench.painter().add(inspector);
        bench.painter().add(lists);
        bench.painter().add(timeline);
        bench.painter().add(log);
        bench.painter().add(console);
        // Last: the words of the others decide how much room the map has.
        bench.painter().add(stage);
        Panels panels = new Panels(stage, timeline, console, log, help);
        new Shortcuts(bench, panels);
        return panels;
    }
}
